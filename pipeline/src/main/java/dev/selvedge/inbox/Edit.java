package dev.selvedge.inbox;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceRecord;
import java.time.Instant;

/// A body written by hand in the place of a stored one. Immutable.
///
/// @param version from 1; the greatest stands
public record Edit(int version, Made made, Payload body) {
  public Edit {
    if (version < 1) {
      throw new IllegalArgumentException("edits count from 1: " + version);
    }
  }

  /// When, by whom and why.
  public record Made(Instant at, String by, String why) {}

  /// The record as edited. It is the same statement of its system, put right: as old as the
  /// original, so that whatever the system says later wins, and just newer than the original and
  /// earlier edits, so that it wins over those.
  public SourceRecord applied(SourceRecord original) {
    return new SourceRecord(
        original.ref(),
        SourceRecord.Stamp.at(original.changedAt()),
        original.observedAt().plusNanos(version),
        original.change(),
        original.pace(),
        body);
  }
}
