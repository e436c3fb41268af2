package dev.selvedge.send.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final AllowancePolicy ALL = AllowancePolicy.standard();
  private static final Set<Lane> EVERYONE = EnumSet.allOf(Lane.class);

  private static Window window(long limit) {
    return Window.of(new Scope("lowCallRate", MINUTE, limit), NOON);
  }

  private static Reading reading(long limit, long remaining, Instant renewsAt) {
    return new Reading("lowCallRate", limit, remaining, renewsAt);
  }

  /// A counter as the target keeps it, with a stranger who spends from it too.
  private static final class Counter {
    private final long limit;
    private Instant renewsAt = NOON.plus(MINUTE);
    private long gone;
    private long refused;

    Counter(long limit) {
      this.limit = limit;
    }

    void renew(Instant now) {
      while (!now.isBefore(renewsAt)) {
        renewsAt = renewsAt.plus(MINUTE);
        gone = 0;
      }
    }

    void stranger(long calls) {
      gone = Math.min(limit, gone + calls);
    }

    Window call(Window window, Instant now) {
      if (gone >= limit) {
        refused++;
        return window.exhausted(renewsAt, now);
      }
      gone++;
      return window.read(reading(limit, limit - gone, renewsAt), now);
    }
  }

  @Property
  void together_the_lanes_never_take_more_than_there_is(
      @ForAll @LongRange(min = 1, max = 2000) long limit,
      @ForAll @IntRange(min = 1, max = 100) int ceiling,
      @ForAll List<Lane> askers) {
    AllowancePolicy policy = ALL.withCeiling(ceiling);
    Window window = window(limit);
    for (Lane lane : askers) {
      long free = window.free(lane, EVERYONE, policy, NOON);
      window = window.take(lane, free);
      assertThat(window.taken().all()).isLessThanOrEqualTo(Math.max(1, limit * ceiling / 100));
    }
  }

  @Property
  void each_lane_that_wants_gets_its_share_whoever_comes_first(
      @ForAll @LongRange(min = 10, max = 2000) long limit, @ForAll Random random) {
    List<Lane> order = new java.util.ArrayList<>(List.of(Lane.values()));
    java.util.Collections.shuffle(order, random);
    Window window = window(limit);
    for (Lane lane : order) {
      long free = window.free(lane, EVERYONE, ALL, NOON);
      assertThat(free).isGreaterThanOrEqualTo((long) Math.floor(ALL.share(lane, limit)) - 1);
      window = window.take(lane, free);
    }
  }

  @Property
  void a_lane_alone_can_use_everything_by_the_end_of_the_window(
      @ForAll @LongRange(min = 1, max = 500) long limit, @ForAll Lane lane) {
    Window window = window(limit);
    for (int second = 0; second < 60; second++) {
      Instant now = NOON.plusSeconds(second).plusMillis(999);
      window = window.take(lane, window.free(lane, Set.of(lane), ALL, now));
    }
    assertThat(window.taken().by(lane)).isEqualTo(limit);
  }

  @Test
  void for_what_is_urgent_a_reserve_is_kept_that_shrinks() {
    Window window = window(35);
    Set<Lane> bulkOnly = Set.of(Lane.BULK);
    assertThat(window.free(Lane.BULK, bulkOnly, ALL, NOON)).isEqualTo(28);
    window = window.take(Lane.BULK, 28);
    assertThat(window.free(Lane.URGENT, EVERYONE, ALL, NOON)).isEqualTo(7);
    assertThat(window.free(Lane.BULK, bulkOnly, ALL, NOON.plusSeconds(30))).isEqualTo(4);
    assertThat(window.free(Lane.BULK, bulkOnly, ALL, NOON.plusMillis(59_000))).isEqualTo(7);
  }

  @Test
  void when_little_is_left_the_urgent_goes_first_and_nothing_lies_idle() {
    Window window = window(2);
    assertThat(window.free(Lane.URGENT, EVERYONE, ALL, NOON)).isPositive();
    Window one = window(1);
    assertThat(one.free(Lane.BULK, Set.of(Lane.BULK), ALL, NOON)).isEqualTo(1);
  }

  @Test
  void a_new_window_begins_with_everything() {
    Window used = window(10).take(Lane.BULK, 10);
    assertThat(used.free(Lane.BULK, Set.of(Lane.BULK), ALL, NOON.plusSeconds(59))).isZero();
    Window next = used.at(NOON.plusSeconds(60));
    assertThat(next.renewsAt()).isEqualTo(NOON.plusSeconds(120));
    assertThat(next.taken().all()).isZero();
    assertThat(used.at(NOON.plusSeconds(60 * 7 + 3)).renewsAt()).isEqualTo(NOON.plusSeconds(480));
  }

  @Test
  void what_is_gone_and_was_not_ours_was_a_strangers() {
    Window window = window(10).take(Lane.NORMAL, 3);
    Window read = window.read(reading(50, 30, NOON.plusSeconds(40)), NOON.plusSeconds(2));
    assertThat(read.limit()).isEqualTo(50);
    assertThat(read.strangers()).isEqualTo(17);
    assertThat(read.renewsAt()).isEqualTo(NOON.plusSeconds(40));
    assertThat(read.left(ALL)).isEqualTo(30);
  }

  @Test
  void an_answer_from_before_our_latest_calls_does_not_give_them_back() {
    Window window = window(50).read(reading(50, 49, NOON.plusSeconds(60)), NOON);
    window = window.take(Lane.NORMAL, 20);
    Window late = window.read(reading(50, 45, NOON.plusSeconds(60)), NOON.plusSeconds(1));
    assertThat(late.left(ALL)).isLessThanOrEqualTo(30);
  }

  @Test
  void an_answer_of_a_window_that_is_over_counts_for_nothing_but_the_limit() {
    Window window = window(50).read(reading(50, 0, NOON.plusSeconds(60)), NOON);
    Instant next = NOON.plusSeconds(61);
    Window read = window.read(reading(40, 0, NOON.plusSeconds(60)), next);
    assertThat(read.limit()).isEqualTo(40);
    assertThat(read.strangers()).isZero();
  }

  @Test
  void used_up_means_nothing_until_it_renews() {
    Window window = window(50).exhausted(NOON.plusSeconds(90), NOON);
    assertThat(window.free(Lane.URGENT, EVERYONE, ALL, NOON.plusSeconds(89))).isZero();
    assertThat(window.free(Lane.URGENT, EVERYONE, ALL, NOON.plusSeconds(90))).isPositive();
  }

  @Property(tries = 60)
  void beside_a_stranger_who_spends_half_in_bursts_few_calls_are_refused(
      @ForAll @IntRange(max = 59) int burstAt, @ForAll @IntRange(min = 10, max = 200) int limit) {
    Counter counter = new Counter(limit);
    Window window = window(10);
    long made = 0;
    for (int second = 0; second < 60 * 30; second++) {
      Instant now = NOON.plusSeconds(second);
      counter.renew(now);
      if (second % 60 == burstAt) {
        counter.stranger(limit / 2);
      }
      window = window.at(now);
      long free = window.free(Lane.BULK, Set.of(Lane.BULK), ALL, now);
      for (int i = 0; i < Math.min(free, 3); i++) {
        window = counter.call(window.take(Lane.BULK, 1), now);
        made++;
      }
    }
    // The first windows teach; in half an hour no more than a handful is refused.
    assertThat(counter.refused).isLessThanOrEqualTo(Math.max(4, made / 100));
    assertThat(made).isGreaterThan(30L * (limit - limit / 2) * 8 / 10);
  }

  @Test
  void a_stranger_who_takes_all_does_not_keep_us_out_for_ever() {
    Window window = window(40).read(reading(40, 0, NOON.plusSeconds(60)), NOON);
    Window next = window.at(NOON.plusSeconds(60));
    assertThat(next.left(ALL)).isEqualTo(10);
    Window gone = next;
    for (int minute = 2; minute < 60; minute++) {
      Instant end = NOON.plusSeconds(60L * minute - 1);
      gone = gone.take(Lane.BULK, 1).read(reading(40, 39, end.plusSeconds(1)), end);
      gone = gone.at(end.plusSeconds(1));
    }
    assertThat(gone.left(ALL)).isEqualTo(40);
  }

  @Test
  void what_the_project_says_holds_as_long_as_no_answer_said_otherwise() {
    Instant noon = Instant.parse("2026-11-01T12:00:00Z");
    Scope before = new Scope("enrolments", Duration.ofHours(1), 20);
    Scope after = new Scope("enrolments", Duration.ofHours(1), 2);
    Window window = Window.of(before, noon).take(Lane.URGENT, 1);
    assertThat(window.assuming(after).limit()).isEqualTo(2);
    assertThat(window.assuming(after).taken().all()).isEqualTo(1);
    Window told = window.read(new Reading("enrolments", 50, 49, noon.plusSeconds(3600)), noon);
    assertThat(told.assuming(after).limit()).isEqualTo(50);
  }
}
