package dev.selvedge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PunctualityTest {
  private static final Instant READ = Instant.parse("2026-11-01T12:00:00Z");
  private static final String FLOW = "crm/customer";

  private static FlowReading read() {
    return new FlowReading(FLOW, READ, false, "", Instant.EPOCH);
  }

  @Test
  void what_is_read_every_five_minutes_is_late_after_twenty() {
    Timetable when = Timetable.every(Duration.ofMinutes(5));

    assertThat(Punctuality.of(when, read(), READ.plus(Duration.ofMinutes(20)))).isEmpty();
    assertThat(Punctuality.of(when, read(), READ.plus(Duration.ofMinutes(21))))
        .contains(new Concern.Late(FLOW, READ, READ.plus(Duration.ofMinutes(5))));
  }

  @Test
  void what_is_read_once_a_day_is_late_an_hour_after_its_time() {
    Timetable when = Timetable.every(Duration.ofDays(1));
    Instant due = READ.plus(Duration.ofDays(1));

    assertThat(Punctuality.of(when, read(), due.plus(Duration.ofHours(1)))).isEmpty();
    assertThat(Punctuality.of(when, read(), due.plus(Duration.ofMinutes(61))))
        .contains(new Concern.Late(FLOW, READ, due));
  }

  @Test
  void a_first_reading_under_way_is_not_late_and_what_was_never_tried_is_not_known_to_be() {
    Timetable when = Timetable.every(Duration.ofMinutes(5));
    Instant muchLater = READ.plus(Duration.ofDays(9));

    assertThat(
            Punctuality.of(when, new FlowReading(FLOW, READ, true, "", Instant.EPOCH), muchLater))
        .isEmpty();
    assertThat(
            Punctuality.of(
                when, new FlowReading(FLOW, Instant.EPOCH, false, "", Instant.EPOCH), muchLater))
        .isEmpty();
  }

  @Test
  void what_cannot_be_read_says_so_at_once_and_since_when() {
    FlowReading troubled = new FlowReading(FLOW, READ, false, "the password is refused", READ);

    assertThat(Punctuality.of(Timetable.every(Duration.ofDays(1)), troubled, READ))
        .contains(new Concern.Troubled(FLOW, "the password is refused", READ));
  }
}
