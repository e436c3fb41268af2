package dev.selvedge.connector;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.watch.trace.TraceContext;
import java.time.Instant;
import java.util.Optional;

/// One thing a system told us, as it came. Immutable.
///
/// @param ref which record of which system
/// @param stamp what the system says about the record's age: its own change time, and so its
///     version
/// @param observedAt when we read or received it; orders records whose stamps are equal or absent
/// @param change whether the record stands as in `body` or is gone
/// @param pace live change or backfill; decides the lane
/// @param body the raw bytes, JSON in UTF-8; for a gone record whatever the system sent
/// @param trace the span in which it was told, where somebody follows it
public record SourceRecord(
    RecordRef ref,
    Stamp stamp,
    Instant observedAt,
    Change change,
    Pace pace,
    Payload body,
    Optional<TraceContext> trace) {
  /// One that nobody follows.
  public SourceRecord(
      RecordRef ref, Stamp stamp, Instant observedAt, Change change, Pace pace, Payload body) {
    this(ref, stamp, observedAt, change, pace, body, Optional.empty());
  }

  /// What became of the record in its system.
  public enum Change {
    UPSERT,
    DELETE
  }

  /// Whether somebody waits for it.
  public enum Pace {
    LIVE,
    BACKFILL,
    /// Of the past, and to be known before everything else: it is taken from the inbox before a
    /// backfill, and is part of one from then on.
    PAST_FIRST
  }

  /// The system's own change time of a record, when it has one.
  public sealed interface Stamp {
    record At(Instant changed) implements Stamp {}

    record Absent() implements Stamp {}

    static Stamp at(Instant changed) {
      return new At(changed);
    }

    static Stamp absent() {
      return new Absent();
    }

    default Optional<Instant> instant() {
      return switch (this) {
        case At at -> Optional.of(at.changed());
        case Absent ignored -> Optional.empty();
      };
    }
  }

  /// The same, followed by whoever collects this trace.
  public SourceRecord followed(Optional<TraceContext> span) {
    return new SourceRecord(ref, stamp, observedAt, change, pace, body, span);
  }

  /// The time from which freshness counts: the system's own change time, else when we saw it.
  public Instant changedAt() {
    return stamp.instant().orElse(observedAt);
  }
}
