package dev.selvedge.connectors.tryton;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Rows of lists of marketing e-mail: active is subscribed, inactive is not. Such a row holds no
/// time of a decision but that of its own last change, which is looked at first. Tryton itself
/// refuses the change when somebody has written the row in between. Safe for use by many threads.
final class TrytonConsent implements ConsentTarget {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final String MODEL = Subject.SUBSCRIPTION.model();
  private static final String ACTIVE = "active";
  private static final String TIMESTAMP = "_timestamp";

  private final SystemName system;
  private final InstantSource clock;
  private final HttpPort http;
  private final Rpc rpc;

  TrytonConsent(SystemName system, TrytonOptions options, Connector.Surroundings surroundings) {
    this.system = system;
    this.clock = surroundings.clock();
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(TrytonSystem.CONNECT, options.timeout(), LARGEST_ANSWER));
    this.rpc = new Rpc(http, options);
  }

  @Override
  public Told tell(Decision decision) {
    Rpc.Answer answer;
    try {
      answer = rpc.call(MODEL, "search_read", question(decision.record().key()));
    } catch (SourceException silent) {
      return silent(silent);
    }
    return answer instanceof Rpc.Answer.Content(JsonNode found)
        ? look(decision, found.path(0))
        : notDone(answer);
  }

  private ArrayNode question(String key) {
    ArrayNode params = rpc.list();
    ArrayNode domain = params.addArray();
    domain.addArray().add(Sorting.ID).add("=").add(id(key));
    domain.addArray().add(ACTIVE).add("in").addArray().add(true).add(false);
    params.add(0).add(1);
    params.addArray().addArray().add(Sorting.ID).add("ASC");
    params.addArray().add(ACTIVE).add("create_date").add("write_date").add(TIMESTAMP);
    return params;
  }

  /// Zero, which nothing has, where it cannot be an id.
  private static long id(String key) {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }

  private Told look(Decision decision, JsonNode row) {
    if (!row.isObject()) {
      return Told.answered(
          new Outcome.Park(
              "consent.no-record",
              system
                  + " has no such row in a list of marketing e-mail any more, so the decision"
                  + " cannot be written there."));
    }
    Held now = CheckUp.may(row.path(ACTIVE)) ? Held.OPT_IN : Held.OPT_OUT;
    Stamp since =
        Typed.instant(row.path("write_date"))
            .or(() -> Typed.instant(row.path("create_date")))
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
    return switch (decision.against(now, since)) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> write(decision, row);
    };
  }

  private Told write(Decision decision, JsonNode row) {
    long id = row.path(Sorting.ID).asLong();
    ArrayNode params = rpc.list();
    params.addArray().add(id);
    params.addObject().put(ACTIVE, decision.optIn());
    ObjectNode unchanged = JsonNodeFactory.instance.objectNode();
    unchanged.putObject(TIMESTAMP).set(MODEL + ',' + id, row.path(TIMESTAMP));
    Rpc.Answer answer;
    try {
      answer = rpc.call(MODEL, "write", params, unchanged);
    } catch (SourceException lost) {
      String why = String.valueOf(lost.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
    return answer instanceof Rpc.Answer.Content
        ? Told.answered(new Outcome.Done())
        : notDone(answer);
  }

  private Told silent(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why));
  }

  private Told notDone(Rpc.Answer answer) {
    return switch (answer) {
      case Rpc.Answer.Overtaken _ ->
          Told.answered(new Outcome.Retry("somebody wrote the row in " + system, clock.instant()));
      case Rpc.Answer.Refused _, Rpc.Answer.Forbidden _ -> forbidden();
      case Rpc.Answer.Failed _, Rpc.Answer.Content _ ->
          Told.answered(
              new Outcome.Unknown(system + " fails on the row: see its log", clock.instant()));
    };
  }

  private Told forbidden() {
    String sentence =
        system + " does not let our user write marketing.email: put it into a group that may";
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing("forbidden", sentence));
  }

  @Override
  public Told reach() {
    try {
      return mayWrite() ? Told.answered(new Outcome.Done()) : forbidden();
    } catch (SourceException silent) {
      return silent(silent);
    }
  }

  private boolean mayWrite() {
    ArrayNode params = rpc.list();
    params.addArray().add(MODEL);
    return rpc.call("ir.model.access", "get_access", params)
            instanceof Rpc.Answer.Content(JsonNode access)
        && CheckUp.may(access.path(MODEL).path("read"))
        && CheckUp.may(access.path(MODEL).path("write"));
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(
          mayWrite()
              ? new Finding(true, "consent: the user may unsubscribe (marketing.email)", "")
              : new Finding(
                  false,
                  "consent: the user may not write marketing.email",
                  "activate the module marketing_email, and put the user into a group that may"));
    } catch (SourceException failure) {
      findings.add(
          new Finding(false, "consent: " + failure.getMessage(), "check username and password"));
    }
    return findings;
  }

  @Override
  public void close() {
    http.close();
  }
}
