package dev.selvedge.app.page;

import dev.selvedge.app.graph.Arrow;
import dev.selvedge.watch.Concern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/// How times, numbers and amounts are written for people: British English, in the project's time
/// zone. Immutable.
public record Display(ZoneId zone) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.UK);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY_LONG = Duration.ofDays(1);
  private static final int DAYS_AGO_AT_MOST = 30;

  /// `3 Nov 2026, 14:05:09 GMT`
  public String exact(Instant instant) {
    return EXACT.format(instant.atZone(zone));
  }

  /// `3 Nov 2026`
  public String day(Instant instant) {
    return DAY.format(instant.atZone(zone));
  }

  /// `3 Nov 2026`
  public String day(LocalDate day) {
    return DAY.format(day);
  }

  /// `14:05`
  public String clock(Instant instant) {
    return CLOCK.format(instant.atZone(zone));
  }

  /// `just now`, `40 s ago`, `3 min ago`, `5 h ago`, `2 days ago`, else the day.
  public String ago(Instant instant, Instant now) {
    Duration age = Duration.between(instant, now);
    if (age.isNegative() || age.compareTo(Duration.ofSeconds(5)) < 0) {
      return age.compareTo(MINUTE.negated()) < 0 ? day(instant) : "just now";
    }
    if (age.compareTo(MINUTE) < 0) {
      return age.toSeconds() + " s ago";
    }
    if (age.compareTo(HOUR) < 0) {
      return age.toMinutes() + " min ago";
    }
    if (age.compareTo(DAY_LONG) < 0) {
      return age.toHours() + " h ago";
    }
    long days = age.toDays();
    return days > DAYS_AGO_AT_MOST ? day(instant) : count(days, "day") + " ago";
  }

  /// `12,345`
  public String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /// `1 record`, `12,345 records`
  public String count(long number, String noun) {
    return number(number) + ' ' + (number == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    return noun.equals("person") ? "people" : noun + "s";
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`
  public String duration(long millis) {
    if (millis < 10_000) {
      return BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP) + " s";
    }
    Duration length = Duration.ofMillis(millis);
    if (length.compareTo(MINUTE) < 0) {
      return length.toSeconds() + " s";
    }
    if (length.compareTo(HOUR) < 0) {
      return length.toMinutes() + " min" + rest(length.toSecondsPart(), "s");
    }
    if (length.compareTo(DAY_LONG) < 0) {
      return length.toHours() + " h" + rest(length.toMinutesPart(), "min");
    }
    return count(length.toDays(), "day") + rest(length.toHoursPart(), "h");
  }

  /// How long it was from one time to another: `40 s`, `3 min 12 s`, `2 days 3 h`.
  public String between(Instant from, Instant to) {
    return duration(Math.max(0, Duration.between(from, to).toMillis()));
  }

  private static String rest(int part, String unit) {
    return part == 0 ? "" : " " + part + ' ' + unit;
  }

  /// `£1,234.50`; the code in front where the currency has no sign of its own here.
  public String money(BigDecimal amount, String currency) {
    try {
      Currency known = Currency.getInstance(currency);
      String sign = known.getSymbol(Locale.UK);
      String figures = figures(amount, Math.max(0, known.getDefaultFractionDigits()));
      return sign.length() == 1 ? sign + figures : currency + ' ' + figures;
    } catch (IllegalArgumentException notACurrency) {
      return (currency + ' ' + figures(amount, 2)).strip();
    }
  }

  private static String figures(BigDecimal amount, int decimals) {
    return String.format(
        Locale.UK, "%,." + decimals + "f", amount.setScale(decimals, RoundingMode.HALF_UP));
  }

  /// The whole state as a few sentences: what somebody must look at comes first.
  public String sentence(Overview overview) {
    int open = overview.alarms().size();
    String alarms =
        open == 0 ? "" : count(open, "alarm") + (open == 1 ? " is open. " : " are open. ");
    return alarms + standing(overview);
  }

  private String standing(Overview overview) {
    if (overview.standing() == Overview.Standing.SILENT && overview.parked() == 0) {
      return "Ready, and waiting for the first record.";
    }
    String people = count(overview.people(), "person");
    String first =
        switch (overview.standing()) {
          case SILENT -> "Nothing has been delivered yet.";
          case IN_STEP -> "Everything is in step.";
          case CATCHING_UP -> "Catching up: " + count(work(overview), "change") + " on the way.";
          case STUCK ->
              "Nothing gets through just now: " + count(work(overview), "change") + " due.";
        };
    String rest =
        overview.parked() == 0
            ? people + " known; nothing waits for you."
            : people
                + " known; "
                + count(overview.parked(), "record")
                + (overview.parked() == 1 ? " waits" : " wait")
                + " for you.";
    return first + ' ' + rest + concerned(overview.concerns().size());
  }

  private String concerned(int flows) {
    return flows == 0
        ? ""
        : " " + count(flows, "flow") + (flows == 1 ? " is" : " are") + " not as usual.";
  }

  /// Why an arrow of the picture is as it is.
  public String reason(Arrow arrow, Instant now) {
    return (arrow.concern().map(concern -> sentence(concern, now) + ' ').orElse("") + arrow.why())
        .strip();
  }

  /// What is not as usual, and what to do.
  public String sentence(Concern concern, Instant now) {
    return switch (concern) {
      case Concern.Late late ->
          late.flow()
              + " was to be read at "
              + exact(late.dueAt())
              + " and was not; it was read last "
              + ago(late.lastRead(), now)
              + ". Look whether the hub is running and what its log says.";
      case Concern.Troubled troubled ->
          troubled.flow()
              + " cannot be read since "
              + exact(troubled.since())
              + ": "
              + troubled.why()
              + ". It is tried again by itself; nothing is lost.";
      case Concern.Silent silent ->
          silent.flow()
              + ": nothing has come for "
              + duration(Duration.between(silent.last(), now).toMillis())
              + ", and in the four weeks before never for more than "
              + duration(silent.usual().toMillis())
              + ". Look whether its system still sends, and still shows the hub everything.";
      case Concern.Unheeded unheeded ->
          unheeded.flow()
              + ": "
              + count(unheeded.records(), "record")
              + " of which webhooks say that "
              + (unheeded.records() == 1 ? "it has" : "they have")
              + " changed could not be read since "
              + exact(unheeded.since())
              + (unheeded.why().isEmpty() ? "" : ": " + unheeded.why())
              + ". It is tried again by itself; nothing is lost.";
    };
  }

  /// What waits for its order; empty when nothing does.
  public String orphans(Overview overview) {
    long waiting = overview.orphans().waiting();
    long reported = overview.orphans().reported();
    if (waiting == 0) {
      return "";
    }
    String first = "Parts of %s wait for the order itself".formatted(count(waiting, "order"));
    return reported == 0
        ? first + "."
        : first + ", of %s for longer than they should.".formatted(number(reported));
  }

  private static long work(Overview overview) {
    return overview.inboxWaiting() + overview.due();
  }
}
