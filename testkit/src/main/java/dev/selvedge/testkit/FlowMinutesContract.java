package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every history of the flows does.
public abstract class FlowMinutesContract extends PortContract {
  private static final Instant NEXT = NOW.plusSeconds(60);

  private void add(FlowMinute... minutes) {
    writing(ports -> ports.flowMinutes().add(List.of(minutes)));
  }

  @Test
  void what_one_minute_saw_is_added_up() {
    add(
        new FlowMinute("shop/order", NOW, 1, 2, 3, 400, 50),
        new FlowMinute("shop/order", NOW, 10, 20, 30, 4000, 20));
    add(new FlowMinute("shop/order", NOW, 100, 0, 0, 0, 70));
    reading(
        ports ->
            assertThat(ports.flowMinutes().since(NOW))
                .containsExactly(new FlowMinute("shop/order", NOW, 111, 22, 33, 4400, 70)));
  }

  @Test
  void minutes_are_given_since_a_time_oldest_first() {
    FlowMinute order = new FlowMinute("shop/order", NEXT, 1, 0, 0, 0, 0);
    FlowMinute customer = new FlowMinute("shop/customer", NEXT, 2, 0, 0, 0, 0);
    FlowMinute before = new FlowMinute("shop/order", NOW, 3, 0, 0, 0, 0);
    add(order, customer, before);
    reading(
        ports -> {
          assertThat(ports.flowMinutes().since(NOW)).containsExactly(before, customer, order);
          assertThat(ports.flowMinutes().since(NOW.plusMillis(1))).containsExactly(customer, order);
          assertThat(ports.flowMinutes().since(NEXT.plusMillis(1))).isEmpty();
        });
  }

  @Test
  void totals_hold_everything_since_the_store_began() {
    add(
        new FlowMinute("shop/order", NEXT, 1, 2, 3, 400, 50),
        new FlowMinute("shop/order", NOW, 10, 20, 30, 4000, 20),
        new FlowMinute("erp/order", NOW, 5, 0, 0, 0, 0));
    add(new FlowMinute("shop/order", NEXT, 100, 0, 0, 0, 0));
    reading(
        ports ->
            assertThat(ports.flowMinutes().totals())
                .containsExactly(
                    new FlowMinute("erp/order", NOW, 5, 0, 0, 0, 0),
                    new FlowMinute("shop/order", NEXT, 111, 22, 33, 4400, 50)));
  }

  @Test
  void a_rhythm_tells_the_longest_time_without_anything_received() {
    add(
        new FlowMinute("shop/order", NOW.minusSeconds(600), 9, 0, 0, 0, 0),
        new FlowMinute("shop/order", NOW, 1, 0, 0, 0, 0),
        new FlowMinute("shop/order", NOW.plusSeconds(120), 0, 0, 5, 0, 0),
        new FlowMinute("shop/order", NOW.plusSeconds(240), 2, 0, 0, 0, 0),
        new FlowMinute("shop/order", NOW.plusSeconds(300), 1, 0, 0, 0, 0),
        new FlowMinute("erp/order", NEXT, 1, 0, 0, 0, 0),
        new FlowMinute("erp/refund", NEXT, 0, 0, 1, 0, 0));
    reading(
        ports ->
            assertThat(ports.flowMinutes().rhythms(NOW))
                .containsOnly(
                    Map.entry(
                        "shop/order",
                        new Rhythm(NOW, NOW.plusSeconds(300), 3, Duration.ofMinutes(4))),
                    Map.entry("erp/order", new Rhythm(NEXT, NEXT, 1, Duration.ZERO))));
  }

  @Test
  void hours_hold_what_was_received_in_them() {
    Instant hour = Instant.parse("2026-03-01T12:00:00Z");
    add(
        new FlowMinute("shop/order", hour.minusSeconds(60), 9, 0, 0, 0, 0),
        new FlowMinute("shop/order", hour, 1, 0, 0, 0, 0),
        new FlowMinute("shop/order", hour.plusSeconds(3540), 2, 0, 0, 0, 0),
        new FlowMinute("shop/order", hour.plusSeconds(3600), 4, 0, 0, 0, 0),
        new FlowMinute("shop/order", hour.plusSeconds(7200), 0, 1, 1, 0, 0),
        new FlowMinute("erp/order", hour, 8, 0, 0, 0, 0));
    reading(
        ports ->
            assertThat(ports.flowMinutes().hours(hour))
                .containsOnly(
                    Map.entry("shop/order", Map.of(hour, 3L, hour.plusSeconds(3600), 4L)),
                    Map.entry("erp/order", Map.of(hour, 8L))));
  }

  @Test
  void what_one_flow_received_is_summed_by_any_grain() {
    Instant day = Instant.parse("2026-03-01T00:00:00Z");
    add(
        new FlowMinute("shop/order", day.minusSeconds(60), 9, 0, 0, 0, 0),
        new FlowMinute("shop/order", day, 1, 0, 0, 0, 0),
        new FlowMinute("shop/order", day.plusSeconds(86_340), 2, 0, 7, 0, 0),
        new FlowMinute("shop/order", day.plusSeconds(86_400), 4, 0, 0, 0, 0),
        new FlowMinute("shop/order", day.plusSeconds(200_000), 0, 1, 1, 0, 0),
        new FlowMinute("shop/order-note", day, 8, 0, 0, 0, 0));
    reading(
        ports -> {
          assertThat(ports.flowMinutes().received("shop/order", Duration.ofDays(1), day))
              .isEqualTo(Map.of(day, 3L, day.plusSeconds(86_400), 4L));
          assertThat(ports.flowMinutes().received("shop/order", Duration.ofMinutes(1), day))
              .isEqualTo(Map.of(day, 1L, day.plusSeconds(86_340), 2L, day.plusSeconds(86_400), 4L));
          assertThat(ports.flowMinutes().received("erp/order", Duration.ofDays(1), day)).isEmpty();
        });
  }
}
