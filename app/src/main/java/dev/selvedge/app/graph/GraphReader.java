package dev.selvedge.app.graph;

import dev.selvedge.Outcome;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.send.Condition;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.OutcomeTotals;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Draws the flows of a project from what is known of them and of the targets. Safe for use by many
/// threads.
///
/// @param outlooks the targets
/// @param asleep whether all automations of the project are switched off
public record GraphReader(List<Outlook> outlooks, boolean asleep) {
  private static final Duration LATELY = Duration.ofHours(1);

  /// The cause of a target that asked to be left alone for a while: nothing is wrong.
  private static final String CAPPED = "capped";

  private static final String DONE = new Outcome.Done().word();

  public GraphReader {
    outlooks = List.copyOf(outlooks);
  }

  /// What was read for the overview already.
  ///
  /// @param flows by name
  /// @param waits why people are not newly subscribed yet, by target; see [Outlook#waits]
  public record Seen(
      List<FlowFacts> flows,
      List<Deliveries.Count> counts,
      List<Freshness> fresh,
      List<Concern> concerns,
      List<Alarm> alarms,
      Map<String, String> waits) {
    public Seen {
      flows = List.copyOf(flows);
      counts = List.copyOf(counts);
      fresh = List.copyOf(fresh);
      concerns = List.copyOf(concerns);
      alarms = List.copyOf(alarms);
      waits = Map.copyOf(waits);
    }
  }

  /// The picture as it is now.
  public FlowGraph read(Store.Ports ports, Seen seen, Instant now) {
    Map<String, FlowReading> readings =
        ports.flowReadings().all().stream()
            .collect(Collectors.toMap(FlowReading::flow, reading -> reading));
    FlowArrows arrows = new FlowArrows(readings, seen.concerns(), seen.alarms());
    Map<String, List<FlowFacts>> bySystem = new TreeMap<>();
    for (FlowFacts flow : flows(seen.flows(), readings)) {
      bySystem.computeIfAbsent(flow.system(), system -> new ArrayList<>()).add(flow);
    }
    Set<String> sources =
        seen.flows().stream()
            .filter(FlowFacts::configured)
            .map(FlowFacts::system)
            .collect(Collectors.toSet());
    Past past = Past.read(ports, now);
    List<Party> left = new ArrayList<>();
    List<Party> right = new ArrayList<>();
    Map<String, Outlook> beside = new TreeMap<>();
    for (Outlook outlook : outlooks) {
      String name = outlook.target().value();
      if (sources.contains(name)) {
        beside.put(name, outlook);
      } else {
        List<Arrow> gives = arrows.of(Optional.ofNullable(bySystem.remove(name)).orElse(List.of()));
        right.add(new Party(name, outlook.title(), gives, told(ports, outlook, seen, past, true)));
      }
    }
    bySystem.forEach(
        (system, flows) ->
            left.add(
                new Party(
                    system,
                    system,
                    arrows.of(flows),
                    Optional.ofNullable(beside.get(system))
                        .map(outlook -> told(ports, outlook, seen, past, false))
                        .orElse(List.of()))));
    return new FlowGraph(left, right);
  }

  /// What is read and never gave anything is known from its readings alone.
  private static List<FlowFacts> flows(List<FlowFacts> known, Map<String, FlowReading> readings) {
    Map<String, FlowFacts> all = new TreeMap<>();
    readings.keySet().forEach(flow -> all.put(flow, FlowFacts.untouched(flow)));
    known.forEach(flow -> all.put(flow.flow(), flow));
    return List.copyOf(all.values());
  }

  /// @param all whether it is told everything, or of consent alone
  private List<Arrow> told(Store.Ports ports, Outlook outlook, Seen seen, Past past, boolean all) {
    Condition condition = ports.conditions().of(outlook.target());
    String waits = seen.waits().getOrDefault(outlook.target().value(), "");
    return Arrays.stream(Matters.values())
        .filter(matter -> all || matter == Matters.CONSENT)
        .map(matter -> arrow(matter, outlook, seen, past, condition, waits))
        .toList();
  }

  private Arrow arrow(
      Matters matter, Outlook outlook, Seen seen, Past past, Condition condition, String waits) {
    String target = outlook.target().value();
    Queue queue = Queue.of(seen.counts(), outlook, matter);
    long lastHour =
        past.lastHour().entrySet().stream()
            .filter(one -> isOf(one.getKey(), target, matter))
            .mapToLong(one -> one.getValue().total())
            .sum();
    List<Freshness> fresh =
        seen.fresh().stream().filter(one -> isOf(one.strand(), target, matter)).toList();
    // a decision may be told with a contact, and be no delivery of its own
    boolean ran =
        queue.open() > 0
            || !fresh.isEmpty()
            || past.ever().stream().anyMatch(strand -> isOf(strand, target, matter));
    InTime inTime = InTime.of(fresh);
    Told quiet = quiet(matter, ran, past.done().contains(target), inTime);
    Told one = state(matter, queue, inTime, quiet, condition, waits);
    return new Arrow(
        matter.words(),
        matter.link(),
        one.state(),
        queue.queued(),
        lastHour,
        one.why() + FlowArrows.parked(queue.parked()),
        Optional.empty());
  }

  private Told state(
      Matters matter, Queue queue, InTime inTime, Told quiet, Condition condition, String waits) {
    if (condition instanceof Condition.Ill ill) {
      boolean asked = ill.cause().equals(CAPPED);
      return new Told(
          asked ? ArrowState.PAUSED : ArrowState.FAILING,
          ill.sentence() + ". Nothing is lost: it is asked again by itself.");
    }
    if (matter == Matters.AUTOMATIONS && asleep) {
      return new Told(ArrowState.PAUSED, "All automations are switched off.");
    }
    if (FlowArrows.isLate(inTime)) {
      return new Told(ArrowState.LATE, FlowArrows.late(inTime));
    }
    if (matter == Matters.CONTACTS && !waits.isEmpty()) {
      return new Told(ArrowState.PAUSED, "It waits " + waits + ". Opt-outs do not wait.");
    }
    if (queue.queued() > 0) {
      return new Told(ArrowState.WAITING, FlowArrows.queued(queue.queued(), inTime));
    }
    return quiet;
  }

  /// How it is while nothing waits. What a first sync tells is not measured, and what is settled is
  /// not counted; no automation is part of one.
  private static Told quiet(Matters matter, boolean ran, boolean done, InTime inTime) {
    if (ran) {
      return new Told(ArrowState.FRESH, FlowArrows.fresh(inTime));
    }
    return done && matter != Matters.AUTOMATIONS
        ? new Told(
            ArrowState.FRESH,
            "Nothing of it waits, and nothing of it was told but by a first sync, if at all.")
        : new Told(ArrowState.NOT_YET_RUN, "Nothing was ever to be told.");
  }

  /// What was told before.
  ///
  /// @param ever what was ever measured
  /// @param done targets that ever acknowledged anything, by name
  private record Past(Map<Strand, Histogram> lastHour, Set<Strand> ever, Set<String> done) {
    static Past read(Store.Ports ports, Instant now) {
      return new Past(
          ports.freshness().since(Grain.MINUTE, now.minus(LATELY)),
          ports.freshness().totals().keySet(),
          ports.outcomes().all().stream()
              .filter(one -> one.outcome().equals(DONE) && one.count() > 0)
              .map(OutcomeTotals.Counted::target)
              .collect(Collectors.toSet()));
    }
  }

  private record Told(ArrowState state, String why) {}

  private static boolean isOf(Strand strand, String target, Matters matter) {
    return strand.target().equals(target) && matter.holds(strand.matter());
  }

  /// How much of a matter stands in which state at a target.
  ///
  /// @param open what is not settled
  private record Queue(long queued, long parked, long open) {
    static Queue of(List<Deliveries.Count> counts, Outlook outlook, Matters matter) {
      long queued = 0;
      long parked = 0;
      long open = 0;
      for (Deliveries.Count count : counts) {
        if (count.target().equals(outlook.target()) && Matters.of(count.facet()) == matter) {
          open += count.count();
          queued += isQueued(count.state()) ? count.count() : 0;
          parked += count.state() == Delivery.State.PARKED ? count.count() : 0;
        }
      }
      return new Queue(queued, parked, open);
    }

    private static boolean isQueued(Delivery.State state) {
      return switch (state) {
        case WAITING, DUE, CLAIMED -> true;
        case PARKED, SETTLED -> false;
      };
    }
  }
}
