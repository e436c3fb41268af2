package dev.selvedge.app.page;

import java.time.Instant;
import java.util.List;

/// The flows minute by minute. Immutable.
///
/// @param minutes the start of every minute, oldest first, without gaps
public record FlowHistory(List<Instant> minutes, List<Series> flows) {
  public FlowHistory {
    minutes = List.copyOf(minutes);
    flows = List.copyOf(flows);
  }

  /// One flow's points, one a minute.
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /// What a flow did in one minute.
  ///
  /// @param lagSumMillis freshness summed over the delivered
  public record Point(long received, long delivered, long lagSumMillis, long lagMaxMillis) {
    public static final Point NOTHING = new Point(0, 0, 0, 0);

    /// Of both together.
    public Point plus(Point other) {
      return new Point(
          received + other.received,
          delivered + other.delivered,
          lagSumMillis + other.lagSumMillis,
          Math.max(lagMaxMillis, other.lagMaxMillis));
    }

    /// Mean freshness; 0 when nothing was delivered.
    public long lagMeanMillis() {
      return delivered == 0 ? 0 : lagSumMillis / delivered;
    }
  }
}
