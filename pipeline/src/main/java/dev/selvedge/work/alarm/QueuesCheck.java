package dev.selvedge.work.alarm;

import dev.selvedge.Lane;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Spans;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what was accepted is worked through, and whether what is due leaves. A large backlog
/// alone is none of its business: a first sync is one. What counts is how long the oldest waits,
/// and whether anything moves.
public final class QueuesCheck implements Check {
  private static final Duration INBOX_LONG = Duration.ofMinutes(15);
  private static final Duration INBOX_VERY_LONG = Duration.ofHours(2);
  private static final Duration DUE_LONG = Duration.ofMinutes(30);
  private static final Duration NORMAL_LONG = Duration.ofHours(2);
  private static final Duration BULK_LONG = Duration.ofHours(24);

  /// In this time something has moved, unless nothing does.
  private static final Duration LATELY = Duration.ofMinutes(20);

  private final Store store;
  private final List<Outlook> targets;

  public QueuesCheck(Store store, List<Outlook> targets) {
    this.store = store;
    this.targets = List.copyOf(targets);
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.INBOX, AlarmKind.DUE);
  }

  @Override
  public Sight look(Instant now) {
    return store.read(
        ports -> {
          List<Finding> findings = new ArrayList<>();
          boolean moving =
              ports.flowMinutes().since(now.minus(LATELY)).stream()
                  .mapToLong(FlowMinute::delivered)
                  .anyMatch(delivered -> delivered > 0);
          inbox(ports, moving, now).ifPresent(findings::add);
          for (Outlook target : targets) {
            // An ill target is an alarm of its own.
            if (ports.conditions().of(target.target()).isWell()) {
              due(target, ports, moving, now).ifPresent(findings::add);
            }
          }
          return Sight.of(findings);
        });
  }

  private static Optional<Finding> inbox(Store.Ports ports, boolean moving, Instant now) {
    return ports
        .inbox()
        .waitingSince(false)
        .filter(since -> !since.plus(INBOX_LONG).isAfter(now))
        .or(
            () ->
                ports
                    .inbox()
                    .waitingSince(true)
                    .filter(since -> !since.plus(patience(Lane.BULK, moving)).isAfter(now)))
        .map(since -> inbox(ports, since, now));
  }

  private static Finding inbox(Store.Ports ports, Instant since, Instant now) {
    Duration waits = Duration.between(since, now);
    return new Finding(
        AlarmKind.INBOX,
        "inbox",
        waits.compareTo(INBOX_VERY_LONG) < 0 ? Severity.WARNING : Severity.CRITICAL,
        since,
        new Words(
            "Records are worked through more slowly than they come: "
                + ports.inbox().backlog()
                + " wait, the oldest for "
                + Spans.words(waits)
                + ".",
            "Changes of all systems reach Dotdigital late.",
            "It works on, the oldest first; what is accepted is safe.",
            "See whether one system sends far more than usual, whether the machine has enough"
                + " CPU and a fast disk, and what the hub's log says of its loop 'resolve'."),
        "/");
  }

  private static Optional<Finding> due(
      Outlook target, Store.Ports ports, boolean moving, Instant now) {
    List<Backlog> late =
        ports.deliveries().due(target.target(), now, 1).stream()
            .filter(
                backlog ->
                    backlog.oldest().plus(patience(backlog.queue().lane(), moving)).isBefore(now))
            .toList();
    if (late.isEmpty()) {
      return Optional.empty();
    }
    Instant since = late.stream().map(Backlog::oldest).min(Comparator.naturalOrder()).orElseThrow();
    long count =
        ports.deliveries().outstanding(target.target()).stream()
            .mapToLong(outstanding -> outstanding.count())
            .sum();
    boolean urgent = late.stream().anyMatch(backlog -> backlog.queue().lane() == Lane.URGENT);
    return Optional.of(
        new Finding(
            AlarmKind.DUE,
            target.target().value(),
            urgent || !moving ? Severity.CRITICAL : Severity.WARNING,
            since,
            new Words(
                count
                    + (count == 1 ? " change is" : " changes are")
                    + " to go to "
                    + target.title()
                    + ", the oldest due for "
                    + Spans.words(Duration.between(since, now))
                    + (moving ? "." : ", and nothing has left lately."),
                urgent
                    ? "Consent changes and what automations are to start are late among them."
                    : target.title() + " is behind with what the systems hold.",
                "It sends what is most urgent first, as fast as the allowance lets it.",
                "See on the overview how much of the allowance is left and who else uses it; and in"
                    + " the log what its loop 'send "
                    + target.target()
                    + "' is doing."),
            "/"));
  }

  private static Duration patience(Lane lane, boolean moving) {
    return switch (lane) {
      case URGENT -> DUE_LONG;
      case NORMAL -> moving ? NORMAL_LONG : DUE_LONG;
      case BULK -> moving ? BULK_LONG : NORMAL_LONG;
    };
  }
}
