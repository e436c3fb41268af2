package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DropReasons;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.FlowLine;
import dev.selvedge.app.page.Overview.Freshness;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.EnrolmentLists.Tally;
import dev.selvedge.watch.freshness.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A brand with three systems, made up but plausible; what tests and the page preview show.
/// Immutable.
public final class SampleViews implements Views {
  /// A name that tries to be markup.
  public static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

  private final Instant now;
  private final FlowGraph graph;

  public SampleViews(Instant now) {
    this(now, SampleGraph.small(now));
  }

  /// With another picture.
  public SampleViews(Instant now, FlowGraph graph) {
    this.now = now;
    this.graph = graph;
  }

  @Override
  public Overview overview() {
    List<FlowLine> flows =
        List.of(
            flow("erp/customer", Standing.IN_STEP, 41_208, 0, 41_190, 2, 190, 900),
            flow("loyalty/member", Standing.IN_STEP, 18_044, 0, 18_044, 0, 210, 640),
            flow("shop/customer", Standing.IN_STEP, 88_310, 0, 88_297, 1, 140, 1_900),
            flow("shop/order", Standing.CATCHING_UP, 312_455, 1_204, 311_020, 0, 380, 72_400),
            new FlowLine(
                "warehouse/fulfilment",
                "dotdigital",
                Standing.SILENT,
                0,
                0,
                0,
                0,
                0,
                new Activity.Never(),
                InTime.NOTHING));
    return new Overview(
        now,
        Standing.CATCHING_UP,
        90_112,
        18,
        1_204,
        3,
        flows,
        targets(),
        List.of(),
        new Orphans.Tally(4, 1),
        new SampleAlarms(now).open(),
        graph);
  }

  @Override
  public Counts counts() {
    return new Counts(2, true, 3);
  }

  @Override
  public AlarmsPage alarms(int page) {
    return new SampleAlarms(now).page(page);
  }

  @Override
  public Optional<AlarmsPage.One> alarm(long number) {
    return new SampleAlarms(now).one(number);
  }

  private List<TargetLine> targets() {
    return List.of(
        new TargetLine(
            "Dotdigital",
            false,
            "Dotdigital answered 503",
            now.minusSeconds(200),
            "until Dotdigital's past opt-outs have been read, nobody is newly subscribed",
            List.of(
                new TargetLine.Meter("lowCallRate", 35, 11, 9, now.plusSeconds(20), true),
                new TargetLine.Meter("mediumCallRate", 150, 64, 3, now.plusSeconds(20), true),
                new TargetLine.Meter("enrolments", 20, 2, 0, now.plusSeconds(2000), false)),
            "312,455 records wait for Dotdigital: 32 calls, about 2 min at the present allowance,"
                + " leaving 54 % of it for live traffic."));
  }

  private FlowLine flow(
      String name,
      Standing standing,
      long received,
      long due,
      long delivered,
      long parked,
      long typical,
      long worst) {
    return new FlowLine(
        name,
        "dotdigital",
        standing,
        received,
        due / 20,
        due,
        delivered,
        parked,
        new Activity.Last(
            now.minusSeconds(typical / 10), new Freshness.Measured(typical + 40, typical, worst)),
        new InTime(
            new Share(delivered, worst > 10_000 ? delivered / 40 : 0),
            worst <= 10_000,
            List.of("99 % within 60 s"),
            0));
  }

  @Override
  public Optional<FlowPage> flow(String name, FlowPage.Window window) {
    return name.equals(SampleFlow.NAME)
        ? Optional.of(new SampleFlow(now).page(window))
        : Optional.empty();
  }

  @Override
  public FlowHistory history() {
    Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(59, ChronoUnit.MINUTES);
    List<Instant> minutes =
        IntStream.range(0, 60).mapToObj(i -> first.plus(i, ChronoUnit.MINUTES)).toList();
    return new FlowHistory(
        minutes,
        List.of(
            series("erp/customer", 1, 30, 260),
            series("shop/customer", 2, 55, 180),
            series("shop/order", 3, 140, 420)));
  }

  private static FlowHistory.Series series(String name, long seed, int rate, int lag) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<FlowHistory.Point> points = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double wave = 1 + Math.sin((i + seed * 9) / 8.0) / 2;
      long count = Math.round(rate * wave * (0.8 + random.nextDouble() / 2.5));
      boolean busy = seed == 3 && i > 35 && i < 44;
      long mean = Math.round(lag * (0.8 + random.nextDouble() / 2) * (busy ? 9 : 1));
      points.add(new FlowHistory.Point(count + random.nextInt(4), count, count * mean, mean * 3));
    }
    return new FlowHistory.Series(name, points);
  }

  @Override
  public List<PersonLine> people(String prefix, int limit) {
    return Stream.of("ada.byron@example.com", "ada@lovelace.example", "grace@hopper.example")
        .filter(address -> address.startsWith(prefix))
        .map(address -> new PersonLine(new PersonId(1_000 + address.length()), address))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<PersonPage> person(PersonId id) {
    return id.value() < 1_000 ? Optional.empty() : Optional.of(SamplePerson.at(id, now));
  }

  @Override
  public DuplicatesPage duplicates(PersonId after) {
    if (after.value() == 9) {
      return new DuplicatesPage(List.of(), 0, "", "");
    }
    return new DuplicatesPage(
        List.of(
            new DuplicatesPage.Line(
                "records with one address",
                false,
                "shop",
                "ad***@example.com",
                "7 records of shop have this address once it is written alike.",
                "Merge them in shop; until then they count as one person.",
                List.of(
                    new DuplicatesPage.Named("shop/customer/511", "p1021"),
                    new DuplicatesPage.Named("shop/customer/" + HOSTILE, "p1021")),
                5,
                List.of(),
                List.of(
                    new PersonPage.Act(
                        "Two people share the address: set one of the records apart",
                        "selvedge person unlink shop/customer/512 --why \"…\""))),
            new DuplicatesPage.Line(
                "address that looks misspelt",
                true,
                "erp, shop",
                "gr***@gmial.com",
                "The domain gmial.com looks like gmail.com.",
                "Ask whether gr***@gmail.com is meant and correct it at the source; somebody known"
                    + " has that address.",
                List.of(
                    new DuplicatesPage.Named("erp/customer/20417", "p2044"),
                    new DuplicatesPage.Named("shop/customer/9", "p2044")),
                0,
                List.of(new DuplicatesPage.Named("gr***@gmail.com", "p1077")),
                List.of(
                    new PersonPage.Act(
                        "It is the same human being: put the record together with theirs",
                        "selvedge person link erp/customer/20417 --with shop/customer/77 --why"
                            + " \"…\"")))),
        10_000,
        after.value() == 0 ? "" : after.toString(),
        after.value() == 0 ? "p5000" : "");
  }

  @Override
  public AutomationsPage automations(AutomationsPage.Asked asked) {
    Tally tally =
        new Tally(
            "shipped-mail",
            12,
            4_711,
            9,
            41,
            1,
            true,
            Optional.of(now.minusSeconds(90)),
            Optional.of(now.plusSeconds(600)));
    List<AutomationsPage.Line> lines = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      lines.add(
          new AutomationsPage.Line(
              new EnrolmentKey("shipped-mail", FactKind.SHIPPED, "WEB-1", "P-7"),
              "p12",
              HOSTILE,
              "WEB-1",
              fate,
              now.minusSeconds(60L * lines.size()),
              "enrolment made in Dotdigital in an import"));
    }
    return new AutomationsPage(
        List.of(
            new AutomationsPage.RuleLine(
                "shipped-mail", "shipped → campaign 34, transactional", true, tally),
            new AutomationsPage.RuleLine(
                "win-back", "lapsed → program 12, marketing", false, tally)),
        asked,
        lines,
        asked.page() == 1,
        asked.rule().isEmpty()
            ? DropReasons.NONE
            : new DropReasons(500, false, Map.of("the person has not agreed to marketing", 488)));
  }

  /// One is in every state; `win-back` is switched off.
  @Override
  public Optional<DryRunPage> dryRun(DryRunPage.Asked asked) {
    return switch (asked.rule()) {
      case "busy" -> Optional.of(dryRun(asked, new DryRunPage.State.Busy()));
      case "slow" -> Optional.of(dryRun(asked, new DryRunPage.State.Running(12_500, 90_112)));
      case "broken" -> Optional.of(dryRun(asked, new DryRunPage.State.Failed()));
      case "shipped-mail", "win-back" -> Optional.of(dryRun(asked, SampleDryRun.of(asked, now)));
      default -> Optional.empty();
    };
  }

  private static DryRunPage dryRun(DryRunPage.Asked asked, DryRunPage.State state) {
    return new DryRunPage(
        asked.rule(),
        "shipped → campaign 34, transactional",
        !asked.rule().equals("win-back"),
        asked.days(),
        state);
  }

  @Override
  public ParkedPage parked(String cause, int page) {
    List<ParkedPage.Line> lines =
        List.of(
            new ParkedPage.Line(
                1,
                "mapping.not-a-number",
                "The loyalty points of customer 20417 are “n/*** (3 characters)”, which is not a"
                    + " number. Correct them in the ERP, or let the mapping leave them out.",
                "erp/customer/20417",
                "mappings/erp-customer.yaml:14",
                "LOYALTY_POINTS",
                now.minusSeconds(86_000),
                now.minusSeconds(140),
                12,
                false,
                0),
            new ParkedPage.Line(
                2,
                "mapping.not-a-number",
                HOSTILE,
                "erp/customer/20999",
                "mappings/erp-customer.yaml:14",
                "LOYALTY_POINTS",
                now.minusSeconds(4_000),
                now.minusSeconds(4_000),
                1,
                true,
                1),
            new ParkedPage.Line(
                3,
                "mapping.no-address",
                "Customer 77 of the shop has no e-mail address, so there is nobody to keep in"
                    + " step. Add one in the shop.",
                "shop/customer/77",
                "",
                "",
                now.minusSeconds(9_000),
                now.minusSeconds(9_000),
                1,
                false,
                0));
    return new ParkedPage(
        3,
        List.of(
            new ParkedPage.Group(
                "mapping.not-a-number",
                2,
                now.minusSeconds(86_000),
                now.minusSeconds(140),
                lines.getFirst().sentence()),
            new ParkedPage.Group(
                "mapping.no-address",
                1,
                now.minusSeconds(9_000),
                now.minusSeconds(9_000),
                lines.getLast().sentence())),
        cause,
        lines.stream().filter(line -> cause.isEmpty() || line.cause().equals(cause)).toList(),
        page,
        page == 1,
        3);
  }

  static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }
}
