package dev.selvedge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.FreshnessLog.Stamps;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Share;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A flow's page, read from a real store.
class FlowPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:30Z");
  private static final Instant MINUTE = Instant.parse("2026-11-24T12:00:00Z");
  private static final Strand ORDERS = new Strand("shop/order", "dotdigital", Matter.ORDER);
  private static final FlowPage.MappingFile FILE =
      new FlowPage.MappingFile("mappings/shop.order.yaml", "order: id");

  private static final FlowPages PAGES =
      new FlowPages(
          Map.of("shop/order", "Dotdigital"),
          new Promises(Map.of(), Map.of("shop/order", Duration.ofMinutes(5)), Set.of()),
          flow -> Optional.of(FILE));

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FlowPage page(FlowPage.Window window) {
    return store.read(ports -> PAGES.read(ports, "shop/order", window, NOW)).orElseThrow();
  }

  private void told(Instant at, Duration took, long count) {
    store.change(
        ports -> ports.freshness().add(List.of(new Told(ORDERS, at, Bounds.bucket(took), count))));
  }

  @Test
  void nobody_asks_for_a_flow_that_is_not_there() {
    assertThat(
            store.<Optional<FlowPage>>read(
                ports -> PAGES.read(ports, "shop/ordr", FlowPage.Window.HOURS, NOW)))
        .isEmpty();
  }

  @Test
  void what_people_decide_at_the_target_has_a_page_too_as_the_overview_and_alarms_lead_there() {
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(List.of(new FlowMinute("dotdigital/opt-out", MINUTE, 3, 0, 2, 0, 0))));
    FlowPage page =
        store
            .<Optional<FlowPage>>read(
                ports -> PAGES.read(ports, "dotdigital/opt-out", FlowPage.Window.HOURS, NOW))
            .orElseThrow();
    assertThat(page.totals().received()).isEqualTo(3);
  }

  @Test
  void what_is_read_and_never_gave_anything_has_a_page_as_alarms_about_it_lead_there() {
    store.change(ports -> ports.flowReadings().failed("dotdigital/opt-out", "it asks why", NOW));
    assertThat(
            store.<Optional<FlowPage>>read(
                ports -> PAGES.read(ports, "dotdigital/opt-out", FlowPage.Window.WEEKS, NOW)))
        .hasValueSatisfying(page -> assertThat(page.totals().received()).isZero());
  }

  @Test
  void a_flow_in_which_nothing_happened_has_a_page() {
    FlowPage page = page(FlowPage.Window.HOURS);
    assertThat(page.parts()).isEmpty();
    assertThat(page.history().isEmpty()).isTrue();
    assertThat(page.totals()).isEqualTo(new FlowPage.Totals(0, 0, 0, 0, 0));
    assertThat(page.file()).contains(FILE);
  }

  @Test
  void what_was_told_stands_against_its_goal() {
    told(NOW, Duration.ofMinutes(5), 9);
    told(NOW, Duration.ofMinutes(6), 1);
    assertThat(page(FlowPage.Window.HOURS).parts().getFirst().ofDay()).isEqualTo(new Share(9, 1));

    // What is polled has as much longer as it waits to be asked.
    store.change(ports -> ports.flowReadings().finished("shop/order", NOW));
    Freshness polled = page(FlowPage.Window.HOURS).parts().getFirst();
    assertThat(polled.goal().words()).isEqualTo("99 % within 10 min");
    assertThat(polled.ofDay()).isEqualTo(new Share(10, 0));
  }

  @Test
  void the_plots_have_a_point_for_every_minute_hour_or_day_the_last_being_now() {
    told(NOW, Duration.ofSeconds(1), 2);
    told(NOW.minus(Duration.ofHours(3)), Duration.ofMinutes(6), 1);
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(List.of(new FlowMinute("shop/order", MINUTE, 7, 0, 3, 10, 10))));

    List<FlowPage.Point> minutes = page(FlowPage.Window.HOURS).history().points();
    assertThat(minutes).hasSize(360);
    assertThat(minutes.getLast())
        .isEqualTo(
            new FlowPage.Point(
                MINUTE,
                2,
                0,
                7,
                List.of(Duration.ofMillis(875), Duration.ofSeconds(1), Duration.ofSeconds(1))));
    assertThat(minutes.get(359 - 180).late()).isEqualTo(1);
    assertThat(minutes.get(5).times()).isEmpty();

    List<FlowPage.Point> hours = page(FlowPage.Window.DAYS).history().points();
    assertThat(hours).hasSize(48);
    assertThat(hours.getLast().told()).isEqualTo(2);
    assertThat(hours.get(44).told()).isEqualTo(1);

    List<FlowPage.Point> days = page(FlowPage.Window.WEEKS).history().points();
    assertThat(days).hasSize(28);
    assertThat(days.getLast().told()).isEqualTo(3);
    assertThat(days.getLast().late()).isEqualTo(1);
  }

  @Test
  void errors_last_records_and_what_is_measured_are_of_this_flow_alone() {
    SourceRecord ours =
        new SourceRecord(
            RecordRef.parse("shop/order/1"),
            SourceRecord.Stamp.at(NOW.minusSeconds(9)),
            NOW,
            SourceRecord.Change.UPSERT,
            SourceRecord.Pace.LIVE,
            Payload.of("{}".getBytes(StandardCharsets.UTF_8)));
    SourceRecord other =
        new SourceRecord(
            RecordRef.parse("shop/customer/1"),
            SourceRecord.Stamp.absent(),
            NOW,
            SourceRecord.Change.UPSERT,
            SourceRecord.Pace.LIVE,
            Payload.of("{}".getBytes(StandardCharsets.UTF_8)));
    store.change(
        ports -> {
          ports.inbox().accept(List.of(ours, other), NOW);
          ports.parked().park(List.of(parked(1, "shop/order/1"), parked(2, "shop/customer/1")));
          ports
              .freshness()
              .stamped(
                  List.of(
                      new Stamps("shop/order", NOW, 5, 1), new Stamps("shop/customer", NOW, 9, 9)));
        });

    FlowPage page = page(FlowPage.Window.HOURS);
    assertThat(page.newest())
        .singleElement()
        .satisfies(
            arrival -> {
              assertThat(arrival.ref()).isEqualTo(ours.ref());
              assertThat(arrival.stamp()).isEqualTo(ours.stamp());
              assertThat(arrival.waiting()).isTrue();
            });
    assertThat(page.causes()).extracting(ParkedItems.Group::count).containsExactly(1L);
    assertThat(page.measured()).map(Stamps::own).contains(5L);
    assertThat(page.totals().parked()).isEqualTo(1);
  }

  private static ParkedItem parked(long id, String source) {
    return new ParkedItem(
        "inbox/" + id, Stage.MAPPING, source, "cause", "It is faulty.", "", "", 0, NOW, NOW, 1);
  }

  @Test
  void the_word_of_a_window_is_looked_up_and_a_wrong_one_is_the_first() {
    assertThat(FlowPage.Window.of("28d")).isEqualTo(FlowPage.Window.WEEKS);
    assertThat(FlowPage.Window.of("x")).isEqualTo(FlowPage.Window.HOURS);
  }
}
