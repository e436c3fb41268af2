package dev.selvedge.work.replay;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What the replay of many items would come to, counted. Immutable.
///
/// @param looked how many were looked at
/// @param through would go their way
/// @param idle of those, how many would change nothing
/// @param leftOut would be left out: by the mapping, or because a newer record is known
/// @param impossible cannot be replayed
/// @param again cause → how many would be parked again for it
/// @param writes `target facet` → how many writes that makes at most: two items of one person are
///     one write
public record Forecast(
    long looked,
    long through,
    long idle,
    long leftOut,
    long impossible,
    Map<String, Long> again,
    Map<String, Long> writes) {
  static final Forecast NOTHING = new Forecast(0, 0, 0, 0, 0, Map.of(), Map.of());

  public Forecast {
    again = Collections.unmodifiableMap(new TreeMap<>(again));
    writes = Collections.unmodifiableMap(new TreeMap<>(writes));
  }

  /// How many would be parked again, for whatever reason.
  public long parkedAgain() {
    return again.values().stream().mapToLong(Long::longValue).sum();
  }

  Forecast and(Preview preview) {
    long goes = 0;
    long nothing = 0;
    long out = 0;
    long cannot = 0;
    Map<String, Long> parked = new TreeMap<>(again);
    switch (preview.fate()) {
      case Preview.Fate.GoesThrough ignored -> {
        goes = 1;
        nothing = preview.isIdle() ? 1 : 0;
      }
      case Preview.Fate.OnItsWay ignored -> goes = 1;
      case Preview.Fate.ParksAgain parks ->
          parked.merge(parks.problems().getFirst().cause(), 1L, Long::sum);
      case Preview.Fate.LeftOut ignored -> out = 1;
      case Preview.Fate.Older ignored -> out = 1;
      case Preview.Fate.Impossible ignored -> cannot = 1;
    }
    return new Forecast(
        looked + 1,
        through + goes,
        idle + nothing,
        leftOut + out,
        impossible + cannot,
        parked,
        writesOf(preview));
  }

  private Map<String, Long> writesOf(Preview preview) {
    Map<String, Long> sum = new TreeMap<>(writes);
    for (Preview.Effect effect : preview.effects()) {
      for (Preview.Call call : effect.calls()) {
        if (call.need() != Preview.Need.NOTHING) {
          String what =
              call.target() + " " + effect.facet().name().toLowerCase(java.util.Locale.ROOT);
          sum.merge(what, 1L, Long::sum);
        }
      }
    }
    return sum;
  }
}
