package dev.selvedge.app.live;

import dev.selvedge.app.page.Counts;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open streams to pages, and the one thread that looks for changes for all of them: however
/// many pages are open, what they show is read once a round, and not at all while nobody listens.
/// Thread-safe.
public final class Streams implements AutoCloseable {
  /// So many a hub has at once: a page that gets none asks every few seconds, as it did before.
  public static final int MOST = 200;

  /// So many one log-in has: browsers open six connections to a host, and the pages themselves need
  /// some of them. The oldest gives way to one more: most often it is of a page that was left,
  /// which shows only when something is written to it.
  public static final int MOST_A_SESSION = 4;

  /// What the thread that looks is called.
  static final String THREAD = "page-changes";

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  /// One part in so many of the time is spent on looking at most.
  private static final int SHARE = 10;

  private final Looks looks;
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  /// In the order in which they came.
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private final Map<Watched, Known> known = new HashMap<>();
  private boolean looking;
  private boolean fresh;
  private boolean closed;

  public Streams(Looks looks, Pace pace) {
    this.looks = looks;
    this.pace = pace;
  }

  /// What was seen last.
  ///
  /// @param version when what is shown last changed, as far as anybody looked
  private record Known(Object content, long version) {}

  /// Begins a stream; closing it gives its place to others.
  ///
  /// @param session whose it is
  /// @return empty where there are too many, or the hub is stopping
  public Optional<Listener> listen(String session, Watched watched) {
    lock.lock();
    try {
      List<Listener> same = listeners.stream().filter(one -> one.session.equals(session)).toList();
      if (!closed && same.size() >= MOST_A_SESSION) {
        same.getFirst().giveWay();
      }
      if (closed || listeners.size() >= MOST) {
        return Optional.empty();
      }
      Listener listener = new Listener(session, watched);
      listeners.add(listener);
      fresh = true;
      if (looking) {
        wake.signal();
      } else {
        looking = true;
        Thread.ofPlatform().daemon().name(THREAD).start(this::look);
      }
      return Optional.of(listener);
    } finally {
      lock.unlock();
    }
  }

  /// How many are open.
  public int open() {
    lock.lock();
    try {
      return listeners.size();
    } finally {
      lock.unlock();
    }
  }

  /// How often who writes to a stream looks after it.
  public Pace pace() {
    return pace;
  }

  private void look() {
    Set<Watched> round = begin(Duration.ZERO);
    boolean away = false;
    while (!round.isEmpty()) {
      long began = System.nanoTime();
      try {
        Counts counts = looks.counts();
        Map<Watched, Looks.Look> seen = new HashMap<>();
        round.forEach(watched -> seen.put(watched, looks.at(watched)));
        tell(counts, seen);
        away = false;
      } catch (RuntimeException | Error trouble) {
        // a store that cannot be read for a moment: a later round tells
        if (!away) {
          LOG.warn("pages are not told of changes just now: {}", trouble.getClass().getName());
        }
        away = true;
      }
      round = begin(Duration.ofNanos((System.nanoTime() - began) * SHARE));
    }
  }

  /// Waits for the next round.
  ///
  /// @param least so long at least
  /// @return what anybody shows; empty where nobody listens any more, and the thread ends
  private Set<Watched> begin(Duration least) {
    lock.lock();
    try {
      Duration rest = least.compareTo(pace.look()) > 0 ? least : pace.look();
      long began = System.nanoTime();
      while (!listeners.isEmpty()) {
        // who has just come need not wait for the pace, but for what looking costs
        long left = (fresh ? least : rest).toNanos() - (System.nanoTime() - began);
        if (left <= 0) {
          break;
        }
        wake.awaitNanos(left);
      }
      fresh = false;
      Set<Watched> round = new HashSet<>();
      listeners.forEach(listener -> round.add(listener.watched));
      known.keySet().retainAll(round);
      looking = !round.isEmpty();
      return round;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      looking = false;
      return Set.of();
    } finally {
      lock.unlock();
    }
  }

  private void tell(Counts counts, Map<Watched, Looks.Look> seen) {
    lock.lock();
    try {
      seen.forEach(
          (watched, look) ->
              known.merge(
                  watched,
                  new Known(look.content(), look.readAt().toEpochMilli()),
                  (old, now) ->
                      old.content().equals(now.content())
                          ? old
                          : new Known(now.content(), Math.max(now.version(), old.version() + 1))));
      for (Listener listener : listeners) {
        Known shown = known.get(listener.watched);
        if (shown != null) {
          listener.tell(new News(counts, shown.version()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends all streams; those who write to them see it at once.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      listeners.forEach(listener -> listener.changed.signal());
      listeners.clear();
      wake.signal();
    } finally {
      lock.unlock();
    }
  }

  /// What a page is told.
  ///
  /// @param version milliseconds since 1970: what was read before it shows something else
  public record News(Counts counts, long version) {}

  /// One stream. Used by the thread that writes to it.
  public final class Listener implements AutoCloseable {
    private final String session;
    private final Watched watched;
    private final Condition changed = lock.newCondition();
    private Optional<News> told = Optional.empty();
    private Optional<News> waiting = Optional.empty();
    private boolean gaveWay;

    private Listener(String session, Watched watched) {
      this.session = session;
      this.watched = watched;
    }

    /// Only the newest counts: who is slow misses what is over.
    private void tell(News news) {
      if (!told.equals(Optional.of(news))) {
        told = Optional.of(news);
        waiting = told;
        changed.signal();
      }
    }

    private void giveWay() {
      gaveWay = true;
      listeners.remove(this);
      changed.signal();
    }

    /// Waits for news.
    ///
    /// @return empty where there are none in this time, or the stream has ended
    public Optional<News> next(Duration atMost) throws InterruptedException {
      lock.lock();
      try {
        long nanos = atMost.toNanos();
        while (waiting.isEmpty() && listeners.contains(this) && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        Optional<News> news = waiting;
        waiting = Optional.empty();
        return listeners.contains(this) ? news : Optional.empty();
      } finally {
        lock.unlock();
      }
    }

    /// Whether it has ended.
    public boolean hasEnded() {
      lock.lock();
      try {
        return !listeners.contains(this);
      } finally {
        lock.unlock();
      }
    }

    /// Whether it has ended because the same log-in opened too many after it.
    public boolean hasGivenWay() {
      lock.lock();
      try {
        return gaveWay;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        listeners.remove(this);
        if (listeners.isEmpty()) {
          wake.signal();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
