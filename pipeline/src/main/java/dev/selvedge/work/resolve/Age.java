package dev.selvedge.work.resolve;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Version;
import dev.selvedge.trail.Parked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/// How new a record is, as far as that is known without reading it: to the millisecond, as the
/// store keeps it. Immutable.
record Age(Instant changedAt, Instant observedAt) {
  private static final Comparator<Age> ORDER =
      Comparator.comparing(Age::changedAt).thenComparing(Age::observedAt);

  Age {
    changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
    observedAt = observedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  static Age of(SourceRecord sourceRecord) {
    return new Age(sourceRecord.changedAt(), sourceRecord.observedAt());
  }

  static Age of(Version version) {
    return new Age(version.changedAt(), version.observedAt());
  }

  static Age of(Parked parked) {
    return new Age(parked.changedAt(), parked.observedAt());
  }

  /// Of records of one age neither is older.
  boolean isOlderThan(Age other) {
    return ORDER.compare(this, other) < 0;
  }

  Age newer(Age other) {
    return isOlderThan(other) ? other : this;
  }
}
