package dev.selvedge.connectors.shipstation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account's parcels beside what the contract of all sources asks.
class ShipStationTest {
  @SuppressWarnings("NullAway.Init")
  private ShipStationVendor vendor;

  @BeforeEach
  void open() {
    vendor = new ShipStationVendor();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private final List<SourceRecord> read = new ArrayList<>();

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

  private List<String> findings() {
    return vendor.open("").examine().stream()
        .map(one -> (one.healthy() ? "good: " : "bad: ") + one.what())
        .toList();
  }

  @Test
  void times_are_those_of_the_pacific_and_items_come_along() {
    Instant made = Instant.parse("2026-11-20T20:15:00Z");
    vendor.write(7, made, "packed");
    round(vendor.open(""), Cursor.START, 50);
    assertThat(read.getFirst().stamp().instant()).contains(made);
    assertThat(read.getFirst().body().toText())
        .contains("\"createDate\":\"2026-11-20T12:15:00.0000000\"", "\"sku\":\"SKU-1\"");
    assertThat(vendor.paths.getFirst()).contains("createDateStart=2026-10-19+17%3A00%3A00");
  }

  @Test
  void the_hour_that_comes_twice_in_autumn_loses_nothing() {
    // At 09:00 UTC on 1 November 02:00 became 01:00 in the Pacific zone.
    Instant change = Instant.parse("2026-11-01T09:00:00Z");
    for (int key = 1; key <= 60; key++) {
      vendor.write(key, change.plus(Duration.ofMinutes(3L * (key - 30))), "first");
    }
    round(vendor.open(""), Cursor.START, 4);
    assertThat(read).extracting(one -> one.ref().key()).contains(keys());
  }

  @Test
  void what_is_made_in_the_hour_that_comes_again_is_noticed_at_once() {
    vendor.pass(Duration.between(vendor.now(), Instant.parse("2026-11-01T08:50:00Z")));
    vendor.write(1, vendor.now(), "before the clocks went back");
    Connector.Opened system = vendor.open("recheck_every: 30d\n");
    Cursor cursor = round(system, Cursor.START, 50);
    vendor.pass(Duration.ofMinutes(7));
    cursor = round(system, cursor, 50);
    vendor.pass(Duration.ofMinutes(13));
    vendor.write(2, vendor.now(), "after it");
    round(system, cursor, 50);
    assertThat(read).extracting(one -> one.ref().key()).contains("1", "2");
  }

  private static String[] keys() {
    String[] keys = new String[60];
    for (int key = 1; key <= 60; key++) {
      keys[key - 1] = Integer.toString(key);
    }
    return keys;
  }

  @Test
  void a_label_that_is_voided_long_afterwards_is_noticed() {
    vendor.write(7, Instant.parse("2026-10-21T12:00:00Z"), "packed");
    vendor.write(8, vendor.now().minus(Duration.ofHours(1)), "packed");
    Connector.Opened system = vendor.open("recheck_days: 1\n");
    Cursor cursor = round(system, Cursor.START, 50);
    read.clear();
    vendor.pass(Duration.ofMinutes(10));
    vendor.voided.put(7, vendor.now().minusSeconds(5));
    round(system, cursor, 50);
    assertThat(read)
        .filteredOn(one -> one.ref().key().equals("7"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.body().toText()).contains("\"voided\":true");
              assertThat(one.stamp().instant()).contains(vendor.now().minusSeconds(5));
            });
  }

  @Test
  void a_batch_that_a_webhook_told_of_is_read_whole_and_with_its_items() {
    for (int key = 1; key <= 3; key++) {
      vendor.write(key, vendor.now().minusSeconds(60L * key), "packed");
    }
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    TargetedSource.Found found =
        lookup.read(
            List.of(
                "/shipments?batchId=9&includeShipmentItems=False",
                "/shipments?batchId=8",
                "7",
                "/stores?a=1"),
            vendor.now());
    assertThat(found.records())
        .extracting(one -> one.ref().key())
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(found.records())
        .allSatisfy(one -> assertThat(one.body().toText()).contains("SKU-1"));
    assertThat(found.missing()).containsOnlyKeys("/shipments?batchId=8", "7", "/stores?a=1");
    assertThat(vendor.paths).noneMatch(path -> path.startsWith("/stores"));
  }

  @Test
  void the_only_store_that_is_wanted_is_asked_for() {
    round(vendor.open("store: 518236\n"), Cursor.START, 50);
    assertThat(vendor.paths).allMatch(path -> path.contains("storeId=518236"));
  }

  @Test
  void a_webhook_that_tells_of_too_much_holds_up_no_other() {
    for (int key = 1; key <= 10_001; key++) {
      vendor.write(key, vendor.now().minusSeconds(60), "packed");
    }
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    TargetedSource.Found found =
        lookup.read(List.of("/shipments?batchId=9", "/shipments?batchId=8"), vendor.now());
    assertThat(found.records()).isEmpty();
    assertThat(found.missing())
        .containsEntry("/shipments?batchId=9", "is more than 20 pages at once; the poll reads them")
        .containsEntry("/shipments?batchId=8", "is not there");
  }

  @Test
  void a_webhook_leads_to_no_other_store_s_shipments() {
    TargetedSource lookup = vendor.open("store: 518236\n").targeted().getFirst();
    lookup.read(List.of("/shipments?batchId=9", "/shipments?storeID=7&batchId=9"), vendor.now());
    assertThat(vendor.paths)
        .hasSize(2)
        .allMatch(path -> path.contains("storeId=518236") && !path.contains("storeID=7"));
  }

  @Test
  void fulfilments_are_read_from_a_list_of_their_own() {
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    Connector.Opened system = vendor.open("feeds: fulfillment\n");
    round(system, Cursor.START, 50);
    assertThat(read).extracting(one -> one.ref().text()).contains("wms/fulfillment/7");
    assertThat(vendor.paths).allMatch(path -> path.startsWith("/fulfillments?"));
  }

  @Test
  void a_wrong_key_is_for_a_person() {
    vendor.locked = true;
    Connector.Opened system = vendor.open("");
    assertThatThrownBy(() -> round(system, Cursor.START, 50))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("api_key")
        .hasMessageNotContaining(vendor.secret());
    assertThat(findings()).last().asString().startsWith("bad: wms does not let us in");
  }

  @Test
  void a_window_that_is_used_up_is_waited_for() {
    Connector.Opened system = vendor.open("");
    vendor.header("X-Rate-Limit-Remaining", "0");
    vendor.header("X-Rate-Limit-Reset", "23");
    system.polled().getFirst().poll(Cursor.START, vendor.now(), 50);
    int before = vendor.calls();
    assertThatThrownBy(() -> round(system, Cursor.START, 50)).hasMessageContaining("in 24 s");
    assertThat(vendor.calls()).isEqualTo(before);
    vendor.header("X-Rate-Limit-Remaining", "39");
    vendor.pass(Duration.ofSeconds(24));
    vendor.next(new HttpVendor.Fault.ThrottledItsWay());
    assertThatThrownBy(() -> round(system, Cursor.START, 50))
        .hasMessageContaining("HTTP 429")
        .hasMessageContaining("23 s");
  }

  @Test
  void the_check_up_looks_at_the_key_the_lists_and_the_webhook() {
    vendor.write(7, vendor.now().plus(Duration.ofHours(8)), "packed");
    assertThat(findings())
        .contains(
            "good: the key is good",
            "bad: some shipments are of the future",
            "bad: ShipStation has no active webhook for shipments to this hub");
    vendor.catchUp();
    vendor.vanish(7);
    vendor.hooks =
        """
        [{"HookType":"SHIP_NOTIFY","Url":"https://h.example.com/hook/wms/%s","Active":true}]"""
            .formatted(ShipStationVendor.TOKEN);
    assertThat(findings())
        .containsExactly(
            "good: ShipStation's clock agrees with the hub's",
            "good: the key is good",
            "good: shipments can be read; there were none lately",
            "good: fulfillments can be read; there were none lately",
            "good: ShipStation has a webhook for shipments to this hub");
    vendor.hooks = vendor.hooks.replace("true", "false");
    assertThat(findings()).last().asString().startsWith("bad: ").doesNotContain("guess-1");
  }

  @Test
  void wrong_options_are_named() {
    String key = "api_key: a\napi_secret: b\n";
    ShipStationConnector connector = new ShipStationConnector();
    assertThat(Systems.complaints(connector, "")).hasSize(2);
    assertThat(Systems.complaints(connector, key + "feeds: orders\n"))
        .singleElement()
        .satisfies(one -> assertThat(one).contains("'feeds' names what is not there"));
    assertThat(Systems.complaints(connector, key + "store: ours\n"))
        .singleElement()
        .satisfies(one -> assertThat(one).contains("not the id of a store"));
    for (String token :
        List.of("short", "ONLY-LOWER-CASE-LETTERS-MAY-BE", "1-begins-with-a-digit-123")) {
      assertThat(Systems.complaints(connector, key + "webhook_token: " + token + "\n"))
          .singleElement()
          .satisfies(one -> assertThat(one).contains("nobody can guess").doesNotContain(token));
    }
  }
}
