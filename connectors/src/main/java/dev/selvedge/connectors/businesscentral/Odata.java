package dev.selvedge.connectors.businesscentral;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.oauth.AccessTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OData of a Business Central: with a token that is renewed, one call at a time (Business
/// Central carries out five of a user at once and lets 95 wait), and none after a 429 before its
/// time (Microsoft's "Operational limits for Business Central online"). Safe for use by many
/// threads.
final class Odata {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String WHEN_REFUSED =
      "tenant, client_id and client_secret: a secret of Entra ends after two years at most";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final int SUCCESS = 2;
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int CHANGED = 412;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int BAD = 400;
  private static final int FAILING = 500;

  private final HttpPort http;
  private final AccessTokens tokens;
  private final InstantSource clock;
  private final ReentrantLock calling = new ReentrantLock();
  private volatile Instant quietUntil = Instant.MIN;

  Odata(SystemName system, HttpPort http, Options options, InstantSource clock) {
    this.http = http;
    this.tokens =
        new AccessTokens(system, options.access().grant(WHEN_REFUSED, "'token_url'"), http, clock);
    this.clock = clock;
  }

  /// What it made of a call.
  sealed interface Answer {
    record Content(JsonNode json, HttpReply reply) implements Answer {}

    /// There is no such record, or no such list.
    record Missing() implements Answer {}

    /// The application may not do this.
    record Forbidden() implements Answer {}

    /// Somebody else has written the record meanwhile.
    record Overtaken() implements Answer {}

    /// It does not understand, or breaks down over what was asked for.
    record Failed(int status) implements Answer {}
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Whether there can be a token.
  ///
  /// @throws SourceException when there is none
  void checkToken() {
    tokens.current();
  }

  /// Until when it asked to be left alone, while that has not passed.
  Optional<Instant> quietUntil() {
    return Optional.of(quietUntil).filter(until -> clock.instant().isBefore(until));
  }

  /// Reads the state of now: what a decision is compared with must not come from a copy that lags
  /// behind.
  Answer latest(URI to) {
    return answer(send("GET", to, Map.of(), ""));
  }

  /// Reads, be it from a copy of the database.
  ///
  /// @param prefer the header `Prefer`; empty for none
  Answer get(URI to, String prefer) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Data-Access-Intent", "ReadOnly");
    if (!prefer.isEmpty()) {
      headers.put("Prefer", prefer);
    }
    return answer(send("GET", to, headers, ""));
  }

  Answer post(URI to, ObjectNode body) {
    return answer(send("POST", to, Map.of(), body.toString()));
  }

  /// @param etag of the state that was read: another one is not written over
  Answer patch(URI to, String etag, ObjectNode body) {
    return answer(send("PATCH", to, Map.of("If-Match", etag), body.toString()));
  }

  private HttpReply send(String method, URI to, Map<String, String> headers, String json) {
    calling.lock();
    try {
      quietUntil()
          .ifPresent(
              until -> {
                throw new SourceException("Business Central asks to be left alone until " + until);
              });
      String token = tokens.current().text();
      HttpReply reply = http.send(call(method, to, headers, json, token));
      if (reply.status() == UNAUTHORISED) {
        reply = http.send(call(method, to, headers, json, tokens.after(token).text()));
      }
      if (reply.status() == TOO_MANY) {
        Instant now = clock.instant();
        quietUntil = now.plus(RetryAfter.of(reply, now).orElse(A_MINUTE));
      }
      return reply;
    } finally {
      calling.unlock();
    }
  }

  private static HttpCall call(
      String method, URI to, Map<String, String> headers, String json, String token) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Accept", "application/json");
    all.put("Authorization", "Bearer " + token);
    return new HttpCall(method, to, all, json);
  }

  private static Answer answer(HttpReply reply) {
    int status = reply.status();
    if (status == NO_CONTENT) {
      return new Answer.Content(object(), reply);
    }
    if (status / 100 == SUCCESS) {
      return new Answer.Content(
          tree(reply)
              .orElseThrow(
                  () ->
                      new SourceException(
                          "Business Central's answer is not JSON, or only a part of it")),
          reply);
    }
    return switch (status) {
      case UNAUTHORISED ->
          throw SourceException.refused(
              "Business Central does not accept the application's token: it has to be set up"
                  + " there, on the page 'Microsoft Entra Applications'");
      case FORBIDDEN -> new Answer.Forbidden();
      case NOT_FOUND -> new Answer.Missing();
      case CONFLICT, CHANGED -> new Answer.Overtaken();
      case TOO_LARGE ->
          throw new SourceException(
              "a page is too large for Business Central (HTTP 413): lower 'page_size'");
      case TOO_MANY -> throw new SourceException("Business Central asks to slow down (HTTP 429)");
      case BAD, FAILING -> failed(reply);
      default -> throw new SourceException("Business Central answers HTTP " + status);
    };
  }

  /// Its own error is about what was asked; any other page is of something that stands before it.
  private static Answer failed(HttpReply reply) {
    boolean own =
        tree(reply).filter(json -> json.path("error").path("code").isString()).isPresent();
    if (!own) {
      throw new SourceException("Business Central answers HTTP " + reply.status());
    }
    return new Answer.Failed(reply.status());
  }

  private static Optional<JsonNode> tree(HttpReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body().toBytes()));
    } catch (JacksonException broken) {
      // The parser's message may quote the text, so it is not kept as the cause.
      return Optional.empty();
    }
  }
}
