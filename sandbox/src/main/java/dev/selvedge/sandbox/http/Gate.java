package dev.selvedge.sandbox.http;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Router;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.fault.Outages;
import dev.selvedge.sandbox.limit.Allowance;
import dev.selvedge.sandbox.limit.Allowance.Verdict;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.sandbox.traffic.CallLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way of a Dotdigital call: outage, faults, log-in, allowance, operation; and a line in the
/// log.
///
/// Safe for use by several threads.
public final class Gate {
  private static final Route NOTHING =
      Route.of("GET", "/", Tier.HIGH, call -> notFound(call.path()));

  private final LogIn logIn;
  private final Allowance allowance;
  private final FaultScript faults;
  private final Outages outages;
  private final Router router;
  private final Operations operations;
  private final CallLog log;
  private final Pause pause;

  /// What can go wrong on request.
  public record Misfortune(FaultScript faults, Outages outages) {}

  /// The parts a call passes on its way.
  public record Parts(
      LogIn logIn,
      Allowance allowance,
      Misfortune misfortune,
      Router router,
      Operations operations,
      CallLog log,
      Pause pause) {}

  public Gate(Parts parts) {
    this.logIn = parts.logIn;
    this.allowance = parts.allowance;
    this.faults = parts.misfortune.faults;
    this.outages = parts.misfortune.outages;
    this.router = parts.router;
    this.operations = parts.operations;
    this.log = parts.log;
    this.pause = parts.pause;
  }

  Reply pass(Call call, String authorization) throws InterruptedException {
    Optional<Router.Match> match = router.find(call);
    Optional<Outage> outage = outages.at(call.now());
    if (outage.isPresent()) {
      Reply reply = during(outage.get().kind(), call.path());
      remember(call, match, outage.get().kind().name(), reply);
      return reply;
    }
    List<Fault> drawn = faults.draw(call.method(), call.path(), call.body());
    for (Fault fault : drawn) {
      if (fault instanceof Fault.Delay(long millis)) {
        pause.millis(millis);
      }
    }
    Route route = match.map(Router.Match::route).orElse(NOTHING);
    Reply reply = reply(call, route, drawn, authorization);
    String first = drawn.isEmpty() ? "" : drawn.getFirst().getClass().getSimpleName();
    remember(call, match, first, reply);
    for (Fault fault : drawn) {
      if (fault instanceof Fault.Held(long millis)) {
        pause.millis(millis);
      }
    }
    return reply;
  }

  private Reply during(Outage.Kind kind, String path) {
    return switch (kind) {
      case UNAVAILABLE -> new Reply.Whole(usual(503, path));
      case CUT -> new Reply.Cut();
      case UNAUTHORIZED -> new Reply.Whole(LogIn.refusal(path));
      case WRONG_REGION -> new Reply.Whole(usual(403, path));
      case HTML_PAGE -> new Reply.Whole(htmlPage(502));
    };
  }

  private Reply reply(Call call, Route route, List<Fault> drawn, String authorization) {
    for (Fault fault : drawn) {
      Optional<Reply> instead = instead(fault, call, route);
      if (instead.isPresent()) {
        return instead.get();
      }
    }
    if (!logIn.accepts(authorization)) {
      return new Reply.Whole(LogIn.refusal(call.path()));
    }
    return switch (allowance.take(route, call.now())) {
      case Verdict.Exhausted(Answer answer) -> new Reply.Whole(answer);
      case Verdict.Allowed(Map<String, String> headers) -> {
        Answer answer =
            router
                .find(call.withFate(FaultScript.fate(drawn)))
                .map(operations::perform)
                .orElseGet(() -> notFound(call.path()))
                .withHeaders(headers);
        yield afterwards(drawn, answer);
      }
    };
  }

  /// What happens in place of the call.
  private Optional<Reply> instead(Fault fault, Call call, Route route) {
    return switch (fault) {
      case Fault.CutBefore _ -> Optional.of(new Reply.Cut());
      case Fault.Status scripted -> Optional.of(new Reply.Whole(scripted(scripted, call, route)));
      case Fault.HtmlPage(int status) -> Optional.of(new Reply.Whole(htmlPage(status)));
      case Fault.Delay _, Fault.CutAfter _, Fault.Held _, Fault.MalformedJson _, Fault.OfJob _ ->
          Optional.empty();
    };
  }

  private Answer scripted(Fault.Status fault, Call call, Route route) {
    Answer answer =
        fault.body().isEmpty()
            ? usual(fault.status(), call.path())
            : Answer.text(fault.status(), "application/json; charset=utf-8", fault.body());
    return fault.status() == 429 && fault.rateHeaders()
        ? answer.withHeaders(allowance.exhaustedHeaders(route, call.now()))
        : answer;
  }

  private Answer usual(int status, String path) {
    if (status == 401) {
      return LogIn.refusal(path);
    }
    if (status == 403) {
      return Answer.text(403, "text/html", "403 - Forbidden: Access is denied.");
    }
    if (status == 429) {
      return allowance.throttled();
    }
    if (status == 413) {
      return tooLarge(status);
    }
    if (LogIn.isV2(path) && status == 503) {
      return V2Error.of(status, "Error: ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE");
    }
    return LogIn.isV2(path)
        ? V2Error.of(status, "Error: ERROR_UNKNOWN")
        : V3Error.of(status, "service:unavailable", "The service is not available.");
  }

  static Answer tooLarge(int status) {
    return V3Error.of(status, "service:tooLarge", "The body is too large.");
  }

  private static Answer htmlPage(int status) {
    return Answer.text(
        status,
        "text/html; charset=utf-8",
        "<html><head><title>"
            + status
            + "</title></head><body><h1>The page cannot be displayed</h1></body></html>");
  }

  /// What happens to the answer of a call that was carried out.
  private static Reply afterwards(List<Fault> drawn, Answer answer) {
    for (Fault fault : drawn) {
      if (fault instanceof Fault.CutAfter) {
        return new Reply.Cut();
      }
      if (fault instanceof Fault.MalformedJson) {
        return new Reply.Torn(answer);
      }
    }
    return new Reply.Whole(answer);
  }

  private static Answer notFound(String path) {
    return LogIn.isV2(path)
        ? V2Error.of(404, "Error: ERROR_UNKNOWN no such operation in the sandbox")
        : V3Error.of(404, "sandbox:unknownCall", "No such operation in the sandbox.");
  }

  private void remember(Call call, Optional<Router.Match> match, String fault, Reply reply) {
    int status =
        switch (reply) {
          case Reply.Whole(Answer answer) -> answer.status();
          case Reply.Torn(Answer answer) -> answer.status();
          case Reply.Cut _ -> 0;
        };
    String query = call.query().raw();
    log.add(
        new CallEntry(
            0,
            call.now(),
            call.method(),
            query.isEmpty() ? call.path() : call.path() + "?" + query,
            match.map(found -> found.route().operation()).orElse(CallLog.UNKNOWN),
            match.map(found -> allowance.tier(found.route())).orElse(Tier.HIGH),
            status,
            fault,
            log.keepsBodies() ? call.bodyText() : ""));
  }
}
