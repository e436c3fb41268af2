package dev.selvedge.dotdigital.delivery.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// An hour's calls, five minutes at a time.
class HourBookTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WINDOW = HourBook.WINDOW;

  private final HourBook book = new HourBook(2000, NOON);

  private static Instant window(int number) {
    return NOON.plus(WINDOW.multipliedBy(number));
  }

  private void call(int times, Instant at) {
    for (int i = 0; i < times; i++) {
      book.add(at);
    }
  }

  @Property
  void no_hour_holds_more_calls_than_it_allows_however_it_lies(
      @ForAll @IntRange(min = 13, max = 20_000) int perHour,
      @ForAll @IntRange(min = 0, max = 299) int begins) {
    HourBook any = new HourBook(perHour, NOON);
    // The worst use: everything at the end of the first window and the beginning of the last.
    int windows = (int) Duration.ofHours(1).plusSeconds(begins).dividedBy(WINDOW) + 1;

    assertThat(any.perWindow() * windows).isLessThanOrEqualTo(perHour);
    assertThat(any.perWindow()).isPositive();
  }

  @Test
  void a_window_gets_the_thirteenth_part() {
    assertThat(book.perWindow()).isEqualTo(153);
    assertThat(book.renewsAt(NOON)).isEqualTo(NOON.plusSeconds(300));
    assertThat(book.renewsAt(NOON.plusSeconds(299))).isEqualTo(NOON.plusSeconds(300));
    assertThat(book.renewsAt(NOON.plusSeconds(300))).isEqualTo(NOON.plusSeconds(600));
  }

  @Test
  void nothing_used_leaves_the_whole_window() {
    assertThat(book.left(2000, NOON)).isEqualTo(153);
  }

  @Test
  void what_was_called_in_the_window_is_gone() {
    call(50, NOON);

    assertThat(book.left(1950, NOON)).isEqualTo(103);
  }

  @Test
  void less_than_a_window_left_in_the_hour_is_all_that_is_left() {
    assertThat(book.left(20, NOON)).isEqualTo(20);
    assertThat(book.left(0, NOON)).isZero();
  }

  @Test
  void our_own_full_speed_is_not_taken_for_a_strangers() {
    for (int i = 0; i < 24; i++) {
      call(153, window(i));
    }

    assertThat(book.left(2000 - 12 * 153, window(24))).isEqualTo(153);
  }

  @Test
  void strangers_keep_their_usual_share_once_they_are_seen() {
    for (int i = 0; i < 12; i++) {
      call(50, window(i));
    }

    // 12 × 50 are ours, 600 are not: 50 a window
    assertThat(book.left(2000 - 1200, window(12))).isEqualTo(103);
  }

  @Test
  void right_after_a_start_earlier_calls_may_have_been_ours() {
    assertThat(book.left(800, NOON)).isEqualTo(153);
    assertThat(book.left(800, window(11))).isEqualTo(153);
    assertThat(book.left(800, window(12))).isEqualTo(53);
  }

  @Test
  void calls_are_forgotten_after_an_hour_and_after_a_long_sleep() {
    call(153, NOON);

    assertThat(book.left(2000, window(13))).isEqualTo(153);
    call(10, window(13));
    assertThat(book.left(1990, window(1000))).isEqualTo(153);
  }

  @Test
  void a_count_is_due_once_in_a_window() {
    assertThat(book.isToBeCounted(NOON)).isTrue();
    assertThat(book.isToBeCounted(NOON.plusSeconds(299))).isFalse();
    assertThat(book.isToBeCounted(NOON.plusSeconds(300))).isTrue();
    assertThat(book.isToBeCounted(NOON.plusSeconds(301))).isFalse();
  }
}
