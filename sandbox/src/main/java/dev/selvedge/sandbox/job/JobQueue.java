package dev.selvedge.sandbox.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The jobs of one account: run when the clock has reached them, usually in the order they were
/// accepted, so that a slow one holds up those behind it.
///
/// Guarded by the account's lock. Ids are a function of a counter, so replaying the journal gives
/// the same ids again.
public final class JobQueue {
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<JobKind, List<Job>> open = new EnumMap<>(JobKind.class);
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private final Rules rules;
  private final long salt;
  private long counter;
  private long lastRun = Long.MIN_VALUE;

  public JobQueue(long salt, Rules rules) {
    this.salt = salt;
    this.rules = rules;
  }

  /// What the account's settings say about its jobs.
  public interface Rules {
    /// Whether a job that is due earlier runs before one that was accepted earlier.
    boolean overtaking();

    /// For how long an import's report can be had, in milliseconds; 0 is for ever.
    long reportsKeptMillis();
  }

  /// A fresh GUID.
  public String nextId() {
    counter++;
    long high = (mix(salt ^ counter) & ~0xF000L) | 0x4000L;
    long low = (mix(high + counter) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /// Accepts work that runs `delay` after `now`; with no delay it runs before this returns.
  public Job accept(JobKind kind, Start start, Work work) {
    return accept(nextId(), kind, start, work);
  }

  /// As the other, for work that had to know its id beforehand.
  public Job accept(String id, JobKind kind, Start start, Work work) {
    Job job = new Job(id, kind, start, work);
    jobs.put(id, job);
    open.computeIfAbsent(kind, _ -> new ArrayList<>()).add(job);
    waiting.add(job);
    settle(start.now());
    return job;
  }

  /// Runs everything that is due by now.
  public void settle(Instant now) {
    for (Job job = next(now); job != null; job = next(now)) {
      waiting.remove(job);
      long due = job.due().toEpochMilli();
      // One after the other: nobody writes at an earlier time than the job before.
      lastRun = rules.overtaking() ? due : Math.max(due, lastRun);
      job.run(lastRun);
      ended.add(new Ended(job, lastRun));
    }
  }

  private @Nullable Job next(Instant now) {
    if (waiting.isEmpty()) {
      return null;
    }
    Job next = waiting.getFirst();
    if (rules.overtaking()) {
      for (Job job : waiting) {
        next = job.due().isBefore(next.due()) ? job : next;
      }
    }
    return next.due().isAfter(now) ? null : next;
  }

  /// Forgets the imports whose reports are no longer kept; returns their ids.
  public List<String> expire(Instant now) {
    long kept = rules.reportsKeptMillis();
    if (kept == 0) {
      return List.of();
    }
    List<String> gone = new ArrayList<>();
    while (!ended.isEmpty() && ended.peek().at + kept < now.toEpochMilli()) {
      Job job = ended.remove().job;
      if (job.kind() == JobKind.CONTACT_IMPORT || job.kind() == JobKind.INSIGHT_IMPORT) {
        jobs.remove(job.id());
        gone.add(job.id());
      }
    }
    return gone;
  }

  public Optional<Job> find(String id, JobKind kind) {
    return Optional.ofNullable(jobs.get(id)).filter(job -> job.kind() == kind);
  }

  /// How many jobs of a kind look busy from outside.
  public int active(JobKind kind) {
    List<Job> candidates = open.getOrDefault(kind, List.of());
    if (!candidates.isEmpty()) {
      candidates.removeIf(job -> !job.active());
    }
    return candidates.size();
  }

  public Collection<Job> all() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  private static long mix(long value) {
    long z = (value + 0x9E37_79B9_7F4A_7C15L) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  /// When a job was accepted, how long jobs usually take, and what was decided about it.
  public record Start(Instant now, Duration delay, JobFate fate) {}

  private record Ended(Job job, long at) {}
}
