package dev.selvedge.testkit;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.Stage;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every keeper of parked items does.
public abstract class ParkedItemsContract extends PortContract {
  private static ParkedItem item(String subject, String source, String cause, int minute) {
    Instant seen = NOW.plusSeconds(60L * minute);
    return new ParkedItem(
        subject,
        Stage.MAPPING,
        source,
        cause,
        "Seen in minute " + minute + ".",
        "order.yaml:3",
        "total",
        minute,
        seen,
        seen,
        1);
  }

  private void park(ParkedItem... items) {
    writing(ports -> ports.parked().park(List.of(items)));
  }

  @Test
  void a_parked_item_comes_out_as_it_went_in_newest_first() {
    ParkedItem first = item("inbox/1", "shop/order/1", "a", 1);
    ParkedItem second = item("order/7", "", "b", 2);
    park(second, first);
    reading(
        ports -> {
          assertThat(ports.parked().newest(10)).containsExactly(second, first);
          assertThat(ports.parked().newest(1)).containsExactly(second);
          assertThat(ports.parked().count()).isEqualTo(2);
        });
  }

  @Test
  void a_second_failure_of_the_same_thing_counts_it_once_more() {
    park(item("inbox/1", "shop/order/1", "old", 1));
    ParkedItem again = item("inbox/1", "shop/order/2", "new", 9);
    park(again, again);
    reading(
        ports ->
            assertThat(ports.parked().newest(10))
                .containsExactly(
                    new ParkedItem(
                        "inbox/1",
                        Stage.MAPPING,
                        "shop/order/2",
                        "new",
                        again.sentence(),
                        again.rule(),
                        again.field(),
                        9,
                        NOW.plusSeconds(60),
                        again.lastSeen(),
                        3)));
  }

  @Test
  void items_are_cleared_by_subject() {
    park(
        item("inbox/1", "shop/order/1", "a", 1),
        item("inbox/2", "shop/order/1", "a", 2),
        item("inbox/3", "shop/order/3", "a", 3),
        item("order/7", "", "a", 4));
    writing(
        ports -> {
          ports.parked().clear(List.of("inbox/3", "inbox/99"));
          assertThat(ports.parked().newest(10))
              .extracting(ParkedItem::subject)
              .containsExactly("order/7", "inbox/2", "inbox/1");
        });
  }

  @Test
  void every_item_has_a_short_number_of_its_own_for_ever() {
    park(item("inbox/1", "shop/order/1", "a", 1), item("inbox/2", "shop/order/2", "a", 2));
    park(item("inbox/2", "shop/order/2", "b", 3), item("inbox/3", "shop/order/3", "a", 4));
    assertThat(numbers()).containsExactly("1 inbox/1", "2 inbox/2", "3 inbox/3");

    writing(ports -> ports.parked().clear(List.of("inbox/3")));
    park(item("inbox/4", "shop/order/4", "a", 5), item("inbox/3", "shop/order/3", "a", 6));

    assertThat(numbers()).containsExactly("1 inbox/1", "2 inbox/2", "4 inbox/4", "5 inbox/3");
    reading(
        ports -> {
          assertThat(ports.parked().lastNumber()).isEqualTo(5);
          assertThat(ports.parked().find(2)).map(Parked::item).map(ParkedItem::cause).contains("b");
          assertThat(ports.parked().find(3)).isEmpty();
        });
  }

  private List<String> numbers() {
    return read(ports -> ports.parked().after(0, "", 100)).stream()
        .map(parked -> parked.number() + " " + parked.item().subject())
        .toList();
  }

  @Test
  void items_are_read_in_pages_of_one_cause_or_of_all() {
    for (int minute = 1; minute <= 9; minute++) {
      park(item("inbox/" + minute, "shop/order/" + minute, minute % 3 == 0 ? "c" : "a", minute));
    }
    reading(
        ports -> {
          assertThat(ports.parked().newest("", 3, 2))
              .extracting(Parked::number)
              .containsExactly(7L, 6L, 5L);
          assertThat(ports.parked().newest("c", 2, 1))
              .extracting(Parked::number)
              .containsExactly(6L, 3L);
          assertThat(ports.parked().after(4, "", 2))
              .extracting(Parked::number)
              .containsExactly(5L, 6L);
          assertThat(ports.parked().after(3, "c", 9))
              .extracting(Parked::number)
              .containsExactly(6L, 9L);
          assertThat(ports.parked().count("c")).isEqualTo(3);
          assertThat(ports.parked().count("none")).isZero();
        });
  }

  @Test
  void what_is_replayed_stays_until_it_is_known_what_came_of_it() {
    park(item("inbox/1", "shop/order/1", "a", 1), item("inbox/2", "shop/order/2", "a", 2));
    writing(ports -> ports.parked().replayed(List.of(1L, 99L), NOW));
    assertThat(onTheirWay()).containsExactly(1L);
    reading(ports -> assertThat(ports.parked().find(1)).map(Parked::replayedAt).contains(NOW));
    park(item("inbox/1", "shop/order/1", "a", 5));
    assertThat(onTheirWay()).isEmpty();
  }

  @Test
  void of_several_who_claim_one_as_they_read_it_one_gets_it() {
    park(item("inbox/1", "shop/order/1", "a", 1));
    assertThat(claim(1, Parked.NEVER, NOW)).isTrue();
    assertThat(claim(1, Parked.NEVER, NOW.plusMillis(1))).isFalse();
    assertThat(claim(2, Parked.NEVER, NOW)).isFalse();
    reading(ports -> assertThat(ports.parked().find(1)).map(Parked::replayedAt).contains(NOW));

    Instant later = NOW.plusSeconds(60);
    assertThat(claim(1, NOW, later)).isTrue();
    writing(ports -> ports.parked().release(1, NOW));
    assertThat(onTheirWay()).as("it is somebody else's by then").containsExactly(1L);
    writing(ports -> ports.parked().release(1, later));
    assertThat(onTheirWay()).isEmpty();
    reading(
        ports ->
            assertThat(ports.parked().find(1)).map(parked -> parked.item().times()).contains(1));
  }

  private boolean claim(long number, Instant as, Instant at) {
    return this.<Boolean>write(ports -> ports.parked().claim(number, as, at));
  }

  private List<Long> onTheirWay() {
    return read(ports -> ports.parked().after(0, "", 9)).stream()
        .filter(Parked::isOnItsWay)
        .map(Parked::number)
        .toList();
  }

  @Test
  void items_know_how_old_their_record_is_and_how_often_it_was_edited() {
    SourceRecord stamped = aSourceRecord().of("shop/order/1").build();
    SourceRecord unstamped = aSourceRecord().of("shop/order/2").unstamped().build();
    List<Long> ids =
        write(
            ports -> {
              ports.inbox().accept(List.of(stamped, unstamped), NOW);
              return ports.inbox().waiting(9).stream().map(Inbox.Item::id).toList();
            });
    park(
        inboxItem(ids.get(0), "shop/order/1"),
        inboxItem(ids.get(1), "shop/order/2"),
        item("dotdigital/contact/7", "shop/order", "a", 0));
    writing(
        ports ->
            ports
                .inbox()
                .edit(ids.get(1), Payload.ofText("{}"), new Edit.Made(NOW, "otto", "typo")));
    List<Parked> of =
        read(ports -> ports.parked().ofSources(List.of("shop/order/1", "shop/order/2", "")));
    assertThat(of)
        .extracting(Parked::changedAt)
        .containsExactlyInAnyOrder(stamped.changedAt(), unstamped.observedAt());
    assertThat(of)
        .extracting(Parked::observedAt)
        .containsExactlyInAnyOrder(stamped.observedAt(), unstamped.observedAt());
    assertThat(of).extracting(Parked::edits).containsExactlyInAnyOrder(0, 1);
    reading(
        ports -> {
          assertThat(ports.parked().find(3)).map(Parked::changedAt).contains(Parked.NEVER);
          assertThat(ports.parked().find(3)).map(Parked::flow).contains("shop/order");
        });
  }

  private static ParkedItem inboxItem(long id, String source) {
    return new ParkedItem("inbox/" + id, Stage.MAPPING, source, "a", "s", "", "", id, NOW, NOW, 1);
  }

  @Test
  void records_that_never_came_to_the_sender_are_counted_by_flow() {
    park(
        item("inbox/1", "shop/order/1", "a", 1),
        item("inbox/2", "shop/order/a/b", "b", 2),
        item("row/erp/customer/x", "erp/customer", "a", 3));
    writing(
        ports ->
            ports
                .parked()
                .park(
                    List.of(
                        new ParkedItem(
                            "dotdigital/contact/1",
                            Stage.SEND,
                            "shop/order",
                            "c",
                            "s",
                            "",
                            "",
                            0,
                            NOW,
                            NOW,
                            1))));
    reading(
        ports ->
            assertThat(ports.parked().unsent())
                .containsExactly(Map.entry("erp/customer", 1L), Map.entry("shop/order", 2L)));
  }

  @Test
  void groups_are_by_cause_the_largest_first_with_the_newest_sentence() {
    park(
        item("inbox/1", "shop/order/1", "rare", 1),
        item("inbox/2", "shop/order/2", "common", 2),
        item("inbox/3", "shop/order/3", "common", 3));
    park(item("inbox/2", "shop/order/2", "common", 4));
    reading(
        ports ->
            assertThat(ports.parked().groups())
                .containsExactly(
                    new Group("common", 2, minute(2), minute(4), "Seen in minute 4."),
                    new Group("rare", 1, minute(1), minute(1), "Seen in minute 1.")));
  }

  private static Instant minute(int minute) {
    return NOW.plusSeconds(60L * minute);
  }

  @Test
  void what_is_to_be_tried_again_comes_out_longest_parked_first() {
    park(
        item("inbox/1", "", "a", 3),
        item("inbox/2", "", "a", 1),
        item("inbox/3", "", "a", 2),
        item("inbox/4", "", "a", 4),
        item("inbox/5", "", "b", 1));
    Instant third = NOW.plusSeconds(180);
    reading(
        ports -> {
          assertThat(ports.parked().oldest("a", third, 9, 10))
              .extracting(parked -> parked.item().subject())
              .containsExactly("inbox/2", "inbox/3", "inbox/1");
          assertThat(ports.parked().oldest("a", third, 9, 1))
              .extracting(parked -> parked.item().subject())
              .containsExactly("inbox/2");
        });
  }

  @Test
  void what_is_on_its_way_or_was_tried_too_often_is_not_tried_again() {
    park(item("inbox/1", "", "a", 1), item("inbox/2", "", "a", 1), item("inbox/3", "", "a", 1));
    park(item("inbox/3", "", "a", 1));
    writing(
        ports -> {
          Parked first = ports.parked().after(0, "a", 1).getFirst();
          ports.parked().replayed(List.of(first.number()), NOW);
          assertThat(ports.parked().oldest("a", NOW.plusSeconds(60), 1, 10))
              .extracting(parked -> parked.item().subject())
              .containsExactly("inbox/2");
        });
  }
}
