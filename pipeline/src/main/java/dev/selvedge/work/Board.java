package dev.selvedge.work;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a sender sees at a glance, on one snapshot: what is due at its target, how many calls are
/// left and how the target is. Immutable.
public record Board(List<Backlog> due, List<Window> windows, Condition condition) {
  public static Board of(SystemName target, Store.Ports ports, Instant now, int countAtMost) {
    return new Board(
        ports.deliveries().due(target, now, countAtMost),
        ports.allowances().of(target),
        ports.conditions().of(target));
  }

  /// The lanes in which one of these backlogs waits.
  public Set<Lane> wanting(Predicate<Backlog> which) {
    Set<Lane> lanes = EnumSet.noneOf(Lane.class);
    due.stream().filter(which).forEach(backlog -> lanes.add(backlog.queue().lane()));
    return lanes;
  }

  /// The queues whose items may share an import.
  public List<Backlog> ordinary(Facet facet, Lane lane) {
    return of(facet, lane).stream()
        .filter(backlog -> backlog.queue().together() == DueQueue.ANY)
        .toList();
  }

  /// The queues whose items go by themselves, whatever else is due.
  public List<Backlog> lone(Facet facet, Lane lane) {
    return of(facet, lane).stream().filter(backlog -> backlog.queue().together() == 1).toList();
  }

  /// The queues of items that are tried in smaller company, the smallest first.
  public List<Backlog> suspects(Facet facet, Lane lane) {
    return of(facet, lane).stream()
        .filter(backlog -> backlog.queue().together() > 1)
        .sorted(Comparator.comparingInt(backlog -> backlog.queue().together()))
        .toList();
  }

  private List<Backlog> of(Facet facet, Lane lane) {
    return due.stream()
        .filter(
            backlog ->
                backlog.queue().facet() == facet
                    && backlog.queue().lane() == lane
                    && backlog.count() > 0)
        .toList();
  }

  public static long count(List<Backlog> backlogs) {
    return backlogs.stream().mapToLong(Backlog::count).sum();
  }

  public static Instant oldest(List<Backlog> backlogs) {
    return backlogs.stream().map(Backlog::oldest).min(Comparator.naturalOrder()).orElseThrow();
  }
}
