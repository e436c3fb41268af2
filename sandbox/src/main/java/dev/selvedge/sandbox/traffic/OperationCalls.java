package dev.selvedge.sandbox.traffic;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.traffic.Traffic.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All calls of one operation: counted for ever, with the instants of the last ones.
///
/// Guarded by the log that owns it.
final class OperationCalls {
  private static final int FIRST_ROOM = 16;
  private static final int MOST = 16_384;

  private final Tier tier;
  private final Map<Cell, Long> counts = new HashMap<>();
  private long[] instants = new long[FIRST_ROOM];
  private long total;

  OperationCalls(Tier tier) {
    this.tier = tier;
  }

  Tier tier() {
    return tier;
  }

  void add(CallEntry call) {
    counts.merge(new Cell(call.tier(), call.status()), 1L, Long::sum);
    if (total == instants.length && instants.length < MOST) {
      instants = Arrays.copyOf(instants, instants.length * 2);
    }
    instants[(int) (total % instants.length)] = call.at().toEpochMilli();
    total++;
  }

  Traffic traffic() {
    return new Traffic(counts);
  }

  /// When the last calls came in, oldest first.
  List<Instant> instants() {
    List<Instant> last = new ArrayList<>();
    for (long i = Math.max(0, total - instants.length); i < total; i++) {
      last.add(Instant.ofEpochMilli(instants[(int) (i % instants.length)]));
    }
    return last;
  }
}
