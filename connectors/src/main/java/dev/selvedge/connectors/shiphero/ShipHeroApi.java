package dev.selvedge.connectors.shiphero;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.warehouse.Calls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions to ShipHero's GraphQL API: paid for, signed, once more with a new token when the old
/// one is refused. Safe for use by many threads.
///
/// An answer with an `errors` list is never read as if it were whole. Code 30, or words about
/// credits, means that the question cannot be paid for yet; `time_remaining` then says for how
/// long.
final class ShipHeroApi {
  /// The code of an error for want of credits, by what programs in public use look for.
  private static final int NO_CREDITS = 30;

  private static final Duration UNSAID_REST = Duration.ofSeconds(10);
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,5})");
  private static final int OK = 200;
  private static final int BAD_QUESTION = 400;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;

  private final ShipHeroSettings settings;
  private final Calls calls;
  private final AccessTokens tokens;
  private final Credits credits;

  ShipHeroApi(ShipHeroSettings settings, Calls calls) {
    this.settings = settings;
    this.calls = calls;
    this.tokens = new AccessTokens(settings, calls);
    this.credits = new Credits(settings.allowance());
  }

  /// A question, and the name of what it asks for.
  record Question(String name, String text) {}

  /// The hub's time.
  Instant now() {
    return calls.now();
  }

  /// The page that anybody may ask for, for its headers.
  HttpReply knock() {
    return calls.send(new HttpCall("GET", settings.url(), Map.of("Accept", "text/html"), ""));
  }

  /// Gets a token, whatever is asked with it.
  void logIn() {
    tokens.current();
  }

  /// What is under `data` of what was asked for; nothing where there is no such thing.
  ///
  /// @throws SourceException when there is no usable answer
  Optional<JsonNode> ask(Question question, ObjectNode variables) {
    Duration wait = credits.wait(question.text(), calls.now());
    if (!wait.isZero()) {
      throw calls.leaveAlone(wait, "its credits are used up");
    }
    String token = tokens.current();
    HttpReply reply = send(question, variables, token);
    if (reply.status() == UNAUTHORISED) {
      reply = send(question, variables, tokens.after(token));
    }
    if (reply.status() == UNAUTHORISED || reply.status() == FORBIDDEN) {
      throw SourceException.refused(
          calls.system()
              + " does not let us in (HTTP "
              + reply.status()
              + "); check the user's token and its permissions");
    }
    if (reply.status() != OK && reply.status() != BAD_QUESTION) {
      throw new SourceException(
          calls.system() + " answers HTTP " + reply.status() + "; check 'url'");
    }
    return content(question, calls.json(reply), reply.status());
  }

  private HttpReply send(Question question, ObjectNode variables, String token) {
    ObjectNode body = Calls.object();
    body.put("query", question.text());
    body.set("variables", variables);
    return calls.send(
        new HttpCall(
            URI.create(settings.url() + "/graphql"),
            Map.of("Accept", "application/json", "Authorization", "Bearer " + token),
            body.toString()));
  }

  private Optional<JsonNode> content(Question question, JsonNode root, int status) {
    JsonNode found = root.path("data").path(question.name());
    credits.spend(question.text(), found.path("complexity"), calls.now());
    JsonNode errors = root.path("errors");
    if (errors.isArray() && !errors.isEmpty()) {
      return fault(errors.get(0));
    }
    if (status != OK || !root.path("data").isObject()) {
      throw new SourceException(calls.system() + " answers without data (HTTP " + status + ")");
    }
    return Optional.of(found.path("data")).filter(JsonNode::isObject);
  }

  private Optional<JsonNode> fault(JsonNode error) {
    String words = error.path("message").asString("").toLowerCase(Locale.ROOT);
    JsonNode code = error.has("code") ? error.path("code") : error.path("extensions").path("code");
    if (code.asInt(0) == NO_CREDITS || words.contains("credits")) {
      credits.exhausted(calls.now());
      throw calls.leaveAlone(rest(error), "it has not enough credits");
    }
    if (words.contains("not found") || words.contains("does not exist")) {
      return Optional.empty();
    }
    throw new SourceException(
        calls.system()
            + " does not carry out our question"
            + (code.isIntegralNumber() ? " (error " + code.asInt(0) + ")" : "")
            + "; check the names under 'fields', and that the user may see shipments");
  }

  private static Duration rest(JsonNode error) {
    Matcher seconds = SECONDS.matcher(error.path("time_remaining").asString(""));
    return seconds.find()
        ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds.group(1))))
        : UNSAID_REST;
  }
}
