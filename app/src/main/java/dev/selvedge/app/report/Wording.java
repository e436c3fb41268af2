package dev.selvedge.app.report;

import dev.selvedge.watch.freshness.Share;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/// How reports write numbers, times and comparisons: British English.
final class Wording {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE, d MMM uuuu", Locale.UK);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm z", Locale.UK);

  /// From here on "3 times as many" says more than "200 % more".
  private static final long TIMES_FROM = 3;

  private static final long PERCENT = 100;

  private Wording() {}

  static String title(Span span) {
    return switch (span.period()) {
      case DAY -> WEEKDAY.format(span.first());
      case WEEK -> "Week from " + day(span.first()) + " to " + day(span.last());
      case MONTH -> MONTH.format(span.first());
    };
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /// `1,204.50 GBP`: with as many digits as the currency has, and more where there are more.
  static String money(BigDecimal amount, String currency) {
    int least;
    try {
      least = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      least = 2;
    }
    BigDecimal shown = amount.stripTrailingZeros();
    BigDecimal set =
        shown.scale() < least ? shown.setScale(least, RoundingMode.UNNECESSARY) : shown;
    return String.format(Locale.UK, "%,." + Math.max(0, set.scale()) + "f", set) + ' ' + currency;
  }

  /// `1 record`, `1,204 records`, `no records`
  static String count(long number, String noun) {
    return (number == 0 ? "no" : number(number)) + ' ' + noun + (number == 1 ? "" : "s");
  }

  static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.UK) + sentence.substring(1);
  }

  /// `the week before`
  static String before(Period period) {
    return "the " + period.word() + " before";
  }

  /// `, 8 % more than the week before`; empty where there is nothing to compare with.
  static String compared(long now, Optional<Long> earlier, Period period) {
    return earlier.map(then -> ", " + difference(now, then, before(period))).orElse("");
  }

  private static String difference(long now, long then, String before) {
    if (now == then) {
      return "as " + (now == 0 ? "in " : "many as ") + before;
    }
    if (then == 0) {
      return "none " + before;
    }
    if (now == 0) {
      return number(then) + ' ' + before;
    }
    if (now / then >= TIMES_FROM) {
      return now / then + " times as many as " + before;
    }
    long percent = Math.round((double) Math.abs(now - then) * PERCENT / then);
    if (percent == 0) {
      return "about as many as " + before;
    }
    if (percent == PERCENT && now > then) {
      return "twice as many as " + before;
    }
    // what is not all of it never reads as all of it
    long shown = now < then ? Math.min(percent, PERCENT - 1) : percent;
    return shown + (now > then ? " % more than " : " % fewer than ") + before;
  }

  /// `99.42 %`; nothing that is not all reads as 100 %.
  static String share(Share share) {
    return BigDecimal.valueOf(share.tenThousandths(), 2).stripTrailingZeros().toPlainString()
        + " %";
  }
}
