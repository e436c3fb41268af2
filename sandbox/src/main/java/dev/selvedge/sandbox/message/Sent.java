package dev.selvedge.sandbox.message;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One message the account sent.
///
/// @param kind `transactional`, `triggered`, `campaign` or `marketing`
/// @param to the addresses or contact ids
/// @param about the subject line or the campaign
/// @param values what stood for the placeholders of a campaign
/// @param at when
public record Sent(
    String kind, List<String> to, String about, Map<String, String> values, Instant at) {
  public Sent {
    to = List.copyOf(to);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
