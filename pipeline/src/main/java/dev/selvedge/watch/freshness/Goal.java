package dev.selvedge.watch.freshness;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fresh something is to be: this share of it within this time. Immutable.
///
/// @param tenThousandths the share, in hundredths of a percent: 9900 is 99 %
/// @param within one of the times of [Bounds], from a second on
public record Goal(int tenThousandths, Duration within) {
  private static final Pattern WORDS =
      Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?) ?% within (\\d{1,4}) ?(s|min|m|h|d|days?)");
  private static final int ALL = 10_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final long SECONDS_IN_WORDS = 120;
  private static final long HOURS_IN_WORDS = 48;

  public Goal {
    if (tenThousandths <= 0 || tenThousandths >= ALL) {
      throw new IllegalArgumentException("a share between none and all, not " + tenThousandths);
    }
    if (!Bounds.isOne(within) || within.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("no time that can be promised: " + within);
    }
  }

  /// Reads `99 % within 60 s`; empty for what says no share and no time. The time may be one that
  /// cannot be promised, see [Wanted#isPossible].
  public static Optional<Wanted> read(String text) {
    Matcher words = WORDS.matcher(text.strip());
    if (!words.matches()) {
      return Optional.empty();
    }
    int share = new BigDecimal(words.group(1)).movePointRight(2).intValueExact();
    long number = Long.parseLong(words.group(2));
    Duration within =
        switch (words.group(3)) {
          case "s" -> Duration.ofSeconds(number);
          case "min", "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return share == 0 ? Optional.empty() : Optional.of(new Wanted(share, within));
  }

  /// What somebody wrote.
  public record Wanted(int tenThousandths, Duration within) {
    /// Whether its time is one that is counted.
    public boolean isPossible() {
      return within.compareTo(SHORTEST) >= 0 && Bounds.isOne(within);
    }

    /// The goal that it is.
    ///
    /// @throws IllegalArgumentException where it is not possible
    public Goal goal() {
      return new Goal(tenThousandths, within);
    }

    /// The nearest time that is counted and no shorter.
    public Goal next() {
      Duration longer = within.compareTo(SHORTEST) < 0 ? SHORTEST : within;
      return new Goal(tenThousandths, Bounds.atLeast(longer));
    }
  }

  /// The share that may miss it.
  public double budget() {
    return (double) (ALL - tenThousandths) / ALL;
  }

  /// `99 % within 60 s`, as [#read] reads it.
  public String words() {
    return share() + " % within " + span(within);
  }

  /// `99` or `99.5`.
  public String share() {
    return BigDecimal.valueOf(tenThousandths, 2).stripTrailingZeros().toPlainString();
  }

  /// `60 s`, `5 min`, `2 h`, `3 d`; exact for every bound from a second on.
  static String span(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < SECONDS_IN_WORDS || seconds % 60 != 0) {
      return seconds + " s";
    }
    if (time.toHours() < 2 || time.toMinutes() % 60 != 0) {
      return time.toMinutes() + " min";
    }
    boolean days = time.toHours() >= HOURS_IN_WORDS && time.toHours() % 24 == 0;
    return days ? time.toDays() + " d" : time.toHours() + " h";
  }
}
