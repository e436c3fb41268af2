package dev.selvedge.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The port to the flows' history. Every method runs inside the caller's transaction.
public interface FlowMinutes {
  /// Adds counts and sums to what the same flow and minute hold; takes the greater maximum.
  void add(Collection<FlowMinute> minutes);

  /// Since a time, oldest first.
  List<FlowMinute> since(Instant from);

  /// Totals since the store began, one a flow, `minute` being the last one seen.
  List<FlowMinute> totals();
}
