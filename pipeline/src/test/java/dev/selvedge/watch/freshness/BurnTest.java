package dev.selvedge.watch.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BurnTest {
  private static final Goal GOAL = new Goal(9900, Duration.ofSeconds(60));

  /// So long before now, and whether it was too late.
  record Event(long minutesAgo, boolean late) {}

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.of(0.0, 0.01, 0.05, 0.2, 1.0)
        .flatMap(
            share ->
                Combinators.combine(
                        Arbitraries.oneOf(
                            Arbitraries.longs().between(0, 59),
                            Arbitraries.longs().between(0, 400),
                            Arbitraries.longs().between(0, 5000)),
                        Arbitraries.integers().between(0, 999))
                    .as((ago, dice) -> new Event(ago, dice < share * 1000))
                    .list()
                    .ofMaxSize(400));
  }

  @Provide
  Arbitrary<Goal> goals() {
    return Arbitraries.of(9000, 9500, 9900, 9990).map(part -> new Goal(part, GOAL.within()));
  }

  private static Share share(List<Event> events, Duration window) {
    List<Event> seen =
        events.stream().filter(one -> one.minutesAgo() < window.toMinutes()).toList();
    long late = seen.stream().filter(Event::late).count();
    return new Share(seen.size() - late, late);
  }

  @Property(tries = 2000)
  void it_alarms_just_where_counting_every_event_does(
      @ForAll("events") List<Event> events, @ForAll("goals") Goal goal) {
    Optional<Burn.Pair> brute =
        List.of(Burn.Pair.values()).stream()
            .filter(pair -> isTooFast(events, goal, pair))
            .findFirst();

    Optional<Burn.Alarm> alarm = Burn.of(goal, window -> share(events, window)).alarm("x");

    assertThat(alarm.map(Burn.Alarm::pair)).isEqualTo(brute);
  }

  /// By the allowed number of late ones instead of by rates.
  private static boolean isTooFast(List<Event> events, Goal goal, Burn.Pair pair) {
    double budget =
        switch (pair) {
          case FAST -> 0.02;
          case STEADY -> 0.05;
          case SLOW -> 0.10;
        };
    List<Boolean> over = new java.util.ArrayList<>();
    for (Duration window : List.of(pair.longer(), pair.shorter())) {
      Share share = share(events, window);
      double allowed = (10_000 - goal.tenThousandths()) / 10_000.0;
      double most = Math.min(0.8, allowed * budget * 28 * 24 * 60 / pair.longer().toMinutes());
      over.add(share.total() > 0 && share.missed() >= most * share.total() - 1e-9);
    }
    return share(events, pair.longer()).missed() >= 10 && over.equals(List.of(true, true));
  }

  @Example
  void nine_of_nine_are_no_alarm_and_ten_of_ten_are() {
    assertThat(Burn.of(GOAL, window -> new Share(0, 9)).alarm("x")).isEmpty();
    assertThat(Burn.of(GOAL, window -> new Share(0, 10)).alarm("x")).isPresent();
  }

  @Example
  void it_ends_when_the_short_window_is_well() {
    assertThat(
            Burn.of(
                    GOAL,
                    window ->
                        window.compareTo(Duration.ofHours(1)) < 0
                            ? new Share(100, 0)
                            : new Share(100, 100))
                .alarm("x")
                .map(Burn.Alarm::severity))
        .contains(Burn.Severity.SOON);
    assertThat(
            Burn.of(
                    GOAL,
                    window ->
                        window.compareTo(Duration.ofHours(6)) <= 0
                            ? new Share(100, 0)
                            : new Share(100, 100))
                .alarm("x"))
        .isEmpty();
  }

  @Example
  void a_slow_burn_is_to_be_looked_at_soon() {
    assertThat(Burn.of(GOAL, window -> new Share(980, 20)).alarm("x"))
        .map(Burn.Alarm::severity)
        .contains(Burn.Severity.SOON);
    assertThat(Burn.of(GOAL, window -> new Share(995, 5)).alarm("x")).isEmpty();
  }

  @Example
  void it_says_what_is_late_how_much_and_how_long_it_can_go_on() {
    assertThat(
            Burn.of(GOAL, window -> new Share(30, 10))
                .alarm("consent of shop/customer")
                .map(Burn.Alarm::sentence))
        .contains(
            "consent of shop/customer: 10 of 40 were later than 60 s in the last 60 min, where 99 %"
                + " are to be within it. At this rate what may be late in 28 days is used up in 27"
                + " hours.");
  }
}
