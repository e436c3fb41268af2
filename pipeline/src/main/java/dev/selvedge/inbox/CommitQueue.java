package dev.selvedge.inbox;

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
/// a group instead of one a hand-in. Thread-safe.
///
/// @param <T> what is handed in
/// @param <A> what is answered for each
public final class CommitQueue<T, A> implements IntakePressure, AutoCloseable {
  private static final int GROUP = 128;
  private static final int WAITING = 4096;

  /// So many hand-ins failing one after the other are not to blame themselves.
  private static final int FAILURES_IN_A_ROW = 3;

  private final Transaction<T, A> transaction;
  private final Duration patience;
  private final InstantSource clock;
  private final PressureGauge gauge = new PressureGauge();
  private final StorePulse pulse = new StorePulse();
  private final BlockingQueue<HandIn<T, A>> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread committer;
  private volatile boolean stopping;

  /// Stores what was handed in together.
  @FunctionalInterface
  public interface Transaction<T, A> {
    /// Stores all of it or throws.
    ///
    /// @return one answer for each, in the same order
    List<A> store(List<T> handedIn);
  }

  /// @param name of the committing thread
  /// @param patience how long a hand-in waits for its commit before it is refused
  public CommitQueue(
      String name, Transaction<T, A> transaction, Duration patience, InstantSource clock) {
    this.transaction = transaction;
    this.patience = patience;
    this.clock = clock;
    this.committer = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /// Returns when all of it is on disk.
  ///
  /// @return one answer for each, in the same order
  /// @throws IntakeRefusedException when it could not be stored; the sender is to try again
  public List<A> handIn(List<T> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    if (stopping) {
      throw new IntakeRefusedException("the hub is stopping");
    }
    HandIn<T, A> handIn = new HandIn<>(all);
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
    List<HandIn<T, A>> group = new ArrayList<>();
    while (!(stopping && queue.isEmpty())) {
      try {
        HandIn<T, A> first = queue.poll(100, TimeUnit.MILLISECONDS);
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
  private void commit(List<HandIn<T, A>> group) {
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

  private void store(List<HandIn<T, A>> group) {
    List<T> all = new ArrayList<>();
    for (HandIn<T, A> handIn : group) {
      all.addAll(handIn.all);
    }
    List<A> answers = answers(all);
    pulse.beats();
    int from = 0;
    for (HandIn<T, A> handIn : group) {
      int to = from + handIn.all.size();
      handIn.stored(List.copyOf(answers.subList(from, to)));
      from = to;
    }
  }

  /// An error must not end the one thread that commits: whoever came later would wait in vain, and
  /// nobody would say why.
  private List<A> answers(List<T> all) {
    try {
      return transaction.store(all);
    } catch (Error e) {
      throw new IllegalStateException("the store failed with " + e.getClass().getSimpleName(), e);
    }
  }

  /// One that the store cannot take must not have the others refused, again and again as it is
  /// repeated. Several in a row mean that the store takes nothing.
  private void commitOneByOne(List<HandIn<T, A>> group) {
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

  private void refuse(List<HandIn<T, A>> group, RuntimeException why) {
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

  /// What one caller hands in, and the answer it waits for.
  private static final class HandIn<T, A> {
    private final List<T> all;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile List<A> acceptances = List.of();
    private volatile @Nullable RuntimeException failure;

    HandIn(List<T> all) {
      this.all = all;
    }

    void stored(List<A> answers) {
      acceptances = answers;
      answered.countDown();
    }

    void refused(RuntimeException why) {
      failure = why;
      answered.countDown();
    }

    List<A> await(Duration patience) throws InterruptedException {
      if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        // It may still be stored: the sender repeats it and the repeat is recognised.
        throw new IntakeRefusedException("the disk did not answer in time");
      }
      RuntimeException why = failure;
      if (why != null) {
        throw new IntakeRefusedException("it could not be stored", why);
      }
      return acceptances;
    }
  }
}
