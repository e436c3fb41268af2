package dev.selvedge.connectors.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How a system wants to be told a time. What is finer than it can say is cut off, so that a time
/// is never said later than it is. Immutable.
final class TimeFormat {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant SAMPLE = Instant.parse("2026-03-04T05:06:07.890Z");
  private static final List<Duration> UNITS =
      List.of(
          Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

  private final String written;
  private final ZoneId zone;
  private final DateTimeFormatter formatter;

  /// @param written `iso`, `epoch`, `epoch-millis` or a pattern of Java's `DateTimeFormatter`
  /// @param zone of a pattern
  /// @throws IllegalArgumentException when it is no such thing
  TimeFormat(String written, ZoneId zone) {
    this.written = written;
    this.zone = zone;
    try {
      this.formatter =
          DateTimeFormatter.ofPattern(
              switch (written) {
                case "iso", "epoch", "epoch-millis" -> "uuuu-MM-dd'T'HH:mm:ss'Z'";
                default -> written;
              },
              Locale.ROOT);
      text(SAMPLE);
    } catch (DateTimeException unfit) {
      throw new IllegalArgumentException("it names what a time has not", unfit);
    }
  }

  JsonNode write(Instant at) {
    return switch (written) {
      case "epoch" -> JSON.numberNode(at.getEpochSecond());
      case "epoch-millis" -> JSON.numberNode(at.toEpochMilli());
      default -> JSON.stringNode(text(at));
    };
  }

  /// Whether both are said in the same words.
  boolean same(Instant one, Instant other) {
    return write(one).equals(write(other));
  }

  /// The finest step it can say.
  Duration unit() {
    return UNITS.stream()
        .filter(unit -> !same(SAMPLE, SAMPLE.plus(unit)))
        .findFirst()
        .orElse(Duration.ofDays(1));
  }

  private String text(Instant at) {
    return formatter.format(at.atZone(written.equals("iso") ? ZoneOffset.UTC : zone));
  }
}
