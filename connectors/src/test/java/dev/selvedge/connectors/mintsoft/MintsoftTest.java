package dev.selvedge.connectors.mintsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account's orders beside what the contract of all sources asks.
class MintsoftTest {
  @SuppressWarnings("NullAway.Init")
  private MintsoftVendor vendor;

  private final List<SourceRecord> read = new ArrayList<>();

  @BeforeEach
  void open() {
    vendor = new MintsoftVendor();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private Cursor round(Connector.Opened system, Cursor from, int limit) {
    Cursor cursor = from;
    for (int pages = 0; pages < 200; pages++) {
      Page page = system.polled().getFirst().poll(cursor, vendor.now(), limit);
      read.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return cursor;
      }
    }
    throw new AssertionError("the source never said that no more waits");
  }

  private static String[] keys(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private List<String> findings() {
    return vendor.open("").examine().stream()
        .map(one -> (one.healthy() ? "good: " : "bad: ") + one.what())
        .toList();
  }

  @Test
  void times_are_london_s_and_lines_come_along() {
    Instant changed = Instant.parse("2026-10-21T20:15:00Z");
    vendor.write(7, changed, "despatched");
    round(vendor.open(""), Cursor.START, 50);
    assertThat(read.getFirst().stamp().instant()).contains(changed);
    assertThat(read.getFirst().body().toText())
        .contains("\"LastUpdated\":\"2026-10-21T21:15:00.0000000\"", "\"SKU\":\"SKU-1\"");
    assertThat(vendor.paths)
        .contains(
            "/api/Order/List?SinceLastUpdated=2026-10-20T01%3A00%3A00&SortOldestFirst=true"
                + "&IncludeOrderItems=true&Limit=50&PageNo=1");
    assertThat(vendor.paths).noneMatch(path -> path.endsWith("/Items"));
  }

  @Test
  void lines_that_do_not_come_along_are_asked_for() {
    vendor.bare = true;
    vendor.write(7, vendor.now().minusSeconds(60), "despatched");
    Connector.Opened system = vendor.open("");
    round(system, Cursor.START, 50);
    read.addAll(system.targeted().getFirst().read(List.of("7"), vendor.now()).records());
    assertThat(read)
        .hasSizeGreaterThan(1)
        .allSatisfy(one -> assertThat(one.body().toText()).contains("\"SKU\":\"SKU-1\""));
  }

  @Test
  void more_than_the_largest_page_is_read_to_its_end_whatever_the_order() {
    for (int key = 1; key <= 333; key++) {
      vendor.write(key, vendor.now().minusSeconds(86_400L - key), "first");
    }
    round(vendor.open(""), Cursor.START, 100);
    assertThat(read).extracting(one -> one.ref().key()).contains(keys(333));
    read.clear();
    vendor.unsorted = true;
    round(vendor.open(""), Cursor.START, 100);
    assertThat(read).extracting(one -> one.ref().key()).contains(keys(333));
  }

  @Test
  void the_hour_that_comes_twice_in_autumn_loses_nothing() {
    vendor.pass(Duration.between(vendor.now(), Instant.parse("2026-10-25T00:50:00Z")));
    vendor.write(1, vendor.now(), "before the clocks went back");
    Connector.Opened system = vendor.open("recheck_every: 30d\n");
    Cursor cursor = round(system, Cursor.START, 50);
    vendor.pass(Duration.ofMinutes(7));
    cursor = round(system, cursor, 50);
    // 01:10 again: what changes now is written as of forty minutes ago.
    vendor.pass(Duration.ofMinutes(13));
    vendor.write(2, vendor.now(), "after it");
    round(system, cursor, 50);
    assertThat(read).extracting(one -> one.ref().key()).contains("1", "2");
  }

  @Test
  void what_changes_without_its_time_is_read_again_now_and_then() {
    Instant changed = vendor.now().minus(Duration.ofDays(3));
    vendor.write(7, changed, "awaiting picking");
    vendor.write(8, changed.plus(Duration.ofDays(1)), "awaiting picking");
    Connector.Opened system = vendor.open("");
    Cursor cursor = round(system, Cursor.START, 50);
    cursor = round(system, cursor, 50);
    vendor.write(7, changed, "despatched");
    read.clear();
    vendor.pass(Duration.ofHours(1));
    cursor = round(system, cursor, 50);
    assertThat(read).noneMatch(one -> one.body().toText().contains("despatched"));
    vendor.pass(Duration.ofHours(6));
    round(system, cursor, 50);
    assertThat(read).anyMatch(one -> one.body().toText().contains("despatched"));
  }

  @Test
  void single_orders_are_read_by_their_numbers() {
    vendor.write(7, vendor.now().minusSeconds(60), "despatched");
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    TargetedSource.Found found = lookup.read(List.of("7", "8", "9", "../Client"), vendor.now());
    assertThat(found.records())
        .singleElement()
        .satisfies(one -> assertThat(one.body().toText()).contains("SKU-1"));
    assertThat(found.missing()).containsOnlyKeys("8", "9", "../Client");
    assertThat(vendor.paths).noneMatch(path -> path.contains("Client"));
  }

  @Test
  void another_client_s_orders_are_nobody_s_business() {
    vendor.write(7, vendor.now().minusSeconds(60), "despatched");
    Connector.Opened system = vendor.open("client: 89\n");
    round(system, Cursor.START, 50);
    assertThat(read).hasSize(1);
    assertThat(vendor.paths)
        .filteredOn(path -> path.contains("/List"))
        .isNotEmpty()
        .allMatch(path -> path.contains("&ClientId=89"));
    vendor.client = 90;
    assertThat(system.targeted().getFirst().read(List.of("7"), vendor.now()).missing())
        .containsOnlyKeys("7");
    assertThatThrownBy(() -> round(vendor.open("client: 89\n"), Cursor.START, 50))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("other clients");
  }

  @Test
  void a_user_s_key_is_got_once_and_renewed_before_it_ends() {
    vendor.write(7, vendor.now().minusSeconds(60), "despatched");
    Connector.Opened system = vendor.open("");
    Cursor cursor = round(system, Cursor.START, 50);
    vendor.pass(Duration.ofHours(21));
    cursor = round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(1);
    vendor.pass(Duration.ofHours(1));
    cursor = round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(2);
    vendor.endSessions();
    round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(3);
  }

  @Test
  void a_wrong_password_or_key_is_for_a_person() {
    vendor.locked = true;
    Connector.Opened system = vendor.open("");
    assertThatThrownBy(() -> round(system, Cursor.START, 50))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("api_key")
        .hasMessageNotContaining(vendor.secret())
        .hasMessageNotContaining("ann");
    assertThat(findings()).last().asString().startsWith("bad: wms does not let us in");
  }

  @Test
  void the_check_up_looks_at_the_key_and_at_the_orders() {
    vendor.write(7, vendor.now().plus(Duration.ofHours(1)), "despatched");
    assertThat(findings()).contains("good: the key is good", "bad: some orders are of the future");
    vendor.vanish(7);
    vendor.catchUp();
    assertThat(findings())
        .containsExactly(
            "good: Mintsoft's clock agrees with the hub's",
            "good: the key is good",
            "good: orders can be read; there were none lately");
  }

  @Test
  void wrong_options_are_named() {
    MintsoftConnector connector = new MintsoftConnector();
    String way = "how the hub gets in";
    for (String options :
        List.of(
            "since: 2026-01-01\n",
            "username: a\n",
            "password: a\n",
            "api_key: a\nusername: b\n",
            "api_key: a\nusername: b\npassword: c\n")) {
      assertThat(Systems.complaints(connector, options))
          .as(options)
          .singleElement()
          .asString()
          .contains(way);
    }
    assertThat(Systems.complaints(connector, "api_key: a\nclient: ours\n"))
        .singleElement()
        .asString()
        .contains("not the id of a client");
    assertThat(Systems.complaints(connector, "api_key: a\n")).isEmpty();
  }
}
