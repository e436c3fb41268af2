package dev.selvedge.plan.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// From when freshness counts.
class CauseTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant CHANGED = NOW.minusSeconds(10);
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final Instant YEARS_AGO = NOW.minus(Duration.ofDays(900));
  private static final Feed FEED = new Feed(new SystemName("shop"), new RecordKind("customer"));

  private static Cause live() {
    return new Cause(FEED, Lane.NORMAL, CHANGED);
  }

  private static Cause firstSync() {
    return new Cause(FEED, Lane.BULK, YEARS_AGO);
  }

  private static Delivery planned(State state, Lane lane, Instant changed) {
    PersonId ada = new PersonId(1);
    return new Delivery(
        new SystemName("dotdigital"),
        Subject.contact(ada),
        ada,
        ContentHash.of("desired"),
        new Delivered.Never(),
        state,
        lane,
        FEED,
        changed,
        changed,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  @Test
  void a_change_counts_from_the_source_s_change() {
    assertThat(live().since(Lane.NORMAL, NOW)).isEqualTo(CHANGED);
    assertThat(live().since(Lane.URGENT, NOW)).isEqualTo(CHANGED);
    assertThat(live().since(planned(State.SETTLED, Lane.NORMAL, BEFORE), Lane.NORMAL, NOW))
        .isEqualTo(CHANGED);
  }

  @Test
  void of_several_that_are_not_delivered_yet_the_oldest_counts() {
    for (State open : new State[] {State.DUE, State.WAITING, State.CLAIMED, State.PARKED}) {
      assertThat(live().since(planned(open, Lane.NORMAL, BEFORE), Lane.URGENT, NOW))
          .isEqualTo(BEFORE);
    }
    assertThat(live().since(planned(State.DUE, Lane.NORMAL, NOW), Lane.NORMAL, NOW))
        .isEqualTo(CHANGED);
  }

  @Test
  void a_change_to_what_a_first_sync_has_waiting_counts_from_the_change() {
    assertThat(live().since(planned(State.DUE, Lane.BULK, YEARS_AGO), Lane.NORMAL, NOW))
        .isEqualTo(CHANGED);
  }

  @Test
  void a_first_sync_makes_no_waiting_change_older() {
    assertThat(firstSync().since(planned(State.DUE, Lane.NORMAL, BEFORE), Lane.NORMAL, NOW))
        .isEqualTo(BEFORE);
  }

  @Test
  void what_a_first_sync_makes_urgent_counts_from_now() {
    assertThat(firstSync().since(Lane.URGENT, NOW)).isEqualTo(NOW);
    assertThat(firstSync().since(planned(State.SETTLED, Lane.BULK, BEFORE), Lane.URGENT, NOW))
        .isEqualTo(NOW);
    assertThat(firstSync().since(Lane.BULK, NOW)).isEqualTo(YEARS_AGO);
  }
}
