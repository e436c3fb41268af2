package dev.selvedge.dotdigital.subject;

import dev.selvedge.SpokenTime;
import dev.selvedge.dotdigital.answer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Makes a call that may be repeated until it has an answer, for somebody who waits: what passes is
/// waited for, a few times and not for long. Immutable.
///
/// @param pause waits so long
record Patient(InstantSource clock, Consumer<Duration> pause) {
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(90);

  <T> Answer<T> call(Supplier<Answer<T>> call) {
    Duration wait = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      Answer<T> answer = call.get();
      boolean passes =
          switch (answer) {
            case Answer.RateLimited<T> ignored -> true;
            case Answer.TooManyJobs<T> ignored -> true;
            case Answer.Ill<T> ignored -> true;
            case Answer.Lost<T> ignored -> true;
            case Answer.NotSent<T> ignored -> true;
            case Answer.Unreadable<T> ignored -> true;
            case Answer<T> ignored -> false;
          };
      Duration pauseNow = answer instanceof Answer.RateLimited<T> it ? until(it.retryAt()) : wait;
      if (!passes || tried == TRIES || pauseNow.compareTo(LONGEST_PAUSE) > 0) {
        return answer;
      }
      pause.accept(pauseNow);
      wait = wait.multipliedBy(2);
    }
  }

  private Duration until(Instant instant) {
    Duration left = Duration.between(clock.instant(), instant).plusMillis(100);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Why a call came to nothing, as a sentence without anything personal.
  static String why(Answer<?> answer) {
    return switch (answer) {
      case Answer.Ok<?> ignored -> "it answered";
      case Answer.NotFound<?> ignored -> "it does not know what was asked for";
      case Answer.Conflict<?> it ->
          "it refused, as something is in the way (" + it.error().code() + ")";
      case Answer.Rejected<?> it ->
          "it refused with status " + it.status() + " (" + it.error().code() + ")";
      case Answer.RateLimited<?> it ->
          "its allowance of calls is used up until " + SpokenTime.toTheSecond(it.retryAt());
      case Answer.TooManyJobs<?> ignored -> "too many of its jobs are running";
      case Answer.Unauthorised<?> ignored -> "it does not know the credentials";
      case Answer.Forbidden<?> ignored -> "the account's user may not do this";
      case Answer.Ill<?> it -> "it is out of order (status " + it.status() + ")";
      case Answer.Lost<?> ignored -> "its answer was lost";
      case Answer.NotSent<?> ignored -> "it cannot be reached";
      case Answer.Unreadable<?> ignored -> "its answer cannot be read";
    };
  }
}
