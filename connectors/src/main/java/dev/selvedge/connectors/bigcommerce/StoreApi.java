package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.JsonReply;
import dev.selvedge.connectors.http.Quiet;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.value.Percent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The calls of one store, within the quota that all its apps share. Safe for use by many threads.
///
/// Each answer tells how many calls are left and when there are new ones. A 429 without that is of
/// the whole platform.
final class StoreApi {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,8}");
  private static final Duration UNSAID_REST = Duration.ofSeconds(30);

  private static final int FAILING = 500;

  private final SystemName system;
  private final BigOptions options;
  private final HttpPort http;
  private final InstantSource clock;
  private final Quiet quiet;

  /// Until when no page is begun, since others need what is left.
  private final Quiet spent;

  StoreApi(SystemName system, BigOptions options, HttpPort http, InstantSource clock) {
    this.system = system;
    this.options = options;
    this.http = http;
    this.clock = clock;
    this.quiet = new Quiet(system, clock);
    this.spent = new Quiet(system, clock);
  }

  /// What the store says.
  sealed interface Answer {
    /// Nothing of an answer without a body, as v2 gives in place of an empty list.
    record Content(JsonNode json) implements Answer {}

    /// It has no such thing (404), or does not take what it is told.
    record Refusal(int status) implements Answer {}
  }

  SystemName system() {
    return system;
  }

  /// Until when it wants to be left alone, where that is yet to come.
  Optional<Instant> quietUntil() {
    return quiet.until();
  }

  /// To be called before a page is begun.
  ///
  /// @throws SourceException while too few calls are left
  void begin() {
    spent.check();
  }

  /// Asks something.
  ///
  /// @param path with its version, such as `v3/customers`
  /// @throws SourceException when nothing comes of it, or the token is not taken
  Answer get(String path, Map<String, String> query) {
    return understood(call("GET", path, query, ""));
  }

  /// Changes something.
  Answer send(String method, String path, String json) {
    return understood(call(method, path, Map.of(), json));
  }

  /// The store's own record, for its headers.
  HttpReply knock() {
    return call("GET", "v2/store", Map.of(), "");
  }

  /// A page of a list.
  ///
  /// @param size how many rows it could hold, as the store says it; v2 says nothing
  /// @param pages how many there are, as the store says it
  record Listed(List<JsonNode> rows, OptionalLong size, OptionalLong pages) {
    private static OptionalLong said(JsonNode json, String what) {
      JsonNode number = json.path("meta").path("pagination").path(what);
      return number.isIntegralNumber() && number.canConvertToLong()
          ? OptionalLong.of(number.longValue())
          : OptionalLong.empty();
    }
  }

  /// The rows of a list: v2 gives a list, v3 puts it into `data`.
  Listed rows(String path, Map<String, String> query) {
    if (!(get(path, query) instanceof Answer.Content(JsonNode json))) {
      throw new SourceException(system + " does not take the question for " + path);
    }
    return listed(path, json);
  }

  /// The same of what belongs to one record; nothing where the store fails on that record.
  Optional<Listed> rowsOfOne(String path, Map<String, String> query) {
    HttpReply reply = call("GET", path, query, "");
    boolean fails = reply.status() == FAILING && JsonReply.of(reply).isPresent();
    try {
      return !fails && understood(reply) instanceof Answer.Content(JsonNode json)
          ? Optional.of(listed(path, json))
          : Optional.empty();
    } catch (SourceException failure) {
      throw failure.ofAll();
    }
  }

  private Listed listed(String path, JsonNode json) {
    JsonNode list = json.isArray() || json.isMissingNode() ? json : json.path("data");
    if (!list.isArray() && !json.isMissingNode()) {
      throw new SourceException(system + " answers without a list of " + path);
    }
    List<JsonNode> rows = new ArrayList<>();
    list.forEach(rows::add);
    return new Listed(
        List.copyOf(rows), Listed.said(json, "per_page"), Listed.said(json, "total_pages"));
  }

  private HttpReply call(String method, String path, Map<String, String> query, String json) {
    quiet.check();
    URI to = options.store().resolve(path);
    String written = Percent.query(query);
    HttpReply reply =
        http.send(
            new HttpCall(
                method,
                written.isEmpty() ? to : URI.create(to + "?" + written),
                Map.of("Accept", "application/json", "X-Auth-Token", options.token().reveal()),
                json));
    Optional<Long> left = number(reply, "X-Rate-Limit-Requests-Left");
    if (left.isPresent() && left.get() <= options.reading().reserve()) {
      spent.rest(reset(reply));
    }
    return reply;
  }

  private static Optional<Long> number(HttpReply reply, String header) {
    return reply
        .header(header)
        .map(String::strip)
        .filter(text -> DIGITS.matcher(text).matches())
        .map(Long::valueOf);
  }

  private Duration reset(HttpReply reply) {
    return number(reply, "X-Rate-Limit-Time-Reset-Ms")
        .map(Duration::ofMillis)
        .or(() -> RetryAfter.of(reply, clock.instant()))
        .orElse(UNSAID_REST);
  }

  private Answer understood(HttpReply reply) {
    int status = reply.status();
    return switch (status) {
      case 204 -> new Answer.Content(JsonReply.JSON.missingNode());
      case 200, 201, 207 ->
          new Answer.Content(
              JsonReply.of(reply)
                  .orElseThrow(
                      () ->
                          SourceException.failing(
                              system
                                  + " answers with something that is not JSON, or only a part of"
                                  + " it")));
      case 400, 404, 405, 409, 422 -> new Answer.Refusal(status);
      case 401 ->
          throw SourceException.refused(
              system + " does not know us (HTTP 401); check 'access_token' and 'store_hash'");
      case 403 ->
          throw SourceException.refused(
              system
                  + " does not let us do that (HTTP 403); the API account lacks a scope, see"
                  + " 'selvedge check --online'");
      case 429, 503 -> throw quiet.slowDown(reply, reset(reply));
      default -> {
        String sentence = system + " fails with HTTP " + status;
        throw status >= FAILING ? SourceException.failing(sentence) : new SourceException(sentence);
      }
    };
  }
}
