package dev.selvedge.testkit;

import static dev.selvedge.inbox.Inbox.Acceptance.REPEAT;
import static dev.selvedge.inbox.Inbox.Acceptance.STORED;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.inbox.Inbox.Item;
import dev.selvedge.trail.ParkedItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every inbox does.
public abstract class InboxContract extends PortContract {
  private static final Instant T1 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant T2 = Instant.parse("2026-03-01T11:00:00Z");
  private static final Instant T3 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Feed CUSTOMERS =
      new Feed(new SystemName("shop"), new RecordKind("customer"));

  private List<Acceptance> accept(SourceRecord... records) {
    return write(ports -> ports.inbox().accept(List.of(records), NOW));
  }

  private List<Item> waiting() {
    return read(ports -> ports.inbox().waiting(1000));
  }

  private List<String> waitingKeys() {
    return waiting().stream().map(item -> item.sourceRecord().ref().key()).toList();
  }

  @Test
  void a_record_comes_out_as_it_went_in() {
    SourceRecord plain = aSourceRecord().of("shop/customer/1").build();
    SourceRecord other =
        aSourceRecord().of("erp/order/A/7 é").unstamped().deleted().backfilled().saying("").build();
    accept(plain, other);
    assertThat(waiting()).extracting(Item::sourceRecord).containsExactly(plain, other);
    assertThat(waiting()).extracting(Item::receivedAt).containsOnly(NOW);
  }

  @Test
  void what_was_ever_accepted_is_known_stamped_or_not_and_settled_or_not() {
    SourceRecord stamped = aSourceRecord().of("shop/customer/1").build();
    SourceRecord unstamped = aSourceRecord().of("shop/customer/2").unstamped().build();
    SourceRecord deleted = aSourceRecord().of("shop/customer/3").deleted().build();
    accept(stamped, unstamped, deleted);
    writing(
        ports -> ports.inbox().settle(ports.inbox().waiting(10).stream().map(Item::id).toList()));
    RecordRef never = RecordRef.parse("shop/customer/4");
    RecordRef other = RecordRef.parse("shop/order/1");
    Set<RecordRef> known =
        read(
            ports ->
                ports
                    .inbox()
                    .known(List.of(stamped.ref(), never, unstamped.ref(), other, deleted.ref())));
    assertThat(known).containsExactlyInAnyOrder(stamped.ref(), unstamped.ref(), deleted.ref());
  }

  @Test
  void which_records_of_a_feed_were_accepted_is_read_page_by_page_the_oldest_first() {
    SourceRecord one = aSourceRecord().of("shop/customer/1").build();
    SourceRecord other = aSourceRecord().of("shop/order/1").build();
    SourceRecord two = aSourceRecord().of("shop/customer/2").unstamped().build();
    SourceRecord again = aSourceRecord().of("shop/customer/1").changedAt(T3).saying("3").build();
    accept(one, other, two, again);
    List<String> keys = new ArrayList<>();
    long after = 0;
    while (true) {
      long from = after;
      List<Inbox.Mention> page = read(ports -> ports.inbox().mentions(CUSTOMERS, from, 2));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(mention -> keys.add(mention.ref().key()));
      after = page.getLast().id();
    }
    assertThat(keys).containsExactly("1", "2", "1");
  }

  @Test
  void bodies_of_every_size_and_content_survive() {
    Random random = new Random(7);
    List<SourceRecord> records = new ArrayList<>();
    for (int size : new int[] {1, 199, 200, 201, 4_000, 70_000, 300_000}) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      records.add(aSourceRecord().of("shop/noise/" + size).saying(Payload.of(noise)).build());
      records.add(aSourceRecord().of("shop/text/" + size).saying("ab".repeat(size)).build());
    }
    accept(records.toArray(SourceRecord[]::new));
    assertThat(waiting()).extracting(Item::sourceRecord).containsExactlyElementsOf(records);
  }

  @Test
  void a_repeated_record_is_stored_once() {
    SourceRecord sourceRecord = aSourceRecord().build();
    assertThat(accept(sourceRecord)).containsExactly(STORED);
    assertThat(accept(sourceRecord)).containsExactly(REPEAT);
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void a_repeat_within_one_group_is_stored_once() {
    SourceRecord first = aSourceRecord().of("shop/customer/1").build();
    SourceRecord second = aSourceRecord().of("shop/customer/2").build();
    SourceRecord third = aSourceRecord().of("shop/customer/3").unstamped().build();
    assertThat(accept(first, second, first, third, third))
        .containsExactly(STORED, STORED, REPEAT, STORED, REPEAT);
  }

  @Test
  void another_time_of_seeing_it_does_not_make_it_new() {
    accept(aSourceRecord().observedAt(T1).build());
    assertThat(accept(aSourceRecord().observedAt(T2).backfilled().build())).containsExactly(REPEAT);
  }

  @Test
  void another_name_content_change_or_stamp_makes_it_new() {
    accept(aSourceRecord().of("shop/customer/1").build());
    assertThat(
            accept(
                aSourceRecord().of("shop/customer/2").build(),
                aSourceRecord().of("shop/account/1").build(),
                aSourceRecord().of("erp/customer/1").build(),
                aSourceRecord().of("shop/customer/1").saying("{}").build(),
                aSourceRecord().of("shop/customer/1").deleted().build(),
                aSourceRecord().of("shop/customer/1").changedAt(T3).build()))
        .containsOnly(STORED);
  }

  @Test
  void a_stamped_record_is_a_repeat_of_the_last_with_its_stamp() {
    SourceRecord one = aSourceRecord().changedAt(T1).saying("1").build();
    SourceRecord two = aSourceRecord().changedAt(T2).saying("2").build();
    accept(one);
    accept(two);
    assertThat(accept(one, two)).containsExactly(REPEAT, REPEAT);
  }

  @Test
  void a_record_that_changes_back_while_its_stamp_stands_still_is_new() {
    SourceRecord one = aSourceRecord().changedAt(T2).saying("1").build();
    SourceRecord two = aSourceRecord().changedAt(T2).saying("2").build();
    SourceRecord older = aSourceRecord().changedAt(T1).saying("1").build();
    assertThat(accept(one)).containsExactly(STORED);
    assertThat(accept(two)).containsExactly(STORED);
    assertThat(accept(older)).containsExactly(STORED);
    assertThat(accept(two)).containsExactly(REPEAT);
    assertThat(accept(one)).containsExactly(STORED);
    assertThat(accept(one, two, two, one, older))
        .containsExactly(REPEAT, STORED, REPEAT, STORED, REPEAT);
  }

  @Test
  void an_unstamped_record_is_a_repeat_of_its_latest_only() {
    SourceRecord one = aSourceRecord().unstamped().saying("1").build();
    SourceRecord two = aSourceRecord().unstamped().saying("2").build();
    assertThat(accept(one)).containsExactly(STORED);
    assertThat(accept(two)).containsExactly(STORED);
    assertThat(accept(one)).containsExactly(STORED);
    assertThat(accept(one)).containsExactly(REPEAT);
    assertThat(accept(two, one, one, two)).containsExactly(STORED, STORED, REPEAT, STORED);
  }

  @Test
  void the_latest_of_an_unstamped_record_may_have_been_stamped() {
    SourceRecord bare = aSourceRecord().unstamped().saying("1").build();
    accept(bare);
    accept(aSourceRecord().changedAt(T1).saying("2").build());
    assertThat(accept(bare)).containsExactly(STORED);
    accept(aSourceRecord().changedAt(T2).saying("3").build());
    assertThat(accept(aSourceRecord().unstamped().saying("3").build())).containsExactly(REPEAT);
  }

  @Test
  void a_large_group_keeps_its_order() {
    List<SourceRecord> records =
        IntStream.range(0, 700)
            .mapToObj(
                n -> {
                  SourceRecordBuilder it = aSourceRecord().of("shop/customer/" + n);
                  return n % 3 == 0 ? it.unstamped().build() : it.build();
                })
            .toList();
    assertThat(accept(records.toArray(SourceRecord[]::new))).hasSize(700).containsOnly(STORED);
    assertThat(accept(records.toArray(SourceRecord[]::new))).hasSize(700).containsOnly(REPEAT);
    assertThat(waiting()).extracting(Item::sourceRecord).containsExactlyElementsOf(records);
    assertThat(waiting()).extracting(Item::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void what_is_settled_waits_no_more_but_can_be_found() {
    accept(
        aSourceRecord().of("shop/customer/1").build(),
        aSourceRecord().of("shop/customer/2").build(),
        aSourceRecord().of("shop/customer/3").build());
    Item second = waiting().get(1);
    writing(
        ports -> {
          ports.inbox().settle(List.of(second.id()));
        });
    assertThat(waitingKeys()).containsExactly("1", "3");
    reading(ports -> assertThat(ports.inbox().backlog()).isEqualTo(2));
    reading(ports -> assertThat(ports.inbox().find(second.id())).contains(second));
    reading(ports -> assertThat(ports.inbox().find(999_999)).isEmpty());
  }

  @Test
  void what_is_to_be_known_first_goes_before_a_first_sync_and_is_part_of_one_afterwards() {
    Feed past = new Feed(new SystemName("dotdigital"), new RecordKind("suppression"));
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).isFalse());
    SourceRecord sync = aSourceRecord().of("erp/customer/b").backfilled().build();
    SourceRecord first = aSourceRecord().of(past + "/a").ofThePastFirst().build();
    accept(sync);
    accept(first);

    List<Item> next = read(ports -> ports.inbox().waiting(2));
    assertThat(next)
        .extracting(item -> item.sourceRecord().ref().toString())
        .containsExactly(past + "/a", "erp/customer/b");
    assertThat(next.getFirst().sourceRecord().pace()).isEqualTo(SourceRecord.Pace.BACKFILL);
    reading(
        ports -> {
          assertThat(ports.inbox().isWaiting(past)).isTrue();
          assertThat(ports.inbox().isWaiting(new Feed(past.system(), new RecordKind("other"))))
              .isFalse();
          assertThat(ports.inbox().isWaiting(new Feed(past.system(), new RecordKind("suppress"))))
              .isFalse();
        });

    writing(ports -> ports.inbox().settle(List.of(next.getFirst().id())));
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).isFalse());

    accept(aSourceRecord().of(past + "-8/a").ofThePastFirst().build());
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).as("of one alone").isTrue());
  }

  @Test
  void a_feed_waits_wherever_in_the_queue_its_records_are() {
    Feed past = new Feed(new SystemName("dotdigital"), new RecordKind("suppression"));
    accept(aSourceRecord().of(past + "/a").backfilled().build());
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).isTrue());

    writing(ports -> ports.inbox().settle(List.of(ports.inbox().waiting(1).getFirst().id())));
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).isFalse());

    accept(aSourceRecord().of(past + "/b").build());
    reading(ports -> assertThat(ports.inbox().isWaiting(past)).isTrue());
  }

  @Test
  void what_is_live_does_not_wait_behind_a_first_sync_and_the_sync_goes_on() {
    write(
        ports ->
            ports
                .inbox()
                .accept(
                    IntStream.range(0, 50)
                        .mapToObj(
                            n -> aSourceRecord().of("erp/customer/b" + n).backfilled().build())
                        .toList(),
                    NOW));
    write(
        ports ->
            ports
                .inbox()
                .accept(
                    IntStream.range(0, 50)
                        .mapToObj(n -> aSourceRecord().of("shop/customer/l" + n).build())
                        .toList(),
                    NOW));
    List<String> first =
        read(ports -> ports.inbox().waiting(16)).stream()
            .map(item -> item.sourceRecord().ref().key())
            .toList();
    assertThat(first).hasSize(16).startsWith("l0", "l1").endsWith("b0", "b1");
    assertThat(first.stream().filter(key -> key.startsWith("l"))).hasSize(14);
    List<Item> more = read(ports -> ports.inbox().waiting(80));
    assertThat(more).hasSize(80);
  }

  @Test
  void the_oldest_wait_in_front() {
    accept(
        aSourceRecord().of("shop/customer/1").build(),
        aSourceRecord().of("shop/customer/2").build(),
        aSourceRecord().of("shop/customer/3").build());
    reading(
        ports ->
            assertThat(ports.inbox().waiting(2))
                .extracting(item -> item.sourceRecord().ref().key())
                .containsExactly("1", "2"));
  }

  @Test
  void who_has_waited_since_they_came_is_told_by_lane_and_without_what_was_put_back() {
    assertThat(waitingSince(false)).isEmpty();
    write(ports -> ports.inbox().accept(List.of(aSourceRecord().of("shop/a/1").build()), T1));
    write(
        ports ->
            ports.inbox().accept(List.of(aSourceRecord().of("shop/a/2").backfilled().build()), T2));
    assertThat(waitingSince(false)).contains(T1);
    assertThat(waitingSince(true)).contains(T2);
    List<Long> all = waiting().stream().map(Item::id).toList();
    writing(ports -> ports.inbox().reopen(all));
    assertThat(waitingSince(false)).isEmpty();
    assertThat(waitingSince(true)).isEmpty();
    write(ports -> ports.inbox().accept(List.of(aSourceRecord().of("shop/a/3").build()), T3));
    assertThat(waitingSince(false)).contains(T3);
  }

  private Optional<Instant> waitingSince(boolean backfill) {
    return read(ports -> ports.inbox().waitingSince(backfill));
  }

  @Test
  void what_is_reopened_waits_at_the_end_once() {
    accept(
        aSourceRecord().of("shop/customer/1").build(),
        aSourceRecord().of("shop/customer/2").build(),
        aSourceRecord().of("shop/customer/3").build());
    List<Long> ids = waiting().stream().map(Item::id).toList();
    writing(
        ports -> {
          ports.inbox().settle(ids.subList(0, 2));
          ports.inbox().reopen(List.of(ids.get(1), ids.get(0)));
          ports.inbox().reopen(List.of(ids.get(1)));
        });
    assertThat(waitingKeys()).containsExactly("3", "1", "2");
    assertThat(waiting()).extracting(Item::again).containsExactly(false, true, true);
    writing(
        ports -> {
          ports.inbox().settle(ids);
        });
    assertThat(waiting()).isEmpty();
  }

  @Test
  void what_came_with_a_first_sync_is_told_from_what_is_live() {
    accept(
        aSourceRecord().of("shop/customer/1").build(),
        aSourceRecord().of("shop/customer/2").backfilled().build());
    Map<String, Long> ids =
        waiting().stream()
            .collect(Collectors.toMap(one -> one.sourceRecord().ref().key(), Item::id));
    Set<Long> live = read(ports -> ports.inbox().live(ids.values()));
    assertThat(live).isEqualTo(Set.of(Objects.requireNonNull(ids.get("1"))));
  }

  @Test
  void a_settled_record_is_still_recognised() {
    SourceRecord sourceRecord = aSourceRecord().build();
    accept(sourceRecord);
    settleAll();
    assertThat(accept(sourceRecord)).containsExactly(REPEAT);
    assertThat(waiting()).isEmpty();
  }

  private void settleAll() {
    List<Long> ids = waiting().stream().map(Item::id).toList();
    writing(
        ports -> {
          ports.inbox().settle(ids);
        });
  }

  @Test
  void bodies_are_forgotten_of_old_settled_items_that_are_not_parked() {
    for (int day = 0; day < 6; day++) {
      SourceRecord sourceRecord = aSourceRecord().of("shop/customer/" + day).build();
      Instant then = NOW.plus(Duration.ofDays(day));
      write(ports -> ports.inbox().accept(List.of(sourceRecord), then));
    }
    List<Long> ids = waiting().stream().map(Item::id).toList();
    writing(
        ports -> {
          ports.inbox().settle(List.of(ids.get(0), ids.get(1), ids.get(2), ids.get(5)));
          ports.parked().park(List.of(parkedFor(ids.get(1))));
        });
    Instant before = NOW.plus(Duration.ofDays(5));
    writing(ports -> assertThat(ports.inbox().forgetBodies(before, 1)).isEqualTo(1));
    writing(ports -> assertThat(ports.inbox().forgetBodies(before, 10)).isEqualTo(1));
    writing(ports -> assertThat(ports.inbox().forgetBodies(before, 10)).isZero());
    assertThat(ids.stream().filter(this::isThere))
        .containsExactly(ids.get(1), ids.get(3), ids.get(4), ids.get(5));
    writing(
        ports -> {
          ports.inbox().reopen(List.of(ids.get(0), ids.get(1)));
        });
    assertThat(waitingKeys()).containsExactly("3", "4", "1");
    assertThat(accept(aSourceRecord().of("shop/customer/0").build())).containsExactly(REPEAT);
  }

  private boolean isThere(long id) {
    return read(ports -> ports.inbox().find(id)).isPresent();
  }

  private static ParkedItem parkedFor(long inboxId) {
    return new ParkedItem(
        "inbox/" + inboxId,
        Stage.MAPPING,
        "shop/customer/1",
        "mapping.not-a-number",
        "The total is not a number.",
        "order.yaml:3",
        "total",
        inboxId,
        NOW,
        NOW,
        1);
  }

  @Test
  void a_cursor_is_where_it_was_moved_to() {
    reading(ports -> assertThat(ports.inbox().cursor(CUSTOMERS)).isEmpty());
    writing(
        ports -> {
          ports.inbox().moveCursor(CUSTOMERS, new Cursor("page 1"), T1);
          ports.inbox().moveCursor(CUSTOMERS, new Cursor("page 2"), T2);
        });
    reading(ports -> assertThat(ports.inbox().cursor(CUSTOMERS)).contains(new Cursor("page 2")));
    Feed orders = new Feed(new SystemName("shop"), new RecordKind("order"));
    reading(ports -> assertThat(ports.inbox().cursor(orders)).isEmpty());
  }

  @Test
  void the_last_id_is_the_greatest() {
    reading(ports -> assertThat(ports.inbox().lastId()).isZero());
    accept(aSourceRecord().build());
    long id = waiting().getFirst().id();
    reading(ports -> assertThat(ports.inbox().lastId()).isGreaterThanOrEqualTo(id));
    settleAll();
    reading(ports -> assertThat(ports.inbox().lastId()).isGreaterThanOrEqualTo(id));
  }
}
