package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Stage;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems.Group;
import java.time.Instant;
import java.util.List;
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
  void items_are_cleared_by_subject_and_by_source() {
    park(
        item("inbox/1", "shop/order/1", "a", 1),
        item("inbox/2", "shop/order/1", "a", 2),
        item("inbox/3", "shop/order/3", "a", 3),
        item("order/7", "", "a", 4));
    writing(
        ports -> {
          ports.parked().clear(List.of("inbox/3", "inbox/99"));
          assertThat(ports.parked().count()).isEqualTo(3);
          ports.parked().clearSources(List.of("shop/order/1", ""));
          assertThat(ports.parked().newest(10))
              .extracting(ParkedItem::subject)
              .containsExactly("order/7");
        });
  }

  @Test
  void groups_are_by_cause_the_largest_first_with_the_newest_sentence() {
    park(
        item("inbox/1", "shop/order/1", "rare", 1),
        item("inbox/2", "shop/order/2", "common", 3),
        item("inbox/3", "shop/order/3", "common", 2));
    reading(
        ports ->
            assertThat(ports.parked().groups())
                .containsExactly(
                    new Group("common", 2, "Seen in minute 3."),
                    new Group("rare", 1, "Seen in minute 1.")));
  }
}
