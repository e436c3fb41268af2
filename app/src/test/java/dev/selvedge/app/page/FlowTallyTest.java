package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.Freshness;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.watch.FlowMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a flow's figures become its state and freshness.
class FlowTallyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String FLOW = "shop/order";

  private final FlowTally tally = new FlowTally();

  private static FlowMinute minute(int minutesAgo, long delivered, long mean, long max) {
    return new FlowMinute(
        FLOW, NOW.minus(Duration.ofMinutes(minutesAgo)), 5, 0, delivered, delivered * mean, max);
  }

  private void deliveries(State state, long count) {
    tally.count(
        new Deliveries.Count(new SystemName("dotdigital"), Facet.ORDER, state, FLOW, count));
  }

  private Overview.FlowLine line(Instant oldestDue) {
    return tally.line(FLOW, "dotdigital", NOW, oldestDue);
  }

  @Test
  void a_flow_without_a_record_is_silent() {
    assertThat(line(NOW).standing()).isEqualTo(Standing.SILENT);
    assertThat(line(NOW).activity()).isEqualTo(new Activity.Never());
  }

  @Test
  void counts_are_added_up_by_state() {
    deliveries(State.DUE, 3);
    deliveries(State.CLAIMED, 2);
    deliveries(State.WAITING, 7);
    deliveries(State.PARKED, 1);
    deliveries(State.SETTLED, 90);

    assertThat(line(NOW).due()).isEqualTo(5);
    assertThat(line(NOW).waiting()).isEqualTo(7);
    assertThat(line(NOW).parked()).isEqualTo(1);
  }

  @Test
  void with_nothing_due_a_flow_is_in_step() {
    tally.total(minute(90, 4, 100, 100));
    deliveries(State.SETTLED, 90);

    assertThat(line(NOW).standing()).isEqualTo(Standing.IN_STEP);
  }

  @Test
  void work_that_has_just_become_due_is_being_caught_up_and_not_stuck() {
    tally.total(minute(90, 4, 100, 100));
    deliveries(State.DUE, 1);

    assertThat(line(NOW.minusSeconds(2)).standing()).isEqualTo(Standing.CATCHING_UP);
    assertThat(line(NOW.minusSeconds(301)).standing()).isEqualTo(Standing.STUCK);
    tally.minute(minute(2, 1, 100, 100));
    assertThat(line(NOW.minusSeconds(301)).standing()).isEqualTo(Standing.CATCHING_UP);
  }

  @Test
  void freshness_is_the_latest_mean_the_middle_and_the_worst() {
    tally.minute(minute(50, 1, 9_000, 20_000));
    tally.minute(minute(40, 10, 300, 400));
    tally.minute(minute(30, 0, 0, 0));
    tally.minute(minute(20, 2, 500, 600));

    assertThat(line(NOW).activity())
        .isEqualTo(
            new Activity.Last(
                NOW.minus(Duration.ofMinutes(20)), new Freshness.Measured(500, 300, 20_000)));
  }

  @Test
  void without_deliveries_in_the_hour_freshness_is_not_measured() {
    tally.minute(minute(50, 0, 0, 0));

    assertThat(line(NOW).activity())
        .isEqualTo(
            new Activity.Last(NOW.minus(Duration.ofMinutes(50)), new Freshness.NotMeasured()));
  }

  @Test
  void the_whole_is_as_its_worst_flow_and_as_its_inbox() {
    tally.total(minute(1, 1, 1, 1));
    List<Overview.FlowLine> inStep = List.of(line(NOW));

    assertThat(FlowTally.whole(List.of(), 0)).isEqualTo(Standing.SILENT);
    assertThat(FlowTally.whole(inStep, 0)).isEqualTo(Standing.IN_STEP);
    assertThat(FlowTally.whole(inStep, 1)).isEqualTo(Standing.CATCHING_UP);
  }
}
