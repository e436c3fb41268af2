package dev.selvedge.watch.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Strand ORDERS = new Strand("shop/order", "dotdigital", Matter.ORDER);
  private static final Strand CONSENT = new Strand("shop/order", "dotdigital", Matter.CONSENT);

  @Test
  void a_goal_is_read_as_it_is_said() {
    assertThat(Goal.read("99 % within 60 s").orElseThrow().goal())
        .isEqualTo(new Goal(9900, Duration.ofSeconds(60)));
    assertThat(Goal.read("99.5% within 5min").orElseThrow().goal())
        .isEqualTo(new Goal(9950, Duration.ofMinutes(5)));
    assertThat(Goal.read("90 % within 1 day").orElseThrow().goal())
        .isEqualTo(new Goal(9000, Duration.ofDays(1)));
    for (String other :
        new String[] {
          "99 within 60 s", "0 % within 60 s", "100 % within 1 s", "99 % in 60 s", ""
        }) {
      assertThat(Goal.read(other)).as(other).isEmpty();
    }
  }

  @Test
  void every_time_that_can_be_promised_is_read_as_it_is_written() {
    assertThat(Bounds.all().stream().filter(one -> one.toMillis() % 1000 == 0))
        .isNotEmpty()
        .allSatisfy(
            within -> {
              Goal goal = new Goal(9990, within);
              assertThat(Goal.read(goal.words()).orElseThrow().goal()).isEqualTo(goal);
            });
    assertThat(new Goal(9900, Duration.ofSeconds(60)).words()).isEqualTo("99 % within 60 s");
    assertThat(new Goal(9950, Duration.ofHours(2)).words()).isEqualTo("99.5 % within 2 h");
    assertThat(new Goal(9000, Duration.ofDays(3)).words()).isEqualTo("90 % within 3 d");
  }

  @Test
  void a_time_between_two_bounds_cannot_be_promised_and_the_next_can() {
    Goal.Wanted odd = Goal.read("99 % within 70 s").orElseThrow();
    assertThat(odd.isPossible()).isFalse();
    assertThat(odd.next().words()).isEqualTo("99 % within 90 s");
    assertThat(Goal.read("99 % within 40 days").orElseThrow().next().within())
        .isEqualTo(Duration.ofDays(28));
    assertThat(Goal.read("99 % within 0 s").orElseThrow().isPossible()).isFalse();
  }

  @Test
  void what_is_said_of_a_flow_holds_before_its_kind_before_its_matter_before_all() {
    Goal flow = new Goal(9000, Duration.ofMinutes(1));
    Goal kind = new Goal(9000, Duration.ofMinutes(2));
    Goal matter = new Goal(9000, Duration.ofMinutes(3));
    Goal all = new Goal(9000, Duration.ofMinutes(4));
    Map<String, Goal> said =
        Map.of("shop/order", flow, "order", kind, "orders", matter, Goals.DEFAULT, all);

    assertThat(new Goals(said, Map.of(), Set.of()).of(ORDERS)).contains(flow);
    assertThat(new Goals(said, Map.of(), Set.of()).of(new Strand("erp/order", "x", Matter.ORDER)))
        .contains(kind);
    assertThat(new Goals(said, Map.of(), Set.of()).of(new Strand("erp/sale", "x", Matter.ORDER)))
        .contains(matter);
    assertThat(new Goals(said, Map.of(), Set.of()).of(new Strand("erp/sale", "x", Matter.CONSENT)))
        .contains(all);
    assertThat(new Goals(said, Map.of(), Set.of("shop/order")).of(ORDERS)).isEmpty();
  }

  @Test
  void where_nothing_is_said_consent_is_a_minute_and_what_is_polled_waits_to_be_asked() {
    assertThat(Goals.standard().of(CONSENT).orElseThrow().words()).isEqualTo("99 % within 60 s");
    assertThat(Goals.standard().of(ORDERS).orElseThrow().words()).isEqualTo("99 % within 5 min");
    Goals polled = new Goals(Map.of(), Map.of("shop/order", Duration.ofMinutes(5)), Set.of());
    assertThat(polled.of(CONSENT).orElseThrow().words()).isEqualTo("99 % within 450 s");
    assertThat(polled.of(ORDERS).orElseThrow().words()).isEqualTo("99 % within 10 min");
  }
}
