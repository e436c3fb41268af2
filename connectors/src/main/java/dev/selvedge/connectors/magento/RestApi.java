package dev.selvedge.connectors.magento;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.JsonReply;
import dev.selvedge.connectors.http.Quiet;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.magento.MagentoOptions.Access;
import dev.selvedge.connectors.oauth.OAuthSignature;
import dev.selvedge.connectors.value.Percent;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The calls of one shop. What its host or a firewall answers in place of the shop is told apart
/// from what the shop says. Safe for use by many threads.
final class RestApi {
  private static final Pattern RESOURCE = Pattern.compile("\\w{1,60}::\\w{1,60}");
  private static final Duration UNSAID_REST = Duration.ofSeconds(30);
  private static final int NONCE = 16;
  private static final int FAILING = 500;

  private final SystemName system;
  private final MagentoOptions options;
  private final HttpPort http;
  private final InstantSource clock;
  private final Quiet quiet;
  private final SecureRandom dice = new SecureRandom();

  RestApi(SystemName system, MagentoOptions options, HttpPort http, InstantSource clock) {
    this.system = system;
    this.options = options;
    this.http = http;
    this.clock = clock;
    this.quiet = new Quiet(system, clock);
  }

  /// What the shop says.
  sealed interface Answer {
    record Content(JsonNode json) implements Answer {}

    /// It takes no such question (400), or has no such thing (404).
    record Refusal(int status) implements Answer {}
  }

  SystemName system() {
    return system;
  }

  /// Until when it wants to be left alone, where that is yet to come.
  Optional<Instant> quietUntil() {
    return quiet.until();
  }

  /// Reads something.
  ///
  /// @param path below the version, such as `customers/12`
  /// @throws SourceException when nothing comes of it, or we are not let in
  Answer get(String path, Map<String, String> query) {
    return ask("GET", path, Percent.query(query), "");
  }

  /// Reads something of a few records; nothing where the shop itself fails on one of them.
  Optional<Answer> attempt(String path, Map<String, String> query) {
    HttpReply reply = reply("GET", path, Percent.query(query), "");
    boolean fails =
        reply.status() == FAILING
            && JsonReply.of(reply).filter(json -> json.has("message")).isPresent();
    try {
      return fails ? Optional.empty() : Optional.of(understood(reply));
    } catch (SourceException failure) {
      throw failure.ofAll();
    }
  }

  /// Writes something.
  Answer put(String path, String json) {
    return ask("PUT", path, "", json);
  }

  /// The rows that meet the criteria.
  ///
  /// @throws SourceException when there is no list of them
  List<JsonNode> rows(String path, Map<String, String> criteria) {
    return rows(path, get(path, criteria));
  }

  /// The rows of an answer.
  List<JsonNode> rows(String path, Answer answer) {
    if (!(answer instanceof Answer.Content(JsonNode json))) {
      throw new SourceException(
          system
              + " does not take the question for "
              + path
              + "; where its administrator limits the size of pages, lower 'page_size'");
    }
    JsonNode items = json.path("items");
    // An empty list is null in some versions.
    if (!items.isArray() && !items.isNull()) {
      throw new SourceException(system + " answers without a list of " + path);
    }
    List<JsonNode> rows = new ArrayList<>();
    items.forEach(rows::add);
    return rows;
  }

  /// What the shop tells anybody.
  HttpReply knock() {
    return http.send(new HttpCall("GET", address("directory/currency", ""), headers(), ""));
  }

  private Answer ask(String method, String path, String query, String json) {
    return understood(reply(method, path, query, json));
  }

  private HttpReply reply(String method, String path, String query, String json) {
    quiet.check();
    URI to = address(path, query);
    Map<String, String> headers = headers();
    headers.put("Authorization", authorization(method, to));
    return http.send(new HttpCall(method, to, headers, json));
  }

  private URI address(String path, String query) {
    URI to = options.api().resolve(path);
    return query.isEmpty() ? to : URI.create(to + "?" + query);
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    return headers;
  }

  private String authorization(String method, URI to) {
    return switch (options.access()) {
      case Access.Bearer bearer -> "Bearer " + bearer.token().reveal();
      case Access.Signed signed -> {
        byte[] bytes = new byte[NONCE];
        dice.nextBytes(bytes);
        long seconds = clock.instant().getEpochSecond();
        String nonce = HexFormat.of().formatHex(bytes);
        yield OAuthSignature.header(signed.keys(), method, to, seconds, nonce);
      }
    };
  }

  private Answer understood(HttpReply reply) {
    int status = reply.status();
    Optional<JsonNode> json = JsonReply.of(reply);
    return switch (status) {
      case 200 -> new Answer.Content(json.orElseThrow(this::noJson));
      case 301, 302, 303, 307, 308 ->
          throw new SourceException(
              system
                  + " sends us elsewhere (HTTP "
                  + status
                  + "), and we follow no redirect; write the address it ends at as 'url'");
      case 400 -> {
        if (json.isEmpty()) {
          throw stranger(status);
        }
        yield new Answer.Refusal(status);
      }
      case 401, 403 -> throw notLetIn(status, json);
      case 404 -> notThere(json);
      // In maintenance a shop answers 503.
      case 429, 503 ->
          throw quiet.slowDown(reply, RetryAfter.of(reply, clock.instant()).orElse(UNSAID_REST));
      default -> throw failure(status);
    };
  }

  private SourceException failure(int status) {
    String sentence =
        system
            + " fails with HTTP "
            + status
            + (status == FAILING ? "; see its var/log/exception.log" : "");
    return status >= FAILING ? SourceException.failing(sentence) : new SourceException(sentence);
  }

  private Answer notThere(Optional<JsonNode> json) {
    String message = json.map(one -> one.path("message").asString("")).orElse("");
    if (json.isEmpty() || message.startsWith("Request does not match any route")) {
      throw SourceException.refused(
          system + " has no such API there (HTTP 404); check 'url', 'store' and the version");
    }
    return new Answer.Refusal(404);
  }

  /// Magento says 401 to strangers and to those who lack a permission, and names the permission.
  private SourceException notLetIn(int status, Optional<JsonNode> json) {
    if (json.isEmpty()) {
      return stranger(status);
    }
    String resource = json.get().path("parameters").path("resources").asString("");
    return SourceException.refused(
        RESOURCE.matcher(resource).matches()
            ? system
                + " does not let us use "
                + resource
                + "; allow it to the integration under 'API', and activate the integration anew"
            : system
                + " does not know us (HTTP "
                + status
                + "); check the integration's keys, and for 'auth: bearer' that the shop allows its"
                + " token alone");
  }

  /// An answer that is not the shop's.
  private SourceException stranger(int status) {
    return new SourceException(
        system
            + " is kept from us by its host or a firewall (HTTP "
            + status
            + "); let the hub's address through there");
  }

  private SourceException noJson() {
    return SourceException.failing(
        system + " answers with something that is not JSON, or only a part of it");
  }
}
