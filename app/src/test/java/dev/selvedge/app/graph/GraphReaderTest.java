package dev.selvedge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.OutcomeTotals;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Share;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The picture of a brand, read from a real store.
class GraphReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:30Z");
  private static final SystemName ACCOUNT = new SystemName("dotdigital");
  private static final SystemName SHOP = new SystemName("shop");
  private static final InTime WELL =
      new InTime(new Share(200, 0), true, List.of("99 % within 60 s"), 0);
  private static final InTime TARDY =
      new InTime(new Share(200, 9), false, List.of("99 % within 60 s"), 4);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  private final List<FlowFacts> flows = new ArrayList<>();
  private final List<Deliveries.Count> counts = new ArrayList<>();
  private final List<Concern> concerns = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private final Map<String, String> waits = new HashMap<>();
  private boolean asleep;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Outlook outlook(SystemName name, String title) {
    return new Outlook(name, title, List.of(), List.of(), AllowancePolicy.standard(), List.of());
  }

  private FlowGraph read() {
    GraphReader reader =
        new GraphReader(List.of(outlook(ACCOUNT, "Dotdigital"), outlook(SHOP, "shop")), asleep);
    return store.read(
        ports ->
            reader.read(
                ports,
                new GraphReader.Seen(flows, counts, List.of(), concerns, alarms, waits),
                NOW));
  }

  private void flow(String name, boolean began, long queued, InTime inTime) {
    flows.add(new FlowFacts(name, true, began, false, queued, 0, 17, inTime));
  }

  private Arrow given(String system, String kind) {
    FlowGraph graph = read();
    return java.util.stream.Stream.concat(graph.sources().stream(), graph.targets().stream())
        .filter(party -> party.name().equals(system))
        .flatMap(party -> party.gives().stream())
        .filter(arrow -> arrow.name().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private Arrow told(String matter) {
    return read().targets().getFirst().told().stream()
        .filter(arrow -> arrow.name().equals(matter))
        .findFirst()
        .orElseThrow();
  }

  private void count(SystemName target, Facet facet, Delivery.State state, long count) {
    counts.add(new Deliveries.Count(target, facet, state, "shop/order", count));
  }

  private static Alarm alarm(AlarmKind kind, String about) {
    Finding finding =
        new Finding(
            kind,
            about,
            Severity.CRITICAL,
            NOW,
            new Finding.Words("It is gone.", "All.", "It asks.", "Look."),
            "/");
    return new Alarm(
        1,
        finding,
        "",
        Alarm.Stage.OPEN,
        new Alarm.Course(
            NOW, NOW, NOW, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, 0),
        Alarm.Care.NONE,
        Set.of());
  }

  @Test
  void what_a_flow_does_is_said_the_worst_first() {
    flow("shop/order", false, 0, InTime.NOTHING);
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.NOT_YET_RUN);
    flows.clear();
    flow("shop/order", true, 0, WELL);
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FRESH);
    assertThat(given("shop", "order").why())
        .isEqualTo("In time over the last day: 100 %, promised 99 % within 60 s.");
    assertThat(given("shop", "order").link()).isEqualTo("/flows/shop/order");
    assertThat(given("shop", "order").lastHour()).isEqualTo(17);
    flows.clear();
    flow("shop/order", true, 40, WELL);
    assertThat(given("shop", "order").label()).isEqualTo("waiting: 40 queued");
    concerns.add(new Concern.Silent("shop/order", NOW.minusSeconds(9_000), Duration.ofHours(1)));
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.SILENT);
    assertThat(given("shop", "order").concern()).isPresent();
    flows.clear();
    flow("shop/order", true, 40, TARDY);
    assertThat(given("shop", "order").label()).isEqualTo("late: 40 queued");
    assertThat(given("shop", "order").why()).startsWith("Late now and not told yet: 4. In time");
    store.change(ports -> ports.flowReadings().failed("shop/order", "it answered 401", NOW));
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FAILING);
    assertThat(given("shop", "order").why()).contains("cannot be read: it answered 401.");
  }

  @Test
  void what_is_due_and_does_not_get_through_fails() {
    flows.add(new FlowFacts("shop/order", true, true, true, 12, 2, 0, WELL));

    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FAILING);
    assertThat(given("shop", "order").why())
        .isEqualTo(
            "12 changes of it are due, and nothing gets through just now. 2 wait for somebody to"
                + " look.");
  }

  @Test
  void an_alarm_about_a_system_is_one_about_its_flows_and_no_others() {
    flow("shop/order", true, 0, WELL);
    flow("erp/order", true, 0, WELL);
    alarms.add(alarm(AlarmKind.WEBHOOK, "shop"));

    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FAILING);
    assertThat(given("shop", "order").why()).isEqualTo("It is gone.");
    assertThat(given("erp", "order").state()).isEqualTo(ArrowState.FRESH);
    alarms.clear();
    alarms.add(alarm(AlarmKind.CERTIFICATE, "shop"));
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FRESH);
  }

  @Test
  void a_few_late_ones_of_many_are_within_the_goal_unless_it_is_missed_too_fast() {
    InTime kept = new InTime(new Share(90_000, 40), true, List.of("99 % within 60 s"), 3);
    flow("shop/order", true, 0, kept);
    flow("shop/order-note", true, 0, kept);
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FRESH);
    flows.set(0, new FlowFacts("shop/order", true, true, false, 9, 0, 0, kept));
    assertThat(given("shop", "order").why())
        .endsWith(
            "9 on the way or waiting for something else first; 3 are late, which is within the"
                + " goal.");
    alarms.add(alarm(AlarmKind.FRESHNESS, "shop/order/dotdigital/orders"));

    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.LATE);
    assertThat(given("shop", "order").why())
        .startsWith("It is gone. Late now and not told yet: 3.");
    assertThat(given("shop", "order-note").state()).isEqualTo(ArrowState.FRESH);
  }

  @Test
  void a_flow_that_is_read_and_gives_nothing_has_run() {
    flow("shop/order", false, 0, InTime.NOTHING);
    store.change(ports -> ports.flowReadings().passing("shop/order"));
    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.WAITING);
    store.change(ports -> ports.flowReadings().finished("shop/order", NOW));

    assertThat(given("shop", "order").state()).isEqualTo(ArrowState.FRESH);
    assertThat(given("shop", "order").why()).contains("nothing has come of it yet");
  }

  @Test
  void opt_outs_come_back_from_the_account_and_go_to_who_can_hold_them() {
    flow("shop/order", true, 0, WELL);
    flow("erp/order", true, 0, WELL);
    flows.add(new FlowFacts("dotdigital/suppression", false, true, false, 0, 0, 5, WELL));
    store.change(ports -> ports.flowReadings().finished("dotdigital/contact-change", NOW));
    count(SHOP, Facet.CONSENT, Delivery.State.DUE, 3);
    FlowGraph graph = read();

    assertThat(graph.sources()).extracting(Party::name).containsExactly("erp", "shop");
    assertThat(graph.targets())
        .singleElement()
        .satisfies(
            account ->
                assertThat(account.gives())
                    .extracting(Arrow::name)
                    .containsExactly("contact-change", "suppression"));
    assertThat(given("dotdigital", "contact-change").link()).isEmpty();
    assertThat(given("dotdigital", "suppression").link())
        .isEqualTo("/flows/dotdigital/suppression");
    assertThat(graph.sources().getFirst().told()).isEmpty();
    assertThat(graph.sources().getLast().told())
        .singleElement()
        .satisfies(arrow -> assertThat(arrow.label()).isEqualTo("waiting: 3 queued"));
    assertThat(graph.rows())
        .extracting(row -> row.from() + " > " + row.to())
        .contains("shop > the hub", "the hub > shop", "Dotdigital > the hub")
        .hasSize(10);
  }

  @Test
  void what_the_account_is_told_has_an_arrow_a_matter() {
    flow("shop/order", true, 0, WELL);
    count(ACCOUNT, Facet.CONTACT, Delivery.State.SETTLED, 900);
    count(ACCOUNT, Facet.ORDER, Delivery.State.DUE, 30);
    count(ACCOUNT, Facet.ORDER, Delivery.State.WAITING, 4);
    count(ACCOUNT, Facet.ORDER, Delivery.State.PARKED, 1);
    count(SHOP, Facet.CONSENT, Delivery.State.DUE, 3);
    Strand orders = new Strand("shop/order", "dotdigital", Matter.ORDER);
    store.change(
        ports ->
            ports
                .freshness()
                .add(
                    List.of(
                        new Told(orders, NOW.minusSeconds(600), Bounds.bucket(Duration.ZERO), 8),
                        new Told(
                            orders, NOW.minusSeconds(7_300), Bounds.bucket(Duration.ZERO), 90))));

    assertThat(read().targets().getFirst().told())
        .extracting(Arrow::name)
        .containsExactly("contacts", "consent", "orders", "collections", "automations");
    assertThat(told("contacts").state()).isEqualTo(ArrowState.FRESH);
    assertThat(told("consent").state()).isEqualTo(ArrowState.NOT_YET_RUN);
    assertThat(told("orders").label()).isEqualTo("waiting: 34 queued");
    assertThat(told("orders").lastHour()).isEqualTo(8);
    assertThat(told("orders").why()).endsWith(" 1 waits for somebody to look.");
  }

  @Test
  void a_decision_that_was_told_with_a_contact_has_run() {
    flow("shop/customer", true, 0, WELL);
    Strand consent = new Strand("shop/customer", "dotdigital", Matter.CONSENT);
    store.change(
        ports ->
            ports
                .freshness()
                .add(
                    List.of(
                        new Told(consent, NOW.minusSeconds(60), Bounds.bucket(Duration.ZERO), 2))));

    assertThat(told("consent").state()).isEqualTo(ArrowState.FRESH);
    assertThat(told("consent").lastHour()).isEqualTo(2);
  }

  @Test
  void what_only_a_first_sync_told_is_not_called_never_run() {
    flow("shop/order", true, 0, InTime.NOTHING);
    // settled deliveries are not counted, and a first sync is not measured
    store.change(
        ports ->
            ports
                .outcomes()
                .add(
                    List.of(
                        new OutcomeTotals.Counted("dotdigital", "done", 1_000_000),
                        new OutcomeTotals.Counted("shop", "retry", 3))));

    assertThat(told("contacts").state()).isEqualTo(ArrowState.FRESH);
    assertThat(told("orders").why())
        .isEqualTo(
            "Nothing of it waits, and nothing of it was told but by a first sync, if at all.");
    assertThat(told("automations").state()).isEqualTo(ArrowState.NOT_YET_RUN);
    assertThat(read().sources().getFirst().told())
        .singleElement()
        .satisfies(arrow -> assertThat(arrow.state()).isEqualTo(ArrowState.NOT_YET_RUN));
  }

  @Test
  void what_was_told_long_ago_has_run() {
    flow("shop/order", true, 0, InTime.NOTHING);
    Strand enrolments = new Strand("shop/order", "dotdigital", Matter.AUTOMATION);
    Instant longAgo = NOW.minus(Duration.ofDays(90));
    store.change(
        ports ->
            ports
                .freshness()
                .add(List.of(new Told(enrolments, longAgo, Bounds.bucket(Duration.ZERO), 2))));

    assertThat(told("automations").state()).isEqualTo(ArrowState.FRESH);
    assertThat(told("automations").why())
        .isEqualTo("Nothing waits. How fresh it is was not measured lately.");
  }

  @Test
  void an_account_that_does_not_answer_fails_and_one_that_is_capped_or_asleep_is_paused() {
    flow("shop/order", true, 0, WELL);
    asleep = true;
    assertThat(told("automations").state()).isEqualTo(ArrowState.PAUSED);
    assertThat(told("contacts").state()).isEqualTo(ArrowState.NOT_YET_RUN);
    waits.put("dotdigital", "until past opt-outs have been read");
    assertThat(told("contacts").state()).isEqualTo(ArrowState.PAUSED);
    assertThat(told("contacts").why())
        .isEqualTo("It waits until past opt-outs have been read. Opt-outs do not wait.");
    ill("unreachable");
    assertThat(read().targets().getFirst().told())
        .extracting(Arrow::state)
        .containsOnly(ArrowState.FAILING);
    ill("capped");
    assertThat(told("contacts").state()).isEqualTo(ArrowState.PAUSED);
    assertThat(told("contacts").why()).startsWith("It answered 503. Nothing is lost");
  }

  private void ill(String cause) {
    store.change(
        ports ->
            ports
                .conditions()
                .store(ACCOUNT, new Condition.Ill(cause, "It answered 503", NOW, NOW, 1, 0)));
  }
}
