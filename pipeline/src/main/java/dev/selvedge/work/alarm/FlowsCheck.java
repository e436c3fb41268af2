package dev.selvedge.work.alarm;

import dev.selvedge.SpokenTime;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Spans;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether flows are read as they should be, and whether something comes. What ails a whole system
/// is one finding, however many flows it has.
public final class FlowsCheck implements Check {
  /// Until then a system that is away may be maintained.
  private static final Duration AWAY_FOR_LONG = Duration.ofHours(1);

  private static final Duration LATE_FOR_LONG = Duration.ofHours(6);

  /// How our connectors say that a system does not let us in.
  private static final Pattern NOT_LET_IN =
      Pattern.compile(
          "credential|password|log-?in|HTTP 40[13]|API key|\\btoken\\b|does(n't| not) know us"
              + "|session is refused",
          Pattern.CASE_INSENSITIVE);

  private final Store store;
  private final Concerns concerns;

  public FlowsCheck(Store store, Concerns concerns) {
    this.store = store;
    this.concerns = concerns;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(
        AlarmKind.UNREADABLE,
        AlarmKind.REFUSED,
        AlarmKind.LATE,
        AlarmKind.SILENT,
        AlarmKind.UNHEEDED);
  }

  @Override
  public Sight look(Instant now) {
    List<Concern> all = store.read(ports -> concerns.read(ports, now));
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Concern.Troubled>> troubled = new TreeMap<>();
    for (Concern concern : all) {
      switch (concern) {
        case Concern.Troubled one ->
            troubled.computeIfAbsent(system(one.flow()), s -> new ArrayList<>()).add(one);
        case Concern.Late late -> findings.add(late(late, now));
        case Concern.Silent silent -> findings.add(silent(silent, now));
        case Concern.Unheeded unheeded -> findings.add(unheeded(unheeded));
      }
    }
    troubled.forEach((system, flows) -> findings.add(troubled(system, flows, now)));
    return Sight.of(findings);
  }

  private static String system(String flow) {
    return flow.substring(0, Math.max(0, flow.indexOf('/')));
  }

  private static Finding troubled(String system, List<Concern.Troubled> flows, Instant now) {
    Concern.Troubled first =
        flows.stream().min(Comparator.comparing(Concern.Troubled::since)).orElseThrow();
    boolean refused = flows.stream().anyMatch(flow -> NOT_LET_IN.matcher(flow.why()).find());
    boolean forLong = first.since().plus(AWAY_FOR_LONG).isBefore(now);
    String names = flows.stream().map(Concern.Troubled::flow).collect(Collectors.joining(", "));
    String affected = "Changes in " + names + " do not reach the hub, and so not Dotdigital.";
    String doing =
        "It asks again by itself, and goes on where it stopped: nothing is lost as long as the"
            + " system keeps its records.";
    if (refused) {
      return new Finding(
          AlarmKind.REFUSED,
          system,
          Severity.CRITICAL,
          first.since(),
          new Words(
              "'" + system + "' does not let the hub in: " + sentence(first.why()),
              affected,
              doing,
              "Check the credentials of '"
                  + system
                  + "', and whether somebody took permissions away; then run"
                  + " `selvedge check --online`."),
          "/");
    }
    return new Finding(
        AlarmKind.UNREADABLE,
        system,
        forLong ? Severity.CRITICAL : Severity.WARNING,
        first.since(),
        new Words(
            "'" + system + "' cannot be read: " + sentence(first.why()),
            affected,
            doing,
            "See whether the system is up, and whether the hub's machine reaches it."),
        "/");
  }

  private static Finding late(Concern.Late late, Instant now) {
    boolean forLong = late.dueAt().plus(LATE_FOR_LONG).isBefore(now);
    return new Finding(
        AlarmKind.LATE,
        late.flow(),
        forLong ? Severity.CRITICAL : Severity.WARNING,
        late.dueAt(),
        new Words(
            "'"
                + late.flow()
                + "' was to be read at "
                + SpokenTime.of(late.dueAt())
                + " and was not.",
            "What changed there since "
                + SpokenTime.of(late.lastRead())
                + " is not known to the hub.",
            "It reads it as soon as it can; nothing is lost.",
            "See in the hub's log what its loop '" + late.flow() + "' is doing."),
        "/");
  }

  private static Finding silent(Concern.Silent silent, Instant now) {
    return new Finding(
        AlarmKind.SILENT,
        silent.flow(),
        Severity.WARNING,
        silent.last(),
        new Words(
            "Nothing has come of '"
                + silent.flow()
                + "' for "
                + Spans.words(Duration.between(silent.last(), now))
                + ", unlike usual at these hours.",
            "If there were changes, nobody in Dotdigital knows of them.",
            "It goes on asking and listening.",
            "See in '"
                + system(silent.flow())
                + "' whether there were changes: if so, whether its webhooks are still there, and"
                + " whether the hub's user still sees everything."),
        "/");
  }

  private static Finding unheeded(Concern.Unheeded unheeded) {
    String many = unheeded.records() == 1 ? "1 record" : unheeded.records() + " records";
    return new Finding(
        AlarmKind.UNHEEDED,
        unheeded.flow(),
        Severity.WARNING,
        unheeded.since(),
        new Words(
            "Webhooks said that "
                + many
                + " of '"
                + unheeded.flow()
                + "' changed, and they could not be read"
                + (unheeded.why().isEmpty() ? "." : ": " + sentence(unheeded.why())),
            "These changes do not reach Dotdigital before the next full reading.",
            "It tries again by itself; nothing is lost.",
            "See whether the hub's user may read these records in '"
                + system(unheeded.flow())
                + "'."),
        "/");
  }

  private static String sentence(String why) {
    return why.endsWith(".") ? why : why + ".";
  }
}
