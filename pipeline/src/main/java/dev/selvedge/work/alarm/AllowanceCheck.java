package dev.selvedge.work.alarm;

import dev.selvedge.Lane;
import dev.selvedge.SpokenTime;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether a target's allowance is nearly spent while there is much of the window to come, and
/// somebody waits for it: a backfill that takes all there is hurts nobody.
public final class AllowanceCheck implements Check {
  private static final long TENTH = 10;
  private static final int FIFTH = 5;

  /// A window that is over soon is no worry.
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private final Store store;
  private final List<Outlook> targets;

  public AllowanceCheck(Store store, List<Outlook> targets) {
    this.store = store;
    this.targets = List.copyOf(targets);
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.ALLOWANCE);
  }

  @Override
  public Sight look(Instant now) {
    return store.read(
        ports -> {
          List<Finding> findings = new ArrayList<>();
          for (Outlook target : targets) {
            boolean waiting =
                ports.deliveries().due(target.target(), now, 1).stream()
                    .map(Backlog::queue)
                    .anyMatch(queue -> queue.lane() != Lane.BULK);
            for (Window window : ports.allowances().of(target.target())) {
              Window current = window.at(now);
              if (isNearlySpent(current, target, now) && (waiting || isOthers(current))) {
                findings.add(finding(target, current, now));
              }
            }
          }
          return Sight.of(findings);
        });
  }

  private static boolean isNearlySpent(Window window, Outlook target, Instant now) {
    Duration rest = Duration.between(now, window.renewsAt());
    return window.limit() < Scope.UNLIMITED
        && rest.compareTo(SHORTEST) > 0
        && rest.compareTo(window.length().dividedBy(FIFTH)) > 0
        && window.left(target.policy()) * TENTH <= target.policy().budget(window.limit());
  }

  /// Whether strangers made more calls than we.
  private static boolean isOthers(Window window) {
    return window.strangers() > window.taken().all();
  }

  private static Finding finding(Outlook target, Window window, Instant now) {
    boolean others = isOthers(window);
    return new Finding(
        AlarmKind.ALLOWANCE,
        target.target() + "/" + window.scope(),
        Severity.WARNING,
        now,
        new Words(
            "Of the "
                + window.limit()
                + " calls that "
                + target.title()
                + " allows ('"
                + window.scope()
                + "'), "
                + window.left(target.policy())
                + " are left for the hub until "
                + SpokenTime.of(window.renewsAt())
                + "; it made "
                + window.taken().all()
                + ", others "
                + window.strangers()
                + ".",
            "What is due waits, unless it is urgent.",
            "It keeps the rest for what is urgent, and goes on with everything when the allowance"
                + " is renewed.",
            others
                ? "Find out which other integration of the account makes the calls."
                : "If that happens often, ask " + target.title() + " for a larger allowance."),
        "/allowance");
  }
}
