package dev.selvedge.inbox;

import dev.selvedge.RecordRef;
import java.time.Instant;

/// Somebody said that a record changed, and it has not been read since. Immutable.
///
/// @param version differs each time it is said again
/// @param heardAt when it was said first
/// @param misses how often it was looked for since, and was not there
public record Hint(RecordRef record, long version, Instant heardAt, int misses) {
  /// The same after one more look that did not find the record.
  public Hint missed() {
    return new Hint(record, version, heardAt, misses + 1);
  }
}
