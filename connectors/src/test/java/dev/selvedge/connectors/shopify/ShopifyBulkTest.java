package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.shopify.ShopifyVendor.Bulk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A first reading by a bulk operation, and what happens when there is none to be had.
class ShopifyBulkTest {
  private static final int PAGE = 3;
  private static final int COUNT = 11;

  private final ShopifyVendor shop = new ShopifyVendor("bulk_from: 5");
  private final List<SourceRecord> records = new ArrayList<>();
  private Cursor cursor = Cursor.START;

  @AfterEach
  void close() {
    shop.close();
  }

  private void fill() {
    Instant old = shop.now().minus(Duration.ofDays(3));
    for (int key = 1; key <= COUNT; key++) {
      shop.write(key, old.plusSeconds(key), "first");
    }
  }

  private static Bulk status(String status) {
    return new Bulk(status, "", true, "");
  }

  /// Every page with a hub that has just been started.
  private Page page() {
    PolledSource source = shop.freshSource();
    Page page = source.poll(cursor, shop.now(), PAGE);
    records.addAll(page.records());
    cursor = new Cursor(page.next().text());
    return page;
  }

  private void toTheEnd() {
    for (int pages = 0; pages < 100; pages++) {
      if (!page().more()) {
        return;
      }
    }
    throw new AssertionError("there is no end");
  }

  private List<Integer> keys() {
    return records.stream().map(record -> Integer.valueOf(record.ref().key())).distinct().toList();
  }

  private static List<Integer> all() {
    return IntStream.rangeClosed(1, COUNT).boxed().toList();
  }

  @Test
  void the_file_is_read_in_parts_with_a_restart_after_each() {
    fill();
    shop.bulk(status("RUNNING"));
    assertThat(page().more()).as("asked for").isFalse();
    assertThat(page().more()).as("still at work").isFalse();
    assertThat(records).isEmpty();
    shop.write(2, shop.now(), "changed meanwhile");
    shop.pass(Duration.ofHours(1));
    shop.bulk(status("COMPLETED"));
    toTheEnd();
    assertThat(keys()).containsExactlyInAnyOrderElementsOf(all());
    assertThat(records.subList(0, COUNT))
        .filteredOn(record -> !record.ref().key().equals("2"))
        .extracting(SourceRecord::pace)
        .containsOnly(SourceRecord.Pace.BACKFILL);
    assertThat(records.subList(COUNT, records.size()))
        .as("read again since it changed after the operation was asked for")
        .extracting(record -> record.ref().key())
        .containsExactly("2");
    assertThat(shop.ranges()).hasSizeGreaterThan(COUNT / PAGE);
    assertThat(shop.calls()).as("only what changed since is paged through").isEqualTo(1);
  }

  @Test
  void few_records_are_read_page_by_page_at_once() {
    shop.write(1, shop.now().minus(Duration.ofDays(3)), "first");
    toTheEnd();
    assertThat(keys()).containsExactly(1);
    assertThat(shop.operations()).doesNotContain("RunBulk");
  }

  @Test
  void where_an_operation_comes_to_nothing_the_pages_are_read() {
    for (Bulk bulk :
        List.of(
            new Bulk("COMPLETED", "OPERATION_IN_PROGRESS", true, ""),
            status("FAILED"),
            status("CANCELED"),
            status("EXPIRED"),
            new Bulk("COMPLETED", "", true, "no JSON\n"),
            new Bulk("COMPLETED", "", true, "{\"id\":\"x\"}\n"),
            new Bulk("COMPLETED", "", true, "{\"id\":\"x\",\"__parentId\":\"y\"}\n"))) {
      records.clear();
      cursor = Cursor.START;
      fill();
      shop.bulk(bulk);
      page();
      toTheEnd();
      assertThat(keys()).as(bulk.toString()).containsExactlyElementsOf(all());
    }
  }

  @Test
  void what_changes_while_the_file_is_made_by_a_slow_clock_is_not_lost() {
    Duration slow = Duration.ofMinutes(30);
    fill();
    shop.slowBy(slow).bulk(status("RUNNING"));
    page();
    shop.bulk(
        new Bulk(
            "COMPLETED",
            "",
            true,
            "{\"id\":\"gid://shopify/Customer/1\",\"updatedAt\":"
                + "\"2026-11-20T09:00:00Z\",\"note\":\"first\"}\n"));
    shop.write(2, shop.now().minus(slow).plusSeconds(30), "changed meanwhile");
    shop.pass(Duration.ofMinutes(5));
    toTheEnd();
    assertThat(keys()).contains(1, 2);
  }

  @Test
  void an_operation_that_takes_days_is_not_waited_for() {
    fill();
    shop.bulk(status("RUNNING"));
    page();
    shop.pass(Duration.ofDays(3));
    toTheEnd();
    assertThat(keys()).containsExactlyElementsOf(all());
  }

  @Test
  void a_file_that_stays_away_is_not_waited_for_either() {
    fill();
    shop.bulk(new Bulk("COMPLETED", "", true, ShopifyVendor.AWAY));
    page();
    shop.pass(Duration.ofDays(5));
    assertThatThrownBy(this::page).isInstanceOf(SourceException.class);
    shop.pass(Duration.ofDays(2));
    toTheEnd();
    assertThat(keys()).containsExactlyElementsOf(all());
  }

  @Test
  void a_file_that_is_not_given_in_parts_is_read_all_the_same() {
    fill();
    shop.bulk(new Bulk("COMPLETED", "", false, ""));
    page();
    toTheEnd();
    assertThat(keys()).containsExactlyElementsOf(all());
    assertThat(shop.calls()).isEqualTo(1);
  }

  @Test
  void a_file_that_cannot_be_fetched_now_is_fetched_later() {
    fill();
    shop.bulk(new Bulk("COMPLETED", "", true, ""));
    page();
    page();
    shop.bulk(new Bulk("COMPLETED", "", true, ShopifyVendor.AWAY));
    assertThatThrownBy(this::page).isInstanceOf(SourceException.class);
    shop.bulk(new Bulk("COMPLETED", "", true, ""));
    toTheEnd();
    assertThat(keys()).containsExactlyElementsOf(all());
  }

  @Test
  void children_are_put_into_their_parents_wherever_a_part_ends() {
    String text =
        """
        {"id":"p1"}
        {"id":"v1","__parentId":"p1"}
        {"id":"v2","__parentId":"p1"}
        {"id":"p2"}
        {"id":"p3"}
        {"id":"v3","__parentId":"p3"}
        """;
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= all.length; size++) {
      for (int limit = 1; limit <= 4; limit++) {
        assertThat(parts(all, size, limit))
            .as("parts of %d bytes, %d records", size, limit)
            .containsExactly(
                "{\"id\":\"p1\",\"variants\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}",
                "{\"id\":\"p2\"}",
                "{\"id\":\"p3\",\"variants\":[{\"id\":\"v3\"}]}");
      }
    }
  }

  /// As the file is read: parts from where the last record ended, larger ones where one is too
  /// small.
  private static List<String> parts(byte[] all, int size, int limit) {
    List<String> found = new ArrayList<>();
    int at = 0;
    int length = size;
    while (at < all.length) {
      int end = Math.min(all.length, at + length);
      byte[] part = java.util.Arrays.copyOfRange(all, at, end);
      BulkFile.Part read = BulkFile.read(part, "variants", end == all.length, limit);
      assertThat(read).isInstanceOf(BulkFile.Part.Records.class);
      BulkFile.Part.Records records = (BulkFile.Part.Records) read;
      records.nodes().forEach(node -> found.add(node.toString()));
      at += records.bytes();
      length = records.nodes().isEmpty() ? length * 2 : size;
    }
    return found;
  }

  @Test
  void a_child_that_does_not_follow_its_parent_is_no_record() {
    byte[] text =
        "{\"id\":\"p1\"}\n{\"id\":\"p2\"}\n{\"id\":\"v1\",\"__parentId\":\"p1\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(BulkFile.read(text, "variants", true, 10)).isEqualTo(new BulkFile.Part.Unreadable());
  }
}
