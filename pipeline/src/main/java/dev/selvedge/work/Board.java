package dev.selvedge.work;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.allowance.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a sender sees at a glance, on one snapshot: what is due at its target, how many calls are
/// left and how the target is. Immutable.
public record Board(List<Backlog> due, List<Window> windows, Condition condition) {
  /// What is due at a target, with its allowance and its health; of the due ones at most so many
  /// are counted.
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

  /// The queues of a facet and lane, those of one channel together; who waits longest comes first.
  public List<List<Backlog>> channels(Facet facet, Lane lane) {
    Map<String, List<Backlog>> channels =
        due.stream()
            .filter(backlog -> backlog.queue().facet() == facet && backlog.queue().lane() == lane)
            .filter(backlog -> backlog.count() > 0)
            .collect(Collectors.groupingBy(backlog -> backlog.queue().channel()));
    return channels.values().stream().sorted(Comparator.comparing(Board::oldest)).toList();
  }

  /// The queues of a facet and lane, whatever their channel.
  public List<Backlog> all(Facet facet, Lane lane) {
    return channels(facet, lane).stream().flatMap(List::stream).toList();
  }

  /// Those whose items may share an import.
  public static List<Backlog> ordinary(List<Backlog> queues) {
    return queues.stream().filter(one -> one.queue().together() == DueQueue.ANY).toList();
  }

  /// Those whose items go by themselves, whatever else is due.
  public static List<Backlog> lone(List<Backlog> queues) {
    return queues.stream().filter(one -> one.queue().together() == 1).toList();
  }

  /// Those of items that are tried in smaller company, the smallest first.
  public static List<Backlog> suspects(List<Backlog> queues) {
    return queues.stream()
        .filter(one -> one.queue().together() > 1)
        .sorted(Comparator.comparingInt(one -> one.queue().together()))
        .toList();
  }

  /// How many are due in all of these together.
  public static long count(List<Backlog> backlogs) {
    return backlogs.stream().mapToLong(Backlog::count).sum();
  }

  /// Since when the oldest of these is due; there has to be one.
  public static Instant oldest(List<Backlog> backlogs) {
    return backlogs.stream().map(Backlog::oldest).min(Comparator.naturalOrder()).orElseThrow();
  }
}
