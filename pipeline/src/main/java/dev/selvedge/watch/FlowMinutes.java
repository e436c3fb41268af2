package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to the flows' history. Every method runs inside the caller's transaction.
public interface FlowMinutes {
  /// Adds counts and sums to what the same flow and minute hold; takes the greater maximum.
  void add(Collection<FlowMinute> minutes);

  /// Since a time, oldest first.
  List<FlowMinute> since(Instant from);

  /// How the records of each flow came since a time; those of which none came are left out.
  Map<String, Rhythm> rhythms(Instant from);

  /// How many records of each flow came in each hour since a time, by the hour's start; what has
  /// none is left out.
  Map<String, Map<Instant, Long>> hours(Instant from);

  /// How many records of one flow came since a time, by the start of the grain that they came in;
  /// what has none is left out.
  ///
  /// @param grain whole minutes, counted from 1970
  Map<Instant, Long> received(String flow, Duration grain, Instant from);

  /// Totals since the store began, one a flow, `minute` being the last one seen.
  List<FlowMinute> totals();
}
