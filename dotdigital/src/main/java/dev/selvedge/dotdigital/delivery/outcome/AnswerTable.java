package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.http.Transmission;

/// What an answer comes to: for the item of a call of its own, for the items of an import or
/// enrolment that was to be handed over, and for the account as a whole. This is the one table of
/// it; what is special about one kind of item is looked at before, where that kind is written.
///
/// | Answer | One item | Many together | The account |
/// |---|---|---|---|
/// | OK | done | accepted | answered |
/// | NOT_FOUND | park | refused | answered |
/// | CONFLICT | park | refused | answered |
/// | REJECTED | park | refused | answered |
/// | TOO_LARGE | park | too large | answered |
/// | TIER_USED_UP | snooze | not accepted | used up |
/// | ENROLMENTS_USED_UP | snooze | not accepted | used up |
/// | HOUR_USED_UP | snooze | not accepted | capped |
/// | TOO_MANY_JOBS | snooze | not accepted | answered |
/// | UNAUTHORISED | snooze | not accepted | credentials |
/// | FORBIDDEN | snooze | not accepted | forbidden |
/// | PART_FORBIDDEN | park | not accepted | answered |
/// | BUSY | retry | not accepted | answered |
/// | UNAVAILABLE | retry | hardly accepted | no answer |
/// | ILL | retry | lost | no answer |
/// | MISDIRECTED | retry | not accepted | no answer |
/// | NOT_SENT | retry | not accepted | no answer |
/// | NO_CONNECTION | retry | not accepted | nothing |
/// | LOST | unknown | lost | no answer |
/// | UNREADABLE | unknown | lost | answered |
///
/// *Not accepted* carries the outcome of one item. *Refused* means that something in it is to
/// blame, so that it is tried in smaller company. *Lost* means that it may have been taken: it is
/// looked for. *Hardly accepted*: by what 503 says it was not taken, which is good enough for
/// an import, a repetition of which changes nothing, and not for an enrolment. A call of its own is
/// always an upsert or a deletion and may be repeated.
public enum AnswerTable {
  OK(Word.DONE, Together.ACCEPTED, Account.ANSWERED),
  NOT_FOUND(Word.PARK, Together.REFUSED, Account.ANSWERED),
  CONFLICT(Word.PARK, Together.REFUSED, Account.ANSWERED),
  REJECTED(Word.PARK, Together.REFUSED, Account.ANSWERED),
  TOO_LARGE(Word.PARK, Together.TOO_LARGE, Account.ANSWERED),
  TIER_USED_UP(Word.SNOOZE, Together.NOT_ACCEPTED, Account.USED_UP),
  ENROLMENTS_USED_UP(Word.SNOOZE, Together.NOT_ACCEPTED, Account.USED_UP),
  HOUR_USED_UP(Word.SNOOZE, Together.NOT_ACCEPTED, Account.CAPPED),
  TOO_MANY_JOBS(Word.SNOOZE, Together.NOT_ACCEPTED, Account.ANSWERED),
  UNAUTHORISED(Word.SNOOZE, Together.NOT_ACCEPTED, Account.CREDENTIALS),
  FORBIDDEN(Word.SNOOZE, Together.NOT_ACCEPTED, Account.FORBIDDEN),
  /// one part is not for this account; the others may be
  PART_FORBIDDEN(Word.PARK, Together.NOT_ACCEPTED, Account.ANSWERED),
  /// one list or collection is, not the account
  BUSY(Word.RETRY, Together.NOT_ACCEPTED, Account.ANSWERED),
  UNAVAILABLE(Word.RETRY, Together.HARDLY_ACCEPTED, Account.NO_ANSWER),
  ILL(Word.RETRY, Together.LOST, Account.NO_ANSWER),
  /// a redirect or a proxy's word: Dotdigital gives none, so something else answered
  MISDIRECTED(Word.RETRY, Together.NOT_ACCEPTED, Account.NO_ANSWER),
  NOT_SENT(Word.RETRY, Together.NOT_ACCEPTED, Account.NO_ANSWER),
  /// all of ours are in use, which says nothing about the account
  NO_CONNECTION(Word.RETRY, Together.NOT_ACCEPTED, Account.NOTHING),
  LOST(Word.UNKNOWN, Together.LOST, Account.NO_ANSWER),
  UNREADABLE(Word.UNKNOWN, Together.LOST, Account.ANSWERED);

  private static final int PROXY_WANTS_A_NAME = 407;
  private static final int TOO_LARGE_A_BODY = 413;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Word word;
  private final Together together;
  private final Account account;

  AnswerTable(Word word, Together together, Account account) {
    this.word = word;
    this.together = together;
    this.account = account;
  }

  /// The row of an answer.
  ///
  /// @param partOnly whether a refusal is about one part of Dotdigital and not about the account
  static AnswerTable of(Answer<?> answer, boolean partOnly) {
    return switch (answer) {
      case Answer.Ok<?> ignored -> OK;
      case Answer.NotFound<?> ignored -> NOT_FOUND;
      case Answer.Conflict<?> ignored -> CONFLICT;
      case Answer.Rejected<?> rejected -> rejected(rejected.status());
      case Answer.RateLimited<?> limited ->
          switch (limited.cap()) {
            case TIER -> TIER_USED_UP;
            case HOURLY -> HOUR_USED_UP;
            case ENROLMENT -> ENROLMENTS_USED_UP;
          };
      case Answer.TooManyJobs<?> ignored -> TOO_MANY_JOBS;
      case Answer.Unauthorised<?> ignored -> UNAUTHORISED;
      case Answer.Forbidden<?> ignored -> partOnly ? PART_FORBIDDEN : FORBIDDEN;
      case Answer.Ill<?> ill -> ill(ill);
      case Answer.Lost<?> ignored -> LOST;
      case Answer.NotSent<?> notSent ->
          notSent.why() == Transmission.Obstacle.NO_FREE_CONNECTION ? NO_CONNECTION : NOT_SENT;
      case Answer.Unreadable<?> ignored -> UNREADABLE;
    };
  }

  private static AnswerTable ill(Answer.Ill<?> ill) {
    if (Code.of(ill.error()).isBusy()) {
      return BUSY;
    }
    return ill.status() == SERVICE_UNAVAILABLE ? UNAVAILABLE : ILL;
  }

  private static AnswerTable rejected(int status) {
    if (status < 400 || status == PROXY_WANTS_A_NAME) {
      return MISDIRECTED;
    }
    return status == TOO_LARGE_A_BODY ? TOO_LARGE : REJECTED;
  }

  /// What the item of a call of its own comes to.
  Word word() {
    return word;
  }

  /// What handing over many items comes to.
  public Together together() {
    return together;
  }

  /// What it says about the account as a whole.
  Account account() {
    return account;
  }

  /// The outcomes an answer can come to by itself.
  enum Word {
    DONE,
    RETRY,
    SNOOZE,
    PARK,
    UNKNOWN
  }

  /// What becomes of an import or enrolment.
  public enum Together {
    ACCEPTED,
    NOT_ACCEPTED,
    HARDLY_ACCEPTED,
    REFUSED,
    TOO_LARGE,
    LOST
  }

  /// What is heard about the account.
  enum Account {
    ANSWERED,
    NO_ANSWER,
    USED_UP,
    CAPPED,
    CREDENTIALS,
    FORBIDDEN,
    NOTHING
  }
}
