package dev.selvedge.send;

import dev.selvedge.SystemName;
import java.time.Instant;
import java.util.List;

/// The port to the calls that must not be repeated. Every method runs inside the caller's
/// transaction; all processes on one store share them.
public interface Handovers {
  /// Stores all that is known of one, in place of what was known before.
  void put(Handover handover);

  /// Those of a target and key that were handed over in this time, both ends included, oldest
  /// first.
  List<Handover> between(SystemName target, String key, Instant from, Instant until);

  /// It is certain that a job's call had no effect.
  void remove(long job);

  /// Drops those of a target that were handed over before a time.
  void forget(SystemName target, Instant before);
}
