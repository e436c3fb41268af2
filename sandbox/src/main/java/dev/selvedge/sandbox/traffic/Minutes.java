package dev.selvedge.sandbox.traffic;

import dev.selvedge.sandbox.traffic.Traffic.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls minute by minute, for the last day's worth of minutes in which there were any.
///
/// Guarded by the log that owns it.
final class Minutes {
  private static final int MOST = 1440;

  private final Deque<Minute> minutes = new ArrayDeque<>();

  void add(CallEntry call) {
    Instant start = call.at().truncatedTo(ChronoUnit.MINUTES);
    Minute minute = minutes.peekLast();
    if (minute == null || !minute.start.equals(start)) {
      if (minutes.size() == MOST) {
        minutes.removeFirst();
      }
      minute = new Minute(start, new HashMap<>());
      minutes.addLast(minute);
    }
    minute.counts.merge(new Cell(call.tier(), call.status()), 1L, Long::sum);
  }

  List<CallLog.Minute> all() {
    List<CallLog.Minute> all = new ArrayList<>();
    minutes.forEach(one -> all.add(new CallLog.Minute(one.start, new Traffic(one.counts))));
    return all;
  }

  void clear() {
    minutes.clear();
  }

  private record Minute(Instant start, Map<Cell, Long> counts) {}
}
