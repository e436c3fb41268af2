package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Facet;
import dev.selvedge.send.Forecast.Bound;
import dev.selvedge.send.Forecast.Load;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Scope LOW = new Scope("low", Duration.ofMinutes(1), 10);
  private static final List<Load> MILLION =
      List.of(new Load(Facet.CONTACT, 1_000_000, 10_000, "low"));

  private static Window low(long limit) {
    return Window.of(LOW, NOON).read(new Reading("low", limit, limit, NOON.plusSeconds(60)), NOON);
  }

  private static Forecast forecast(List<Load> loads, List<Window> windows, double perSecond) {
    return Forecast.of(loads, windows, List.of(LOW), AllowancePolicy.standard(), perSecond);
  }

  @Test
  void nothing_waiting_costs_nothing() {
    assertThat(forecast(List.of(new Load(Facet.CONTACT, 0, 10_000, "low")), List.of(), 100))
        .isEqualTo(new Forecast(0, 0, Duration.ZERO, new Bound.Nothing(), 100, true));
  }

  @Test
  void calls_are_batches_and_the_allowance_says_how_long() {
    Forecast forecast = forecast(MILLION, List.of(low(35)), 0);
    assertThat(forecast.calls()).isEqualTo(100);
    assertThat(forecast.bound()).isEqualTo(new Bound.ByAllowance("low"));
    // 28 of 35 calls a minute may be a backfill's: the first minute's at once, 72 more take 2.6
    assertThat(forecast.takes()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(160));
    assertThat(forecast.measured()).isTrue();
    // 100 calls in four windows of 35
    assertThat(forecast.freePercent()).isEqualTo(29);
  }

  @Test
  void where_calls_abound_the_speed_says_how_long_and_much_stays_free() {
    Forecast forecast = forecast(MILLION, List.of(low(1000)), 2500);
    assertThat(forecast.bound()).isEqualTo(new Bound.BySpeed());
    assertThat(forecast.takes()).isEqualTo(Duration.ofSeconds(400));
    assertThat(forecast.freePercent()).isEqualTo(99);
  }

  @Test
  void before_any_answer_the_limit_is_assumed_and_that_is_said() {
    Forecast forecast = forecast(MILLION, List.of(), 0);
    assertThat(forecast.measured()).isFalse();
    assertThat(forecast.takes()).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void a_ceiling_makes_it_longer() {
    Forecast half =
        Forecast.of(
            MILLION, List.of(low(35)), List.of(LOW), AllowancePolicy.standard().withCeiling(50), 0);
    assertThat(half.takes()).isGreaterThan(forecast(MILLION, List.of(low(35)), 0).takes());
    assertThat(half.freePercent()).isGreaterThanOrEqualTo(50);
  }
}
