package dev.selvedge.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckUpsTest {
  private static final SystemName SHOP = new SystemName("shop");
  private static final Finding UP = new Finding(true, "the shop answers", "");
  private static final Finding GONE =
      new Finding(false, "webhooks: not registered at https://hub.example.com", "register them");

  private final SettableClock clock = new SettableClock();
  private final List<Finding> found = new ArrayList<>(List.of(UP));
  private final AtomicInteger calls = new AtomicInteger();
  private boolean away;
  private boolean broken;

  private final CheckUps checkUps =
      new CheckUps(
          Map.of(
              SHOP,
              () -> {
                calls.incrementAndGet();
                if (away) {
                  throw new SourceException("the shop is away");
                }
                if (broken) {
                  throw new IllegalStateException("nobody thought of that answer");
                }
                return List.copyOf(found);
              }),
          Duration.ofHours(6),
          clock);

  private Sight after(Duration time) {
    clock.advance(time);
    while (checkUps.get().isZero()) {
      // one system after the other
    }
    return checkUps.look(clock.instant());
  }

  @Test
  void before_the_first_check_up_nothing_is_known() {
    assertThat(after(Duration.ofMinutes(9)).unsure()).containsExactly("shop");
    assertThat(calls).hasValue(0);
    Sight sight = after(Duration.ofMinutes(1));
    assertThat(sight.unsure()).isEmpty();
    assertThat(sight.findings()).isEmpty();
    after(Duration.ofHours(5));
    assertThat(calls).hasValue(1);
    after(Duration.ofHours(1));
    assertThat(calls).hasValue(2);
  }

  @Test
  void a_subscription_that_is_gone_is_found_and_looked_at_sooner_again() {
    found.add(GONE);
    found.add(new Finding(false, "the shop's clock is 90 s behind the hub's", "set it"));
    assertThat(after(Duration.ofMinutes(10)).findings())
        .satisfiesExactlyInAnyOrder(
            one -> {
              assertThat(one.kind()).isEqualTo(AlarmKind.WEBHOOK);
              assertThat(one.about()).isEqualTo("shop");
              assertThat(one.words().what()).contains("not registered at https://hub.example.com");
              assertThat(one.words().advice()).startsWith("Register them.");
            },
            one -> assertThat(one.kind()).isEqualTo(AlarmKind.CLOCK));
    found.remove(2);
    found.remove(1);
    assertThat(after(Duration.ofMinutes(15)).findings()).isEmpty();
    assertThat(calls).hasValue(2);
  }

  @Test
  void a_check_up_that_breaks_tells_nothing_and_keeps_nobody_from_the_others() {
    found.add(GONE);
    after(Duration.ofMinutes(10));
    broken = true;
    Sight sight = after(Duration.ofMinutes(15));
    assertThat(sight.unsure()).containsExactly("shop");
    assertThat(sight.findings()).isEmpty();
    broken = false;
    assertThat(after(Duration.ofMinutes(15)).findings()).hasSize(1);
  }

  @Test
  void of_a_system_that_is_away_nothing_is_told_and_nothing_is_over() {
    found.add(GONE);
    after(Duration.ofMinutes(10));
    away = true;
    Sight sight = after(Duration.ofMinutes(15));
    assertThat(sight.unsure()).containsExactly("shop");
    away = false;
    found.set(0, new Finding(false, "the shop does not answer", "start it"));
    assertThat(after(Duration.ofMinutes(15)).unsure()).containsExactly("shop");
  }

  @Test
  void whoever_asks_has_every_system_examined_at_once_and_sees_all_it_told() {
    assertThat(checkUps.of(SHOP)).isEmpty();
    found.add(GONE);
    checkUps.ask();
    assertThat(checkUps.get()).isZero();
    assertThat(checkUps.of(SHOP).orElseThrow().findings()).containsExactly(UP, GONE);
    assertThat(calls).hasValue(1);

    after(Duration.ofSeconds(20));
    checkUps.ask();
    after(Duration.ofSeconds(1));
    assertThat(calls).as("asked for a moment ago").hasValue(1);

    away = true;
    clock.advance(Duration.ofMinutes(2));
    checkUps.ask();
    after(Duration.ofSeconds(1));
    assertThat(calls).hasValue(2);
    assertThat(checkUps.of(SHOP).orElseThrow().findings())
        .containsExactly(new Finding(false, "the shop is away", ""));
    after(Duration.ofMinutes(1));
    assertThat(calls).as("asked once, examined once").hasValue(2);
  }

  @Test
  void who_asks_has_systems_examined_that_are_never_examined_by_themselves() {
    CheckUps never = new CheckUps(Map.of(SHOP, () -> List.of(UP)), Duration.ZERO, clock);
    clock.advance(Duration.ofDays(1));
    assertThat(never.get()).isPositive();
    assertThat(never.of(SHOP)).isEmpty();

    never.ask();
    assertThat(never.get()).isZero();
    assertThat(never.of(SHOP)).isPresent();
    assertThat(never.look(clock.instant()).findings()).isEmpty();
  }
}
