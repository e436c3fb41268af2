package dev.selvedge.work.send;

import dev.selvedge.send.Handover;
import dev.selvedge.send.Handover.Knowledge;
import dev.selvedge.send.Job;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Remembers the calls of jobs that must not be repeated, where the target does not show what they
/// brought about; has nothing to do with others.
/// Thread-safe.
final class OnceOnly {
  /// Longer than any job is looked for.
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final Store store;
  private final Duration callEndsWithin;

  /// @param callEndsWithin how far apart two calls are that nothing can confuse
  OnceOnly(Store store, Duration callEndsWithin) {
    this.store = store;
    this.callEndsWithin = callEndsWithin;
  }

  private static boolean isRemembered(Job job) {
    return !job.facet().repeatable() && !job.facet().recognisable();
  }

  /// Goes with the storing of the job itself.
  void remember(Job job, Knowledge knowledge, Store.Ports ports) {
    if (isRemembered(job)) {
      ports.handovers().put(Handover.of(job, knowledge));
      ports.handovers().forget(job.target(), job.startedAt().minus(REMEMBERED));
    }
  }

  /// It is certain that the job's call had no effect.
  void notMade(Job job) {
    if (isRemembered(job)) {
      store.change(ports -> ports.handovers().remove(job.id()));
    }
  }

  /// What else of the kind was handed over about the time of a job.
  List<Handover> others(Job job) {
    if (!isRemembered(job) || job.items().isEmpty()) {
      return List.of();
    }
    String key = job.items().getFirst().key();
    Instant from = job.startedAt().minus(callEndsWithin);
    Instant until = job.startedAt().plus(callEndsWithin);
    return store.read(ports -> ports.handovers().between(job.target(), key, from, until)).stream()
        .filter(other -> other.job() != job.id())
        .toList();
  }
}
