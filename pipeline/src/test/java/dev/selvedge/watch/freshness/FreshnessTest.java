package dev.selvedge.watch.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.watch.freshness.FreshnessLog.Open;
import dev.selvedge.watch.freshness.FreshnessLog.Why;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Strand ORDERS = new Strand("shop/order", "dotdigital", Matter.ORDER);
  private static final Goal GOAL = new Goal(9000, Duration.ofMinutes(5));
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Histogram times(int count, Duration took) {
    return Histogram.of(java.util.Collections.nCopies(count, took));
  }

  private static Freshness of(Map<Duration, Histogram> told, Open... open) {
    return Freshness.of(ORDERS, GOAL, told, List.of(open));
  }

  private static Share fast(Freshness freshness) {
    return freshness.burn().pairs().getFirst().longer();
  }

  @Test
  void what_was_told_in_time_keeps_the_goal() {
    Freshness fresh =
        of(
            Map.of(
                DAY,
                times(9, Duration.ofMinutes(5)).plus(times(1, Duration.ofMinutes(6))),
                Burn.PERIOD,
                times(19, Duration.ofMinutes(5)).plus(times(1, Duration.ofMinutes(6)))));
    assertThat(fresh.ofDay()).isEqualTo(new Share(9, 1));
    assertThat(fresh.isKept()).isTrue();
    assertThat(fresh.budgetLeft()).isEqualTo(0.5);
    assertThat(fresh.lateNow()).isZero();
  }

  @Test
  void an_outage_does_not_look_fresh() {
    Open due = new Open(ORDERS, Why.DUE, times(3, DAY));
    Freshness out = of(Map.of(DAY, times(2, Duration.ofSeconds(1)), HOUR, Histogram.NONE), due);

    assertThat(out.ofDay()).isEqualTo(new Share(2, 3));
    assertThat(fast(out)).isEqualTo(new Share(0, 3));
    assertThat(out.isKept()).isFalse();
    assertThat(out.late()).containsOnly(Map.entry(Why.DUE, 3L));
  }

  @Test
  void what_is_not_late_yet_is_neither_here_nor_there() {
    Freshness fresh =
        of(
            Map.of(DAY, times(1, Duration.ofSeconds(1))),
            new Open(ORDERS, Why.DUE, times(8, Duration.ofMinutes(5))));
    assertThat(fresh.ofDay()).isEqualTo(new Share(1, 0));
    assertThat(fresh.late()).isEmpty();
  }

  @Test
  void what_is_held_counts_and_is_told_apart() {
    Freshness fresh = of(Map.of(DAY, Histogram.NONE), new Open(ORDERS, Why.HELD, times(2, HOUR)));
    assertThat(fresh.ofDay()).isEqualTo(new Share(0, 2));
    assertThat(fresh.late()).containsOnly(Map.entry(Why.HELD, 2L));
  }

  @Test
  void what_is_parked_counts_where_it_came_to_be_late() {
    Freshness fresh =
        of(
            Map.of(HOUR, Histogram.NONE, DAY, Histogram.NONE, Burn.PERIOD, Histogram.NONE),
            new Open(ORDERS, Why.PARKED, times(2, Duration.ofMinutes(30))),
            new Open(ORDERS, Why.PARKED, times(4, Duration.ofHours(20))),
            new Open(ORDERS, Why.PARKED, times(8, Duration.ofDays(9))),
            new Open(ORDERS, Why.PARKED, times(16, Duration.ofDays(90))));
    assertThat(fast(fresh).missed()).isEqualTo(2);
    assertThat(fresh.ofDay().missed()).isEqualTo(6);
    assertThat(fresh.ofPeriod().missed()).isEqualTo(14);
    assertThat(fresh.lateNow()).isEqualTo(30);
  }
}
