package dev.selvedge.work.replay;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.Restarter.Restart;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Has what is parked done once more in its own system, on a person's word: what is parked there is
/// a report of something that went wrong. Thread-safe.
///
/// Whoever starts it claims it on disk before, so that of several people and processes one starts
/// it, and a start that was broken off shows. A claim ends with what came of the start; where that
/// is not known it stays until whatever was begun has to show, and everybody else only looks.
public final class Restarting {
  private static final String ACT = "report.restart";

  private final ReplayParts parts;
  private final Function<SystemName, Optional<Restarter>> restarters;

  /// @param restarters of the systems that can do something once more
  public Restarting(ReplayParts parts, Function<SystemName, Optional<Restarter>> restarters) {
    this.parts = parts;
    this.restarters = restarters;
  }

  /// What came of it.
  public sealed interface Restarted {
    /// It was begun, and is not parked any more.
    record Begun(String what) implements Restarted {}

    /// It stays parked, for this reason.
    record Not(String sentence) implements Restarted {}

    /// It is not parked any more, or is nothing that can be done once more.
    record NotThere() implements Restarted {}
  }

  /// @param parked as it was before it was claimed
  private record Report(Parked parked, SourceRecord sourceRecord, Restarter restarter) {
    SystemName system() {
      return sourceRecord.ref().system();
    }

    /// Whether somebody is starting it, or may have started it a moment ago.
    boolean isUnderWay(Instant now) {
      return parked.isOnItsWay()
          && Duration.between(parked.replayedAt(), now).abs().compareTo(restarter.settled()) < 0;
    }
  }

  /// Whose it is.
  private sealed interface Claim {
    record Nobodys() implements Claim {}

    /// @param since when it was claimed
    record Ours(Report report, Instant since) implements Claim {}

    /// @param since when it was claimed
    record Anothers(Report report, Instant since) implements Claim {}
  }

  /// Whether this is something that can be done once more.
  public boolean takes(Parked parked) {
    return Parking.of(parked) instanceof Parking.Accepted
        && restarter(RecordRef.parse(parked.item().source())).isPresent();
  }

  /// Has it done once more.
  ///
  /// @param again also where it shows that it was done already
  public Restarted restart(long number, boolean again, ByHand hand) {
    return switch (parts.store().write(ports -> claim(number, ports, hand))) {
      case Claim.Nobodys ignored -> new Restarted.NotThere();
      case Claim.Anothers(Report report, Instant since) -> look(report, since, hand);
      case Claim.Ours(Report report, Instant since) -> {
        Restart restart = report.restarter().restart(report.sourceRecord(), again);
        Restarted restarted = said(restart, report);
        end(report, since, restart, restarted, hand);
        yield restarted;
      }
    };
  }

  private Claim claim(long number, Store.Ports ports, ByHand hand) {
    Optional<Report> found = find(number, ports);
    if (found.isEmpty()) {
      return new Claim.Nobodys();
    }
    Report report = found.get();
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Instant before = report.parked().replayedAt();
    if (report.isUnderWay(now)) {
      return new Claim.Anothers(report, before);
    }
    if (!ports.parked().claim(number, before, now)) {
      return new Claim.Anothers(report, now);
    }
    ports
        .auditLog()
        .append(AuditEntry.of(now, hand, ACT, "", report.parked().item().source() + ": begun"));
    return new Claim.Ours(report, now);
  }

  /// What somebody else began is theirs until it shows, or has to.
  private Restarted look(Report report, Instant since, ByHand hand) {
    Restart seen = report.restarter().look(report.sourceRecord());
    if (seen instanceof Restart.Already) {
      Restarted restarted = said(seen, report);
      end(report, since, seen, restarted, hand);
      return restarted;
    }
    String why = seen instanceof Restart.NotBegun(String sentence) ? " " + sentence : "";
    return new Restarted.Not(
        "Somebody has begun to start it at "
            + since.truncatedTo(ChronoUnit.SECONDS)
            + ", and it is not known what came of it."
            + why
            + " Try again after "
            + since
                .plus(report.restarter().settled())
                .plusSeconds(1)
                .truncatedTo(ChronoUnit.SECONDS)
            + ": it is looked for in "
            + report.system()
            + " then, and started where it does not show.");
  }

  private static Restarted said(Restart restart, Report report) {
    return switch (restart) {
      case Restart.Begun(String what) -> new Restarted.Begun(what);
      case Restart.Already(String what) ->
          new Restarted.Not(
              what
                  + " was begun with the same since. Look there whether it did what was wanted, and"
                  + " discard this; or have it started again all the same.");
      case Restart.NotBegun(String why) -> new Restarted.Not("It was not started. " + why);
      case Restart.Unknown(String why) ->
          new Restarted.Not(
              "It is not known whether it was started: "
                  + why
                  + ". The next try looks for it in "
                  + report.system()
                  + " first, and starts it where it does not show after "
                  + report.restarter().settled().toSeconds()
                  + " s.");
    };
  }

  private Optional<Restarter> restarter(RecordRef record) {
    return restarters.apply(record.system()).filter(one -> one.takes(record));
  }

  private Optional<Report> find(long number, Store.Ports ports) {
    return ports
        .parked()
        .find(number)
        .filter(parked -> Parking.of(parked) instanceof Parking.Accepted)
        .flatMap(
            parked ->
                ports
                    .inbox()
                    .find(parked.item().inboxId())
                    .flatMap(
                        item ->
                            restarter(item.sourceRecord().ref())
                                .map(one -> new Report(parked, item.sourceRecord(), one))));
  }

  private void end(
      Report report, Instant since, Restart restart, Restarted restarted, ByHand hand) {
    Instant now = parts.clock().instant();
    Parked parked = report.parked();
    parts
        .store()
        .change(
            ports -> {
              switch (restart) {
                case Restart.Begun ignored ->
                    ports.parked().clear(List.of(parked.item().subject()));
                // It waits for a person as before, who may have discarded it by now.
                case Restart.Already ignored -> ports.parked().release(parked.number(), since);
                case Restart.NotBegun ignored -> ports.parked().release(parked.number(), since);
                case Restart.Unknown ignored -> {}
              }
              ports.auditLog().append(audit(report, result(restarted), hand, now));
              ports.trail().append(entries(parked, restarted, hand, now).list());
            });
  }

  private static String result(Restarted restarted) {
    return switch (restarted) {
      case Restarted.Begun(String what) -> what;
      case Restarted.Not(String sentence) -> sentence;
      case Restarted.NotThere ignored -> "not there";
    };
  }

  private static ParkedEntries entries(
      Parked parked, Restarted restarted, ByHand hand, Instant now) {
    return switch (restarted) {
      case Restarted.Begun(String what) ->
          new ParkedEntries("restarted", hand, now).of(parked, ": " + what);
      case Restarted.Not(String sentence) ->
          new ParkedEntries("not restarted", hand, now).of(parked, " (" + sentence + ")");
      case Restarted.NotThere ignored -> new ParkedEntries("gone", hand, now);
    };
  }

  private static AuditEntry audit(Report report, String result, ByHand hand, Instant now) {
    return AuditEntry.of(now, hand, ACT, "", report.parked().item().source() + ": " + result);
  }
}
