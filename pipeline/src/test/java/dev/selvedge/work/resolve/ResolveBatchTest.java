package dev.selvedge.work.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.inbox.IntakePressure.Level;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResolveBatchTest {
  private static final int MOST = 256;

  private final ResolveBatch size = new ResolveBatch(MOST);

  /// A machine where a transaction costs so much itself and so much for each record.
  private void workOn(int batches, long fixedMicros, long microsARecord) {
    for (int batch = 0; batch < batches; batch++) {
      int records = size.at(Level.ARRIVING);
      size.took(records, Duration.ofNanos(1_000 * (fixedMicros + microsARecord * records)));
    }
  }

  @Test
  void while_nobody_hands_in_it_is_as_large_as_it_may_be() {
    workOn(50, 1_000, 500);
    assertThat(size.at(Level.CALM)).isEqualTo(MOST);
  }

  @Test
  void it_begins_with_some_and_never_with_all_while_they_arrive() {
    assertThat(size.at(Level.ARRIVING)).isBetween(ResolveBatch.LEAST, 64);
    assertThat(size.at(Level.PRESSING)).isEqualTo(size.at(Level.ARRIVING));
  }

  @Test
  void it_learns_how_many_fit_into_a_few_milliseconds() {
    workOn(50, 1_000, 100);
    // 1 ms + 40 × 0.1 ms
    assertThat(size.at(Level.ARRIVING)).isBetween(38, 41);
    workOn(50, 1_000, 400);
    assertThat(size.at(Level.ARRIVING)).isBetween(9, 11);
    workOn(50, 0, 5);
    assertThat(size.at(Level.ARRIVING)).isEqualTo(MOST);
  }

  @Test
  void on_a_slow_disk_it_keeps_the_least_that_is_worth_a_transaction() {
    workOn(50, 40_000, 200);
    assertThat(size.at(Level.ARRIVING)).isEqualTo(ResolveBatch.LEAST);
  }

  @Test
  void it_never_exceeds_what_the_settings_allow() {
    assertThat(new ResolveBatch(3).at(Level.ARRIVING)).isEqualTo(3);
  }

  @Test
  void lone_records_and_impossible_times_teach_nothing() {
    int before = size.at(Level.ARRIVING);
    size.took(1, Duration.ofMillis(100));
    size.took(100, Duration.ZERO);
    size.took(100, Duration.ofHours(-1));
    size.took(100, Duration.ofHours(1));
    assertThat(size.at(Level.ARRIVING)).isEqualTo(before);
  }
}
