package dev.selvedge.mapping.function;

import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The function that reads dates and times.
final class TimeSteps {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal FAR = new BigDecimal("1e15");

  private TimeSteps() {}

  /// How a bare number is meant.
  private enum Epoch {
    NONE,
    SECONDS,
    MILLISECONDS
  }

  /// The checked options of the step.
  private record Reading(
      List<DateTimeFormatter> formats, IsoTime.Zoneless zoneless, ZoneId zone, Epoch epoch) {}

  static List<StepDefinition> all() {
    return List.of(
        new StepDefinition(
            "date",
            Set.of(Kind.TEXT, Kind.NUMBER, Kind.TIME),
            Kind.TIME,
            "patterns",
            "ISO 8601; {date: dd/MM/yyyy}; zone: for times without one; epoch: seconds or"
                + " milliseconds",
            (options, lookups) -> date(options)));
  }

  private static Step.Work date(YamlSection options) {
    List<DateTimeFormatter> formats = new ArrayList<>();
    for (String pattern : options.texts("patterns")) {
      format(pattern, options).ifPresent(formats::add);
    }
    Optional<ZoneId> zone = options.text("zone").flatMap(name -> zone(name, options));
    Reading reading =
        new Reading(
            List.copyOf(formats),
            zone.isPresent() ? IsoTime.Zoneless.IN_ZONE : IsoTime.Zoneless.REFUSED,
            zone.orElse(ZoneOffset.UTC),
            options.choice("epoch", Epoch.NONE));
    return (value, remarks) -> read(value, reading);
  }

  private static Datum read(Datum value, Reading reading) {
    return switch (value) {
      case Datum.Text(String text) when text.isBlank() -> Datum.Absent.EMPTY;
      case Datum.Text text when reading.epoch() != Epoch.NONE ->
          Coercion.number(text) instanceof Datum.Decimal(BigDecimal number)
              ? epoch(number, reading.epoch())
              : IsoTime.notDate(text.text());
      case Datum.Text(String text) -> text(text, reading);
      case Datum.Decimal(BigDecimal number) when reading.epoch() != Epoch.NONE ->
          epoch(number, reading.epoch());
      // A date such as 20261124 may come as a number.
      case Datum.Decimal number when !reading.formats().isEmpty() ->
          text(number.display(), reading);
      case Datum.Decimal number ->
          new Datum.Wrong(
              Cause.NOT_DATE,
              number.display(),
              "is a bare number, not a date",
              "{date: {epoch: seconds}} or {date: {epoch: milliseconds}} says how to read it");
      default -> value;
    };
  }

  private static Datum text(String text, Reading reading) {
    if (reading.formats().isEmpty()) {
      return IsoTime.read(text, reading.zoneless(), reading.zone());
    }
    Datum result = Datum.Absent.EMPTY;
    for (DateTimeFormatter format : reading.formats()) {
      result = IsoTime.read(text, format, reading.zoneless(), reading.zone());
      if (result instanceof Datum.Time) {
        return result;
      }
    }
    return result instanceof Datum.Wrong(String cause, String value, String says, String advice)
            && cause.equals(Cause.NOT_DATE)
        ? new Datum.Wrong(
            cause,
            value,
            "is written in none of the patterns of the step 'date'",
            "add its pattern")
        : result;
  }

  private static Datum epoch(BigDecimal number, Epoch unit) {
    BigDecimal millis = unit == Epoch.SECONDS ? number.multiply(THOUSAND) : number;
    return millis.abs().compareTo(FAR) > 0
        ? IsoTime.notDate(number.toPlainString())
        : IsoTime.bounded(Instant.ofEpochMilli(millis.longValue()), number.toPlainString());
  }

  private static Optional<DateTimeFormatter> format(String pattern, YamlSection options) {
    try {
      return Optional.of(
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(strictYears(pattern))
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT));
    } catch (IllegalArgumentException notPattern) {
      options.problem(
          "patterns",
          "'" + pattern + "' is not a date pattern: " + notPattern.getMessage(),
          "write it like dd/MM/yyyy HH:mm");
      return Optional.empty();
    }
  }

  /// Everybody writes `yyyy`; read strictly, so that 31 June is refused, it would need an era.
  private static String strictYears(String pattern) {
    StringBuilder strict = new StringBuilder(pattern.length());
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      strict.append(c == 'y' && !quoted ? 'u' : c);
    }
    return strict.toString();
  }

  private static Optional<ZoneId> zone(String name, YamlSection options) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      Set<String> zones = ZoneId.getAvailableZoneIds();
      options.problem(
          "zone",
          "the time zone '" + name + "' is not known",
          Nearest.of(name, zones)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("write it like Europe/London"));
      return Optional.empty();
    }
  }
}
