package dev.selvedge.work.send;

import dev.selvedge.plan.Facet;
import dev.selvedge.send.BatchSize;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How large the imports of one target are, and when they rest, as its answers taught. Thread-safe.
final class ImportPace {
  /// After so many refusals of whole imports in a row it is not an item that is to blame. Enough to
  /// find some dozens of culprits among ten thousand.
  private static final int REFUSALS_IN_A_ROW = 100;

  private final Map<Facet, BatchSize> sizes = new EnumMap<>(Facet.class);
  private final Map<Facet, Instant> resting = new EnumMap<>(Facet.class);
  private final Set<Long> full = new HashSet<>();
  private int refusals;

  /// @param most so many items an import of a facet holds at most
  ImportPace(Map<Facet, Integer> most) {
    most.forEach((facet, items) -> sizes.put(facet, BatchSize.of(items)));
  }

  /// By what a target says of itself.
  static ImportPace of(Target target) {
    return new ImportPace(
        target.facets().stream()
            .collect(Collectors.toMap(facet -> facet, facet -> target.batch(facet).items())));
  }

  /// How many items the next import of a facet should hold.
  synchronized int batch(Facet facet) {
    return sizes.getOrDefault(facet, BatchSize.of(1)).now();
  }

  /// Notes how full a job leaves: only one that holds as many as may be now, or from which the
  /// target's own limits kept some back, shows that as many can go.
  ///
  /// @param leftOver how many of those claimed for it did not find a place
  synchronized void leaves(Job job, int leftOver) {
    if (leftOver > 0 || job.items().size() >= batch(job.facet())) {
      full.add(job.id());
    }
  }

  synchronized void tooLarge(Job job) {
    change(job, BatchSize::smaller);
  }

  /// Its answer was lost.
  synchronized void lost(Job job) {
    change(job, BatchSize::lost);
  }

  /// The target said something about it.
  synchronized void answered(Job job) {
    change(job, BatchSize::answered);
  }

  /// It was done, whatever became of its items.
  synchronized void wentThrough(Job job) {
    refusals = 0;
    if (full.contains(job.id())) {
      change(job, BatchSize::larger);
    }
  }

  /// It is over.
  synchronized void over(Job job) {
    full.remove(job.id());
  }

  private void change(Job job, UnaryOperator<BatchSize> how) {
    sizes.computeIfPresent(job.facet(), (facet, size) -> how.apply(size));
  }

  /// Counts a refusal of a whole import.
  ///
  /// @return whether there were so many in a row that no item is to blame
  synchronized boolean refusedOnceMore() {
    refusals++;
    return refusals > REFUSALS_IN_A_ROW;
  }

  /// Whether imports of a facet must wait, since too many are running at the target.
  synchronized boolean isResting(Facet facet, Instant now) {
    return now.isBefore(resting.getOrDefault(facet, Instant.EPOCH));
  }

  synchronized void rest(Facet facet, Instant until) {
    resting.put(facet, until);
  }
}
