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

  /// It answers.
  ///
  /// @param failures calls in a row that got no answer
  record Well(int failures) implements Condition {}

  /// Nothing is sent to it.
  ///
  /// @param cause groups alarms of one kind: `unreachable`, `credentials`, `forbidden`, `capped`
  /// @param sentence what people read
  /// @param probeAt when it is asked again
  /// @param probes how often it has been asked
  record Ill(String cause, String sentence, Instant since, Instant probeAt, int probes)
      implements Condition {}

  /// A system that answers.
  static Condition well() {
    return new Well(0);
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
      case Heard.Answered ignored -> isWell() ? well() : this;
      case Heard.NoAnswer noAnswer -> afterNoAnswer(noAnswer, now);
      case Heard.Refused refused ->
          isWell()
              ? new Ill(refused.cause(), refused.sentence(), now, now.plus(refused.restFor()), 0)
              : this;
      case Heard.Allowed ignored -> this;
      case Heard.UsedUp ignored -> this;
    };
  }

  private Condition afterNoAnswer(Heard.NoAnswer noAnswer, Instant now) {
    return switch (this) {
      case Well well ->
          well.failures() + 1 < FAILURES_IN_A_ROW
              ? new Well(well.failures() + 1)
              : new Ill("unreachable", noAnswer.sentence(), now, now.plus(FIRST_PROBE), 0);
      case Ill ill -> ill;
    };
  }

  /// Nobody else asks before then.
  default Condition probing(Instant now, Duration answerWithin) {
    return switch (this) {
      case Well well -> well;
      case Ill ill ->
          new Ill(
              ill.cause(), ill.sentence(), ill.since(), now.plus(answerWithin), ill.probes() + 1);
    };
  }

  /// It was asked and is still not well.
  default Condition stillIll(String cause, String sentence, Instant now) {
    return switch (this) {
      case Well ignored -> new Ill(cause, sentence, now, now.plus(FIRST_PROBE), 0);
      case Ill ill ->
          new Ill(cause, sentence, ill.since(), now.plus(pause(ill.probes())), ill.probes());
    };
  }

  private static Duration pause(int probes) {
    Duration doubled = FIRST_PROBE.multipliedBy(1L << Math.min(Math.max(probes, 0), 10));
    return doubled.compareTo(LONGEST_PROBE) > 0 ? LONGEST_PROBE : doubled;
  }
}
