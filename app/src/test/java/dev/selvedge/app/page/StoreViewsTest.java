package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.app.graph.Arrow;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.Freshness;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages' content, read from a real store.
class StoreViewsTest {
  private static final Feed CUSTOMERS = feed("customer");
  private static final Feed ORDERS = feed("order");
  private static final Instant START = Instant.parse("2026-11-24T12:00:30Z");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Store store;
  private StoreViews views;

  private static Feed feed(String kind) {
    return new Feed(new SystemName("shop"), new RecordKind(kind));
  }

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
    views =
        new StoreViews(
            store,
            List.of(
                new StoreViews.Route(CUSTOMERS, "dotdigital"),
                new StoreViews.Route(ORDERS, "dotdigital")),
            id -> Optional.empty(),
            new TargetLines(List.of()),
            now::get);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static FlowMinute minute(Feed feed, int minutesAgo, long delivered, long lagMillis) {
    return new FlowMinute(
        feed.toString(),
        Instant.parse("2026-11-24T12:00:00Z").minus(Duration.ofMinutes(minutesAgo)),
        delivered + 1,
        0,
        delivered,
        delivered * lagMillis,
        lagMillis * 2);
  }

  private static Delivery delivery(Subject subject, Delivery.State state, Feed flow) {
    return new Delivery(
        new SystemName("dotdigital"),
        subject,
        new PersonId(1),
        ContentHash.of("state"),
        new Delivered.Never(),
        state,
        Lane.NORMAL,
        flow,
        START,
        START,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private static ParkedItem parked(int number, String cause) {
    return new ParkedItem(
        "inbox/" + number,
        Stage.MAPPING,
        "shop/customer/" + number,
        cause,
        "Sentence " + number + '.',
        "mappings/shop-customer.yaml:3",
        "POINTS",
        number,
        START,
        START.plusSeconds(number),
        1);
  }

  @Test
  void an_empty_store_shows_the_configured_flows_as_silent() {
    Overview overview = views.overview();

    assertThat(overview.standing()).isEqualTo(Standing.SILENT);
    assertThat(overview.flows())
        .extracting(Overview.FlowLine::name)
        .containsExactly("shop/customer", "shop/order");
    assertThat(overview.flows())
        .extracting(Overview.FlowLine::activity)
        .containsOnly(new Activity.Never());
    assertThat(views.history().minutes()).hasSize(60);
    assertThat(views.parked("", 1).lines()).isEmpty();
  }

  @Test
  void the_overview_draws_its_flows() {
    store.change(
        ports -> {
          ports.flowMinutes().add(List.of(minute(CUSTOMERS, 5, 3, 400)));
          ports
              .deliveries()
              .plan(
                  List.of(delivery(Subject.order(new OrderKey("9")), Delivery.State.DUE, ORDERS)));
        });
    FlowGraph graph = views.overview().graph();

    assertThat(graph.sources())
        .singleElement()
        .satisfies(
            shop ->
                assertThat(shop.gives())
                    .extracting(Arrow::name, Arrow::label, Arrow::lastHour)
                    .containsExactly(
                        tuple("customer", "fresh", 4L), tuple("order", "waiting: 1 queued", 0L)));
    assertThat(graph.arrow("shop/order")).isPresent();
    assertThat(graph.arrow("erp/order")).isEmpty();
  }

  @Test
  void the_navigation_counts_what_is_parked() {
    assertThat(views.counts()).isEqualTo(Counts.NONE);
    store.change(ports -> ports.parked().park(List.of(parked(1, "mapping.not-a-number"))));
    assertThat(views.counts()).as("read a moment ago").isEqualTo(Counts.NONE);
    now.set(START.plusSeconds(3));

    assertThat(views.counts()).isEqualTo(new Counts(0, false, 1));
  }

  @Test
  void the_overview_adds_up_minutes_deliveries_people_and_parked_records() {
    store.change(
        ports -> {
          ports.people().create(List.of(new Person(new PersonId(1), "ada@example.com")));
          ports
              .flowMinutes()
              .add(List.of(minute(CUSTOMERS, 5, 3, 400), minute(CUSTOMERS, 120, 7, 900)));
          ports
              .deliveries()
              .plan(
                  List.of(
                      delivery(Subject.contact(new PersonId(1)), Delivery.State.DUE, CUSTOMERS),
                      delivery(Subject.order(new OrderKey("9")), Delivery.State.WAITING, ORDERS)));
          ports.parked().park(List.of(parked(1, "mapping.not-a-number")));
        });
    Overview overview = views.overview();
    Overview.FlowLine customers = overview.flows().getFirst();

    assertThat(overview.standing()).isEqualTo(Standing.CATCHING_UP);
    assertThat(List.of(overview.people(), overview.due(), overview.parked()))
        .containsExactly(1L, 1L, 1L);
    assertThat(customers.received()).isEqualTo(12);
    assertThat(customers.delivered()).isEqualTo(10);
    assertThat(customers.due()).isEqualTo(1);
    assertThat(customers.parked()).isEqualTo(1);
    assertThat(customers.target()).isEqualTo("dotdigital");
    assertThat(customers.activity())
        .isEqualTo(
            new Activity.Last(
                Instant.parse("2026-11-24T11:55:00Z"), new Freshness.Measured(400, 400, 800)));
    assertThat(overview.flows().getLast().waiting()).isEqualTo(1);
  }

  @Test
  void a_look_is_shared_for_two_seconds_and_then_taken_again() {
    views.overview();
    store.change(
        ports -> ports.people().create(List.of(new Person(new PersonId(1), "ada@example.com"))));
    assertThat(views.overview().people()).isZero();
    now.updateAndGet(instant -> instant.plusSeconds(2));
    assertThat(views.overview().people()).isEqualTo(1);
  }

  @Test
  void the_history_has_every_minute_of_the_last_hour_in_its_place() {
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(
                    List.of(
                        minute(ORDERS, 0, 4, 100),
                        minute(ORDERS, 59, 2, 100),
                        minute(ORDERS, 60, 9, 100))));
    FlowHistory history = views.history();
    FlowHistory.Series orders = history.flows().getLast();

    assertThat(history.minutes().getLast()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(orders.points().getFirst().delivered()).isEqualTo(2);
    assertThat(orders.points().getLast().delivered()).isEqualTo(4);
    assertThat(orders.points()).extracting(FlowHistory.Point::delivered).endsWith(0L, 0L, 4L);
    assertThat(HistoryTable.of(history).rows()).hasSize(12);
    assertThat(HistoryTable.of(history).rows().getFirst().point())
        .isEqualTo(new FlowHistory.Point(5, 4, 400, 200));
  }

  @Test
  void parked_records_are_paged_newest_first_and_filtered_by_cause() {
    store.change(
        ports ->
            ports
                .parked()
                .park(
                    IntStream.rangeClosed(1, 120)
                        .mapToObj(i -> parked(i, i % 10 == 0 ? "rare" : "usual"))
                        .toList()));
    ParkedPage first = views.parked("", 1);
    ParkedPage third = views.parked("", 3);

    assertThat(first.total()).isEqualTo(120);
    assertThat(first.groups())
        .extracting(group -> group.cause() + ' ' + group.count())
        .containsExactly("usual 108", "rare 12");
    assertThat(first.lines()).hasSize(50);
    assertThat(first.lines().getFirst().sentence()).isEqualTo("Sentence 120.");
    assertThat(first.more()).isTrue();
    assertThat(third.lines()).hasSize(20);
    assertThat(third.more()).isFalse();
    assertThat(views.parked("rare", 1).lines()).hasSize(12);
    assertThat(views.parked("none", 1).lines()).isEmpty();
    assertThat(views.parked("", 9_999).lines()).isEmpty();
  }

  @Test
  void people_are_found_by_prefix() {
    store.change(
        ports ->
            ports
                .people()
                .create(
                    List.of(
                        new Person(new PersonId(1), "ada@example.com"),
                        new Person(new PersonId(2), "bob@example.com"))));

    assertThat(views.people("a", 10))
        .containsExactly(new Views.PersonLine(new PersonId(1), "ada@example.com"));
  }

  @Test
  void what_takes_long_to_read_is_read_less_often() {
    // each look at the clock is three seconds later: so long does a part of the reading take
    views =
        new StoreViews(
            store,
            List.of(),
            id -> Optional.empty(),
            new TargetLines(List.of()),
            () -> now.updateAndGet(time -> time.plusSeconds(3)));
    Overview first = views.overview();
    assertThat(views.overview()).isSameAs(first);
    now.updateAndGet(time -> time.plusSeconds(40));
    assertThat(views.overview()).isSameAs(first);
    now.updateAndGet(time -> time.plusSeconds(40));
    assertThat(views.overview()).isNotSameAs(first);
  }

  @Test
  void what_was_not_read_when_it_should_have_been_is_a_concern() {
    Timetable every = Timetable.every(Duration.ofMinutes(5));
    views =
        new StoreViews(
            store,
            List.of(
                new StoreViews.Route(CUSTOMERS, "dotdigital", Optional.of(every)),
                new StoreViews.Route(ORDERS, "dotdigital", Optional.of(every))),
            id -> Optional.empty(),
            new TargetLines(List.of()),
            now::get);
    Instant read = now.get().minus(Duration.ofMinutes(30));
    store.change(
        ports -> {
          ports.flowReadings().finished(CUSTOMERS.toString(), read);
          ports.flowReadings().finished(ORDERS.toString(), now.get());
          ports.flowReadings().finished("gone/customer", read);
        });

    assertThat(views.overview().concerns())
        .containsExactly(
            new Concern.Late(CUSTOMERS.toString(), read, read.plus(Duration.ofMinutes(5))));
  }

  @Test
  void what_webhooks_say_has_changed_and_cannot_be_read_is_a_concern() {
    Instant said = now.get();
    RecordRef order = new RecordRef(ORDERS.system(), ORDERS.kind(), "1");
    store.change(
        ports -> ports.hints().keep(List.of(order, RecordRef.parse("gone/order/1")), said));
    assertThat(views.overview().concerns()).isEmpty();

    now.set(said.plus(Duration.ofMinutes(16)));
    assertThat(views.overview().concerns())
        .containsExactly(new Concern.Unheeded(ORDERS.toString(), 1, said, ""));

    store.change(ports -> ports.hints().keep(List.of(order), now.get()));
    store.change(
        ports ->
            ports.hints().putOff(ports.hints().due(ORDERS, now.get(), 9), now.get(), "no answer"));
    now.set(now.get().plusSeconds(30));
    assertThat(views.overview().concerns())
        .containsExactly(new Concern.Unheeded(ORDERS.toString(), 1, said, "no answer"));
  }

  @Test
  void a_flow_that_is_silent_unlike_usual_is_a_concern_until_something_comes() {
    Instant last = now.get().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(3));
    store.change(
        ports -> {
          for (int hours = 0; hours < 24 * 10; hours++) {
            ports
                .flowMinutes()
                .add(
                    List.of(
                        new FlowMinute(
                            ORDERS.toString(),
                            last.minus(Duration.ofHours(hours)),
                            1,
                            0,
                            0,
                            0,
                            0)));
          }
        });

    assertThat(views.overview().concerns())
        .containsExactly(new Concern.Silent(ORDERS.toString(), last, Duration.ofHours(1)));

    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(List.of(new FlowMinute(ORDERS.toString(), now.get(), 1, 0, 0, 0, 0))));
    now.set(now.get().plusSeconds(30));
    assertThat(views.overview().concerns()).isEmpty();
  }
}
