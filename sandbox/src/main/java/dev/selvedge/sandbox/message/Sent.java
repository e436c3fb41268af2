package dev.selvedge.sandbox.message;

import java.time.Instant;
import java.util.List;

/// One message the account sent.
///
/// @param kind `transactional`, `triggered`, `campaign` or `marketing`
/// @param to the addresses or contact ids
/// @param about the subject line or the campaign
/// @param at when
public record Sent(String kind, List<String> to, String about, Instant at) {
  public Sent {
    to = List.copyOf(to);
  }
}
