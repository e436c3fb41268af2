package dev.selvedge.work.send;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.work.HubParts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Brings back what this run holds at a target and nothing in it minds: a claim that was stored
/// although the store's answer to it was lost, or whose end could not be stored. Without it, such
/// a row would be stuck for as long as the process lives. Thread-safe but for [#comeBack], which
/// the loop that claims calls.
final class Strays {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final HubParts parts;
  private final SystemName target;
  private final Settling settling;
  private final Set<Subject> singles = ConcurrentHashMap.newKeySet();
  private final Set<Long> jobs = ConcurrentHashMap.newKeySet();
  private Instant next = Instant.EPOCH;

  Strays(HubParts parts, SystemName target, Settling settling) {
    this.parts = parts;
    this.target = target;
    this.settling = settling;
  }

  /// A call of its own is under way for it.
  void minded(Subject single) {
    singles.add(single);
  }

  void over(Subject single) {
    singles.remove(single);
  }

  /// It is being packed or handed over.
  void minded(Job job) {
    jobs.add(job.id());
  }

  void over(Job job) {
    jobs.remove(job.id());
  }

  /// Nobody but the caller claims meanwhile, so that what is held and not minded is stray.
  /// What ends meanwhile is held no more, and left alone.
  void comeBack(Imports imports, Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    Set<Subject> mindedSingles = Set.copyOf(singles);
    Set<Long> mindedJobs = Set.copyOf(jobs);
    List<Job> open = imports.open();
    List<Job> held =
        parts.store().read(ports -> ports.jobs().ofOwner(parts.claimant())).stream()
            .filter(job -> job.target().equals(target) && !mindedJobs.contains(job.id()))
            .filter(job -> open.stream().noneMatch(known -> known.id() == job.id()))
            .toList();
    List<Delivery> rows =
        parts.store().read(ports -> ports.deliveries().heldBy(target, parts.claimant())).stream()
            .filter(row -> !mindedSingles.contains(row.subject()))
            .toList();
    if (!settling.isFlushed()) {
      // The end of one of them is still to be stored.
      return;
    }
    if (!rows.isEmpty()) {
      parts.store().change(ports -> ports.deliveries().settle(parts.claimant(), due(rows, now)));
    }
    for (Job job : held) {
      takeBack(job, imports, now);
    }
    next = now.plus(EVERY);
  }

  private static List<Delivery> due(List<Delivery> rows, Instant now) {
    return rows.stream().map(row -> row.inDoubt(now).dueAgain(now, row.attempts())).toList();
  }

  /// One that may have left is looked for, one that has not is undone.
  private void takeBack(Job job, Imports imports, Instant now) {
    if (job.stage() == Job.Stage.PACKING) {
      parts
          .store()
          .change(
              ports -> {
                ports.deliveries().release(List.of(job.claimant()), now);
                ports.jobs().close(job.id());
              });
    } else {
      imports.takeUp(List.of(job.stage() == Job.Stage.HANDING_OVER ? job.inDoubt(now) : job));
    }
  }
}
