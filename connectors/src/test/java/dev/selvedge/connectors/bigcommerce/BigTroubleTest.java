package dev.selvedge.connectors.bigcommerce;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is read of a store that fails on single records of a list.
class BigTroubleTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final String CUSTOMERS = "v3/customers";
  private static final String SUBSCRIBERS = "v3/customers/subscribers";

  private final Store store = new Store();
  private final SettableClock clock = new SettableClock(START);
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Set<String> read = new TreeSet<>();
  private final Set<String> told = new TreeSet<>();
  private Cursor cursor = Cursor.START;

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    store.close();
  }

  private Connector.Opened open(String kind) {
    Problems problems = new Problems();
    String yaml = store.options() + "feeds: " + kind + "\n";
    Connector.Opened system =
        new BigConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    assertThat(problems.sorted()).isEmpty();
    opened.add(system);
    return system;
  }

  /// @param together how many share a stamp
  private void write(String list, int together) {
    IntStream.rangeClosed(11, 50)
        .forEach(
            id ->
                store.put(
                    list,
                    "{\"id\": %d, \"email\": \"c%d@example.com\", \"date_modified\": \"%s\"}"
                        .formatted(id, id, START.minusSeconds(5000 - id / together))));
  }

  private void round(PolledSource source) {
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

  private void roundAfterTheFirstFailure(PolledSource source) {
    assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    assertThat(told).isEmpty();
    round(source);
  }

  @Test
  void customers_on_whom_the_store_fails_are_stepped_over_and_told() {
    write(CUSTOMERS, 2);
    store.curse(CUSTOMERS, "23");
    store.curse(CUSTOMERS, "24");
    store.curse(CUSTOMERS, "37");
    roundAfterTheFirstFailure(open("customer").polled().getFirst());
    assertThat(read).hasSize(37).doesNotContain("23", "24", "37");
    assertThat(told)
        .containsExactly(
            "customer behind 22 in v3/customers", "customer behind 36 in v3/customers");
    assertThat(store.stand().asked()).hasSizeLessThan(80);
  }

  @Test
  void so_they_are_where_all_changed_at_once() {
    write(CUSTOMERS, 1000);
    store.curse(CUSTOMERS, "11");
    store.curse(CUSTOMERS, "23");
    roundAfterTheFirstFailure(open("customer").polled().getFirst());
    assertThat(read).hasSize(38).doesNotContain("11", "23");
    assertThat(told)
        .containsExactly(
            "customer before 12 in v3/customers", "customer behind 22 in v3/customers");
  }

  @Test
  void the_last_one_holds_up_nothing_that_comes_behind_it() {
    write(CUSTOMERS, 1);
    store.curse(CUSTOMERS, "50");
    PolledSource source = open("customer").polled().getFirst();
    roundAfterTheFirstFailure(source);
    assertThat(read).hasSize(39);
    assertThat(told).containsExactly("customer behind 49 in v3/customers");
    store.put(CUSTOMERS, "{\"id\": 51, \"date_modified\": \"" + START + "\"}");
    clock.advance(Duration.ofMinutes(1));
    round(source);
    assertThat(read).contains("51");
  }

  @Test
  void subscribers_are_stepped_over_in_the_order_of_their_ids() {
    write(SUBSCRIBERS, 1);
    store.curse(SUBSCRIBERS, "23");
    store.curse(SUBSCRIBERS, "50");
    roundAfterTheFirstFailure(open("subscriber").polled().getFirst());
    assertThat(read).hasSize(38).doesNotContain("23", "50");
    assertThat(told)
        .containsExactly(
            "subscriber behind 22 in " + SUBSCRIBERS, "subscriber behind 49 in " + SUBSCRIBERS);
  }

  @Test
  void a_store_that_fails_on_every_customer_is_not_taken_for_broken_customers() {
    write(CUSTOMERS, 1);
    IntStream.rangeClosed(11, 50).forEach(id -> store.curse(CUSTOMERS, Integer.toString(id)));
    PolledSource source = open("customer").polled().getFirst();
    for (int poll = 0; poll < 4; poll++) {
      assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    }
    assertThat(told).isEmpty();
    assertThat(store.stand().asked()).hasSizeLessThan(30);
  }

  @Test
  void refunds_that_are_not_shown_at_all_are_not_taken_for_broken_orders() {
    store.put(
        "v2/orders",
        "{\"id\": 118, \"status_id\": 2, \"refunded_amount\": \"35.0000\", \"date_modified\": \"%s\"}"
            .formatted(Store.mail(START.minusSeconds(99))));
    store.put(
        "v2/orders",
        "{\"id\": 117, \"status_id\": 2, \"date_modified\": \"%s\"}"
            .formatted(Store.mail(START.minusSeconds(999))));
    store.script("GET v3/orders/payment_actions/refunds", Reply.of(500, "{\"status\":500}"));
    PolledSource source = open("order").polled().getFirst();
    for (int poll = 0; poll < 4; poll++) {
      assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void those_asked_for_by_their_ids_are_found_but_for_that_one() {
    write(CUSTOMERS, 1);
    store.curse(CUSTOMERS, "23");
    TargetedSource.Found found =
        open("customer").targeted().getFirst().read(List.of("22", "23", "24", "99"), START);
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("22", "24");
    assertThat(found.missing())
        .containsOnlyKeys("23", "99")
        .containsEntry("23", "cannot be read: the system fails on it");
  }
}
