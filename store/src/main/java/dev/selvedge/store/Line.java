package dev.selvedge.store;

import dev.selvedge.store.sql.StoreException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A few platform threads, each with a session when it needs one; with one thread, it is the
/// line at which all writers stand. Tasks run in the order of [Turns], and callers wait. Safe for
/// use by many threads.
///
/// Platform threads, because a call into SQLite is a native frame: a virtual thread would hold its
/// carrier all the while.
final class Line implements Reads {
  private final ExecutorService threads;
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();
  private final Queue<Session> idle = new ConcurrentLinkedQueue<>();
  /// Guarded by itself.
  private final Turns<FutureTask<?>> turns = new Turns<>();
  private final Supplier<Session> opener;

  Line(String name, int width, Supplier<Session> opener) {
    this.opener = opener;
    this.threads =
        Executors.newFixedThreadPool(
            width,
            task -> {
              Thread thread =
                  Thread.ofPlatform().name(name + '-', own.size()).daemon().unstarted(task);
              own.add(thread);
              return thread;
            });
  }

  @Override
  public <T> T run(Function<Session, T> task) {
    return await(handIn(task, turns::add));
  }

  /// Runs the task before those that wait, within the limits of [Turns].
  <T> T runFirst(Function<Session, T> task) {
    return await(handIn(task, turns::addFirst));
  }

  private <T> Future<T> handIn(Function<Session, T> task, Consumer<FutureTask<?>> queue) {
    if (own.contains(Thread.currentThread())) {
      throw new IllegalStateException("a transaction inside a transaction would wait for itself");
    }
    FutureTask<T> handedIn = new FutureTask<>(() -> inSession(task));
    synchronized (turns) {
      try {
        threads.execute(this::runNext);
      } catch (RejectedExecutionException e) {
        throw new StoreException(StoreException.Reason.CLOSED, "the store is closed");
      }
      queue.accept(handedIn);
    }
    return handedIn;
  }

  /// Every hand-in brings one of these; whose turn it is then is another question.
  private void runNext() {
    FutureTask<?> next;
    synchronized (turns) {
      next = turns.next();
    }
    next.run();
  }

  private <T> T inSession(Function<Session, T> task) {
    return Again.run(this::lend, this::giveBack, task);
  }

  private Session lend() {
    Session waiting = idle.poll();
    return waiting == null ? opener.get() : waiting;
  }

  private void giveBack(Session session) {
    if (session.isBroken()) {
      session.close();
    } else {
      idle.add(session);
    }
  }

  /// Waits to the end even when interrupted: only then it is known whether the work was stored.
  private static <T> T await(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(future.exceptionNow());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException runtime) {
      return runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  /// Finishes what was handed in before, refuses everything after.
  @Override
  public void close() {
    threads.close();
    idle.forEach(Session::close);
    idle.clear();
  }
}
