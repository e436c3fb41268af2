package dev.selvedge.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Delivery;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.ContributionBuilder;
import dev.selvedge.testkit.DeliveryBuilder;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.report.Period;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Figures.Earned;
import dev.selvedge.work.report.Reported;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The week from 9 to 15 March 2026, and the one before.
@SuppressWarnings("NullAway.Init")
class OrdersAfterAutomationsTest {
  private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(MONDAY.plus(Duration.ofDays(8)));
  private Store store;
  private Duration within = Duration.ofDays(7);

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(clock));
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(
                    List.of(
                        new FlowMinute(
                            "shop/order", MONDAY.minus(Duration.ofDays(9)), 7, 0, 7, 0, 0))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Instant at(int day, int hour) {
    return MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
  }

  private static OrderPart.Header header(
      Instant placed, String currency, String total, boolean cancelled) {
    return new OrderPart.Header(
        placed, "paid", cancelled, currency, new BigDecimal(total), Map.of(), List.of(), Map.of());
  }

  private static StoredContribution told(
      String ref, String order, long person, Instant changed, OrderPart... parts) {
    return ContributionBuilder.aContribution()
        .of(ref)
        .changedAt(changed)
        .about(order, parts)
        .heldBy(new PersonId(person));
  }

  private void tell(StoredContribution... told) {
    store.change(ports -> ports.contributions().save(List.of(told)));
  }

  private void enrol(String rule, String fact, long person, Instant at) {
    Delivery enrolled =
        DeliveryBuilder.aDelivery()
            .enrolment(rule + "/shipped/" + fact + "/P", person)
            .state(Delivery.State.SETTLED)
            .desiring("done")
            .delivered("done", "7", "ada@example.com", at)
            .changedAt(at)
            .build();
    store.change(ports -> ports.deliveries().plan(List.of(enrolled)));
  }

  private StoreReportDesk desk() {
    SystemName shop = new SystemName("shop");
    return new StoreReportDesk(
        store,
        Reported.Scene.of(List.of(shop), List.of(), Promises.STANDARD).attributing(within),
        "my-brand",
        ZoneOffset.UTC,
        clock);
  }

  private Reported week() {
    return desk().read(Period.WEEK, LocalDate.parse("2026-03-09")).orElseThrow();
  }

  private static Earned earned(String automation, String currency, long orders, String net) {
    return new Earned(automation, currency, orders, new BigDecimal(net));
  }

  @Test
  void an_order_counts_once_for_the_last_automation_before_it() {
    enrol("welcome", "a", 1, at(0, 9));
    enrol("basket", "b", 1, at(1, 9));
    enrol("thanks", "c", 1, at(2, 9));
    tell(told("shop/order/1", "1", 1, at(1, 12), header(at(1, 12), "GBP", "40.00", false)));
    tell(told("erp/order/1", "1", 1, at(1, 11), header(at(1, 12), "GBP", "41.00", false)));
    assertThat(week().now().earned()).containsExactly(earned("basket", "GBP", 1, "40.00"));
  }

  @Test
  void what_was_cancelled_or_refunded_is_off_and_currencies_stay_apart() {
    enrol("basket", "a", 1, at(0, 9));
    tell(
        told("shop/order/1", "1", 1, at(0, 12), header(at(0, 12), "GBP", "40.00", false)),
        told(
            "shop/refund/1",
            "1",
            1,
            at(6, 12),
            new OrderPart.Refund("R1", new BigDecimal("15.50"), "", new OrderPart.When.NotKnown())),
        told(
            "erp/cancelled/1",
            "1",
            1,
            at(6, 13),
            new OrderPart.Cancellation(
                "C1", new BigDecimal("4.50"), "", new OrderPart.When.NotKnown(), List.of())),
        told("shop/order/2", "2", 1, at(1, 12), header(at(1, 12), "GBP", "99.00", true)),
        told("shop/order/3", "3", 1, at(2, 12), header(at(2, 12), "EUR", "7.00", false)));
    assertThat(week().now().earned())
        .containsExactly(earned("basket", "EUR", 1, "7.00"), earned("basket", "GBP", 1, "20.00"));
  }

  @Test
  void the_time_within_which_it_counts_is_the_projects() {
    enrol("basket", "a", 1, at(0, 9));
    tell(told("shop/order/1", "1", 1, at(2, 9), header(at(2, 10), "GBP", "40.00", false)));
    assertThat(week().now().earned()).hasSize(1);
    within = Duration.ofDays(2);
    assertThat(week().now().earned()).isEmpty();
    assertThat(sentences()).first().asString().contains("within 2 days after");
  }

  @Test
  void an_automation_of_the_week_before_counts_in_the_week_of_the_order() {
    enrol("basket", "a", 1, at(-1, 9));
    tell(
        told("shop/order/1", "1", 1, at(-1, 12), header(at(-1, 12), "GBP", "1000.00", false)),
        told("shop/order/2", "2", 1, at(0, 12), header(at(0, 12), "GBP", "1234.50", false)),
        told("shop/order/3", "3", 1, at(7, 12), header(at(7, 0), "GBP", "9.00", false)));
    Reported week = week();
    assertThat(week.now().earned()).containsExactly(earned("basket", "GBP", 1, "1234.50"));
    assertThat(week.before().orElseThrow().earned())
        .containsExactly(earned("basket", "GBP", 1, "1000.00"));
    Report report = desk().report(week, Audience.MARKETING);
    Report.Section section = report.sections().getFirst();
    assertThat(section.topic()).isEqualTo(Topic.REVENUE);
    assertThat(section.sentences())
        .startsWith("After automations: 1 order worth 1,234.50 GBP; 1,000.00 GBP the week before.");
    assertThat(section.sentences().getLast())
        .startsWith("Counted is each order that was placed within 7 days after");
    assertThat(section.table().rows())
        .containsExactly(List.of("basket", "1", "1", "1,234.50 GBP", "1,000.00 GBP"));
    assertThat(
            ReportDocument.json(week, report).path("figures").path("after_automations").toString())
        .isEqualTo(
            "[{\"automation\":\"basket\",\"currency\":\"GBP\",\"orders\":1,\"net\":\"1234.50\"}]");
  }

  @Test
  void more_orders_than_a_page_holds_are_all_counted() {
    enrol("basket", "a", 1, at(0, 9));
    StoredContribution[] orders = new StoredContribution[2100];
    for (int n = 0; n < orders.length; n++) {
      orders[n] =
          told("shop/order/" + n, "o" + n, 1, at(1, 9), header(at(1, 9), "GBP", "0.10", false));
    }
    tell(orders);
    assertThat(week().now().earned()).containsExactly(earned("basket", "GBP", 2100, "210.00"));
  }

  private List<String> sentences() {
    return desk().report(week(), Audience.MARKETING).sections().getFirst().sentences();
  }
}
