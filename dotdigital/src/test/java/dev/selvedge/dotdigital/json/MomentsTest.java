package dev.selvedge.dotdigital.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-02-03T09:40:18.527Z, 2026-02-03T09:40:18.527Z",
    "2026-02-03 09:40:18.527000+00:00, 2026-02-03T09:40:18.527Z",
    "2026-02-03T09:40:18.527, 2026-02-03T09:40:18.527Z",
    "2026-02-03 09:40:18, 2026-02-03T09:40:18Z",
    "2026-02-03T10:40:18+01:00, 2026-02-03T09:40:18Z",
    "2026-02-03T10:40:18+0100, 2026-02-03T09:40:18Z",
    "2026-02-03T09:40:18.5278912Z, 2026-02-03T09:40:18.527891200Z",
    "2026-02-03t09:40z, 2026-02-03T09:40:00Z",
    "2026-02-03, 2026-02-03T00:00:00Z",
    "' 2026-02-03T09:40:18Z ', 2026-02-03T09:40:18Z"
  })
  void every_form_dotdigital_writes_is_read(String text, Instant instant) {
    assertThat(Moments.read(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01", "03/02/2026", "2026-02-03T25:00:00Z"})
  void what_is_no_date_reads_as_none(String text) {
    assertThat(Moments.read(text)).isEmpty();
  }

  @Test
  void since_rounds_down_to_the_second() {
    assertThat(Moments.since(Instant.parse("2026-02-03T09:40:18.999Z")))
        .isEqualTo("2026-02-03T09:40:18Z");
  }
}
