package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Mending;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: how many orders a system counts day by day is compared with how many came.
class P10CountsAreComparedTest {
  private static final Feed ORDERS = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final AuditOrder SWEEP = AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @SuppressWarnings("NullAway.Init")
  private Instant begun;

  private final Shop shop = new Shop();

  /// A shop that counts what it has, by when it was placed.
  private static final class Shop implements CountedSource {
    private final Map<Instant, String> totals = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean sums;
    private boolean fails;

    @Override
    public Feed feed() {
      return ORDERS;
    }

    @Override
    public int calls() {
      return 2;
    }

    @Override
    public Count count(Instant from, Instant to) {
      asked.add(from + " " + to);
      if (fails) {
        throw new SourceException("it is away");
      }
      List<String> there =
          totals.entrySet().stream()
              .filter(one -> !one.getKey().isBefore(from) && one.getKey().isBefore(to))
              .map(Map.Entry::getValue)
              .toList();
      BigDecimal sum = there.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      return new Count(there.size(), sums ? Map.of("GBP", sum) : Map.of());
    }
  }

  /// The bench's clock stands at a noon; two orders were placed on each of the ten days before.
  @BeforeEach
  void openHub() {
    bench = new Workbench(folder, Workbench.Fittings.STANDARD);
    begun = bench.clock.instant();
    for (int back = 1; back <= 10; back++) {
      for (int of = 0; of < 2; of++) {
        Instant placed = begun.minus(Duration.ofDays(back)).plusSeconds(of);
        shop.totals.put(placed, "10.00");
        receive(back * 10 + of, placed, "10.00");
      }
    }
    bench.settle();
    bench.settle();
  }

  @AfterEach
  void closeHub() {
    bench.close();
  }

  private void receive(int number, Instant placed, String total) {
    receive(bench, number, placed, total);
  }

  private static void receive(Workbench hub, int number, Instant placed, String total) {
    hub.receive(
        Workbench.order("A" + number)
            .email("ann@example.com")
            .with("placed", "\"" + placed + "\"")
            .with("total", total)
            .upsert());
  }

  private Instant noon(int back) {
    return begun.minus(Duration.ofDays(back)).plusSeconds(60);
  }

  private LocalDate day(int back) {
    return LocalDate.ofInstant(noon(back), ZoneOffset.UTC);
  }

  @Test
  void where_as_many_came_that_is_said_of_the_last_days_that_have_settled() {
    Audit audit = bench.audit(SWEEP, shop);

    assertThat(audit.result().counted())
        .hasSize(7)
        .allSatisfy(
            one -> {
              assertThat(one.there()).isEqualTo(2);
              assertThat(one.came()).isEqualTo(2);
            })
        .extracting(Counted::day)
        .startsWith(day(2))
        .endsWith(day(8));
    assertThat(audit.result().sourceCalls()).isEqualTo(14);
    assertThat(audit.result().isClean()).isTrue();
    assertThat(audit.result().statements())
        .anyMatch(it -> it.startsWith("As many orders came from shop/order as it counts, on each"));
  }

  @Test
  void a_day_on_which_another_number_came_is_told_and_can_be_left_alone_as_it_is() {
    shop.totals.put(noon(3), "7.00");
    shop.totals.put(noon(1), "7.00");

    Audit audit = bench.audit(SWEEP, shop);

    assertThat(audit.result().wrongDays()).as("yesterday's may be on its way").isEqualTo(1);
    assertThat(audit.result().statements())
        .anyMatch(
            it ->
                it.startsWith("shop/order counts other orders than came on 1 of 7 days: 3 there,")
                    && it.contains(" 2 came on "));
    assertThat(bench.found(audit)).contains("ORDER COUNT: 3 orders / 2 orders (never received)");

    long number =
        bench
            .store
            .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.OPEN, 0, 10))
            .getFirst()
            .number();
    new Mending(bench.auditing())
        .ignore(audit.id(), number, new ByHand("ada", "a test order of the shop"));
    Audit again = bench.audit(SWEEP, shop);
    assertThat(again.result().isClean()).isTrue();
    assertThat(again.result().counted()).filteredOn(Counted::leftAlone).hasSize(1);
    assertThat(again.result().statements())
        .anyMatch(it -> it.endsWith(" but 1 that somebody left alone."));
  }

  @Test
  void a_day_with_as_many_of_another_value_is_told_where_the_system_tells_sums() {
    shop.sums = true;
    assertThat(bench.audit(SWEEP, shop).result().isClean()).isTrue();

    shop.totals.replaceAll((at, total) -> at.equals(noon(4).minusSeconds(60)) ? "12.50" : total);
    Audit audit = bench.audit(SWEEP, shop);

    assertThat(bench.found(audit))
        .contains("ORDER COUNT: 2 orders, GBP 22.50 / 2 orders, GBP 20.00 (never received)");
    assertThat(audit.result().statements())
        .anyMatch(it -> it.contains("(GBP 22.50 there, 20.00 came)"));
  }

  @Test
  void days_are_those_of_the_projects_zone() {
    bench.audit(SWEEP.in(ZoneId.of("Pacific/Auckland")), shop);
    assertThat(shop.asked).allMatch(one -> one.matches(".*T1[12]:00:00Z .*T1[12]:00:00Z"));
  }

  @Test
  void no_more_than_a_quarter_of_the_reads_goes_on_counting_and_the_plan_says_so() {
    AuditOrder few = SWEEP.withSourceCalls(16);
    Auditor auditor = new Auditor(bench.auditing().withCounted(List.of(shop)));
    assertThat(auditor.plan(few).counting()).isEqualTo(4);
    assertThat(auditor.plan(few).words()).endsWith("orders they count: at most 4 reads.");
    assertThat(auditor.plan(SWEEP).counting()).isEqualTo(14);
    assertThat(bench.audit(few, shop).result().counted()).hasSize(2);
    assertThat(bench.audit(SWEEP.withSourceCalls(0), shop).result().counted()).isEmpty();
  }

  @Test
  void a_system_that_does_not_answer_is_said_to_have_told_nothing() {
    shop.fails = true;
    Audit audit = bench.audit(SWEEP, shop);
    assertThat(shop.asked).hasSize(1);
    assertThat(audit.result().statements())
        .contains("shop/order did not count its orders: it is away.");
    assertThat(audit.result().isClean()).isTrue();
  }

  @Test
  void a_feed_that_was_never_read_to_its_end_is_not_asked() {
    bench.store.change(ports -> ports.flowReadings().passing("shop/order"));
    bench.audit(SWEEP, shop);
    assertThat(shop.asked).isEmpty();
  }

  @Test
  void audits_of_the_timetable_ask_as_those_of_people_do() {
    new AuditStep(
            new AuditSchedule(
                Optional.of(Timetable.every(Duration.ofDays(1))),
                SWEEP,
                new RepairPolicy(true, 100),
                Duration.ofDays(30)),
            bench.auditing().withCounted(List.of(shop)))
        .get();
    Audit audit = bench.store.read(ports -> ports.audits().newest(1, 0)).getFirst();
    assertThat(audit.by()).isEqualTo(AuditStep.SCHEDULE);
    assertThat(audit.result().counted()).hasSize(7);
    assertThat(audit.result().sourceCalls()).isEqualTo(14);
  }

  /// Of a feed whose past is not read.
  @Test
  void days_before_the_hub_first_heard_of_the_orders_are_not_asked_about() throws IOException {
    Path place = Files.createDirectory(folder.resolve("young"));
    try (Workbench young = new Workbench(place, Workbench.Fittings.STANDARD)) {
      for (int day = 0; day < 5; day++) {
        Instant placed = young.clock.instant();
        shop.totals.put(placed, "10.00");
        receive(young, day, placed, "10.00");
        young.settle();
        young.clock.advance(Duration.ofDays(1));
      }
      young.settle();

      Audit audit = young.audit(SWEEP, shop);
      assertThat(audit.result().wrongDays()).isZero();
      assertThat(audit.result().counted())
          .as("the first day may have begun before it")
          .extracting(Counted::day)
          .containsExactly(day(-3), day(-2), day(-1));

      shop.totals.put(noon(-2), "7.00");
      assertThat(young.audit(SWEEP, shop).result().wrongDays()).isEqualTo(1);
    }
  }

  @Test
  void an_order_that_changed_often_is_counted_once() {
    // more than are looked at together
    for (int round = 0; round < 510; round++) {
      receive(30, begun.minus(Duration.ofDays(3)), (10 + round) + ".00");
    }
    bench.settle();
    assertThat(bench.audit(SWEEP, shop).result().counted())
        .extracting(Counted::came)
        .containsOnly(2L);
  }
}
