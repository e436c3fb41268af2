package dev.selvedge.dotdigital.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

  @ParameterizedTest
  @CsvSource({
    "1767225660, 2026-01-01T00:01:00Z", // epoch seconds
    "1767225660000, 2026-01-01T00:01:00Z", // epoch milliseconds
    "1767225660.5, 2026-01-01T00:01:00.5Z",
    "30, 2026-01-01T00:01:00Z", // a delay
    "0, 2026-01-01T00:00:30Z",
    "7200, 2026-01-01T00:02:30Z", // clamped to two minutes
    "1767229200, 2026-01-01T00:02:30Z", // an hour ahead
    "1767225600, 2026-01-01T00:00:30Z", // already past
    "-5, 2026-01-01T00:01:00Z", // nonsense: the next full minute
    "soon, 2026-01-01T00:01:00Z",
    "99999999999999999999, 2026-01-01T00:01:00Z"
  })
  void the_reset_is_understood_by_its_magnitude(String header, Instant reset) {
    assertThat(AllowanceReader.resetAt(Headers.of(Map.of("X-RateLimit-Reset", header)), NOW))
        .isEqualTo(reset);
  }

  @ParameterizedTest
  @CsvSource({
    // ours is 00:00:30; the reset is 00:01:00 by the server's clock
    "'Thu, 01 Jan 2026 00:00:30 GMT', 2026-01-01T00:01:00Z", // the clocks agree
    "'Thu, 01 Jan 2026 00:00:10 GMT', 2026-01-01T00:01:20Z", // the server's is slow
    "'Thu, 01 Jan 2026 00:00:50 GMT', 2026-01-01T00:00:40Z", // the server's is fast
    "'Thu, 01 Jan 2026 00:01:05 GMT', 2026-01-01T00:00:30Z", // and the window is over
    "'Wed, 31 Dec 2025 23:50:30 GMT', 2026-01-01T00:02:30Z", // ten minutes slow, clamped
    "'Wed, 31 Dec 2025 23:50:29 GMT', 2026-01-01T00:01:00Z", // no clock at all
    "'Thu, 01 Jan 2026 03:00:30 GMT', 2026-01-01T00:01:00Z",
    "'yesterday', 2026-01-01T00:01:00Z",
  })
  void a_reset_by_the_servers_clock_is_put_on_ours(String date, Instant reset) {
    assertThat(
            AllowanceReader.resetAt(
                Headers.of(Map.of("X-RateLimit-Reset", "1767225660", "date", date)), NOW))
        .isEqualTo(reset);
    assertThat(
            AllowanceReader.resetAt(
                Headers.of(Map.of("X-RateLimit-Reset", "1767225660000", "date", date)), NOW))
        .isEqualTo(reset);
  }

  @Test
  void a_delay_needs_no_clock_of_the_server() {
    var headers =
        Headers.of(Map.of("X-RateLimit-Reset", "30", "Date", "Thu, 01 Jan 2026 00:00:10 GMT"));

    assertThat(AllowanceReader.resetAt(headers, NOW)).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void without_a_reset_a_retry_after_is_taken() {
    assertThat(AllowanceReader.resetAt(Headers.of(Map.of("retry-after", "7")), NOW))
        .isEqualTo(NOW.plusSeconds(7));
  }

  @Test
  void names_are_found_in_any_case() {
    var headers =
        Headers.of(
            Map.of(
                "x-ratelimit-limit", "150",
                "X-RATELIMIT-REMAINING", "149",
                "X-RateLimit-Reset", "1767225660",
                "x-rateLimit-scope", "mediumCallRate"));

    assertThat(AllowanceReader.read(headers, NOW))
        .isEqualTo(
            new Allowance.Stated(
                "mediumCallRate", 150, 149, Instant.parse("2026-01-01T00:01:00Z")));
  }

  @Test
  void half_of_the_headers_state_nothing() {
    assertThat(AllowanceReader.read(Headers.of(Map.of("X-RateLimit-Limit", "150")), NOW))
        .isEqualTo(Allowance.UNSTATED);
    assertThat(
            AllowanceReader.read(
                Headers.of(Map.of("X-RateLimit-Limit", "many", "X-RateLimit-Remaining", "1")), NOW))
        .isEqualTo(Allowance.UNSTATED);
  }

  @Property
  void no_header_makes_anybody_wait_longer_than_two_minutes_or_fails(@ForAll String header) {
    Instant reset = AllowanceReader.resetAt(Headers.of(Map.of("X-RateLimit-Reset", header)), NOW);

    assertThat(Duration.between(NOW, reset)).isBetween(Duration.ZERO, Duration.ofMinutes(2));
  }

  @Property
  void no_date_makes_anybody_wait_longer_than_two_minutes_or_fails(@ForAll String date) {
    var headers = Headers.of(Map.of("X-RateLimit-Reset", "1767225660", "Date", date));
    Instant reset = AllowanceReader.resetAt(headers, NOW);

    assertThat(Duration.between(NOW, reset)).isBetween(Duration.ZERO, Duration.ofMinutes(2));
  }

  @Property
  void no_number_makes_anybody_wait_longer_than_two_minutes(@ForAll long header) {
    Instant reset =
        AllowanceReader.resetAt(
            Headers.of(Map.of("X-RateLimit-Reset", Long.toString(header))), NOW);

    assertThat(Duration.between(NOW, reset)).isBetween(Duration.ZERO, Duration.ofMinutes(2));
  }
}
