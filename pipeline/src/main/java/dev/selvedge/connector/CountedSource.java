package dev.selvedge.connector;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/// A feed of orders whose system tells cheaply how many of them were placed in a time: audits
/// compare that with what came. Called by one thread at a time, which may block; every call ends
/// within a time-out.
public interface CountedSource {
  Feed feed();

  /// How many calls to the system one [#count] makes, at most.
  int calls();

  /// How many orders that polling the feed would give were placed from `from` on and before `to`.
  ///
  /// @throws SourceException when the system cannot be asked now, or does not tell
  Count count(Instant from, Instant to);

  /// What the system counts.
  ///
  /// @param sums what they come to by currency (ISO 4217); empty where it tells no sums
  record Count(long records, Map<String, BigDecimal> sums) {
    public Count {
      sums = Map.copyOf(sums);
    }

    /// Without sums.
    public Count(long records) {
      this(records, Map.of());
    }
  }
}
