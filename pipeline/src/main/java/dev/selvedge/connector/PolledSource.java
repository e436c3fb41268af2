package dev.selvedge.connector;

import java.time.Instant;

/// A feed that is read by asking. Called by one loop at a time, on a thread that may block.
///
/// `poll` must be repeatable: asked again with the same cursor it gives at least the same
/// changes, so that a crash between reading and storing loses nothing. It never waits for ever:
/// every call to the outside has a time-out.
public interface PolledSource {
  Feed feed();

  /// Reads the next page after `cursor`.
  ///
  /// @param now the hub's time, to stamp `observedAt`
  /// @param limit about how many records to give at most
  /// @throws SourceException when the system cannot be read now
  Page poll(Cursor cursor, Instant now, int limit);
}
