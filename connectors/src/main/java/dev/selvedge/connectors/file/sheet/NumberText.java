package dev.selvedge.connectors.file.sheet;

import dev.selvedge.connectors.file.sheet.NumberFormats.Shown;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/// Writes the number of a cell as people know it: plain digits, a date, or a time. Immutable.
///
/// @param from1904 whether days count from 1904, as in workbooks of old Macs
record NumberText(boolean from1904) {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,40}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{0,40}(\\.[0-9]{0,340})?([eE][-+]?[0-9]{1,3})?");

  /// Spreadsheets show and keep 15 digits; what comes behind them is noise of binary fractions.
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

  private static final BigDecimal DAY = BigDecimal.valueOf(86_400_000);
  private static final int LAST_DAY = 2_958_465;

  /// The day that spreadsheets count and that never was: 29 February 1900.
  private static final int NO_DAY = 60;

  String text(String written, Shown shown) {
    String raw = written.strip();
    if (raw.isEmpty() || !NUMBER.matcher(raw).matches()) {
      return raw;
    }
    try {
      BigDecimal number = new BigDecimal(raw);
      boolean dated =
          number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(LAST_DAY + 1L)) < 0;
      return switch (shown) {
        case NUMBER -> plain(raw, number);
        case DATE -> dated ? date(number, false) : plain(raw, number);
        case DATE_AND_TIME -> dated ? date(number, true) : plain(raw, number);
        case TIME -> dated ? time(number) : plain(raw, number);
      };
    } catch (NumberFormatException noNumber) {
      return raw;
    }
  }

  private static String plain(String raw, BigDecimal number) {
    if (WHOLE.matcher(raw).matches()) {
      return raw;
    }
    BigDecimal rounded = number.round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private String date(BigDecimal days, boolean withTime) {
    long millis = days.multiply(DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
    LocalDateTime at = epoch(days).atStartOfDay().plus(Duration.ofMillis(millis));
    boolean midnight = at.toLocalTime().toNanoOfDay() == 0;
    return midnight && !withTime ? at.toLocalDate().toString() : at.toLocalDate() + "T" + clock(at);
  }

  private LocalDate epoch(BigDecimal days) {
    if (from1904) {
      return LocalDate.of(1904, 1, 1);
    }
    return days.compareTo(BigDecimal.valueOf(NO_DAY)) < 0
        ? LocalDate.of(1899, 12, 31)
        : LocalDate.of(1899, 12, 30);
  }

  private static String clock(LocalDateTime at) {
    String seconds =
        String.format(Locale.ROOT, "%02d:%02d:%02d", at.getHour(), at.getMinute(), at.getSecond());
    int millis = at.getNano() / 1_000_000;
    return millis == 0 ? seconds : seconds + String.format(Locale.ROOT, ".%03d", millis);
  }

  private static String time(BigDecimal days) {
    long seconds =
        days.multiply(DAY)
            .divide(BigDecimal.valueOf(1000), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
