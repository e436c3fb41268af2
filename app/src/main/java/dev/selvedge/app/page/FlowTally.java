package dev.selvedge.app.page;

import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.Freshness;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.watch.FlowMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Adds up what the ports say about one flow. Used by one thread.
final class FlowTally {
  /// With work due, this long without a single delivery means that nothing gets through.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Instant last = Instant.MIN;
  private Instant lastDelivered = Instant.MIN;
  private long received;
  private long delivered;
  private long waiting;
  private long due;
  private long parked;
  private InTime inTime = InTime.NOTHING;
  private final List<FlowMinute> lastHour = new ArrayList<>();

  void total(FlowMinute total) {
    received += total.received();
    delivered += total.delivered();
    last = later(last, total.minute());
  }

  void minute(FlowMinute minute) {
    last = later(last, minute.minute());
    if (minute.delivered() > 0) {
      lastDelivered = later(lastDelivered, minute.minute());
    }
    // Minutes in which only a backfill was delivered carry no lag: nothing was measured in them.
    if (minute.delivered() > 0 && minute.lagMaxMillis() > 0) {
      lastHour.add(minute);
    }
  }

  void count(Deliveries.Count count) {
    switch (count.state()) {
      case WAITING -> waiting += count.count();
      case DUE, CLAIMED -> due += count.count();
      case PARKED -> parked += count.count();
      case SETTLED -> {}
    }
  }

  /// Parked deliveries are in the counts already; this adds the records that never got so far.
  void parked(long records) {
    parked += records;
  }

  void fresh(InTime measured) {
    inTime = measured;
  }

  /// @param oldestDue since when the oldest change of any flow is due
  Overview.FlowLine line(String flow, String target, Instant now, Instant oldestDue) {
    Activity activity =
        last.equals(Instant.MIN) ? new Activity.Never() : new Activity.Last(last, freshness());
    return new Overview.FlowLine(
        flow,
        target,
        standing(now, oldestDue),
        received,
        waiting,
        due,
        delivered,
        parked,
        activity,
        inTime);
  }

  /// The whole is as its worst flow.
  static Standing whole(List<Overview.FlowLine> lines, long inboxWaiting) {
    Standing worst =
        lines.stream()
            .map(Overview.FlowLine::standing)
            .max(Comparator.naturalOrder())
            .orElse(Standing.SILENT);
    return inboxWaiting > 0 && worst.compareTo(Standing.CATCHING_UP) < 0
        ? Standing.CATCHING_UP
        : worst;
  }

  private Standing standing(Instant now, Instant oldestDue) {
    if (due > 0) {
      Instant patience = now.minus(PATIENCE);
      boolean stuck = lastDelivered.isBefore(patience) && oldestDue.isBefore(patience);
      return stuck ? Standing.STUCK : Standing.CATCHING_UP;
    }
    return last.equals(Instant.MIN) ? Standing.SILENT : Standing.IN_STEP;
  }

  private Freshness freshness() {
    if (lastHour.isEmpty()) {
      return new Freshness.NotMeasured();
    }
    FlowMinute latest = lastHour.stream().max(Comparator.comparing(FlowMinute::minute)).get();
    long worst = lastHour.stream().mapToLong(FlowMinute::lagMaxMillis).max().orElse(0);
    return new Freshness.Measured(mean(latest), middle(), worst);
  }

  private long middle() {
    List<FlowMinute> byMean =
        lastHour.stream().sorted(Comparator.comparingLong(FlowTally::mean)).toList();
    long half = byMean.stream().mapToLong(FlowMinute::delivered).sum() / 2;
    long seen = 0;
    for (FlowMinute minute : byMean) {
      seen += minute.delivered();
      if (seen > half) {
        return mean(minute);
      }
    }
    return mean(byMean.getLast());
  }

  private static long mean(FlowMinute minute) {
    return minute.lagSumMillis() / minute.delivered();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
