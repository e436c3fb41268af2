package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every keeper of runs does.
public abstract class RunsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(60);

  private void beat(String run, Instant until) {
    writing(ports -> ports.runs().beat(run, until));
  }

  private List<String> silent(Instant now) {
    return read(ports -> ports.runs().silent(now));
  }

  private List<String> others(String run) {
    return read(ports -> ports.runs().others(run));
  }

  @Test
  void nobody_is_silent_who_never_ran() {
    assertThat(silent(NOW)).isEmpty();
    assertThat(others("run-1")).isEmpty();
  }

  @Test
  void a_run_is_silent_when_its_time_is_over() {
    beat("run-1", NOW);
    beat("run-2", LATER);
    assertThat(silent(NOW)).isEmpty();
    assertThat(silent(NOW.plusMillis(1))).containsExactly("run-1");
    assertThat(silent(LATER.plusMillis(1))).containsExactly("run-1", "run-2");
  }

  @Test
  void a_run_that_beats_again_lives_on() {
    beat("run-1", NOW);
    beat("run-1", LATER);
    assertThat(silent(NOW.plusMillis(1))).isEmpty();
    assertThat(silent(LATER.plusMillis(1))).containsExactly("run-1");
  }

  @Test
  void the_others_are_all_but_oneself() {
    beat("run-1", NOW);
    beat("run-2", LATER);
    beat("run-3", LATER);
    assertThat(others("run-2")).containsExactly("run-1", "run-3");
    assertThat(others("run-9")).containsExactly("run-1", "run-2", "run-3");
  }

  @Test
  void each_is_alive_until_what_it_said_last() {
    beat("run-1", NOW);
    beat("run-1", LATER);
    beat("run-2", NOW);
    assertThat(
            this.<Map<String, Instant>>read(
                ports -> ports.runs().aliveUntil(List.of("run-1", "run-9"))))
        .containsExactly(Map.entry("run-1", LATER));
  }

  @Test
  void the_forgotten_are_gone_and_may_come_back() {
    beat("run-1", NOW);
    beat("run-2", NOW);
    writing(ports -> ports.runs().forget(List.of("run-1", "run-9")));
    writing(ports -> ports.runs().forget(List.of()));
    assertThat(others("")).containsExactly("run-2");
    beat("run-1", LATER);
    assertThat(others("")).containsExactly("run-1", "run-2");
    assertThat(silent(NOW.plusMillis(1))).containsExactly("run-2");
  }
}
