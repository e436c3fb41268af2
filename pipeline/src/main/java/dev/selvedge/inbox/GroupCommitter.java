package dev.selvedge.inbox;

import dev.selvedge.connector.SourceRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Turns many small hand-ins into few transactions: one committing thread takes everything that
/// waits, stores it in one transaction and releases all waiters. A slow disk then costs one flush
/// a group instead of one a record. Thread-safe.
public final class GroupCommitter implements Intake, IntakePressure, AutoCloseable {
  private static final int GROUP = 128;
  private static final int WAITING = 4096;

  private final Intake oneTransaction;
  private final Duration patience;
  private final InstantSource clock;
  private final PressureGauge gauge = new PressureGauge();
  private final BlockingQueue<HandIn> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread committer;
  private volatile boolean stopping;

  /// @param oneTransaction stores its records in one transaction
  /// @param patience how long a hand-in waits for its commit before it is refused
  public GroupCommitter(Intake oneTransaction, Duration patience, InstantSource clock) {
    this.oneTransaction = oneTransaction;
    this.patience = patience;
    this.clock = clock;
    this.committer = Thread.ofPlatform().name("group-committer").daemon().start(this::run);
  }

  @Override
  public List<Inbox.Acceptance> accept(List<SourceRecord> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    if (stopping) {
      throw new IntakeRefusedException("the hub is stopping");
    }
    HandIn handIn = new HandIn(records);
    try {
      if (!queue.offer(handIn, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IntakeRefusedException("too many hand-ins wait for the disk");
      }
      return handIn.await(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IntakeRefusedException("interrupted while waiting for the disk", e);
    }
  }

  @Override
  public IntakePressure.Level level() {
    return gauge.level(clock.instant());
  }

  private void run() {
    List<HandIn> group = new ArrayList<>();
    while (!(stopping && queue.isEmpty())) {
      try {
        HandIn first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, GROUP - 1);
          commit(group);
        }
      } catch (InterruptedException e) {
        stopping = true;
      } finally {
        group.clear();
      }
    }
  }

  private void commit(List<HandIn> group) {
    List<SourceRecord> records = new ArrayList<>();
    for (HandIn handIn : group) {
      records.addAll(handIn.records);
    }
    gauge.committed(group.size(), clock.instant());
    try {
      List<Inbox.Acceptance> answers = oneTransaction.accept(records);
      int from = 0;
      for (HandIn handIn : group) {
        int to = from + handIn.records.size();
        handIn.stored(List.copyOf(answers.subList(from, to)));
        from = to;
      }
    } catch (RuntimeException e) {
      // The edge of this loop: whatever went wrong, every waiter is told and the thread lives on.
      group.forEach(handIn -> handIn.refused(e));
    }
  }

  /// Commits what waits, then stops. Later hand-ins are refused.
  @Override
  public void close() {
    stopping = true;
    try {
      committer.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One caller's records and the answer it waits for.
  private static final class HandIn {
    private final List<SourceRecord> records;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile List<Inbox.Acceptance> acceptances = List.of();
    private volatile @Nullable RuntimeException failure;

    HandIn(List<SourceRecord> records) {
      this.records = records;
    }

    void stored(List<Inbox.Acceptance> answers) {
      acceptances = answers;
      answered.countDown();
    }

    void refused(RuntimeException why) {
      failure = why;
      answered.countDown();
    }

    List<Inbox.Acceptance> await(Duration patience) throws InterruptedException {
      if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        // It may still be stored: the sender repeats it and the repeat is recognised.
        throw new IntakeRefusedException("the disk did not answer in time");
      }
      RuntimeException why = failure;
      if (why != null) {
        throw new IntakeRefusedException("the records could not be stored", why);
      }
      return acceptances;
    }
  }
}
