package dev.selvedge.connector;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A feed of which single records can be read by their keys: somebody heard that they changed. What
/// it reads is what polling the same feed would have read. Called by one loop at a time, the one
/// that polls the feed, on a thread that may block; every call ends within a time-out.
public interface TargetedSource {
  Feed feed();

  /// How many keys may be asked for at once.
  int most();

  /// Reads these records as they are now.
  ///
  /// @param keys different ones, as some caller spelt them: perhaps no keys of this system at all
  /// @param now the hub's time, to stamp `observedAt`
  /// @throws SourceException when the system cannot be read now
  Found read(List<String> keys, Instant now);

  /// What there is of them.
  ///
  /// @param missing the other keys, and why: a clause that goes on from the record's name, such as
  ///     `is not there`
  record Found(List<SourceRecord> records, Map<String, String> missing) {
    public Found {
      records = List.copyOf(records);
      missing = Map.copyOf(missing);
    }
  }
}
