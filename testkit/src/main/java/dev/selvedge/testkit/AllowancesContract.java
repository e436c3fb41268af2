package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Allowances.Used;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of allowances does.
public abstract class AllowancesContract extends PortContract {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final SystemName OTHER = new SystemName("mailer");
  private static final Scope LOW = new Scope("lowCallRate", Duration.ofMinutes(1), 35);
  private static final Scope HIGH = new Scope("highCallRate", Duration.ofMillis(1001), 1000);

  private void store(SystemName target, Window window) {
    writing(ports -> ports.allowances().store(target, window));
  }

  private Optional<Window> hold(SystemName target, String scope) {
    return write(ports -> ports.allowances().hold(target, scope));
  }

  private List<Window> windowsOf(SystemName target) {
    return read(ports -> ports.allowances().of(target));
  }

  /// Windows in which each part once has a value of its own.
  private static List<Window> lived() {
    Window fresh = Window.of(LOW, NOW);
    Window taken = fresh.take(Lane.URGENT, 3).take(Lane.NORMAL, 5).take(Lane.BULK, 7);
    Instant renewsAt = NOW.plusMillis(45_678);
    Window read = taken.read(new Reading(LOW.name(), 40, 14, renewsAt), NOW);
    Window late = read.read(new Reading(LOW.name(), 41, 2, renewsAt), renewsAt.minusMillis(1));
    Window next = late.at(renewsAt.plusMillis(1)).take(Lane.BULK, 1);
    Window refused = next.exhausted(renewsAt.plusSeconds(70), renewsAt.plusSeconds(2));
    return List.of(fresh, taken, read, late, next, refused, refused.at(NOW.plusSeconds(999)));
  }

  /// The beginning of the hour in which a window that ends then began.
  private static Instant hour(Instant renewsAt) {
    return renewsAt.minus(LOW.window()).truncatedTo(ChronoUnit.HOURS);
  }

  private List<Used> used(Instant since) {
    return read(ports -> ports.allowances().used(TARGET, since));
  }

  @Test
  void what_was_used_is_counted_by_hour_once_however_often_a_window_is_stored() {
    Window first = Window.of(LOW, NOW).take(Lane.URGENT, 2);
    store(TARGET, first);
    store(TARGET, first);
    store(TARGET, first.take(Lane.BULK, 3).giveBack(Lane.BULK, 1));
    Window read = first.take(Lane.BULK, 2).read(reading(20, first.renewsAt().plusSeconds(3)), NOW);
    store(TARGET, read);
    store(
        TARGET, Window.of(new Scope("all", LOW.window(), Scope.UNLIMITED), NOW).take(Lane.BULK, 9));
    store(OTHER, Window.of(LOW, NOW).take(Lane.BULK, 7));

    assertThat(used(Instant.EPOCH))
        .containsExactly(
            new Used(LOW.name(), hour(read.renewsAt()), new Window.Taken(2, 0, 2), 11));

    Window next = read.at(read.renewsAt()).take(Lane.NORMAL, 1);
    store(TARGET, next);
    Window later = read.at(NOW.plus(Duration.ofHours(2))).take(Lane.NORMAL, 4);
    store(TARGET, later);

    assertThat(used(NOW.plus(Duration.ofHours(1))))
        .containsExactly(
            new Used(LOW.name(), hour(later.renewsAt()), new Window.Taken(0, 4, 0), 0));
    assertThat(used(Instant.EPOCH)).extracting(one -> one.taken().all()).containsExactly(5L, 4L);
  }

  private static Reading reading(long remaining, Instant renewsAt) {
    return new Reading(LOW.name(), 35, remaining, renewsAt);
  }

  @Test
  void what_was_used_long_ago_is_let_go_of() {
    store(TARGET, Window.of(LOW, NOW).take(Lane.BULK, 1));
    store(TARGET, Window.of(LOW, NOW.plus(Duration.ofDays(9))).take(Lane.BULK, 1));

    assertThat(used(Instant.EPOCH)).hasSize(1);
  }

  @Test
  void of_a_scope_that_was_never_used_nothing_is_known() {
    assertThat(hold(TARGET, LOW.name())).isEmpty();
    assertThat(windowsOf(TARGET)).isEmpty();
  }

  @Test
  void a_window_comes_out_as_it_went_in_whatever_it_went_through() {
    for (Window window : lived()) {
      store(TARGET, window);
      assertThat(hold(TARGET, LOW.name())).contains(window);
      assertThat(windowsOf(TARGET)).containsExactly(window);
    }
  }

  @Test
  void scopes_and_targets_have_windows_of_their_own() {
    Window low = Window.of(LOW, NOW).take(Lane.URGENT, 1);
    Window high = Window.of(HIGH, NOW).take(Lane.BULK, 2);
    Window others = Window.of(LOW, NOW).take(Lane.NORMAL, 3);
    store(TARGET, low);
    store(TARGET, high);
    store(OTHER, others);
    assertThat(hold(TARGET, LOW.name())).contains(low);
    assertThat(hold(TARGET, HIGH.name())).contains(high);
    assertThat(hold(OTHER, LOW.name())).contains(others);
    assertThat(hold(OTHER, HIGH.name())).isEmpty();
    assertThat(windowsOf(TARGET)).containsExactly(high, low);
  }

  @Test
  void a_window_that_is_held_is_seen_as_stored_in_the_same_transaction() {
    Window window = Window.of(LOW, NOW);
    writing(
        ports -> {
          ports.allowances().store(TARGET, window.take(Lane.URGENT, 1));
          Window held = ports.allowances().hold(TARGET, LOW.name()).orElseThrow();
          ports.allowances().store(TARGET, held.take(Lane.URGENT, 1));
        });
    assertThat(hold(TARGET, LOW.name())).contains(window.take(Lane.URGENT, 2));
  }

  @Test
  void many_takers_at_once_never_take_more_than_the_limit() {
    Callable<Integer> taker =
        () -> {
          int taken = 0;
          while (takeOne()) {
            taken++;
          }
          return taken;
        };
    assertThat(together(8, taker).stream().mapToInt(Integer::intValue).sum()).isEqualTo(35);
    assertThat(hold(TARGET, LOW.name()).orElseThrow().taken().all()).isEqualTo(35);
  }

  private boolean takeOne() {
    return write(
        ports -> {
          Window window =
              ports.allowances().hold(TARGET, LOW.name()).orElseGet(() -> Window.of(LOW, NOW));
          long free =
              window.free(Lane.URGENT, EnumSet.of(Lane.URGENT), AllowancePolicy.standard(), NOW);
          if (free < 1) {
            return false;
          }
          ports.allowances().store(TARGET, window.take(Lane.URGENT, 1));
          return true;
        });
  }

  private static <T> List<T> together(int count, Callable<T> task) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          IntStream.range(0, count).mapToObj(n -> threads.submit(task)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
