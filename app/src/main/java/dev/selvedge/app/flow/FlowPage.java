package dev.selvedge.app.flow;

import dev.selvedge.inbox.Inbox;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One flow. Immutable.
///
/// @param flow `system/kind`
/// @param target where it leads
/// @param parts how fresh each matter of it is
/// @param measured by what times its records are measured, over 28 days
/// @param causes why records of it are parked
/// @param newest its newest records
/// @param file what its records mean, where it has a mapping
/// @param reading how its reading goes, where it is polled
public record FlowPage(
    Instant at,
    String flow,
    String target,
    Window window,
    Totals totals,
    List<Freshness> parts,
    Optional<FreshnessLog.Stamps> measured,
    List<ParkedItems.Group> causes,
    List<Inbox.Arrival> newest,
    Optional<MappingFile> file,
    Optional<FlowReading> reading,
    History history) {
  public FlowPage {
    parts = List.copyOf(parts);
    causes = List.copyOf(causes);
    newest = List.copyOf(newest);
  }

  /// How far back the plots go.
  public enum Window {
    HOURS("6h", "6 hours", Grain.MINUTE, 360),
    DAYS("2d", "2 days", Grain.HOUR, 48),
    WEEKS("28d", "28 days", Grain.DAY, 28);

    private final String word;
    private final String title;
    private final Grain grain;
    private final int length;

    Window(String word, String title, Grain grain, int length) {
      this.word = word;
      this.title = title;
      this.grain = grain;
      this.length = length;
    }

    /// As it stands in an address.
    public String word() {
      return word;
    }

    /// As people read it.
    public String title() {
      return title;
    }

    /// What one point of it is.
    public Grain grain() {
      return grain;
    }

    /// How many points it has.
    public int length() {
      return length;
    }

    /// When it begins: so many whole grains, this one being the last.
    public Instant from(Instant now) {
      return grain.start(now).minus(grain.length().multipliedBy(length - 1L));
    }

    /// The one of this word, or the first.
    public static Window of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst().orElse(HOURS);
    }
  }

  /// Everything since the store began.
  public record Totals(long received, long delivered, long parked, long due, long waiting) {}

  /// A mapping and its text.
  ///
  /// @param name `mappings/shop.order.yaml`
  public record MappingFile(String name, String text) {
    /// Its lines, as errors count them.
    public List<String> lines() {
      return text.lines().toList();
    }
  }

  /// The points of the plots, oldest first and without gaps.
  public record History(List<Point> points) {
    public History {
      points = List.copyOf(points);
    }

    /// Whether anything was told in it.
    public boolean isEmpty() {
      return points.stream().allMatch(point -> point.told() == 0 && point.received() == 0);
    }
  }

  /// One point.
  ///
  /// @param told how many changes were acknowledged, first syncs left out
  /// @param late how many of them were too late
  /// @param received how many records came, repeats not counted; nothing is known of before two
  ///     days and less
  /// @param times how long they took at most: the middle, 95 % and 99 %; empty where nothing was
  ///     told
  public record Point(Instant at, long told, long late, long received, List<Duration> times) {
    public Point {
      times = List.copyOf(times);
    }
  }
}
