package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.send.Dispatch.Way;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final int BATCH = 1000;
  private final Dispatch dispatch = new Dispatch(20, Duration.ofSeconds(2));

  @Test
  void nothing_due_sends_nothing() {
    assertThat(way(Lane.NORMAL, 0, NOON, false)).isEqualTo(Way.NOT_YET);
  }

  @Test
  void a_lone_change_goes_at_once_by_itself() {
    assertThat(way(Lane.NORMAL, 1, NOON, true)).isEqualTo(Way.SINGLY);
    assertThat(way(Lane.URGENT, 20, NOON, true)).isEqualTo(Way.SINGLY);
  }

  @Test
  void many_changes_share_one_import() {
    assertThat(way(Lane.NORMAL, 21, NOON, true)).isEqualTo(Way.TOGETHER);
  }

  @Test
  void a_backfill_waits_for_its_batch_to_fill() {
    assertThat(way(Lane.BULK, BATCH - 1, NOON, true)).isEqualTo(Way.NOT_YET);
    assertThat(way(Lane.BULK, BATCH, NOON, true)).isEqualTo(Way.TOGETHER);
  }

  @Test
  void the_rest_of_a_backfill_goes_when_nothing_more_comes_and_it_has_lingered() {
    assertThat(way(Lane.BULK, 500, NOON.minusSeconds(1), false)).isEqualTo(Way.NOT_YET);
    assertThat(way(Lane.BULK, 500, NOON.minusSeconds(2), false)).isEqualTo(Way.TOGETHER);
    assertThat(way(Lane.BULK, 3, NOON.minusSeconds(2), false)).isEqualTo(Way.SINGLY);
  }

  private Way way(Lane lane, long due, Instant oldest, boolean more) {
    return dispatch.way(lane, new Backlog(due, oldest), BATCH, more, NOON);
  }
}
