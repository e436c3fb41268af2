package dev.selvedge.sandbox.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The jobs of one account: run in the order they were accepted, when the clock has reached them.
///
/// Guarded by the account's lock. Ids are a function of a counter, so replaying the journal gives
/// the same ids again.
public final class JobQueue {
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final long salt;
  private long counter;

  public JobQueue(long salt) {
    this.salt = salt;
  }

  /// A fresh GUID.
  public String nextId() {
    counter++;
    long high = (mix(salt ^ counter) & ~0xF000L) | 0x4000L;
    long low = (mix(high + counter) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /// Accepts work that runs `delay` after `now`; with no delay it runs before this returns.
  public Job accept(JobKind kind, Start start, Runnable work) {
    return accept(nextId(), kind, start, work);
  }

  /// As the other, for work that had to know its id beforehand.
  public Job accept(String id, JobKind kind, Start start, Runnable work) {
    Job job = new Job(id, kind, start.now(), start.now().plus(start.delay()), start.fate(), work);
    jobs.put(id, job);
    waiting.add(job);
    settle(start.now());
    return job;
  }

  /// Runs everything that is due, in the order of acceptance.
  public void settle(Instant now) {
    while (!waiting.isEmpty() && !waiting.peek().due().isAfter(now)) {
      waiting.remove().run();
    }
  }

  public Optional<Job> find(String id, JobKind kind) {
    return Optional.ofNullable(jobs.get(id)).filter(job -> job.kind() == kind);
  }

  /// How many jobs of a kind look busy from outside.
  public int active(JobKind kind) {
    int active = 0;
    for (Job job : jobs.values()) {
      if (job.kind() == kind && job.active()) {
        active++;
      }
    }
    return active;
  }

  public Collection<Job> all() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  private static long mix(long value) {
    long z = (value + 0x9E37_79B9_7F4A_7C15L) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  /// When a job was accepted, how long it takes, and what was decided about it.
  public record Start(Instant now, Duration delay, JobFate fate) {}
}
