package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shopify.Walk.Sheet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The places of a walk that the contract suites do not reach.
class WalkTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofDays(10));
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static Sheet many(Instant stamp, int count, String end) {
    return new Sheet(Collections.nCopies(count, stamp), true, end);
  }

  @Test
  void far_behind_a_question_it_is_asked_anew_from_where_the_list_was_reached() {
    Walk walk = Walk.since(Instant.EPOCH, NOW);
    walk = walk.read(many(OLD, Walk.FAR - 1, "c1"), true, NOW, OVERLAP);
    assertThat(walk.cursor()).isEqualTo("c1");
    walk = walk.read(many(OLD.plusSeconds(5), 1, "c2"), true, NOW, OVERLAP);
    assertThat(walk.cursor()).isEmpty();
    assertThat(walk.filter("updated_at", false))
        .contains("updated_at:>='" + OLD.plusSeconds(5) + "'");
    assertThat(walk.rows()).isZero();
  }

  @Test
  void rows_of_one_stamp_are_followed_by_their_cursors_however_many() {
    Walk walk = Walk.since(OLD, NOW);
    for (int page = 1; page <= 3; page++) {
      walk = walk.read(many(OLD, Walk.FAR, "c" + page), true, NOW, OVERLAP);
      assertThat(walk.cursor()).isEqualTo("c" + page);
    }
  }

  @Test
  void a_list_that_is_not_sorted_by_its_stamp_is_never_cut_short() {
    Walk walk = Walk.since(OLD, NOW);
    walk = walk.read(many(OLD.plusSeconds(5), Walk.FAR, "c1"), false, NOW, OVERLAP);
    assertThat(walk.cursor()).isEqualTo("c1");
    assertThat(walk.from()).isEqualTo(OLD);
  }

  @Test
  void a_stamp_of_the_future_hides_nothing_of_today() {
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    Walk walk = Walk.since(Instant.EPOCH, NOW);
    walk = walk.read(new Sheet(List.of(OLD, tomorrow), false, "c"), true, NOW, OVERLAP);
    assertThat(walk.newest()).isEqualTo(NOW);
    assertThat(walk.from()).isEqualTo(NOW.minus(OVERLAP));
    Instant later = NOW.plus(Duration.ofHours(1));
    walk = walk.begin(later).read(new Sheet(List.of(tomorrow), false, "c"), true, later, OVERLAP);
    assertThat(walk.from()).isBeforeOrEqualTo(later);
    assertThat(walk.covers(later)).isTrue();
  }

  @Test
  void a_cursor_that_is_not_taken_any_more_costs_no_more_than_a_page() {
    Walk walk = Walk.since(Instant.EPOCH, NOW);
    walk = walk.read(many(OLD, 3, "c1"), true, NOW, OVERLAP);
    assertThat(walk.withoutCursor(true, NOW).filter("updated_at", false))
        .contains("updated_at:>='" + OLD + "'");
    assertThat(walk.withoutCursor(false, NOW).filter("updated_at", false)).isEmpty();
  }

  @Test
  void a_page_that_names_itself_as_the_next_is_no_loop() {
    Walk walk = Walk.since(Instant.EPOCH, NOW).read(many(OLD, 3, "c1"), true, NOW, OVERLAP);
    Sheet again = many(OLD, 3, "c1");
    assertThatThrownBy(() -> walk.read(again, true, NOW, OVERLAP))
        .isInstanceOf(SourceException.class);
  }

  /// Of the day in which a stamp lies, whosever day that is, all is asked for.
  @Test
  void a_search_that_compares_days_is_asked_for_no_less() {
    Instant dawn = Instant.parse("2026-11-24T03:00:00Z");
    Walk walk = Walk.since(dawn, NOW);
    assertThat(walk.filter("updated_at", true))
        .contains("updated_at:>='2026-11-23T15:00:00-12:00'");
    walk = walk.read(new Sheet(List.of(dawn), false, "c"), true, NOW, OVERLAP);
    Instant later = NOW.plus(OVERLAP);
    walk = walk.begin(later).read(new Sheet(List.of(dawn), false, "c"), true, later, OVERLAP);
    assertThat(walk.beyond()).isTrue();
    assertThat(walk.filter("updated_at", true))
        .contains("updated_at:>='2026-11-23T15:00:00-12:00'");
    assertThat(Walk.since(Instant.EPOCH, NOW).filter("updated_at", true)).isEmpty();
  }

  @Test
  void what_was_settled_is_not_asked_for_again() {
    Walk walk = Walk.since(Instant.EPOCH, NOW);
    walk = walk.read(new Sheet(List.of(OLD), false, "c"), true, NOW, OVERLAP);
    assertThat(walk.filter("updated_at", false))
        .contains("updated_at:>='" + OLD.minus(OVERLAP) + "'");
    Instant later = NOW.plus(OVERLAP);
    walk = walk.begin(later).read(new Sheet(List.of(OLD), false, "c"), true, later, OVERLAP);
    assertThat(walk.filter("updated_at", false)).contains("updated_at:>'" + OLD + "'");
    assertThat(walk.covers(OLD)).isFalse();
  }
}
