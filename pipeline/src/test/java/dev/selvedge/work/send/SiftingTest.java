package dev.selvedge.work.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.work.send.Sifting.Looked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiftingTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant SOON = NOON.plusMillis(50);
  private static final Instant LATER = NOON.plusSeconds(2);
  private static final Instant HOUR = NOON.plusSeconds(3600);
  private static final int BATCH = 25;

  private static List<Backlog> waiting(long count, Instant deadline) {
    Feed flow = new Feed(new SystemName("shop"), new RecordKind("order"));
    DueQueue queue = new DueQueue(Facet.ENROLMENT, Lane.URGENT, DueQueue.ANY, flow, "12");
    return List.of(new Backlog(queue, count, NOON, deadline));
  }

  private static List<Backlog> waiting(long count) {
    return waiting(count, Delivery.NO_DEADLINE);
  }

  private static Looked looked(long waiting, int go, int settled) {
    return new Looked(waiting, go, settled, HOUR, HOUR, NOON);
  }

  @Test
  void what_has_not_changed_is_not_looked_at_again() {
    assertThat(looked(7, 7, 0).holds(waiting(7), BATCH, LATER)).isTrue();
    // Those behind a full call are looked at when it has left.
    assertThat(looked(400, BATCH, 0).holds(waiting(400), BATCH, LATER)).isTrue();
    assertThat(looked(7, 7, 0).holds(waiting(7, HOUR), BATCH, LATER)).isTrue();
  }

  @Test
  void who_came_who_went_and_whose_time_is_near_is_looked_at() {
    assertThat(looked(7, 7, 0).holds(waiting(8), BATCH, LATER)).isFalse();
    assertThat(looked(7, 7, 0).holds(waiting(6), BATCH, LATER)).isFalse();
    assertThat(looked(7, 7, 0).holds(waiting(7, HOUR.minusSeconds(1)), BATCH, LATER)).isFalse();
    assertThat(looked(7, 7, 0).holds(waiting(7), BATCH, HOUR.plusSeconds(1))).isFalse();
  }

  @Test
  void two_processes_that_look_at_the_same_rows_do_not_keep_each_other_looking() {
    // The other holds five for a moment, and gives them back.
    assertThat(looked(7, 7, 0).holds(waiting(2), BATCH, SOON)).isTrue();
    assertThat(looked(2, 2, 0).holds(waiting(7), BATCH, SOON)).isTrue();
  }

  @Test
  void where_somebody_was_settled_the_next_are_looked_at_at_once() {
    assertThat(looked(16, 0, BATCH).holds(waiting(16), BATCH, SOON)).isFalse();
  }
}
