package dev.selvedge.connectors.medusa;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of one shop's admin API. Safe for use by many threads.
///
/// The key is the user name of HTTP Basic, without a password; as a Bearer token it is refused.
/// Errors are `{"type", "message"}`; the message may quote a record and is not passed on (observed
/// on Medusa 2.21.2).
final class AdminApi {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Duration UNSAID_REST = Duration.ofSeconds(30);
  private static final int OK = 2;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;
  private static final int UNAVAILABLE = 503;

  private final SystemName system;
  private final MedusaSettings settings;
  private final HttpPort http;
  private final InstantSource clock;
  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);

  AdminApi(SystemName system, MedusaSettings settings, HttpPort http, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /// What the shop says.
  sealed interface Answer {
    record Content(JsonNode json) implements Answer {}

    /// There is no such record.
    record Missing() implements Answer {}

    /// It does not take what it was asked for.
    ///
    /// @param type Medusa's own word, `invalid_data` for one
    record Refusal(int status, String type) implements Answer {}

    /// The shop itself fails on what it was asked for, on one of the records perhaps.
    record Failed(int status) implements Answer {}
  }

  /// One parameter of a query; names may come more than once.
  record Parameter(String name, String value) {}

  SystemName system() {
    return system;
  }

  /// Until when it wants to be left alone, where that is yet to come.
  Optional<Instant> quietUntil() {
    return Optional.of(quietUntil.get()).filter(until -> until.isAfter(clock.instant()));
  }

  /// @param path below `/admin/`
  /// @throws SourceException when nothing comes of it, or the key is not taken
  Answer get(String path, List<Parameter> query) {
    String written =
        query.stream()
            .map(one -> encoded(one.name()) + "=" + encoded(one.value()))
            .collect(Collectors.joining("&"));
    return ask("GET", path + (written.isEmpty() ? "" : "?" + written), "");
  }

  /// Changes something.
  Answer post(String path, JsonNode body) {
    return ask("POST", path, body.toString());
  }

  /// The shop's word on its own health, for its headers.
  HttpReply health() {
    return http.send(
        new HttpCall("GET", settings.shop().resolve("health"), Map.of("Accept", "text/plain"), ""));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer ask(String method, String path, String body) {
    Optional<Instant> quiet = quietUntil();
    if (quiet.isPresent()) {
      long seconds = Duration.between(clock.instant(), quiet.get()).toSeconds() + 1;
      throw new SourceException(
          system + " asked to be left alone; it is asked again in " + seconds + " s");
    }
    String pair = settings.key().reveal() + ":";
    Map<String, String> headers =
        Map.of(
            "Accept",
            "application/json",
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    URI to = settings.shop().resolve("admin/" + path);
    return understood(http.send(new HttpCall(method, to, headers, body)));
  }

  private Answer understood(HttpReply reply) {
    int status = reply.status();
    if (status / 100 == OK) {
      return new Answer.Content(tree(reply).orElseThrow(this::noJson));
    }
    if (status == TOO_MANY || status == UNAVAILABLE) {
      throw leaveAlone(reply);
    }
    if (status / 100 == 3) {
      throw new SourceException(
          system
              + " sends us elsewhere (HTTP "
              + status
              + "), and we follow no redirect; write the address it ends at as 'shop'");
    }
    if (status == UNAUTHORISED || status == FORBIDDEN) {
      throw SourceException.refused(
          system
              + " does not let us in (HTTP "
              + status
              + "); check 'api_key': a secret key that was not revoked");
    }
    Optional<String> type =
        tree(reply).map(json -> json.path("type").asString("")).filter(word -> !word.isEmpty());
    if (status == SERVER_FAULT && type.isPresent()) {
      return new Answer.Failed(status);
    }
    if (status >= SERVER_FAULT) {
      throw new SourceException(system + " fails with HTTP " + status);
    }
    if (status == NOT_FOUND) {
      if (type.isEmpty()) {
        throw SourceException.refused(
            system
                + " has no admin API there (HTTP 404); check 'shop': it is the server's address");
      }
      return new Answer.Missing();
    }
    return new Answer.Refusal(
        status, type.filter(word -> word.matches("[a-z_]{1,40}")).orElse("no reason"));
  }

  private SourceException leaveAlone(HttpReply reply) {
    Duration rest = RetryAfter.of(reply, clock.instant()).orElse(UNSAID_REST);
    Instant until = clock.instant().plus(rest);
    quietUntil.accumulateAndGet(until, (old, next) -> next.isAfter(old) ? next : old);
    return new SourceException(
        system
            + " asks to slow down (HTTP "
            + reply.status()
            + "); it is left alone for "
            + rest.toSeconds()
            + " s");
  }

  private SourceException noJson() {
    return new SourceException(
        system + " answers with something that is not JSON, or only a part of it");
  }

  private static Optional<JsonNode> tree(HttpReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body().toBytes())).filter(JsonNode::isObject);
    } catch (JacksonException notJson) {
      // Its message may quote the text.
      return Optional.empty();
    }
  }
}
