package dev.selvedge.app.graph;

import dev.selvedge.app.flow.InTime;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says how each flow is: what cannot be read before what is late, that before what is silent, that
/// before what is on its way. Immutable.
record FlowArrows(Map<String, FlowReading> readings, List<Concern> concerns, List<Alarm> alarms) {
  private static final Set<AlarmKind> FAILING =
      Set.of(
          AlarmKind.UNREADABLE,
          AlarmKind.REFUSED,
          AlarmKind.LATE,
          AlarmKind.UNHEEDED,
          AlarmKind.WEBHOOK);

  List<Arrow> of(List<FlowFacts> flows) {
    return flows.stream().map(this::arrow).toList();
  }

  private Arrow arrow(FlowFacts flow) {
    Optional<Concern> concern =
        concerns.stream().filter(one -> one.flow().equals(flow.flow())).findFirst();
    boolean silent = concern.filter(one -> one instanceof Concern.Silent).isPresent();
    Optional<String> failing = failing(flow);
    ArrowState state;
    String why;
    if (failing.isPresent() || (concern.isPresent() && !silent) || flow.stuck()) {
      state = ArrowState.FAILING;
      // a concern says the same in more words
      why = concern.isPresent() && !silent ? "" : failing.orElse(stuck(flow));
    } else if (isLate(flow.inTime()) || slipping(flow).isPresent()) {
      state = ArrowState.LATE;
      why = slipping(flow).map(words -> words + ' ').orElse("") + late(flow.inTime());
    } else if (silent || isAlarmed(flow, Set.of(AlarmKind.SILENT))) {
      state = ArrowState.SILENT;
      why = silent ? "" : alarmed(flow, Set.of(AlarmKind.SILENT)).orElse("");
    } else if (flow.queued() > 0) {
      state = ArrowState.WAITING;
      why = queued(flow.queued(), flow.inTime());
    } else {
      Quiet quiet = quiet(flow);
      state = quiet.state();
      why = quiet.why();
    }
    return new Arrow(
        flow.kind(),
        flow.configured() || flow.began() ? "/flows/" + flow.flow() : "",
        state,
        flow.queued(),
        flow.lastHour(),
        why + parked(flow.parked()),
        concern);
  }

  private record Quiet(ArrowState state, String why) {}

  private Quiet quiet(FlowFacts flow) {
    if (flow.began()) {
      return new Quiet(ArrowState.FRESH, fresh(flow.inTime()));
    }
    FlowReading reading = readings.get(flow.flow());
    if (reading == null) {
      return new Quiet(ArrowState.NOT_YET_RUN, "No record of it has come yet.");
    }
    return reading.readAt().equals(Instant.EPOCH)
        ? new Quiet(ArrowState.WAITING, "It is being read for the first time.")
        : new Quiet(ArrowState.FRESH, "It is read as planned; nothing has come of it yet.");
  }

  private Optional<String> failing(FlowFacts flow) {
    return Optional.ofNullable(readings.get(flow.flow()))
        .filter(FlowReading::isTroubled)
        .map(
            reading -> "It cannot be read: " + reading.trouble() + ". It is tried again by itself.")
        .or(() -> alarmed(flow, FAILING));
  }

  private boolean isAlarmed(FlowFacts flow, Set<AlarmKind> kinds) {
    return alarmed(flow, kinds).isPresent();
  }

  /// A goal may be missed too fast before it is missed over a day: there is an alarm then.
  private Optional<String> slipping(FlowFacts flow) {
    return alarms.stream()
        .map(Alarm::finding)
        .filter(finding -> finding.kind() == AlarmKind.FRESHNESS)
        .filter(finding -> finding.about().startsWith(flow.flow() + '/'))
        .map(finding -> finding.words().what())
        .findFirst();
  }

  private Optional<String> alarmed(FlowFacts flow, Set<AlarmKind> kinds) {
    return alarms.stream()
        .filter(alarm -> kinds.contains(alarm.finding().kind()))
        .filter(
            alarm ->
                alarm.finding().about().equals(flow.flow())
                    || alarm.finding().about().equals(flow.system()))
        .map(alarm -> alarm.finding().words().what())
        .findFirst();
  }

  private static String stuck(FlowFacts flow) {
    return String.format(
        Locale.UK, "%,d changes of it are due, and nothing gets through just now.", flow.queued());
  }

  /// What is not told yet and is too late counts against the goal as well; so a few of many are no
  /// trouble, and a flow in which nothing gets through is.
  static boolean isLate(InTime inTime) {
    return inTime.isKnown() && !inTime.kept();
  }

  static String late(InTime inTime) {
    String now =
        inTime.late() == 0
            ? "Nothing is late now. "
            : String.format(Locale.UK, "Late now and not told yet: %,d. ", inTime.late());
    return now + share(inTime);
  }

  static String queued(long queued, InTime inTime) {
    String late =
        inTime.late() == 0
            ? "none is late."
            : String.format(
                Locale.UK,
                "%,d %s late, which is within the goal.",
                inTime.late(),
                inTime.late() == 1 ? "is" : "are");
    return String.format(
        Locale.UK, "%,d on the way or waiting for something else first; %s", queued, late);
  }

  static String fresh(InTime inTime) {
    return inTime.isKnown()
        ? share(inTime)
        : "Nothing waits. How fresh it is was not measured lately.";
  }

  private static String share(InTime inTime) {
    return inTime.isKnown()
        ? "In time over the last day: " + inTime.words() + ", promised " + inTime.promise() + "."
        : "";
  }

  static String parked(long parked) {
    return parked == 0
        ? ""
        : String.format(
            Locale.UK, " %,d %s for somebody to look.", parked, parked == 1 ? "waits" : "wait");
  }
}
