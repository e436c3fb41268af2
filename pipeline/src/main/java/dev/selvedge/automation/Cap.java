package dev.selvedge.automation;

import dev.selvedge.SpokenTime;
import java.time.Duration;
import java.time.Instant;

/// So often at most in so long a time, for each person. Immutable.
///
/// @param group what is counted: all rules that name it. The words are stored
/// @param per any stretch of time of this length, not one by the calendar
public record Cap(String group, int times, Duration per) {
  private static final Duration A_LIFE = Duration.ofDays(36_500);

  public Cap {
    if (times < 1 || !per.isPositive()) {
      throw new IllegalArgumentException("what is limited may happen now and then: " + times);
    }
  }

  /// Of several rules together.
  public static Cap ofGroup(String name, int times, Duration per) {
    return new Cap("group/" + name, times, per);
  }

  /// Of one rule.
  public static Cap ofRule(String rule, int times, Duration per) {
    return new Cap("rule/" + rule, times, per);
  }

  /// Of a rule that speaks to a person once in their life.
  static Cap ofLife(String rule) {
    return new Cap("life/" + rule, 1, A_LIFE);
  }

  /// Whether what happened then counts at this time.
  public boolean counts(Instant then, Instant now) {
    return then.isAfter(now.minus(per));
  }

  /// `1 in 7 days`.
  public String words() {
    if (per.equals(A_LIFE)) {
      return "once for each person";
    }
    long days = per.toDays();
    String time =
        days > 0 && per.equals(Duration.ofDays(days))
            ? (days == 1 ? "a day" : days + " days")
            : per.toMinutes() + " minutes";
    return "at most " + times + " in " + time + (group.startsWith("group/") ? " of " + name() : "");
  }

  private String name() {
    return group.substring(group.indexOf('/') + 1);
  }

  /// Why one more is too many, a sentence.
  ///
  /// @param last one of those that there were
  public String exceeded(Firing last) {
    return words() + ": " + last.rule() + " went on " + SpokenTime.of(last.at());
  }
}
