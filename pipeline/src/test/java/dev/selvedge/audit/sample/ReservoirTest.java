package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static final int ROUNDS = 42_000;

  /// The 99.9 % point of the chi-square distribution with 34 degrees of freedom: 35 sets.
  private static final double TABLE_34 = 65.25;

  /// The same with 9 degrees of freedom.
  private static final double TABLE_9 = 27.88;

  /// All 35 sets of three out of seven, not only each member.
  @Test
  void every_set_has_the_same_chance() {
    Map<Set<Integer>, Integer> seen = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Reservoir<Integer> reservoir = new Reservoir<>(3, round * 7_919L + 1);
      for (int item = 0; item < 7; item++) {
        reservoir.offer(item);
      }
      seen.merge(new TreeSet<>(reservoir.drawn()), 1, Integer::sum);
    }
    assertThat(seen).hasSize(35);
    assertThat(chiSquare(seen, ROUNDS / 35.0)).isLessThan(TABLE_34);
  }

  @Test
  void so_has_every_set_that_is_taken_out_of_those_drawn() {
    Map<Set<Integer>, Integer> seen = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      StrataDraw<Integer> draw = new StrataDraw<>(4, 8, "others", round * 104_729L + 3);
      for (int item = 0; item < 5; item++) {
        draw.offer("a", item);
        draw.offer("b", 10 + item);
      }
      Map<String, List<Integer>> drawn = draw.drawn(Quota.proportional(draw.strata(), 4));
      seen.merge(new TreeSet<>(drawn.get("a")), 1, Integer::sum);
      assertThat(drawn.get("b")).hasSize(2).allMatch(item -> item >= 10);
    }
    assertThat(seen).hasSize(10);
    assertThat(chiSquare(seen, ROUNDS / 10.0)).isLessThan(TABLE_9);
  }

  private static double chiSquare(Map<Set<Integer>, Integer> seen, double expected) {
    return seen.values().stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }

  @Test
  void the_same_seed_draws_the_same_and_all_are_kept_of_few() {
    Reservoir<Integer> one = new Reservoir<>(5, 11);
    Reservoir<Integer> other = new Reservoir<>(5, 11);
    Reservoir<Integer> another = new Reservoir<>(5, 12);
    for (int item = 0; item < 1_000; item++) {
      one.offer(item);
      other.offer(item);
      another.offer(item);
    }
    assertThat(one.drawn()).isEqualTo(other.drawn()).isNotEqualTo(another.drawn()).hasSize(5);
    assertThat(one.offered()).isEqualTo(1_000);
    Reservoir<Integer> few = new Reservoir<>(5, 11);
    few.offer(1);
    assertThat(few.drawn()).containsExactly(1);
    Reservoir<Integer> none = new Reservoir<>(0, 11);
    none.offer(1);
    assertThat(none.drawn()).isEmpty();
  }

  @Test
  void what_is_drawn_of_a_stratum_does_not_depend_on_the_others() {
    StrataDraw<Integer> alone = new StrataDraw<>(6, 8, "others", 5);
    StrataDraw<Integer> mixed = new StrataDraw<>(6, 8, "others", 5);
    for (int item = 0; item < 300; item++) {
      alone.offer("uk", item);
      mixed.offer("de", -item);
      mixed.offer("uk", item);
    }
    Quota six = new Quota(new Stratum("uk", 300), 6);
    assertThat(mixed.drawn(List.of(six))).isEqualTo(alone.drawn(List.of(six)));
    assertThat(mixed.strata()).containsExactly(new Stratum("de", 300), new Stratum("uk", 300));
  }

  @Test
  void strata_are_bounded_and_so_is_what_is_asked_of_them() {
    StrataDraw<Integer> draw = new StrataDraw<>(2, 3, "others", 5);
    for (int item = 0; item < 10; item++) {
      draw.offer("s" + item, item);
    }
    assertThat(draw.strata())
        .containsExactly(
            new Stratum("others", 7),
            new Stratum("s0", 1),
            new Stratum("s1", 1),
            new Stratum("s2", 1));
    List<Quota> tooMany = List.of(new Quota(new Stratum("others", 7), 3));
    assertThatThrownBy(() -> draw.drawn(tooMany)).hasMessage("Only 2 were drawn, not 3");
    List<Quota> unknown = List.of(new Quota(new Stratum("s9", 1), 1));
    assertThatThrownBy(() -> draw.drawn(unknown)).hasMessage("Nothing of s9 went by");
  }
}
