package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.watch.FlowReading;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every store of readings does.
public abstract class FlowReadingsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final String CUSTOMERS = "crm/customer";

  @Test
  void what_was_never_tried_is_not_known() {
    reading(
        ports -> {
          assertThat(ports.flowReadings().of(CUSTOMERS)).isEmpty();
          assertThat(ports.flowReadings().all()).isEmpty();
        });
  }

  @Test
  void a_reading_is_under_way_until_it_came_to_its_end() {
    writing(ports -> ports.flowReadings().passing(CUSTOMERS));
    reading(
        ports ->
            assertThat(ports.flowReadings().of(CUSTOMERS))
                .contains(new FlowReading(CUSTOMERS, Instant.EPOCH, true, "", Instant.EPOCH)));
    writing(ports -> ports.flowReadings().finished(CUSTOMERS, NOW));
    writing(ports -> ports.flowReadings().finished("crm/refund", LATER));
    reading(
        ports ->
            assertThat(ports.flowReadings().all())
                .containsExactly(
                    new FlowReading(CUSTOMERS, NOW, false, "", Instant.EPOCH),
                    new FlowReading("crm/refund", LATER, false, "", Instant.EPOCH)));
    writing(ports -> ports.flowReadings().passing(CUSTOMERS));
    reading(
        ports ->
            assertThat(ports.flowReadings().of(CUSTOMERS))
                .contains(new FlowReading(CUSTOMERS, NOW, true, "", Instant.EPOCH)));
  }

  @Test
  void trouble_counts_since_its_first_time_and_ends_with_a_page() {
    writing(ports -> ports.flowReadings().finished(CUSTOMERS, NOW));
    writing(ports -> ports.flowReadings().failed(CUSTOMERS, "no answer", NOW.plusSeconds(5)));
    writing(ports -> ports.flowReadings().failed(CUSTOMERS, "refused", LATER));
    reading(
        ports ->
            assertThat(ports.flowReadings().of(CUSTOMERS))
                .contains(new FlowReading(CUSTOMERS, NOW, false, "refused", NOW.plusSeconds(5))));
    writing(ports -> ports.flowReadings().passing(CUSTOMERS));
    reading(
        ports ->
            assertThat(ports.flowReadings().of(CUSTOMERS))
                .contains(new FlowReading(CUSTOMERS, NOW, true, "", Instant.EPOCH)));
  }

  @Test
  void what_fails_before_it_was_ever_read_is_known_too() {
    writing(ports -> ports.flowReadings().failed(CUSTOMERS, "no answer", NOW));
    reading(
        ports ->
            assertThat(ports.flowReadings().of(CUSTOMERS))
                .contains(new FlowReading(CUSTOMERS, Instant.EPOCH, false, "no answer", NOW)));
  }
}
