package dev.selvedge.send;

import java.time.Duration;
import java.time.Instant;

/// How a target system is: whether it is worth calling at all. An ill system is left alone, and
/// asked again by one cheap call at a time until it answers; so an outage costs no item an attempt
/// and raises one alarm, not one an item. Pure and immutable; shared through the store.
public sealed interface Condition {
  /// So many calls without an answer in a row mean that the system is ill.
  int FAILURES_IN_A_ROW = 5;

  Duration FIRST_PROBE = Duration.ofSeconds(5);
  Duration LONGEST_PROBE = Duration.ofMinutes(5);

  /// So often is the patience doubled after false alarms: 20 failures in a row, and no more, since
  /// a dead system must be noticed also where little is sent.
  int FALSE_ALARMS_AT_MOST = 2;

  /// It answers.
  ///
  /// @param failures calls in a row that got no answer
  /// @param falseAlarms how often it was taken for ill lately and answered at the first question:
  ///     then it was the items that failed, and more failures in a row are needed to suspect it
  record Well(int failures, int falseAlarms) implements Condition {
    int patience() {
      return FAILURES_IN_A_ROW << Math.min(falseAlarms, FALSE_ALARMS_AT_MOST);
    }
  }

  /// Nothing is sent to it.
  ///
  /// @param cause groups alarms of one kind: `unreachable`, `credentials`, `forbidden`, `capped`
  /// @param sentence what people read
  /// @param probeAt when it is asked again
  /// @param probes how often it has been asked
  /// @param falseAlarms as it was while it was well
  record Ill(
      String cause, String sentence, Instant since, Instant probeAt, int probes, int falseAlarms)
      implements Condition {}

  /// A system that answers.
  static Condition well() {
    return new Well(0, 0);
  }

  /// Whether something may be sent to it.
  default boolean isWell() {
    return switch (this) {
      case Well ignored -> true;
      case Ill ignored -> false;
    };
  }

  /// Whether it is time to ask how it is.
  default boolean isProbeDue(Instant now) {
    return switch (this) {
      case Well ignored -> false;
      case Ill ill -> !now.isBefore(ill.probeAt());
    };
  }

  /// This with one more thing heard.
  default Condition after(Heard heard, Instant now) {
    return switch (heard) {
      case Heard.Answered ignored -> afterAnswer();
      case Heard.NoAnswer noAnswer -> afterNoAnswer(noAnswer, now);
      case Heard.Refused refused ->
          isWell()
              ? new Ill(refused.cause(), refused.sentence(), now, now.plus(refused.restFor()), 0, 0)
              : this;
      case Heard.Allowed ignored -> this;
      case Heard.UsedUp ignored -> this;
    };
  }

  private Condition afterAnswer() {
    return switch (this) {
      case Well well -> new Well(0, well.falseAlarms());
      case Ill ill -> ill;
    };
  }

  private Condition afterNoAnswer(Heard.NoAnswer noAnswer, Instant now) {
    return switch (this) {
      case Well well ->
          well.failures() + 1 < well.patience()
              ? new Well(well.failures() + 1, well.falseAlarms())
              : new Ill(
                  "unreachable",
                  noAnswer.sentence(),
                  now,
                  now.plus(FIRST_PROBE),
                  0,
                  well.falseAlarms());
      case Ill ill -> ill;
    };
  }

  /// Nobody else asks before then.
  default Condition probing(Instant now, Duration answerWithin) {
    return switch (this) {
      case Well well -> well;
      case Ill ill ->
          new Ill(
              ill.cause(),
              ill.sentence(),
              ill.since(),
              now.plus(answerWithin),
              ill.probes() + 1,
              ill.falseAlarms());
    };
  }

  /// It was asked and is still not well.
  default Condition stillIll(String cause, String sentence, Instant now) {
    return switch (this) {
      case Well ignored -> new Ill(cause, sentence, now, now.plus(FIRST_PROBE), 0, 0);
      case Ill ill ->
          new Ill(
              cause,
              sentence,
              ill.since(),
              now.plus(pause(ill.probes())),
              ill.probes(),
              ill.falseAlarms());
    };
  }

  /// It was asked and answers.
  default Condition recovered() {
    return switch (this) {
      case Well well -> well;
      case Ill ill -> {
        boolean falseAlarm = ill.probes() <= 1 && ill.cause().equals("unreachable");
        yield new Well(0, falseAlarm ? ill.falseAlarms() + 1 : 0);
      }
    };
  }

  private static Duration pause(int probes) {
    Duration doubled = FIRST_PROBE.multipliedBy(1L << Math.min(Math.max(probes, 0), 10));
    return doubled.compareTo(LONGEST_PROBE) > 0 ? LONGEST_PROBE : doubled;
  }
}
