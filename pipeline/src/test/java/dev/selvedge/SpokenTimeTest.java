package dev.selvedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Times in sentences are written as people write them, and what differs by them alone is alike.
class SpokenTimeTest {
  private static final Instant SUMMER = Instant.parse("2026-07-03T09:40:59.900Z");

  @Test
  void it_is_cut_to_the_minute_and_named_with_its_zone() {
    assertThat(SpokenTime.of(SUMMER)).isEqualTo("3 Jul 2026, 09:40 UTC");
    assertThat(SpokenTime.of(SUMMER, ZoneOffset.UTC)).isEqualTo("3 Jul 2026, 09:40 UTC");
    assertThat(SpokenTime.of(SUMMER, ZoneId.of("Europe/London")))
        .isEqualTo("3 Jul 2026, 10:40 BST");
    assertThat(SpokenTime.toTheSecond(SUMMER)).isEqualTo("3 Jul 2026, 09:40:59 UTC");
  }

  @Test
  void sentences_that_differ_by_their_times_alone_are_alike_without_them() {
    for (ZoneId zone :
        List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/London"),
            ZoneId.of("Asia/Dubai"),
            ZoneId.of("America/Argentina/Buenos_Aires"),
            ZoneId.of("+05:30"),
            ZoneId.of("UTC+2"))) {
      for (int month = 1; month <= 12; month++) {
        Instant at = Instant.parse("2026-%02d-09T12:00:00Z".formatted(month));
        assertThat(SpokenTime.without("it went on " + SpokenTime.of(at, zone) + ", after all", "…"))
            .isEqualTo("it went on …, after all");
      }
    }
    assertThat(SpokenTime.without("until " + SpokenTime.toTheSecond(SUMMER), "$1"))
        .isEqualTo("until $1");
    assertThat(SpokenTime.without("order 12 Jan has 2026", "…")).isEqualTo("order 12 Jan has 2026");
  }
}
