package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Which answer comes to which outcome: the one table of it.
///
/// | Answer | Outcome | Why |
/// |---|---|---|
/// | Ok | Done | |
/// | RateLimited | Snooze until the window renews | not a failure of the item |
/// | TooManyJobs | Snooze | an import must end first |
/// | Unauthorised, Forbidden | Snooze, long | a person must mend the account; no item is to blame |
/// | Ill, NotSent | Retry | upserts may be repeated |
/// | Lost, Unreadable | Unknown | may have happened; upserts may be repeated |
/// | NotFound, Conflict, Rejected | Park | will stay wrong until somebody looks |
///
/// Every write the hub makes is an upsert (PATCH, PUT, import), so Unknown is safe to repeat.
final class Outcomes {
  private static final Duration ACCOUNT_PAUSE = Duration.ofMinutes(1);
  private static final Duration JOB_PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;

  Outcomes(InstantSource clock) {
    this.clock = clock;
  }

  Outcome of(Answer<?> answer) {
    Instant now = clock.instant();
    return switch (answer) {
      case Answer.Ok<?> ignored -> new Outcome.Done();
      case Answer.RateLimited<?> limited ->
          new Outcome.Snooze("the account's allowance is used up for now", limited.retryAt());
      case Answer.TooManyJobs<?> ignored ->
          new Outcome.Snooze("too many imports are running at once", now.plus(JOB_PAUSE));
      case Answer.Unauthorised<?> ignored ->
          new Outcome.Snooze(
              "Dotdigital refuses the credentials; check the API user", now.plus(ACCOUNT_PAUSE));
      case Answer.Forbidden<?> ignored ->
          new Outcome.Snooze(
              "Dotdigital forbids the call; check the region of the endpoint and the account's"
                  + " features",
              now.plus(ACCOUNT_PAUSE));
      case Answer.Ill<?> ill -> new Outcome.Retry("Dotdigital answered " + ill.status(), now);
      case Answer.NotSent<?> notSent ->
          new Outcome.Retry("Dotdigital could not be reached (" + notSent.why() + ")", now);
      case Answer.Lost<?> lost ->
          new Outcome.Unknown("no complete answer came back (" + lost.how() + ")", now);
      case Answer.Unreadable<?> unreadable ->
          new Outcome.Unknown("the answer could not be read: " + unreadable.why(), now);
      case Answer.NotFound<?> notFound -> park("not-found", notFound.error());
      case Answer.Conflict<?> conflict -> park("conflict", conflict.error());
      case Answer.Rejected<?> rejected -> park("rejected", rejected.error());
    };
  }

  static Outcome.Park park(String cause, ApiError error) {
    String code = error.code().isEmpty() ? "no code" : error.code();
    return new Outcome.Park(
        "dotdigital." + cause,
        "Dotdigital refused the record (" + code + "). Look at the record, mend it at its source.");
  }
}
