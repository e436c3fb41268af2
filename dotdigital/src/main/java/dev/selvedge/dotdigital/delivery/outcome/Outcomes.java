package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// Turns answers into outcomes and submissions by the [AnswerTable], with the sentences people
/// read. When something is tried again is the sender's business; where an instant is needed that
/// Dotdigital did not give, it is now. Thread-safe.
public final class Outcomes {
  private static final Duration ACCOUNT_PAUSE = Duration.ofMinutes(1);
  private static final Duration JOB_PAUSE = Duration.ofSeconds(10);

  private final TargetSettings settings;
  private final Whereabouts whereabouts;
  private final InstantSource clock;

  public Outcomes(TargetSettings settings, Whereabouts whereabouts, InstantSource clock) {
    this.settings = settings;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  /// The time of the hub's clock.
  public Instant now() {
    return clock.instant();
  }

  /// The row of the table of answers that an answer about this part falls into.
  public AnswerTable row(Answer<?> answer, Part part) {
    boolean partOnly = answer instanceof Answer.Forbidden<?> && whereabouts.isPartOnly(part);
    return AnswerTable.of(answer, partOnly);
  }

  /// What one item comes to.
  public Outcome of(Answer<?> answer, Part part) {
    String why = why(answer, part);
    return switch (row(answer, part).word()) {
      case DONE -> new Outcome.Done();
      case RETRY -> new Outcome.Retry(why, now());
      case UNKNOWN -> new Outcome.Unknown(why, now());
      case SNOOZE -> new Outcome.Snooze(why, until(answer));
      case PARK -> park(answer, part);
    };
  }

  /// What an answer comes to for an item of which the account tells no number.
  public Settlement settlement(Answer<?> answer, Part part) {
    return new Settlement(of(answer, part), "");
  }

  /// What the account as a whole comes to when it is prepared: refusals are for a person, and keep
  /// the cause by which they are known.
  public Outcome ofAccount(Answer<?> answer) {
    String why = why(answer, Part.CONTACTS);
    return switch (row(answer, Part.CONTACTS).account()) {
      case CREDENTIALS -> new Outcome.Park(Overheard.CREDENTIALS, why);
      case FORBIDDEN -> new Outcome.Park(Overheard.FORBIDDEN, why);
      case NO_ANSWER -> new Outcome.Retry(why, now());
      case ANSWERED, USED_UP, CAPPED, NOTHING -> of(answer, Part.CONTACTS);
    };
  }

  /// What handing over an import or enrolment comes to.
  ///
  /// @param id reads the job's id
  public <T> Submission submission(Answer<T> answer, Part part, Function<T, String> id) {
    return switch (row(answer, part).together()) {
      case ACCEPTED -> new Submission.Accepted(answer.asOptional().map(id).orElseThrow());
      case LOST -> new Submission.Lost(why(answer, part));
      case NOT_ACCEPTED -> new Submission.NotAccepted(of(answer, part));
      case HARDLY_ACCEPTED ->
          part.isOnceOnly()
              ? new Submission.Lost(why(answer, part))
              : new Submission.NotAccepted(of(answer, part));
      case REFUSED -> new Submission.Refused(of(answer, part), false);
      case TOO_LARGE -> new Submission.Refused(of(answer, part), true);
    };
  }

  private Instant until(Answer<?> answer) {
    return answer instanceof Answer.RateLimited<?> limited
        ? limited.retryAt()
        : now().plus(answer instanceof Answer.TooManyJobs<?> ? JOB_PAUSE : ACCOUNT_PAUSE);
  }

  /// An answer as part of a sentence.
  public String why(Answer<?> answer, Part part) {
    String title = settings.title();
    return switch (row(answer, part)) {
      case OK -> title + " took it";
      case NOT_FOUND, CONFLICT, REJECTED -> title + " refused it (" + coded(answer) + ")";
      case TOO_LARGE -> title + " finds it too large";
      case TIER_USED_UP -> "the account's allowance is used up for now";
      case ENROLMENTS_USED_UP -> "the account's enrolment calls of this hour are used up";
      case HOUR_USED_UP ->
          title
              + " has capped the account: more than its calls of an hour were made, by all together";
      case TOO_MANY_JOBS -> "too many imports are running at once";
      case UNAUTHORISED -> title + " refuses the credentials; check the API user";
      case FORBIDDEN -> whereabouts.forbidden();
      case PART_FORBIDDEN -> title + " does not allow this account " + part.title();
      case BUSY -> title + " is busy with it (" + coded(answer) + ")";
      case UNAVAILABLE, ILL -> title + " is in trouble (" + coded(answer) + ")";
      case MISDIRECTED ->
          "something that is not "
              + title
              + " answered ("
              + coded(answer)
              + "); check dotdigital.endpoint and what is between";
      case NOT_SENT, NO_CONNECTION, LOST, UNREADABLE -> unheard(answer);
    };
  }

  private String unheard(Answer<?> answer) {
    return switch (answer) {
      case Answer.NotSent<?> notSent ->
          settings.title() + " could not be reached (" + words(notSent.why()) + ")";
      case Answer.Lost<?> lost ->
          "no complete answer came back from " + settings.title() + " (" + words(lost.how()) + ")";
      case Answer.Unreadable<?> unreadable -> "the answer could not be read: " + unreadable.why();
      case Answer<?> other -> throw new IllegalStateException("an answer was heard: " + other);
    };
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String coded(Answer<?> answer) {
    ApiError error = error(answer);
    String status =
        switch (answer) {
          case Answer.NotFound<?> ignored -> "404";
          case Answer.Conflict<?> ignored -> "409";
          case Answer.Rejected<?> rejected -> Integer.toString(rejected.status());
          case Answer.Ill<?> ill -> Integer.toString(ill.status());
          case Answer<?> ignored -> "";
        };
    return error.code().isEmpty() ? status : status + " " + error.code();
  }

  /// The error an answer carries, [ApiError#NONE] when it carries none.
  public static ApiError error(Answer<?> answer) {
    return switch (answer) {
      case Answer.NotFound<?> it -> it.error();
      case Answer.Conflict<?> it -> it.error();
      case Answer.Rejected<?> it -> it.error();
      case Answer.Forbidden<?> it -> it.error();
      case Answer.Unauthorised<?> it -> it.error();
      case Answer.RateLimited<?> it -> it.error();
      case Answer.TooManyJobs<?> it -> it.error();
      case Answer.Ill<?> it -> it.error();
      case Answer.Ok<?> ignored -> ApiError.NONE;
      case Answer.Lost<?> ignored -> ApiError.NONE;
      case Answer.NotSent<?> ignored -> ApiError.NONE;
      case Answer.Unreadable<?> ignored -> ApiError.NONE;
    };
  }

  private Outcome.Park park(Answer<?> answer, Part part) {
    AnswerTable row = row(answer, part);
    String advice =
        row == AnswerTable.PART_FORBIDDEN
            ? ". Have it added to the account's package or the API user's rights, then replay."
            : ". Look at the record, mend it at its source; it then goes again by itself.";
    return park(
        row.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        why(answer, part) + advice);
  }

  /// Parks with a cause of this target and a sentence that people read.
  public Outcome.Park park(String cause, String sentence) {
    return new Outcome.Park(settings.cause(cause), sentence);
  }

  /// For what no call can carry.
  public Outcome.Park unfit(IllegalArgumentException why) {
    return park(
        "unfit",
        "This cannot be written to "
            + settings.title()
            + " at all: "
            + why.getMessage()
            + ". Mend it at its source; it then goes again by itself.");
  }
}
