package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.value.TimeText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Times as BigCommerce writes them: ISO 8601 in v3, RFC 2822 in v2, both to the second.
final class Times {
  static final String MODIFIED = "date_modified";

  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]{3}, ");
  private static final DateTimeFormatter MAIL =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);
  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private Times() {}

  /// The instant, or nothing for what is none.
  static Optional<Instant> of(JsonNode value) {
    String text = value.asString("");
    try {
      return WEEKDAY.matcher(text).find()
          ? Optional.of(
              OffsetDateTime.parse(WEEKDAY.matcher(text).replaceFirst(""), MAIL).toInstant())
          : TimeText.read(value, ZoneOffset.UTC);
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /// The first second after an instant, for a filter that takes that second in.
  static String after(Instant at) {
    Instant next = at.plus(Duration.ofMillis(1));
    Instant second = next.truncatedTo(ChronoUnit.SECONDS);
    Instant up = second.equals(next) ? second : second.plusSeconds(1);
    return FILTER.format(up.atOffset(ZoneOffset.UTC));
  }
}
