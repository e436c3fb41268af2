package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Transmission;
import dev.selvedge.dotdigital.http.Transport;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Makes one call and says what came of it. Never repeats a call and never waits. Safe for use by
/// many threads.
public final class Caller {
  /// How long to leave an account alone whose hourly count is used up. The count rolls, so some
  /// calls come free long before the hour is over.
  private static final Duration HOURLY_PAUSE = Duration.ofMinutes(5);

  private static final Set<String> BAD_LOGIN =
      Set.of(
          "ERROR_INVALID_LOGIN",
          "ERROR_APIUSER_INVALID",
          "ERROR_ACCOUNT_INVALID",
          "ERROR_UNKNOWN_ACCOUNT",
          "ERROR_USERACCOUNT_UNKNOWN");
  private static final Set<String> NOT_ALLOWED =
      Set.of("ERROR_FEATURENOTACTIVE", "ERROR_CANNOT_PERFORM_OPERATION_ON_ACCOUNT");
  private static final Set<String> BUSY =
      Set.of(
          "ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE",
          "ERROR_ADDRESSBOOK_IN_USE",
          "ERROR_UNKNOWN");
  private static final Set<String> TOO_MANY_JOBS =
      Set.of(
          "error_import_toomanyactiveimports",
          "contacts:toomanyactiveimports",
          "contacts:toomanybulkdeletejobs",
          "insightdata:toomanyactiveimports");

  private final Transport transport;
  private final InstantSource clock;
  private final Listener listener;

  /// Makes calls through the transport.
  ///
  /// @param clock tells when an answer arrived, which is what its rate limit headers are read by
  /// @param listener hears every answer before the caller gets it
  public Caller(Transport transport, InstantSource clock, Listener listener) {
    this.transport = transport;
    this.clock = clock;
    this.listener = listener;
  }

  public <T> Answer<T> call(Request request, Expect<T> expected) {
    Answer<T> answer = answer(request, expected);
    listener.heard(request, answer);
    return answer;
  }

  private <T> Answer<T> answer(Request request, Expect<T> expected) {
    return switch (transport.send(request)) {
      case Transmission.Lost(var how) -> new Answer.Lost<>(how);
      case Transmission.NotSent(var why) -> new Answer.NotSent<>(why);
      case Transmission.Replied reply -> answer(request, reply, expected);
      case Transmission.Overlong(var status, var headers) ->
          new Answer.Unreadable<>(
              status, "the body is too large", AllowanceReader.read(headers, clock.instant()));
    };
  }

  private <T> Answer<T> answer(Request request, Transmission.Replied reply, Expect<T> expected) {
    Instant now = clock.instant();
    Allowance allowance = AllowanceReader.read(reply.headers(), now);
    int status = reply.status();
    if (status < 200 || status > 299) {
      return trouble(new Reply(status, ErrorReader.read(reply.body()), reply, allowance), now);
    }
    if (isDisguisedError(request, reply.body())) {
      return trouble(new Reply(400, ErrorReader.read(reply.body()), reply, allowance), now);
    }
    try {
      return new Answer.Ok<>(expected.read(status, reply.body()), status, allowance);
    } catch (Unreadable wrong) {
      return new Answer.Unreadable<>(status, String.valueOf(wrong.getMessage()), allowance);
    }
  }

  /// v2 can answer with a success status and an error in the body; the vendor's own SDK takes any
  /// `message` at the top of a v2 body for an error, whatever the status.
  private static boolean isDisguisedError(Request request, byte[] body) {
    if (!request.target().encoded().startsWith("/v2/") || body.length == 0 || body[0] != '{') {
      return false;
    }
    try {
      JsonNode message = Json.parse(body).get("message");
      return message != null && message.isString();
    } catch (Unreadable _) {
      return false;
    }
  }

  private record Reply(int status, ApiError error, Transmission.Replied raw, Allowance allowance) {}

  private static <T> Answer<T> trouble(Reply reply, Instant now) {
    ApiError error = reply.error;
    if (TOO_MANY_JOBS.contains(error.code().toLowerCase(Locale.ROOT))) {
      return new Answer.TooManyJobs<>(error, reply.allowance);
    }
    if (isHourlyCap(error)) {
      return limited(Answer.Cap.HOURLY, now.plus(HOURLY_PAUSE), reply);
    }
    if (error.is("ERROR_ENROLMENT_ALLOWANCE_EXCEEDED")) {
      return limited(Answer.Cap.ENROLMENT, now.plus(HOURLY_PAUSE), reply);
    }
    if (BAD_LOGIN.contains(error.code())) {
      return new Answer.Unauthorised<>(error, reply.allowance);
    }
    if (NOT_ALLOWED.contains(error.code())) {
      return new Answer.Forbidden<>(error, reply.allowance);
    }
    if (BUSY.contains(error.code())) {
      return new Answer.Ill<>(reply.status, error, reply.allowance);
    }
    return byStatus(reply, now);
  }

  private static <T> Answer<T> byStatus(Reply reply, Instant now) {
    int status = reply.status;
    ApiError error = reply.error;
    return switch (status) {
      case 401 -> new Answer.Unauthorised<>(error, reply.allowance);
      case 403 -> new Answer.Forbidden<>(error, reply.allowance);
      case 404 -> new Answer.NotFound<>(error, reply.allowance);
      case 408 -> new Answer.Ill<>(status, error, reply.allowance);
      case 409 -> new Answer.Conflict<>(error, reply.allowance);
      case 429 ->
          limited(Answer.Cap.TIER, AllowanceReader.resetAt(reply.raw.headers(), now), reply);
      default ->
          status >= 500
              ? new Answer.Ill<>(status, error, reply.allowance)
              : new Answer.Rejected<>(status, error, reply.allowance);
    };
  }

  private static <T> Answer<T> limited(Answer.Cap cap, Instant retryAt, Reply reply) {
    return new Answer.RateLimited<>(cap, retryAt, reply.error, reply.allowance);
  }

  private static boolean isHourlyCap(ApiError error) {
    return error.is("ERROR_APIUSAGE_EXCEEDED")
        || error.description().contains("temporarily capped");
  }
}
