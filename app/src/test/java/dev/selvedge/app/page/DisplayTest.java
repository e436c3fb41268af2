package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.commerce.Orphans;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Times, numbers and sentences as people read them.
class DisplayTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private final Display display = new Display(ZoneId.of("Europe/London"));

  private String ago(Duration age) {
    return display.ago(NOW.minus(age), NOW);
  }

  @Test
  void ages_are_short_and_grow_coarser() {
    assertThat(ago(Duration.ofSeconds(4))).isEqualTo("just now");
    assertThat(ago(Duration.ofSeconds(59))).isEqualTo("59 s ago");
    assertThat(ago(Duration.ofMinutes(3))).isEqualTo("3 min ago");
    assertThat(ago(Duration.ofHours(23))).isEqualTo("23 h ago");
    assertThat(ago(Duration.ofHours(25))).isEqualTo("1 day ago");
    assertThat(ago(Duration.ofDays(30))).isEqualTo("30 days ago");
    assertThat(ago(Duration.ofDays(31))).isEqualTo("31 May 2026");
    assertThat(ago(Duration.ofSeconds(-30))).isEqualTo("just now");
    assertThat(ago(Duration.ofDays(-2))).isEqualTo("3 Jul 2026");
  }

  @Test
  void exact_times_are_in_the_projects_zone() {
    assertThat(display.exact(NOW)).isEqualTo("1 Jul 2026, 13:00:00 BST");
    assertThat(display.clock(NOW)).isEqualTo("13:00");
  }

  @Test
  void durations_keep_two_units_at_most() {
    assertThat(display.duration(0)).isEqualTo("0.0 s");
    assertThat(display.duration(349)).isEqualTo("0.3 s");
    assertThat(display.duration(12_900)).isEqualTo("12 s");
    assertThat(display.duration(200_000)).isEqualTo("3 min 20 s");
    assertThat(display.duration(7_200_000)).isEqualTo("2 h");
    assertThat(display.duration(90_000_000)).isEqualTo("1 day 1 h");
  }

  @Test
  void amounts_have_their_sign_and_the_decimals_of_their_currency() {
    assertThat(display.money(new BigDecimal("1234.5"), "GBP")).isEqualTo("£1,234.50");
    assertThat(display.money(new BigDecimal("1234"), "JPY")).isEqualTo("JPY 1,234");
    assertThat(display.money(new BigDecimal("0.005"), "EUR")).isEqualTo("€0.01");
    assertThat(display.money(BigDecimal.TEN, "points")).isEqualTo("points 10.00");
    assertThat(display.money(BigDecimal.TEN, "")).isEqualTo("10.00");
  }

  @Test
  void the_sentence_says_how_the_whole_is_doing() {
    assertThat(sentence(Standing.IN_STEP, 0, 12_345, 3))
        .isEqualTo("Everything is in step. 12,345 people known; 3 records wait for you.");
    assertThat(sentence(Standing.CATCHING_UP, 1, 1, 1))
        .isEqualTo("Catching up: 1 change on the way. 1 person known; 1 record waits for you.");
    assertThat(sentence(Standing.STUCK, 20, 5, 0))
        .isEqualTo(
            "Nothing gets through just now: 20 changes due. 5 people known; nothing waits for"
                + " you.");
    assertThat(sentence(Standing.SILENT, 0, 0, 0))
        .isEqualTo("Ready, and waiting for the first record.");
  }

  private String sentence(Standing standing, long due, long people, long parked) {
    return display.sentence(
        new Overview(
            NOW,
            standing,
            people,
            0,
            due,
            parked,
            List.of(),
            List.of(),
            List.of(),
            Orphans.Tally.NONE));
  }
}
