package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Transmission;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What came of one call to Dotdigital: the value asked for, or exactly one kind of trouble. Meant
/// for a `switch` without `default`. Immutable; no variant shows personal details in its text form
/// unless the value itself does.
///
/// | Variant | May it have taken effect? | Worth repeating? |
/// |---|---|---|
/// | [Ok] | yes | no need |
/// | [NotFound], [Conflict], [Rejected] | no | not unchanged |
/// | [RateLimited], [TooManyJobs] | no | yes, later |
/// | [Unauthorised], [Forbidden] | no | after a person acted |
/// | [Ill] | perhaps | yes, if repeating is safe |
/// | [Lost], [Unreadable] | perhaps | yes, if repeating is safe |
/// | [NotSent] | no | yes |
///
/// Repeating is safe for imports, PATCH, PUT, GET and DELETE. It is not for enrolments: there is no
/// idempotency key anywhere in the API, so look first (Dotdigital docs: API conventions).
public sealed interface Answer<T> {

  /// The call did what it should.
  ///
  /// @param status the HTTP status, which tells a creation (201) from a change (200, 204)
  record Ok<T>(T value, int status, Allowance allowance) implements Answer<T> {
    @Override
    public String toString() {
      return "Ok[status=" + status + ", allowance=" + allowance + "]";
    }
  }

  /// What the call was about does not exist (404).
  record NotFound<T>(ApiError error, Allowance allowance) implements Answer<T> {}

  /// Somebody else has that identifier or name (409). The code of this case differs between the
  /// vendor's documents, so go by the variant and not by the code.
  record Conflict<T>(ApiError error, Allowance allowance) implements Answer<T> {}

  /// The request is wrong and will stay wrong (400, 412, 413, 422 and other statuses below 500).
  record Rejected<T>(int status, ApiError error, Allowance allowance) implements Answer<T> {}

  /// Too many calls. Nothing was done.
  ///
  /// @param retryAt the earliest instant at which trying again makes sense; add jitter
  record RateLimited<T>(Cap cap, Instant retryAt, ApiError error, Allowance allowance)
      implements Answer<T> {}

  /// Too many imports or deletions are running; one of them must end first. Waiting for the rate
  /// window does not help.
  record TooManyJobs<T>(ApiError error, Allowance allowance) implements Answer<T> {}

  /// The credentials are wrong or switched off.
  record Unauthorised<T>(ApiError error, Allowance allowance) implements Answer<T> {}

  /// The account may not do this, or it lives in another region than the one called.
  record Forbidden<T>(ApiError error, Allowance allowance) implements Answer<T> {}

  /// Dotdigital is in trouble or busy (5xx, 408, or a code that says so).
  record Ill<T>(int status, ApiError error, Allowance allowance) implements Answer<T> {}

  /// The request left and no complete answer came back: it may have taken effect.
  record Lost<T>(Transmission.Loss how) implements Answer<T> {}

  /// The request did not leave: it has not taken effect.
  record NotSent<T>(Transmission.Obstacle why) implements Answer<T> {}

  /// The status says success, the body is not what it must be. Treat a write like [Lost].
  ///
  /// @param why what is wrong with it, in words without any of its content
  record Unreadable<T>(int status, String why, Allowance allowance) implements Answer<T> {}

  /// Which limit was met.
  enum Cap {
    /// The one-minute window of a tier, answered with 429.
    TIER,
    /// The older 2,000 calls in any hour, answered with 400 and `ERROR_APIUSAGE_EXCEEDED`.
    HOURLY,
    /// 20 enrolment calls an hour, answered with `ERROR_ENROLMENT_ALLOWANCE_EXCEEDED`.
    ENROLMENT
  }

  /// {@return the value of [Ok], absent for every other variant}
  default Optional<T> asOptional() {
    return this instanceof Ok<T> ok ? Optional.of(ok.value) : Optional.empty();
  }

  /// The same answer with its value turned into something else.
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Ok<T>(var value, var status, var allowance) ->
          new Ok<>(change.apply(value), status, allowance);
      case NotFound<T>(var error, var allowance) -> new NotFound<>(error, allowance);
      case Conflict<T>(var error, var allowance) -> new Conflict<>(error, allowance);
      case Rejected<T>(var status, var error, var allowance) ->
          new Rejected<>(status, error, allowance);
      case RateLimited<T>(var cap, var retryAt, var error, var allowance) ->
          new RateLimited<>(cap, retryAt, error, allowance);
      case TooManyJobs<T>(var error, var allowance) -> new TooManyJobs<>(error, allowance);
      case Unauthorised<T>(var error, var allowance) -> new Unauthorised<>(error, allowance);
      case Forbidden<T>(var error, var allowance) -> new Forbidden<>(error, allowance);
      case Ill<T>(var status, var error, var allowance) -> new Ill<>(status, error, allowance);
      case Lost<T>(var how) -> new Lost<>(how);
      case NotSent<T>(var why) -> new NotSent<>(why);
      case Unreadable<T>(var status, var why, var allowance) ->
          new Unreadable<>(status, why, allowance);
    };
  }

  /// {@return what the answer's headers told about the allowance}
  default Allowance stated() {
    return switch (this) {
      case Ok<T> it -> it.allowance;
      case NotFound<T> it -> it.allowance;
      case Conflict<T> it -> it.allowance;
      case Rejected<T> it -> it.allowance;
      case RateLimited<T> it -> it.allowance;
      case TooManyJobs<T> it -> it.allowance;
      case Unauthorised<T> it -> it.allowance;
      case Forbidden<T> it -> it.allowance;
      case Ill<T> it -> it.allowance;
      case Unreadable<T> it -> it.allowance;
      case Lost<T> _, NotSent<T> _ -> Allowance.UNSTATED;
    };
  }
}
