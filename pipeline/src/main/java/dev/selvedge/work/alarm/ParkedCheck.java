package dev.selvedge.work.alarm;

import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whether more is parked than a person can look at: single records that are set aside are the
/// daily round, a flow of which every tenth is set aside is broken.
public final class ParkedCheck implements Check {
  private static final Duration LATELY = Duration.ofHours(1);
  private static final long MANY = 20;
  private static final long ONE_IN = 10;
  private static final long HALF = 2;

  private final Store store;

  public ParkedCheck(Store store) {
    this.store = store;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.PARKED);
  }

  @Override
  public Sight look(Instant now) {
    Map<String, long[]> flows = new TreeMap<>();
    List<FlowMinute> minutes = store.read(ports -> ports.flowMinutes().since(now.minus(LATELY)));
    Map<String, Instant> since = new TreeMap<>();
    for (FlowMinute minute : minutes) {
      long[] sums = flows.computeIfAbsent(minute.flow(), flow -> new long[2]);
      sums[0] += minute.parked();
      sums[1] += minute.received();
      if (minute.parked() > 0) {
        since.putIfAbsent(minute.flow(), minute.minute());
      }
    }
    List<Finding> findings = new ArrayList<>();
    flows.forEach(
        (flow, sums) -> {
          if (sums[0] >= MANY && sums[0] * ONE_IN >= sums[1]) {
            findings.add(finding(flow, sums[0], sums[1], since.getOrDefault(flow, now)));
          }
        });
    return Sight.of(findings);
  }

  private static Finding finding(String flow, long parked, long received, Instant since) {
    return new Finding(
        AlarmKind.PARKED,
        flow,
        parked * HALF >= received ? Severity.CRITICAL : Severity.WARNING,
        since,
        new Words(
            parked
                + " records of '"
                + flow
                + "' were set aside within the last hour, in which "
                + received
                + " came.",
            "What they tell does not reach Dotdigital before somebody has looked.",
            "It goes on with the others, and keeps these as they came.",
            "Look at the causes on the page of what is parked: as a rule a field changed in the"
                + " system, and one edit of the mapping and one replay mend all of them."),
        "/parked");
  }
}
