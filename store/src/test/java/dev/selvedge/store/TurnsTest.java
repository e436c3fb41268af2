package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Precedence without starvation.
final class TurnsTest {
  private final Turns<String> turns = new Turns<>();

  @Test
  void those_with_precedence_go_before_those_that_came_earlier() {
    turns.add("resolve");
    turns.add("settle");
    turns.addFirst("webhook 1");
    turns.addFirst("webhook 2");

    assertThat(take(4)).containsExactly("webhook 1", "webhook 2", "resolve", "settle");
  }

  @Test
  void one_of_the_others_comes_after_so_many_in_a_row() {
    turns.add("resolve");
    turns.add("settle");
    for (int i = 0; i < 3 * Turns.IN_A_ROW; i++) {
      turns.addFirst("webhook");
    }

    List<String> taken = take(3 * Turns.IN_A_ROW + 2);

    assertThat(taken.indexOf("resolve")).isEqualTo(Turns.IN_A_ROW);
    assertThat(taken.indexOf("settle")).isEqualTo(2 * Turns.IN_A_ROW + 1);
  }

  @Test
  void who_comes_after_a_rush_does_not_overtake_the_next() {
    for (int i = 0; i < Turns.IN_A_ROW; i++) {
      turns.addFirst("webhook");
    }
    take(Turns.IN_A_ROW);
    turns.add("resolve");
    turns.addFirst("webhook");

    assertThat(take(2)).containsExactly("webhook", "resolve");
  }

  @Test
  void an_empty_line_has_no_next() {
    assertThatThrownBy(turns::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void in_any_coming_and_going_each_kind_keeps_its_order_and_nobody_is_overtaken_too_often() {
    Random dice = new Random(5);
    Turns<Integer> line = new Turns<>();
    Queue<Integer> others = new ArrayDeque<>();
    Queue<Integer> first = new ArrayDeque<>();
    int inARow = 0;
    for (int number = 0; number < 100_000; number++) {
      // rushes and lulls in turn, so that both queues fill up and run dry
      boolean rush = number / 500 % 2 == 0;
      if (dice.nextInt(10) < (rush ? 6 : 3)) {
        if (dice.nextInt(10) == 0) {
          line.add(number);
          others.add(number);
        } else {
          line.addFirst(number);
          first.add(number);
        }
      } else if (!first.isEmpty() || !others.isEmpty()) {
        boolean waited = !others.isEmpty();
        int taken = line.next();
        if (Integer.valueOf(taken).equals(first.peek())) {
          first.remove();
          inARow = waited ? inARow + 1 : 0;
        } else {
          assertThat(taken).isEqualTo(others.remove());
          assertThat(first.isEmpty() || inARow == Turns.IN_A_ROW).isTrue();
          inARow = 0;
        }
        assertThat(inARow).isLessThanOrEqualTo(Turns.IN_A_ROW);
      }
    }
  }

  private List<String> take(int count) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(turns.next());
    }
    return taken;
  }
}
