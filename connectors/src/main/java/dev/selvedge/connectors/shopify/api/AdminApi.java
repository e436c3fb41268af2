package dev.selvedge.connectors.shopify.api;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The calls to one shop's Admin API: paid for, signed, once more with a new token when the old one
/// is refused. Safe for use by many threads. What an answer's text says is not passed on: it may
/// speak of a person.
///
/// The API answers HTTP 200 with an `errors` list for nearly all that goes wrong, sometimes beside
/// data with holes in it. Such an answer is never read as if it were whole.
public final class AdminApi {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Duration UNSAID_REST = Duration.ofSeconds(10);
  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,60}");
  private static final Pattern SCOPES = Pattern.compile("`?([a-z]+_[a-z_]+)`?");
  private static final int OK = 200;
  private static final int UNAUTHORISED = 401;
  private static final int FROZEN = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int LOCKED = 423;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  private final SystemName system;
  private final ShopifySettings settings;
  private final HttpPort http;
  private final InstantSource clock;
  private final AccessTokens tokens;
  private final CostBudget budget;

  /// One shop's, by its settings.
  public AdminApi(SystemName system, ShopifySettings settings, HttpPort http, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
    this.tokens = new AccessTokens(system, settings, http, clock);
    this.budget = new CostBudget(system, clock);
  }

  /// What the shop made of a question.
  public sealed interface Answer {
    /// What was asked for.
    ///
    /// @param version of the API that answered; empty where it does not say
    record Content(JsonNode data, String version) implements Answer {}

    /// More than a single question may weigh.
    record TooHeavy() implements Answer {}

    /// The shop's own fault, perhaps with one record.
    record Failed(String code) implements Answer {}

    /// A cursor or another argument that the shop does not take.
    record BadArgument(String code) implements Answer {}
  }

  /// An empty object for the variables of a question.
  public static ObjectNode variables() {
    return JSON.createObjectNode();
  }

  /// Whose calls these are.
  public SystemName system() {
    return system;
  }

  /// What the shop allows.
  public CostBudget budget() {
    return budget;
  }

  /// Asks for data that the question names without doubt.
  ///
  /// @throws SourceException when there is no usable answer
  public JsonNode data(String question, ObjectNode variables, Urgency urgency) {
    return switch (ask(question, variables, urgency)) {
      case Answer.Content content -> content.data();
      case Answer.TooHeavy _ -> throw new SourceException(system + " finds our question too heavy");
      case Answer.Failed failed ->
          throw new SourceException(system + " fails on our question: " + failed.code());
      case Answer.BadArgument bad -> throw misunderstood(bad.code());
    };
  }

  /// Asks, and tells what the shop made of it.
  ///
  /// @throws SourceException when there is no usable answer
  public Answer ask(String question, ObjectNode variables, Urgency urgency) {
    budget.await(question, urgency);
    String token = tokens.current();
    HttpReply reply = send(question, variables, token);
    if (reply.status() == UNAUTHORISED) {
      String other = tokens.after(token);
      reply = other.equals(token) ? reply : send(question, variables, other);
    }
    refuse(reply);
    return answer(question, reply);
  }

  /// The bare reply to a question anybody may ask, for its headers.
  public HttpReply knock() {
    return http.send(new HttpCall("GET", settings.admin(), Map.of("Accept", "text/html"), ""));
  }

  /// A file that the API has made for us elsewhere.
  public HttpReply fetch(URI file, String range) {
    return http.send(
        new HttpCall("GET", file, Map.of("Range", range, "Accept-Encoding", "identity"), ""));
  }

  private HttpReply send(String question, ObjectNode variables, String token) {
    ObjectNode body = JSON.createObjectNode();
    body.put("query", question);
    body.set("variables", variables);
    return http.send(
        new HttpCall(
            settings.endpoint(),
            Map.of("Accept", "application/json", "X-Shopify-Access-Token", token),
            body.toString()));
  }

  private void refuse(HttpReply reply) {
    int status = reply.status();
    if (status == OK) {
      return;
    }
    if (status == TOO_MANY || (status >= SERVER_FAULT && hasRest(reply))) {
      throw budget.leaveAlone(
          RetryAfter.of(reply, clock.instant()).orElse(UNSAID_REST), "HTTP " + status);
    }
    throw switch (status) {
      case UNAUTHORISED ->
          SourceException.refused(
              system + " does not accept our token (HTTP 401); check 'token', or the app");
      case FROZEN ->
          SourceException.refused(
              system + " is frozen by Shopify until its bill is paid (HTTP 402)");
      case FORBIDDEN ->
          SourceException.refused(
              system
                  + " does not let us in (HTTP 403); check the app's scopes and the shop's plan");
      case NOT_FOUND ->
          SourceException.refused(
              system
                  + " has no Admin API of version "
                  + settings.version()
                  + " there (HTTP 404); check 'shop' and 'api_version'");
      case LOCKED -> SourceException.refused(system + " is locked by Shopify (HTTP 423)");
      default -> otherwise(status);
    };
  }

  private boolean hasRest(HttpReply reply) {
    return RetryAfter.of(reply, clock.instant()).isPresent();
  }

  private SourceException otherwise(int status) {
    return status / 100 == 3
        ? new SourceException(
            system
                + " sends us elsewhere (HTTP "
                + status
                + "), and we follow no redirect; write its address at myshopify.com as 'shop'")
        : new SourceException(system + " fails with HTTP " + status);
  }

  private Answer answer(String question, HttpReply reply) {
    JsonNode root = tree(reply);
    JsonNode cost = root.path("extensions").path("cost");
    budget.learn(question, cost);
    JsonNode errors = root.path("errors");
    if (!errors.isMissingNode() && !errors.isNull() && !(errors.isArray() && errors.isEmpty())) {
      return fault(errors.isArray() ? errors.path(0) : errors, cost);
    }
    if (!root.path("data").isObject()) {
      throw new SourceException(system + " answers without data");
    }
    return new Answer.Content(root.path("data"), reply.header("X-Shopify-API-Version").orElse(""));
  }

  private Answer fault(JsonNode error, JsonNode cost) {
    String written = error.path("extensions").path("code").asString("");
    String code = CODE.matcher(written).matches() ? written : "no code";
    return switch (code.toUpperCase(Locale.ROOT)) {
      case "THROTTLED" -> throw budget.throttled(cost);
      case "MAX_COST_EXCEEDED" -> new Answer.TooHeavy();
      case "ACCESS_DENIED" -> throw denied(error);
      case "SHOP_INACTIVE" -> throw SourceException.refused(system + " is not active any more");
      case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> new Answer.Failed(code);
      default -> new Answer.BadArgument(code);
    };
  }

  /// What is to be told of a question that the shop does not take.
  public SourceException misunderstood(String code) {
    return new SourceException(
        system
            + " does not understand our question ("
            + code
            + "); check 'api_version' and the names of metafields");
  }

  /// What is lacking is written in words only, between accents.
  private SourceException denied(JsonNode error) {
    String field =
        error.path("path").isArray() && CODE.matcher(last(error.path("path"))).matches()
            ? " '" + last(error.path("path")) + "'"
            : " all that is asked for";
    var scope = SCOPES.matcher(error.path("extensions").path("requiredAccess").asString(""));
    String needed = scope.find() ? "; the app needs the scope " + scope.group(1) : "";
    return SourceException.refused(
        system
            + " does not let us read"
            + field
            + needed
            + (needed.isEmpty() ? "; check its scopes and its access to customer data" : ""));
  }

  private static String last(JsonNode path) {
    return path.path(path.size() - 1).asString("");
  }

  private JsonNode tree(HttpReply reply) {
    try {
      return JSON.readTree(reply.body().toBytes());
    } catch (JacksonException broken) {
      // The parser's message may quote the text, so it is not kept as the cause.
      throw new SourceException(
          system + " answers with something that is not JSON, or only a part of it");
    }
  }
}
