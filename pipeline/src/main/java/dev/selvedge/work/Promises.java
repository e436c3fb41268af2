package dev.selvedge.work;

import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Goals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How fresh the flows of a project are to be, and whether they are. Immutable.
///
/// @param said what the project says, see [Goals]
/// @param waits how long flows wait to be asked at most; of those that are not polled it is never
///     used
/// @param none flows of which nothing is told to a target
public record Promises(Map<String, Goal> said, Map<String, Duration> waits, Set<String> none) {
  /// Nothing was said, and nothing is polled.
  public static final Promises STANDARD = new Promises(Map.of(), Map.of(), Set.of());

  public Promises {
    said = Map.copyOf(said);
    waits = Map.copyOf(waits);
    none = Set.copyOf(none);
  }

  /// The goals, where what is polled waits until it is asked.
  public Goals goals(Store.Ports ports) {
    Map<String, Duration> asked = new HashMap<>();
    for (FlowReading reading : ports.flowReadings().all()) {
      Duration wait = waits.get(reading.flow());
      if (wait != null) {
        asked.put(reading.flow(), wait);
      }
    }
    return new Goals(said, asked, none);
  }

  /// How fresh all of them are.
  public List<Freshness> read(Store.Ports ports, Instant now) {
    return Freshness.read(ports.freshness(), goals(ports), now);
  }
}
