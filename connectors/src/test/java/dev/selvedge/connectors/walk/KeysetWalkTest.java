package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connectors.walk.KeysetWalk.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysetWalkTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static Row row(long id, Instant stamp) {
    return new Row(Long.toString(id), stamp);
  }

  @Test
  void the_next_page_begins_behind_the_row_read_last() {
    KeysetWalk walk =
        KeysetWalk.from(Instant.EPOCH, NOW)
            .past(List.of(row(7, NOW), row(9, NOW)), false, NOW, OVERLAP);
    assertThat(walk.stamp()).isEqualTo(NOW);
    assertThat(walk.id()).isEqualTo("9");
    assertThat(walk.resting()).isFalse();
  }

  @Test
  void a_round_that_ends_soon_after_the_newest_was_seen_goes_back_by_its_length_and_the_overlap() {
    Instant newest = NOW.minusSeconds(10);
    KeysetWalk walk =
        KeysetWalk.from(Instant.EPOCH, NOW)
            .past(List.of(row(7, newest)), true, NOW.plusSeconds(30), OVERLAP);
    assertThat(walk.resting()).isTrue();
    assertThat(walk.stamp()).isEqualTo(newest.minus(OVERLAP).minusSeconds(30));
    assertThat(walk.id()).isEmpty();
  }

  @Test
  void a_round_that_begins_an_overlap_later_leaves_the_place_as_it_is() {
    KeysetWalk first =
        KeysetWalk.from(Instant.EPOCH, NOW)
            .past(List.of(row(7, NOW.minusSeconds(10))), true, NOW, OVERLAP);
    Instant later = NOW.plus(OVERLAP);
    KeysetWalk second =
        first.begin(later).past(List.of(row(7, NOW.minusSeconds(10))), true, later, OVERLAP);
    assertThat(second.stamp()).isEqualTo(NOW.minusSeconds(10));
    assertThat(second.id()).isEqualTo("7");
    assertThat(second.begin(later.plus(OVERLAP)).past(List.of(), true, later, OVERLAP).id())
        .isEqualTo("7");
  }

  @Test
  void a_stamp_of_the_future_hides_nothing_that_comes_before_it() {
    Instant future = NOW.plus(Duration.ofDays(365));
    KeysetWalk walk =
        KeysetWalk.from(Instant.EPOCH, NOW).past(List.of(row(7, future)), true, NOW, OVERLAP);
    Instant later = NOW.plus(Duration.ofHours(1));
    KeysetWalk second = walk.begin(later).past(List.of(row(7, future)), true, later, OVERLAP);
    assertThat(walk.stamp()).isEqualTo(NOW.minus(OVERLAP));
    assertThat(second.stamp()).isEqualTo(later.minus(OVERLAP));
  }
}
