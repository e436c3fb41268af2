package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.SourceException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/// Times as SuiteQL writes and reads them: to the second, without a zone, by the clock of the user
/// who asks (inferred; `check --online` compares it with the record service, which writes UTC).
final class LocalTimes {
  private static final String PATTERN = "YYYY-MM-DD\"T\"HH24:MI:SS";
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final Duration A_DAY = Duration.ofDays(1);

  private LocalTimes() {}

  /// A column as the text that is read, whatever form the account has chosen for dates.
  static String written(String column) {
    return "TO_CHAR(" + column + ", '" + PATTERN + "')";
  }

  /// The text of an instant, rounded down: as `written` gives it.
  static String text(Instant at, ZoneId zone) {
    return TEXT.format(LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.SECONDS));
  }

  /// A time to compare a column with.
  static String literal(Instant at, ZoneId zone) {
    return "TO_DATE('" + text(at, zone).replace('T', ' ') + "', 'YYYY-MM-DD HH24:MI:SS')";
  }

  /// The instant of a text; the earlier of two in the hour that comes twice.
  ///
  /// @throws SourceException for a time that no clock of the zone has shown: the zone is wrong
  static Instant instant(String text, ZoneId zone) {
    LocalDateTime at;
    try {
      at = LocalDateTime.parse(text, TEXT);
    } catch (DateTimeException notOne) {
      throw new SourceException("NetSuite answers with a time that is none: check 'fields'");
    }
    if (zone.getRules().getValidOffsets(at).isEmpty()) {
      throw SourceException.refused(
          "NetSuite has a time of "
              + text
              + ", which no clock of "
              + zone
              + " has shown; correct 'time_zone'");
    }
    return at.atZone(zone).toInstant();
  }

  /// The same; nothing for what is no time, or one that no clock of the zone has shown.
  static Optional<Instant> read(String text, ZoneId zone) {
    try {
      LocalDateTime at = LocalDateTime.parse(text, TEXT);
      return Optional.of(at)
          .filter(time -> !zone.getRules().getValidOffsets(time).isEmpty())
          .map(time -> time.atZone(zone).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  /// How late a stamp may become visible: after the clocks are put back, times of the second pass
  /// through the hour look like those of the first. A round that ends shortly before already has to
  /// be begun again from further back.
  static Duration overlap(Duration usual, Instant now, ZoneId zone) {
    Duration around = A_DAY.plus(usual);
    ZoneOffsetTransition next = zone.getRules().nextTransition(now.minus(around));
    boolean putBack =
        next != null && next.isOverlap() && next.getInstant().isBefore(now.plus(around));
    return putBack ? usual.plus(next.getDuration().abs()) : usual;
  }
}
