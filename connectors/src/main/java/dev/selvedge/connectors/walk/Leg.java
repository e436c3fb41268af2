package dev.selvedge.connectors.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A list that is walked for a feed. Safe for use by many threads.
///
/// @param <W> how a place in it is told
public interface Leg<W extends Walk<W>> {

  /// One page of it.
  ///
  /// @param entries what the page leads to, each record once
  /// @param next the place behind it
  record Sheet<W>(List<Entry> entries, W next) {
    /// Keeps the list as it is now.
    public Sheet {
      entries = List.copyOf(entries);
    }
  }

  /// Where the very first walk begins; at rest where it waits for its time.
  W first(Instant now);

  /// How long after its last beginning it is walked anew; empty for a list that is walked at every
  /// round, from where it ended.
  default Optional<Duration> every() {
    return Optional.empty();
  }

  /// Where a list that is walked anew begins.
  default W anew(Instant now) {
    return first(now);
  }

  /// Whether the first reading of the feed lasts until this list has been walked to its end.
  boolean readsFirst();

  /// Reads the page at a place.
  ///
  /// @param take how many rows to ask for, at least 2
  /// @throws dev.selvedge.connector.SourceException when the system cannot be read now
  Sheet<W> read(W at, int take, Instant now);
}
