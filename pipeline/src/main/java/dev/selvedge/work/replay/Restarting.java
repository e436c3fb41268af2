package dev.selvedge.work.replay;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.Restarter.Restart;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Has what is parked done once more in its own system, on a person's word: what is parked there is
/// a report of something that went wrong. That it is begun is on disk before it is, so that a start
/// that is broken off shows. Thread-safe.
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

  private record Report(Parked parked, SourceRecord sourceRecord, Restarter restarter) {}

  /// Whether this is something that can be done once more.
  public boolean takes(Parked parked) {
    return Parking.of(parked) instanceof Parking.Accepted
        && restarter(RecordRef.parse(parked.item().source())).isPresent();
  }

  /// Has it done once more.
  ///
  /// @param again also where it shows that it was done already
  public Restarted restart(long number, boolean again, ByHand hand) {
    Optional<Report> found = parts.store().read(ports -> find(number, ports));
    if (found.isEmpty()) {
      return new Restarted.NotThere();
    }
    Report report = found.get();
    if (report.parked().isOnItsWay() && !again) {
      return new Restarted.Not(
          "Somebody has begun to start it, and it is not known what came of it. Look in "
              + report.sourceRecord().ref().system()
              + " whether it runs before it is started again.");
    }
    begin(report, hand);
    Restart restart = report.restarter().restart(report.sourceRecord(), again);
    Restarted restarted = said(restart, report.sourceRecord().ref().system());
    end(report, restarted, hand);
    return restarted;
  }

  private static Restarted said(Restart restart, SystemName system) {
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
                  + system
                  + " first.");
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

  private void begin(Report report, ByHand hand) {
    Instant now = parts.clock().instant();
    parts
        .store()
        .change(
            ports -> {
              ports.parked().replayed(List.of(report.parked().number()), now);
              ports
                  .auditLog()
                  .append(
                      AuditEntry.of(
                          now, hand, ACT, "", report.parked().item().source() + ": begun"));
            });
  }

  private void end(Report report, Restarted restarted, ByHand hand) {
    Instant now = parts.clock().instant();
    Parked parked = report.parked();
    ParkedEntries entries =
        switch (restarted) {
          case Restarted.Begun(String what) ->
              new ParkedEntries("restarted", hand, now).of(parked, ": " + what);
          case Restarted.Not(String sentence) ->
              new ParkedEntries("not restarted", hand, now).of(parked, " (" + sentence + ")");
          case Restarted.NotThere ignored -> new ParkedEntries("gone", hand, now);
        };
    parts
        .store()
        .change(
            ports -> {
              switch (restarted) {
                case Restarted.Begun(String what) -> {
                  ports.parked().clear(List.of(parked.item().subject()));
                  ports.auditLog().append(audit(report, what, hand, now));
                }
                case Restarted.Not(String sentence) -> {
                  ports.parked().park(List.of(waiting(parked.item(), now)));
                  ports.auditLog().append(audit(report, sentence, hand, now));
                }
                case Restarted.NotThere ignored -> {}
              }
              ports.trail().append(entries.list());
            });
  }

  private static AuditEntry audit(Report report, String result, ByHand hand, Instant now) {
    return AuditEntry.of(now, hand, ACT, "", report.parked().item().source() + ": " + result);
  }

  /// As before: it waits for a person again.
  private static ParkedItem waiting(ParkedItem item, Instant now) {
    return new ParkedItem(
        item.subject(),
        item.stage(),
        item.source(),
        item.cause(),
        item.sentence(),
        item.rule(),
        item.field(),
        item.inboxId(),
        item.firstSeen(),
        now,
        1);
  }
}
