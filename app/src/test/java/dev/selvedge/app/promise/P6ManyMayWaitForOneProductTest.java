package dev.selvedge.app.promise;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.plan.EnrolmentLists;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.due.Planner;
import dev.selvedge.plan.due.Round;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.HubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6 for a product that many wait for: they are planned page by page, each page short and kept, so
/// that a run that ends between two is gone on with by the next, and everybody is told once.
class P6ManyMayWaitForOneProductTest {
  private static final int BACK = 17;
  private static final int PEOPLE = 7;
  private static final int AT_ONCE = 2;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    Rule rule =
        new Rule(
            "back",
            new Trigger.BackInStock(),
            new Action.Enrol(BACK),
            Duration.ofHours(6),
            Purpose.TRANSACTIONAL,
            Terms.NONE);
    bench =
        new ItemBench(
            folder,
            new Automations(List.of(rule)),
            Map.of(
                "alert.yaml",
                """
                system: shop
                kind: alert
                person: { email: email }
                wish: { key: id, sku: sku, asked_at: at, for: type }
                """,
                "product.yaml",
                """
                system: shop
                kind: product
                product: { key: id, sku: sku, price: price, stock: stock }
                """),
            HubSettings.standard().withBatch(AT_ONCE),
            Standard.catalog("catalog_products", List.of()));
    bench.tell(product(0));
    List<SourceRecord> wishes = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      wishes.add(wish(i));
    }
    bench.tell(wishes.toArray(SourceRecord[]::new));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private SourceRecord wish(int number) {
    return aSourceRecord()
        .of("shop/alert/W" + number)
        .changedAt(bench.clock.instant())
        .saying(
            "{\"id\":\"W%d\",\"email\":\"%s\",\"sku\":\"HAT\",\"type\":\"stock\",\"at\":\"%s\"}"
                .formatted(number, address(number), bench.clock.instant()))
        .build();
  }

  private static String address(int number) {
    return "p" + number + "@example.com";
  }

  private SourceRecord product(int stock) {
    return aSourceRecord()
        .of("shop/product/HAT")
        .changedAt(bench.clock.instant())
        .saying("{\"id\":\"HAT\",\"sku\":\"HAT\",\"price\":50,\"stock\":%d}".formatted(stock))
        .build();
  }

  /// How many have an enrolment that is planned, or more.
  private int planned() {
    EnrolmentLists.Tally tally = bench.store.read(ports -> ports.enrolments().tally("back", 100));
    return Math.toIntExact(tally.waiting() + tally.fired());
  }

  private List<Integer> told() {
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      told.add(bench.account.inside().attendance(BACK, address(i)).asked());
    }
    return told;
  }

  private void sendAll() {
    bench.crank.sendAll(12, () -> bench.clock.advance(Duration.ofSeconds(3)));
  }

  @Test
  void they_are_planned_page_by_page_and_another_run_goes_on_where_one_ended() {
    bench.accept(product(5));
    assertThat(bench.crank.resolveOnce()).isTrue();
    assertThat(planned()).isZero();
    assertThat(bench.crank.resolveOnce()).isTrue();
    assertThat(planned()).isEqualTo(AT_ONCE);
    bench.restart();
    assertThat(bench.crank.resolveOnce()).isTrue();
    assertThat(planned()).isEqualTo(2 * AT_ONCE);
    bench.restart();
    bench.crank.resolve();
    assertThat(planned()).isEqualTo(PEOPLE);
    sendAll();
    assertThat(told()).containsOnly(1);
    bench.store.read(ports -> assertThat(ports.rounds().next()).isEmpty());
  }

  @Test
  void what_sold_out_between_two_pages_starts_nobody_more_and_what_comes_back_everybody() {
    bench.accept(product(5));
    bench.crank.resolveOnce();
    bench.crank.resolveOnce();
    bench.clock.advance(Duration.ofSeconds(1));
    bench.accept(product(0));
    bench.crank.resolve();
    sendAll();
    assertThat(told()).containsOnly(0);

    bench.clock.advance(Duration.ofHours(1));
    bench.tell(product(3));
    assertThat(told()).containsOnly(1);
  }

  @Test
  void who_was_told_is_not_looked_at_again() {
    assertThat(waiting()).hasSize(PEOPLE);
    bench.tell(product(5));
    assertThat(waiting()).isEmpty();
    bench.clock.advance(Duration.ofHours(1));
    bench.tell(product(0));
    bench.tell(wish(PEOPLE));
    assertThat(waiting()).hasSize(1);
    bench.clock.advance(Duration.ofHours(1));
    bench.tell(product(1));
    assertThat(told()).containsOnly(1);
    assertThat(bench.account.inside().attendance(BACK, address(PEOPLE)).asked()).isEqualTo(1);
  }

  /// Whom a round past everybody would plan.
  private Set<?> waiting() {
    return bench.store.write(
        ports -> {
          Planner planner =
              new Planner(
                  new DesiredStates(bench.rules, ports.records()),
                  ports.deliveries(),
                  List.of(
                      new Holder(
                          new SystemName("dotdigital"), Set.of(Facet.CONTACT, Facet.ENROLMENT))),
                  bench.clock.instant());
          Planner.Cause cause =
              new Planner.Cause(
                  new Feed(new SystemName("shop"), new RecordKind("product")),
                  Lane.NORMAL,
                  bench.clock.instant());
          return planner.plan(new Round("HAT", ItemKey.product("HAT"), cause), 100).persons();
        });
  }
}
