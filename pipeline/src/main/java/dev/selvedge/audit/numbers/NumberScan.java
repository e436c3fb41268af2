package dev.selvedge.audit.numbers;

import dev.selvedge.connector.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes the numbers of orders as they are read, and tells the runs that they make. Holds no
/// numbers, only what is missing between them, so that millions may come. Used by one thread.
public final class NumberScan {
  /// Of fewer numbers nobody can tell.
  public static final long ENOUGH = 100;

  /// So many ways to write a number are looked at of one feed; with more they are no numbers.
  private static final int MOST_SERIES = 200;

  /// So many runs of one way to write them; with more they are no numbers that are counted up.
  private static final int MOST_RUNS = 50;

  private static final Comparator<Key> BY_WIDTH =
      Comparator.comparing(Key::before).thenComparing(Key::after).thenComparingInt(Key::width);

  private final Map<Feed, Map<Key, Track>> feeds = new TreeMap<>();
  private final Map<Feed, Long> counts = new HashMap<>();

  /// Numbers of one length that are written alike.
  private record Key(String before, String after, int width) {}

  private static final class Track {
    private final List<NumberRun> runs = new ArrayList<>();
    private boolean isScattered;

    void add(long number) {
      if (isScattered) {
        return;
      }
      if (!runs.isEmpty() && runs.getLast().reaches(number)) {
        runs.getLast().add(number);
      } else if (runs.size() < MOST_RUNS) {
        runs.add(new NumberRun(number));
      } else {
        isScattered = true;
        runs.clear();
      }
    }
  }

  /// Adds the number of an order. Those of a feed come in the order of their texts, by code point:
  /// numbers of one length that are written alike then come in their own order. One that came
  /// before may come again.
  public void add(Feed feed, String text) {
    counts.merge(feed, 1L, Long::sum);
    Map<Key, Track> tracks = feeds.computeIfAbsent(feed, key -> new HashMap<>());
    OrderNumber.of(text)
        .ifPresent(
            number -> {
              Key key = new Key(number.before(), number.after(), number.digits().length());
              Track track = tracks.get(key);
              if (track == null && tracks.size() < MOST_SERIES) {
                track = new Track();
                tracks.put(key, track);
              }
              if (track != null) {
                track.add(number.value());
              }
            });
  }

  /// The feeds of which anything came.
  public List<Feed> feeds() {
    return List.copyOf(feeds.keySet());
  }

  /// How many numbers of a feed came, repeated ones included.
  public long count(Feed feed) {
    return counts.getOrDefault(feed, 0L);
  }

  /// The runs that a feed's numbers make, the longest first.
  public List<Run> runs(Feed feed) {
    Map<Key, Track> tracks = new TreeMap<>(BY_WIDTH);
    tracks.putAll(feeds.getOrDefault(feed, Map.of()));
    List<Run> runs = new ArrayList<>();
    for (Map.Entry<Key, Track> entry : tracks.entrySet()) {
      for (NumberRun run : entry.getValue().runs) {
        Key key = entry.getKey();
        boolean joins =
            !runs.isEmpty()
                && runs.getLast().isOf(key.before(), key.after())
                && run.first() > runs.getLast().run.last()
                && runs.getLast().run.reaches(run.first());
        if (joins) {
          runs.getLast().run.join(run);
        } else {
          runs.add(new Run(key.before(), key.after(), key.width(), run));
        }
      }
    }
    runs.sort(Comparator.comparingLong(Run::present).reversed());
    return runs;
  }

  /// Numbers that are written alike and counted up.
  public static final class Run {
    /// So much of the older half has to be there.
    private static final double DENSE = 0.95;

    private final String before;
    private final String after;
    private final int width;
    private final NumberRun run;

    Run(String before, String after, int width, NumberRun run) {
      this.before = before;
      this.after = after;
      this.width = width;
      this.run = run;
    }

    private boolean isOf(String otherBefore, String otherAfter) {
      return before.equals(otherBefore) && after.equals(otherAfter);
    }

    /// How many numbers are there.
    public long present() {
      return run.present();
    }

    /// Whether there are enough numbers to learn from.
    public boolean isLongEnough() {
      return present() >= ENOUGH;
    }

    /// Whether its older half is as good as whole: then what is missing tells something.
    public boolean isConsecutive() {
      return !run.isTorn() && run.olderDensity() >= DENSE;
    }

    /// How many numbers a hole has at most that is like those of its older half, where that has
    /// them again and again: numbers were always left out now and then, as by transactions that are
    /// rolled back. 0 where none is usual.
    public long usualHole() {
      return run.usualHole();
    }

    /// How many holes it has.
    public int holes() {
      return run.holes();
    }

    /// One of its holes, the oldest is number 0.
    public Gap hole(int at) {
      return new Gap(run.from(at), run.to(at));
    }

    /// A number as this run writes it.
    public String text(long number) {
      String digits = Long.toString(number);
      return before + "0".repeat(Math.max(0, width - digits.length())) + digits + after;
    }
  }

  /// Numbers that are missing, the first and the last of them.
  public record Gap(long from, long to) {
    /// How many.
    public long size() {
      return to - from + 1;
    }
  }
}
