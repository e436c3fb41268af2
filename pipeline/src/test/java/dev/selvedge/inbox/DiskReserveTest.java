package dev.selvedge.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DiskReserveTest {
  private static final long RESERVE = 1000;

  private long free = 5000;
  private int looks;
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final DiskReserve reserve =
      new DiskReserve(
          () -> {
            looks++;
            return free;
          },
          RESERVE,
          () -> now);

  private boolean touchedWith(long bytes) {
    free = bytes;
    now = now.plusSeconds(2);
    return reserve.isTouched();
  }

  @Test
  void less_than_the_reserve_touches_it() {
    assertThat(touchedWith(RESERVE)).isFalse();
    assertThat(touchedWith(RESERVE - 1)).isTrue();
    assertThat(touchedWith(0)).isTrue();
  }

  @Test
  void it_is_left_alone_again_when_a_tenth_more_is_free() {
    assertThat(touchedWith(RESERVE - 1)).isTrue();
    assertThat(touchedWith(RESERVE + 50)).isTrue();
    assertThat(touchedWith(RESERVE + 100)).isFalse();
    assertThat(touchedWith(RESERVE + 50)).isFalse();
  }

  @Test
  void the_disk_is_looked_at_once_a_second_however_many_ask() {
    for (int ask = 0; ask < 100; ask++) {
      reserve.isTouched();
    }
    assertThat(looks).isEqualTo(1);
    now = now.plusMillis(1001);
    reserve.isTouched();
    assertThat(looks).isEqualTo(2);
    // a clock that was set back does not stop the looking
    now = now.minus(Duration.ofHours(1));
    reserve.isTouched();
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void the_door_is_closed_below_it_and_open_above() {
    List<String> handedOn = new ArrayList<>();
    Intake door =
        reserve.guard(
            records -> {
              handedOn.add("group");
              return List.of();
            });

    door.accept(List.of());
    touchedWith(RESERVE / 2);
    assertThatThrownBy(() -> door.accept(List.of()))
        .asInstanceOf(type(IntakeRefusedException.class))
        .extracting(IntakeRefusedException::reason)
        .isEqualTo(IntakeRefusedException.Reason.NO_ROOM);
    assertThat(handedOn).hasSize(1);
    touchedWith(RESERVE * 2);
    door.accept(List.of());
    assertThat(handedOn).hasSize(2);
  }

  @Test
  void the_log_says_once_that_it_is_full_and_once_that_there_is_room() {
    List<String> said = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            said.add(line.getLevel() + " " + line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(DiskReserve.class.getName());
    log.addHandler(listener);
    try {
      for (long bytes : new long[] {RESERVE * 3, 10, 20, 30, RESERVE * 3, RESERVE * 3}) {
        touchedWith(bytes);
      }
    } finally {
      log.removeHandler(listener);
    }
    assertThat(said).hasSize(2);
    assertThat(said.getFirst()).startsWith("SEVERE");
    assertThat(said.getLast()).startsWith("WARNING").contains("room on the disk again");
  }

  @Test
  void where_nobody_can_tell_it_is_never_touched() {
    assertThat(DiskReserve.none().isTouched()).isFalse();
  }
}
