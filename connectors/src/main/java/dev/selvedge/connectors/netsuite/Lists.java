package dev.selvedge.connectors.netsuite;

import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import dev.selvedge.connectors.walk.KeysetWalk;
import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.SecondFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lists that are walked for a feed.
final class Lists {
  private Lists() {}

  /// What changed, what was deleted, and of transactions the recent ones again.
  static List<Leg<KeysetWalk>> of(Subject subject, Records records, Reading reading) {
    List<Leg<KeysetWalk>> legs = new ArrayList<>();
    legs.add(new Changed(subject, records, reading, new SecondFailure()));
    if (reading.deletions()) {
      legs.add(new Deleted(subject, records, reading));
    }
    if (subject.isTransaction() && reading.recheck().isPositive()) {
      legs.add(new Recent(subject, records, reading, new SecondFailure()));
    }
    return legs;
  }

  private static Leg.Sheet<KeysetWalk> sheet(
      Records.Rows read, KeysetWalk at, Instant now, Reading reading) {
    return new Leg.Sheet<>(
        read.entries(), at.past(read.rows(), read.end(), now, reading.overlapAt(now)));
  }

  /// Everything, then what changes.
  private record Changed(Subject subject, Records records, Reading reading, SecondFailure failure)
      implements Leg<KeysetWalk> {
    @Override
    public KeysetWalk first(Instant now) {
      return KeysetWalk.from(reading.since(), now);
    }

    @Override
    public boolean readsFirst() {
      return true;
    }

    @Override
    public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant now) {
      Records.Rows read =
          failure.read(
              () -> records.rows(subject, "lastmodifieddate", at, take),
              () -> records.each(subject, "lastmodifieddate", at, take));
      return sheet(read, at, now, reading);
    }
  }

  /// What is deleted from now on.
  private record Deleted(Subject subject, Records records, Reading reading)
      implements Leg<KeysetWalk> {
    @Override
    public KeysetWalk first(Instant now) {
      return KeysetWalk.from(now.minus(reading.overlapAt(now)), now);
    }

    @Override
    public boolean readsFirst() {
      return false;
    }

    @Override
    public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant now) {
      return sheet(records.deleted(subject, at, take), at, now, reading);
    }
  }

  /// Recent transactions again and again: it is not documented that all that happens to a line or a
  /// parcel moves the stamp of its transaction.
  private record Recent(Subject subject, Records records, Reading reading, SecondFailure failure)
      implements Leg<KeysetWalk> {
    @Override
    public KeysetWalk first(Instant now) {
      return anew(now).rest();
    }

    @Override
    public KeysetWalk anew(Instant now) {
      return KeysetWalk.from(now.minus(reading.recheck()), now);
    }

    @Override
    public Optional<Duration> every() {
      return Optional.of(reading.recheckEvery());
    }

    @Override
    public boolean readsFirst() {
      return false;
    }

    @Override
    public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant now) {
      Records.Rows read =
          failure.read(
              () -> records.rows(subject, "createddate", at, take),
              () -> records.each(subject, "createddate", at, take));
      return sheet(read, at, now, reading);
    }
  }
}
