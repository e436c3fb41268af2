package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Facet;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.program.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: whatever happens to people, in whatever order and however often it is told, and whatever
/// goes wrong on the way, everybody is started in each program exactly as often as an independent
/// reckoning says.
///
/// A build plays a hundred histories; `-Dselvedge.histories=10000` plays as many as it says,
/// `-Dselvedge.from=1400` those from there on alone, and `-Dselvedge.seed=…` others.
class P6AnyHistoryStartsJustWhatItShouldTest {
  private static final int AT_ONCE = 100;
  private static final int HISTORIES = Integer.getInteger("selvedge.histories", AT_ONCE);
  private static final int FROM = Integer.getInteger("selvedge.from", 0);
  private static final long SEED = Long.getLong("selvedge.seed", 20261128L);
  private static final String ENROL = "/v2/programs/enrolments";
  private static final List<String> RULES =
      List.of(
          EnrolmentOracle.SHIPPED,
          EnrolmentOracle.THANKS,
          EnrolmentOracle.WELCOME,
          EnrolmentOracle.SECOND,
          EnrolmentOracle.LAPSED,
          EnrolmentOracle.CARE,
          EnrolmentOracle.AGAIN);

  /// The first program that a sandbox has not got from the start.
  private static final int FIRST_PROGRAM = 18;

  @TempDir private Path folder;

  private static Rule rule(String name, Trigger trigger, int hours, Purpose purpose, Terms terms) {
    return new Rule(
        name,
        trigger,
        new Action.Enrol(FIRST_PROGRAM + RULES.indexOf(name)),
        Duration.ofHours(hours),
        purpose,
        terms);
  }

  private static Rule[] rules() {
    Trigger placed = Trigger.of(FactKind.ORDER_PLACED);
    return new Rule[] {
      rule(
          EnrolmentOracle.SHIPPED,
          Trigger.of(FactKind.SHIPPED),
          3,
          Purpose.TRANSACTIONAL,
          Terms.NONE),
      rule(
          EnrolmentOracle.THANKS,
          placed,
          12,
          Purpose.MARKETING,
          Terms.NONE.after(Duration.ofHours(4)).unless(FactKind.ORDER_PLACED, FactKind.REFUNDED)),
      rule(
          EnrolmentOracle.WELCOME,
          Trigger.of(FactKind.FIRST_ORDER),
          24,
          Purpose.TRANSACTIONAL,
          Terms.NONE),
      rule(
          EnrolmentOracle.SECOND,
          new Trigger.NthOrder(2),
          9,
          Purpose.MARKETING,
          Terms.NONE.after(Duration.ofHours(1))),
      rule(
          EnrolmentOracle.LAPSED,
          new Trigger.Lapsed(Duration.ofHours(30)),
          10,
          Purpose.MARKETING,
          Terms.NONE),
      rule(
          EnrolmentOracle.CARE,
          Trigger.of(FactKind.DELIVERED),
          20,
          Purpose.TRANSACTIONAL,
          Terms.NONE
              .after(Duration.ofHours(2))
              .unless(FactKind.REFUNDED, FactKind.CANCELLED)
              .atMost(Cap.ofRule(EnrolmentOracle.CARE, 1, Duration.ofMinutes(47 * 60 + 30)))),
      rule(
          EnrolmentOracle.AGAIN,
          placed,
          2,
          Purpose.MARKETING,
          Terms.NONE.atMost(Cap.ofGroup("orders", 2, Duration.ofMinutes(23 * 60 + 30))))
    };
  }

  @Test
  void the_account_holds_just_the_enrolments_there_should_be() {
    Tally tally = new Tally();
    List<String> wrong = new ArrayList<>();
    for (int first = FROM; first < HISTORIES; first += AT_ONCE) {
      Random random = new Random(SEED + first);
      List<RandomHistory> histories = new ArrayList<>();
      for (int i = first; i < Math.min(first + AT_ONCE, HISTORIES); i++) {
        histories.add(new RandomHistory("h" + i, random));
      }
      wrong.addAll(play(histories, random, first, tally));
      assertThat(wrong).as("seed %d, histories from %d", SEED, first).isEmpty();
    }
    System.Logger log = System.getLogger(getClass().getName());
    log.log(System.Logger.Level.INFO, tally.toString());
    assertThat(tally.started.keySet()).containsExactlyInAnyOrderElementsOf(RULES);
  }

  private List<String> play(List<RandomHistory> histories, Random random, int number, Tally tally) {
    Set<Integer> outages = outages(random);
    Workbench bench =
        new Workbench(folder.resolve("hub" + number), Fittings.STANDARD.with(rules()));
    try {
      RULES.forEach(name -> bench.sandbox.addProgram(name, Program.Status.ACTIVE, false));
      Workbench last = live(bench, histories, outages, random);
      try {
        return compare(last, histories, outages, tally);
      } finally {
        last.close();
      }
    } finally {
      bench.close();
    }
  }

  /// An outage of some hours now and then.
  private static Set<Integer> outages(Random random) {
    Set<Integer> hours = new HashSet<>();
    if (random.nextBoolean()) {
      int from = 5 + random.nextInt(RandomHistory.HOURS - 20);
      for (int hour = from; hour < from + 1 + random.nextInt(6); hour++) {
        hours.add(hour);
      }
    }
    return hours;
  }

  private Workbench live(
      Workbench first, List<RandomHistory> histories, Set<Integer> outages, Random random) {
    Workbench bench = first;
    Map<Integer, List<SourceRecord>> words = new TreeMap<>();
    histories.forEach(
        history ->
            history.words.forEach(
                word ->
                    words
                        .computeIfAbsent(word.hour(), hour -> new ArrayList<>())
                        .add(word.record())));
    for (int hour = 0; hour <= RandomHistory.HOURS; hour++) {
      Instant at = RandomHistory.START.plus(Duration.ofHours(hour));
      bench.clock.advance(Duration.between(bench.clock.instant(), at));
      List<SourceRecord> said = words.getOrDefault(hour, new ArrayList<>());
      Collections.shuffle(said, random);
      bench.receive(said.toArray(SourceRecord[]::new));
      if (outages.contains(hour)) {
        bench.sandbox.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofMinutes(45));
      } else if (!outages.contains(hour + 1) && random.nextInt(8) == 0) {
        // A lost call is looked up before anything else happens: the reckoning takes it for made in
        // its hour, and does not know what is not wanted any more when it turns out that it was
        // not.
        Fault cut = random.nextBoolean() ? new Fault.CutAfter() : new Fault.CutBefore();
        bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, cut));
      }
      bench.crank.resolve();
      if (random.nextInt(10) == 0) {
        bench.crank.send();
        bench = bench.restarted(folder.resolve("hub" + name(histories)));
      }
      drain(bench, outages.contains(hour));
      bench.sandbox.faults().clear();
    }
    return bench;
  }

  private static int name(List<RandomHistory> histories) {
    return Integer.parseInt(histories.getFirst().name.substring(1));
  }

  /// Sends until nothing is left that could go.
  private static void drain(Workbench bench, boolean outage) {
    for (int turn = 0; turn < (outage ? 10 : 240); turn++) {
      bench.crank.send();
      bench.clock.advance(Duration.ofSeconds(5));
      if (!outage && turn > 2 && isQuiet(bench)) {
        return;
      }
    }
  }

  private static boolean isQuiet(Workbench bench) {
    Instant soon = bench.clock.instant().plus(Duration.ofMinutes(10));
    return bench.store.read(
        ports ->
            ports.deliveries().due(Workbench.TARGET, soon, 1).isEmpty()
                && ports.deliveries().outstanding(Workbench.TARGET).stream()
                        .filter(one -> one.facet() != Facet.ENROLMENT)
                        .mapToLong(Outstanding::count)
                        .sum()
                    == 0
                && ports.jobs().open(Workbench.TARGET, Facet.ENROLMENT) == 0);
  }

  private static List<String> compare(
      Workbench bench, List<RandomHistory> histories, Set<Integer> outages, Tally tally) {
    List<String> wrong = new ArrayList<>();
    for (RandomHistory history : histories) {
      Map<String, Integer> expected = new EnrolmentOracle(history, outages).started();
      Map<String, Integer> found = new TreeMap<>();
      for (String rule : RULES) {
        int program = FIRST_PROGRAM + RULES.indexOf(rule);
        int times =
            bench.sandbox.inside().attendance(program, history.mainEmail()).asked()
                + bench.sandbox.inside().attendance(program, history.guestEmail()).asked();
        if (times > 0) {
          found.put(rule, times);
        }
      }
      tally.count(history, found);
      if (!found.equals(expected)) {
        wrong.add(
            history
                + "\n  outages "
                + outages
                + "\n  expected "
                + expected
                + "\n  found    "
                + found
                + story(bench, history));
      }
    }
    return wrong;
  }

  private static String story(Workbench bench, RandomHistory history) {
    Set<String> orders =
        history.orders.stream().map(order -> order.key).collect(Collectors.toSet());
    return bench.store.read(ports -> ports.trail().latest(100_000)).stream()
        .filter(entry -> orders.contains(entry.about().order()))
        .filter(
            entry -> entry.sentence().contains("utomation") || entry.sentence().contains("enrol"))
        .map(entry -> "\n    " + entry.at() + " " + entry.about().order() + " " + entry.sentence())
        .collect(Collectors.joining());
  }

  /// What was played.
  private static final class Tally {
    private final Map<String, Integer> started = new TreeMap<>();
    private int histories;
    private int words;

    private void count(RandomHistory history, Map<String, Integer> found) {
      histories++;
      words += history.words.size();
      found.forEach((rule, times) -> started.merge(rule, times, Integer::sum));
    }

    @Override
    public String toString() {
      return histories
          + " histories of "
          + words
          + " records started "
          + started.values().stream().mapToInt(Integer::intValue).sum()
          + ": "
          + started;
    }
  }
}
