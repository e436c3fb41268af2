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

  /// So many hand-ins failing one after the other are not to blame themselves.
  private static final int FAILURES_IN_A_ROW = 3;

  private final Intake oneTransaction;
  private final Duration patience;
  private final InstantSource clock;
  private final PressureGauge gauge = new PressureGauge();
  private final StorePulse pulse = new StorePulse();
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

  /// How many hand-ins wait for the next transaction.
  int waiting() {
    return queue.size();
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

  /// The edge of this loop: whatever goes wrong, every waiter is told and the thread lives on.
  private void commit(List<HandIn> group) {
    gauge.committed(group.size(), clock.instant());
    try {
      store(group);
    } catch (RuntimeException e) {
      if (group.size() > 1) {
        commitOneByOne(group);
      } else {
        refuse(group, e);
      }
    }
  }

  private void store(List<HandIn> group) {
    List<SourceRecord> records = new ArrayList<>();
    for (HandIn handIn : group) {
      records.addAll(handIn.records);
    }
    List<Inbox.Acceptance> answers = oneTransaction.accept(records);
    pulse.beats();
    int from = 0;
    for (HandIn handIn : group) {
      int to = from + handIn.records.size();
      handIn.stored(List.copyOf(answers.subList(from, to)));
      from = to;
    }
  }

  /// One that the store cannot take must not have the others refused, again and again as it is
  /// repeated. Several in a row mean that the store takes nothing.
  private void commitOneByOne(List<HandIn> group) {
    int failures = 0;
    for (int at = 0; at < group.size(); at++) {
      try {
        store(group.subList(at, at + 1));
        failures = 0;
      } catch (RuntimeException e) {
        failures++;
        boolean hopeless = failures == FAILURES_IN_A_ROW;
        refuse(group.subList(at, hopeless ? group.size() : at + 1), e);
        if (hopeless) {
          return;
        }
      }
    }
  }

  private void refuse(List<HandIn> group, RuntimeException why) {
    pulse.failed(why, clock.instant());
    group.forEach(handIn -> handIn.refused(why));
  }

  /// What keeps hand-ins from being stored, as a sentence; empty when nothing does.
  public String trouble() {
    return pulse.trouble(clock.instant());
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
