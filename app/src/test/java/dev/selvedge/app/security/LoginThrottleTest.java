package dev.selvedge.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Who must wait after wrong passwords.
class LoginThrottleTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
  private final LoginThrottle throttle = new LoginThrottle(SecuritySettings.STANDARD, now::get);

  private void fail(int times, String name, String address) {
    for (int i = 0; i < times; i++) {
      throttle.admit(name, address);
    }
  }

  @Test
  void the_sixth_try_waits_and_only_for_that_name_at_that_address() {
    fail(5, "ada", "192.0.2.1");

    assertThat(throttle.admit("ADA", "192.0.2.1")).contains(Duration.ofMinutes(5));
    assertThat(throttle.admit("ada", "192.0.2.2")).isEmpty();
    assertThat(throttle.admit("bob", "192.0.2.1")).isEmpty();
  }

  @Test
  void waiting_is_over_after_the_pause_and_waiting_itself_does_not_prolong_it() {
    fail(5, "ada", "192.0.2.1");
    now.updateAndGet(instant -> instant.plusSeconds(299));
    assertThat(throttle.admit("ada", "192.0.2.1")).contains(Duration.ofSeconds(1));
    now.updateAndGet(instant -> instant.plusSeconds(2));
    assertThat(throttle.admit("ada", "192.0.2.1")).isEmpty();
  }

  @Test
  void a_right_password_starts_the_count_again() {
    for (int i = 0; i < 100; i++) {
      assertThat(throttle.admit("ada", "192.0.2.1")).isEmpty();
      throttle.passed("ada", "192.0.2.1");
    }
  }

  @Test
  void guessing_one_name_from_everywhere_is_stopped_too() {
    for (int i = 0; i < 50; i++) {
      throttle.admit("ada", "192.0.2." + i);
    }
    assertThat(throttle.admit("ada", "198.51.100.1")).isPresent();
    assertThat(throttle.admit("bob", "198.51.100.1")).isEmpty();
  }

  @Test
  void guessing_all_names_from_one_address_is_stopped_too() {
    for (int i = 0; i < 50; i++) {
      throttle.admit("user" + i, "192.0.2.1");
    }
    assertThat(throttle.admit("another", "192.0.2.1")).isPresent();
    assertThat(throttle.admit("another", "192.0.2.2")).isEmpty();
  }
}
