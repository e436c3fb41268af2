package dev.selvedge.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read of a shop that fails on single records of a list.
class MagentoTroubleTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  private final Shop shop = new Shop();
  private final SettableClock clock = new SettableClock(START);
  private final Set<String> read = new TreeSet<>();
  private final Set<String> told = new TreeSet<>();
  private Connector.Opened system = open("order");
  private Cursor cursor = Cursor.START;

  @BeforeEach
  void write() {
    // Two share each stamp.
    IntStream.rangeClosed(11, 50)
        .forEach(id -> order(id, "2026-11-23 10:%02d:00".formatted(id / 2)));
  }

  @AfterEach
  void close() {
    system.close();
    shop.close();
  }

  private Connector.Opened open(String kind) {
    Problems problems = new Problems();
    String yaml = "url: " + shop.url() + "\n" + Shop.KEYS + "feeds: " + kind + "\n";
    Connector.Opened opened =
        new MagentoConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    assertThat(problems.sorted()).isEmpty();
    return opened;
  }

  private void order(int id, String updated) {
    shop.put(
        "orders",
        "{\"entity_id\": %d, \"store_id\": 1, \"created_at\": \"2026-11-01 09:00:00\", \"updated_at\": \"%s\"}"
            .formatted(id, updated));
  }

  private void round() {
    PolledSource source = system.polled().getFirst();
    for (int pages = 0; pages < 200; pages++) {
      Page page = source.poll(cursor, clock.instant(), 20);
      page.records().forEach(record -> read.add(record.ref().key()));
      page.refused().forEach(row -> told.add(row.where()));
      cursor = page.next();
      if (!page.more()) {
        return;
      }
    }
    throw new AssertionError("no end");
  }

  private void firstFailureIsSaid() {
    assertThatThrownBy(this::round).isInstanceOf(SourceException.class);
    assertThat(told).isEmpty();
  }

  @Test
  void orders_on_which_the_shop_fails_are_stepped_over_and_told() {
    shop.curse("orders", 23);
    shop.curse("orders", 24);
    shop.curse("orders", 37);
    firstFailureIsSaid();
    round();
    assertThat(read).hasSize(37).doesNotContain("23", "24", "37");
    assertThat(told).containsExactly("order behind 22 in orders", "order behind 36 in orders");
    assertThat(shop.stand().asked()).hasSizeLessThan(80);
  }

  @Test
  void one_that_is_answered_so_that_it_cannot_be_read_is_told_too() {
    order(23, "never");
    shop.put(
        "orders", "{\"entity_id\": 23, \"store_id\": 1, \"updated_at\": \"2026-11-23 10:11:0x\"}");
    firstFailureIsSaid();
    round();
    assertThat(read).hasSize(39).doesNotContain("23");
    assertThat(told).containsExactly("order behind 22 in orders");
  }

  @Test
  void the_last_one_holds_up_nothing_and_is_passed_by_none() {
    shop.curse("orders", 50);
    firstFailureIsSaid();
    round();
    assertThat(read).hasSize(39);
    assertThat(told).containsExactly("order behind 49 in orders");
    int before = shop.stand().asked().size();
    clock.advance(Duration.ofSeconds(30));
    round();
    assertThat(shop.stand().asked().size() - before).as("what a round costs").isLessThan(60);
    order(51, "2026-11-24 09:00:40");
    clock.advance(Duration.ofSeconds(30));
    round();
    assertThat(read).contains("51");
  }

  @Test
  void a_shop_that_fails_on_every_order_is_not_taken_for_broken_orders() {
    IntStream.rangeClosed(11, 50).forEach(id -> shop.curse("orders", id));
    for (int poll = 0; poll < 5; poll++) {
      assertThatThrownBy(this::round).isInstanceOf(SourceException.class);
    }
    assertThat(read).isEmpty();
    assertThat(told).isEmpty();
    assertThat(shop.stand().asked()).hasSizeLessThan(30);
  }

  @Test
  void many_in_succession_stop_the_feed_and_none_is_passed() {
    IntStream.rangeClosed(20, 32).forEach(id -> shop.curse("orders", id));
    for (int poll = 0; poll < 10; poll++) {
      assertThatThrownBy(this::round).isInstanceOf(SourceException.class);
    }
    assertThat(told).isEmpty();
    assertThat(read).hasSize(9);
  }

  @Test
  void a_list_of_parts_that_is_down_is_not_taken_for_broken_orders() {
    IntStream.rangeClosed(11, 13)
        .forEach(
            id -> {
              shop.put(
                  "shipments",
                  "{\"entity_id\": %d, \"order_id\": %d, \"store_id\": 1, \"updated_at\": \"2026-11-01 10:00:00\"}"
                      .formatted(id + 100, id));
              shop.curse("shipments", id + 100);
            });
    PolledSource source = system.polled().getFirst();
    for (int poll = 0; poll < 3; poll++) {
      assertThatThrownBy(() -> source.poll(cursor, START, 3)).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void a_gateway_that_lets_no_single_customer_through_is_not_taken_for_broken_customers() {
    system.close();
    system = open("customer");
    IntStream.rangeClosed(11, 12)
        .forEach(
            id ->
                shop.put(
                    "customers/search",
                    "{\"id\": %d, \"website_id\": 1, \"updated_at\": \"2026-11-23 10:00:00\"}"
                        .formatted(id)));
    shop.answerSingles(Reply.of(502, "<html>bad gateway</html>"));
    shop.put(
        "customers/search",
        "{\"id\": 13, \"website_id\": 1, \"updated_at\": \"2026-11-23 10:00:00\","
            + " \"extension_attributes\": {\"is_subscribed\": true}}");
    PolledSource source = system.polled().getFirst();
    for (int poll = 0; poll < 3; poll++) {
      assertThatThrownBy(() -> source.poll(cursor, START, 2)).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void those_asked_for_by_their_ids_are_found_but_for_that_one() {
    shop.curse("orders", 23);
    TargetedSource.Found found =
        system.targeted().getFirst().read(List.of("22", "23", "24", "99"), START);
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("22", "24");
    assertThat(found.missing())
        .containsOnlyKeys("23", "99")
        .containsEntry("23", "cannot be read: the system fails on it");
  }
}
