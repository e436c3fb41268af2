package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Stage;
import dev.selvedge.trail.TrailEntry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every trail does.
public abstract class TrailContract extends PortContract {
  private static TrailEntry entry(String word, long person, String order, String source) {
    return new TrailEntry(
        NOW,
        Stage.PERSON,
        word,
        new TrailEntry.About(person, order, source, "shop", 5),
        "What became of it: “" + word + "”.");
  }

  private void append(TrailEntry... entries) {
    writing(ports -> ports.trail().append(List.of(entries)));
  }

  @Test
  void entries_are_found_by_person_order_and_source_newest_first() {
    TrailEntry first = entry("joined", 1, "", "shop/customer/1");
    TrailEntry second = entry("due", 1, "1000", "shop/order/9");
    TrailEntry third = entry("stale", 2, "1000", "shop/order/9");
    append(first, second);
    append(third);
    reading(
        ports -> {
          assertThat(ports.trail().ofPerson(1, 10)).containsExactly(second, first);
          assertThat(ports.trail().ofOrder("1000", 10)).containsExactly(third, second);
          assertThat(ports.trail().ofSource("shop/order/9", 10)).containsExactly(third, second);
          assertThat(ports.trail().ofSource("shop/customer/1", 10)).containsExactly(first);
          assertThat(ports.trail().latest(10)).containsExactly(third, second, first);
          assertThat(ports.trail().ofPerson(3, 10)).isEmpty();
        });
  }

  @Test
  void only_as_many_as_asked_for_are_given() {
    append(
        IntStream.range(0, 50)
            .mapToObj(n -> entry("n" + n, 1, "1000", "shop/order/9"))
            .toArray(TrailEntry[]::new));
    reading(
        ports -> {
          assertThat(ports.trail().ofPerson(1, 2))
              .extracting(TrailEntry::word)
              .containsExactly("n49", "n48");
          assertThat(ports.trail().ofOrder("1000", 3)).hasSize(3);
          assertThat(ports.trail().ofSource("shop/order/9", 4)).hasSize(4);
          assertThat(ports.trail().latest(1)).extracting(TrailEntry::word).containsExactly("n49");
        });
  }

  @Test
  void what_does_not_apply_is_not_found_by() {
    append(entry("started", 0, "", ""));
    reading(
        ports -> {
          assertThat(ports.trail().ofPerson(0, 10)).isEmpty();
          assertThat(ports.trail().ofOrder("", 10)).isEmpty();
          assertThat(ports.trail().ofSource("", 10)).isEmpty();
          assertThat(ports.trail().latest(10)).hasSize(1);
        });
  }
}
