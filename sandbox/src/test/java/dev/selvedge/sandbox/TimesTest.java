package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant NOON = Instant.parse("2026-02-01T12:30:15Z");

  @Test
  void one_instant_has_many_spellings() {
    for (String text :
        List.of(
            "2026-02-01T12:30:15Z",
            "2026-02-01 12:30:15Z",
            "2026-02-01T12:30:15",
            "2026-02-01T12:30:15.000Z",
            "2026-02-01T13:30:15+01:00",
            "2026-02-01T11:30:15-0100")) {
      assertThat(Times.read(text)).as(text).contains(NOON);
    }
    assertThat(Times.read("2026-02-01")).contains(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(Times.read("2024-02-29T00:00:00Z")).contains(Instant.parse("2024-02-29T00:00:00Z"));
  }

  @Test
  void nonsense_is_no_instant() {
    for (String text :
        List.of(
            "2026-13-01T00:00:00Z",
            "2025-02-29T00:00:00Z",
            "2026-02-01T24:00:00Z",
            "2026-02-01T1a:00:00Z",
            "2026-02-01T12-30-15Z",
            "x026-02-01T12:30:15Z",
            "yesterday",
            "")) {
      assertThat(Times.read(text)).as(text).isEmpty();
    }
  }
}
