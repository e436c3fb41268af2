package dev.selvedge.sandbox.job;

import java.time.Instant;

/// One piece of accepted work: waits until it is due, then runs once; a held one still looks busy.
///
/// Guarded by the account's lock.
public final class Job {
  private static final Work NOTHING = _ -> {};

  private final String id;
  private final JobKind kind;
  private final Instant accepted;
  private final Instant due;
  private final JobFate fate;
  private Work work;
  private int pollsToHold;
  private boolean ran;

  Job(String id, JobKind kind, JobQueue.Start start, Work work) {
    this.id = id;
    this.kind = kind;
    this.accepted = start.now();
    this.due = start.now().plus(start.delay()).plusMillis(start.fate().lateMillis());
    this.fate = start.fate();
    this.work = work;
    this.pollsToHold = fate.heldPolls();
  }

  public String id() {
    return id;
  }

  public JobKind kind() {
    return kind;
  }

  public Instant accepted() {
    return accepted;
  }

  public Instant due() {
    return due;
  }

  public JobFate fate() {
    return fate;
  }

  /// Whether the outside still sees it as not finished.
  public boolean active() {
    return !ran || pollsToHold > 0;
  }

  /// Whether it ended with the state a fault script chose, without doing its work.
  public boolean rejected() {
    return !active() && !fate.forcedState().isEmpty();
  }

  /// One look from outside; returns whether that look used up one of the held polls.
  public boolean poll() {
    if (!ran || pollsToHold == 0 || pollsToHold == JobFate.FOR_EVER) {
      return false;
    }
    pollsToHold--;
    return true;
  }

  void run(long now) {
    ran = true;
    if (fate.forcedState().isEmpty()) {
      work.run(now);
    }
    // what was to be done may be large
    work = NOTHING;
  }
}
