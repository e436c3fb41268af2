package dev.selvedge.connectors.consent;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.HttpConsentSettings.Read;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.value.TimeText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A system that is told over HTTP. Safe for use by many threads.
///
/// | It answers | so the record | and the system |
/// |---|---|---|
/// | a status of success | done | answers |
/// | 412 to our `If-Match` | retried, from looking on | answers |
/// | a status of `newer` | dropped | answers |
/// | a status of `missing` | parked | answers |
/// | 401, 403 | snoozes | refuses |
/// | 429 | snoozes | is busy |
/// | 408, 5xx | retried; unknown where it was a write | is in trouble |
/// | anything else | parked | answers |
/// | nothing, to a question | retried | is silent |
/// | nothing, to a write | unknown | is silent |
final class HttpConsent implements ConsentTarget {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMED_OUT = 408;
  private static final int CHANGED_MEANWHILE = 412;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final SystemName system;
  private final HttpConsentSettings settings;
  private final InstantSource clock;
  private final HttpPort http;

  HttpConsent(SystemName system, HttpConsentSettings settings, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(settings.timeout(), settings.timeout(), LARGEST_ANSWER));
  }

  @Override
  public Told tell(Decision decision) {
    Map<String, JsonNode> values = settings.values(decision);
    try {
      return switch (settings.read()) {
        case Read.Never ignored -> write(values, "");
        case Read.By by -> look(by, decision, values);
      };
    } catch (Template.UnfitException unfit) {
      return Told.answered(
          new Outcome.Park(
              "consent.unfit",
              "The decision cannot be put into the call to "
                  + system
                  + ": "
                  + unfit.getMessage()
                  + ". Correct the record's key there, or 'consent_target'."));
    }
  }

  private Told look(Read.By by, Decision decision, Map<String, JsonNode> values) {
    HttpReply reply;
    try {
      reply = http.send(get(Template.inAddress(by.url(), values), values));
    } catch (SourceException silent) {
      String why = String.valueOf(silent.getMessage());
      return new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why));
    }
    if (reply.status() / 100 != 2) {
      return fault(reply, false);
    }
    Optional<JsonNode> answer = json(reply);
    if (answer.isEmpty()) {
      return Told.answered(
          new Outcome.Park(
              "consent.unreadable",
              system
                  + " did not answer with JSON when it was asked what it holds. Correct 'read'."));
    }
    JsonNode root = answer.get();
    Held now = settings.words().read(by.optIn().in(root, root));
    return switch (decision.against(now, since(by, root))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> write(values, reply.header("ETag").orElse(""));
    };
  }

  private static Stamp since(Read.By by, JsonNode root) {
    return by.at().text().isEmpty()
        ? Stamp.absent()
        : TimeText.read(by.at().in(root, root), ZoneOffset.UTC)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  private static Optional<JsonNode> json(HttpReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body().toBytes()));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private Told write(Map<String, JsonNode> values, String tag) {
    Map<String, String> headers = headers(values);
    boolean conditional = !tag.isEmpty() && !settings.headers().containsKey("If-Match");
    if (conditional) {
      headers.put("If-Match", tag);
    }
    String body =
        settings.body().isMissingNode()
            ? ""
            : JSON.writeValueAsString(Template.inJson(settings.body(), values));
    URI to = URI.create(Template.inAddress(settings.url(), values));
    HttpReply reply;
    try {
      reply = http.send(new HttpCall(settings.method(), to, headers, body));
    } catch (SourceException silent) {
      String why = String.valueOf(silent.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
    if (settings.statuses().isSuccess(reply.status())) {
      return Told.answered(new Outcome.Done());
    }
    // A tag is of the whole record: what changed need not be the decision, so it is looked at
    // again.
    return conditional && reply.status() == CHANGED_MEANWHILE
        ? Told.answered(
            new Outcome.Retry(
                system + " changed the record between looking and writing (HTTP 412)",
                clock.instant()))
        : fault(reply, true);
  }

  private HttpCall get(String address, Map<String, JsonNode> values) {
    return new HttpCall("GET", URI.create(address), headers(values), "");
  }

  private Map<String, String> headers(Map<String, JsonNode> values) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    settings
        .headers()
        .forEach((name, template) -> headers.put(name, Template.inHeader(template, values)));
    return headers;
  }

  /// What an answer that is no success means. Its text is not passed on: it may speak of a person.
  ///
  /// @param write whether it may have been written all the same
  private Told fault(HttpReply reply, boolean write) {
    int status = reply.status();
    Instant now = clock.instant();
    if (settings.statuses().newer().contains(status)) {
      return Told.answered(new Outcome.Drop(NEWER.formatted(system)));
    }
    if (settings.statuses().missing().contains(status)) {
      return Told.answered(
          new Outcome.Park(
              "consent.no-record",
              system
                  + " knows no such record (HTTP "
                  + status
                  + "), so the decision cannot be written there. Check whether it was deleted."));
    }
    return switch (status) {
      case UNAUTHORISED -> refused("credentials", "does not accept our credentials", status, now);
      case FORBIDDEN -> refused("forbidden", "does not let us write consent", status, now);
      case TOO_MANY -> {
        Instant until = now.plus(rest(reply));
        yield new Told(
            new Outcome.Snooze(system + " asks to slow down (HTTP 429)", until),
            new Bearing.Busy(until));
      }
      default -> other(status, write, now);
    };
  }

  private Told refused(String cause, String does, int status, Instant now) {
    String sentence = system + " " + does + " (HTTP " + status + ")";
    return new Told(
        new Outcome.Snooze(sentence, now.plus(REST)), new Bearing.Refusing(cause, sentence));
  }

  private Told other(int status, boolean write, Instant now) {
    if (status == TIMED_OUT || status >= SERVER_FAULT) {
      String why = system + " fails with HTTP " + status;
      return new Told(
          write ? new Outcome.Unknown(why, now) : new Outcome.Retry(why, now),
          new Bearing.Silent(why));
    }
    return Told.answered(
        new Outcome.Park(
            "consent.refused",
            system
                + " does not take the decision (HTTP "
                + status
                + "). Correct 'consent_target', or the record there, and replay it."));
  }

  private static Duration rest(HttpReply reply) {
    return reply
        .header("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .filter(wait -> wait.isPositive() && wait.compareTo(LONGEST_REST) <= 0)
        .orElse(REST);
  }

  /// Without an address to ask, only a call that fails tells.
  @Override
  public Told reach() {
    if (settings.check().isEmpty()) {
      return Told.answered(new Outcome.Done());
    }
    try {
      Map<String, JsonNode> nobody = Map.of("key", JsonNodeFactory.instance.stringNode("0"));
      HttpReply reply = http.send(get(Template.inAddress(settings.check(), nobody), nobody));
      return reply.status() / 100 == 2 ? Told.answered(new Outcome.Done()) : fault(reply, false);
    } catch (SourceException silent) {
      String why = String.valueOf(silent.getMessage());
      return new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why));
    }
  }

  @Override
  public List<Finding> examine() {
    if (settings.check().isEmpty()) {
      return List.of(
          new Finding(
              true, "consent is told over HTTP; without 'check' that cannot be tried out", ""));
    }
    return switch (reach().outcome()) {
      case Outcome.Done ignored -> List.of(new Finding(true, "consent: the system answers", ""));
      case Outcome.Retry retry -> List.of(broken(retry.why()));
      case Outcome.Snooze snooze -> List.of(broken(snooze.why()));
      case Outcome.Park park -> List.of(broken(park.sentence()));
      case Outcome.Drop drop -> List.of(broken(drop.why()));
      case Outcome.Unknown unknown -> List.of(broken(unknown.why()));
    };
  }

  private static Finding broken(String why) {
    return new Finding(
        false, "consent cannot be told: " + why, "check 'consent_target': address and headers");
  }

  @Override
  public void close() {
    http.close();
  }
}
