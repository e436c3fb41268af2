package dev.selvedge.connectors.patchworks.tell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The runs that were begun and are not known to have ended, by the record they are about. Holds so
/// many and no more: the oldest is forgotten, which then is begun again. Lost with the process.
/// Thread-safe.
final class Beginnings {
  private static final int AT_MOST = 10_000;

  private final Map<String, Beginning> byRecord = new LinkedHashMap<>();

  /// A flow that was started, or may have been.
  ///
  /// @param reference of the decision it was started with
  /// @param run its number; empty while it is not known
  /// @param at when it was started, by our clock
  /// @param sure whether the start was answered
  record Beginning(String reference, String run, Instant at, boolean sure) {
    Beginning found(String number) {
      return new Beginning(reference, number, at, true);
    }
  }

  synchronized Optional<Beginning> of(String recordKey) {
    return Optional.ofNullable(byRecord.get(recordKey));
  }

  synchronized void put(String recordKey, Beginning beginning) {
    byRecord.remove(recordKey);
    byRecord.put(recordKey, beginning);
    if (byRecord.size() > AT_MOST) {
      byRecord.remove(byRecord.keySet().iterator().next());
    }
  }

  synchronized void remove(String recordKey) {
    byRecord.remove(recordKey);
  }

  /// When the oldest of them was begun that was not begun before; nobody may ask after those any
  /// more.
  synchronized Optional<Instant> oldest(Instant notBefore) {
    return byRecord.values().stream()
        .map(Beginning::at)
        .filter(at -> !at.isBefore(notBefore))
        .min(Instant::compareTo);
  }
}
