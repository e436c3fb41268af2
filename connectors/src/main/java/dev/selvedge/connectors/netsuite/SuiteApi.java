package dev.selvedge.connectors.netsuite;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.Pace;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Access;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Site;
import dev.selvedge.connectors.oauth.AccessTokens;
import dev.selvedge.connectors.oauth.OAuthSignature;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The calls of one account: signed, so many at once as it allows, each answer read as one of a
/// few. Safe for use by many threads.
///
/// NetSuite limits calls at once, not calls a minute, over all that asks the account (Oracle,
/// section_1525253248). A call too many is 429, or 400 with a code of its own.
final class SuiteApi {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String QUERY = "/services/rest/query/v1/suiteql?offset=0&limit=";
  private static final String RECORD = "/services/rest/record/v1/";
  private static final Set<String> BUSY =
      Set.of(
          "CONCURRENCY_LIMIT_EXCEEDED",
          "SSS_REQUEST_LIMIT_EXCEEDED",
          "REQUEST_LIMIT_EXCEEDED",
          "WS_CONCUR_SESSION_DISALLWD",
          "WS_REQUEST_BLOCKED");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,79}");
  private static final int NONCE = 16;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;
  private static final int AWAY = 503;

  private final SystemName system;
  private final Site site;
  private final Access access;
  private final HttpPort http;
  private final InstantSource clock;
  private final Pace pace;
  private final Optional<AccessTokens> tokens;
  private final SecureRandom dice = new SecureRandom();

  SuiteApi(SystemName system, NetSuiteOptions options, HttpPort http, InstantSource clock) {
    this.system = system;
    this.site = options.site();
    this.access = options.access();
    this.http = http;
    this.clock = clock;
    this.pace = new Pace(system, Pace.Rule.atOnce(site.concurrent(), site.rest()), clock);
    this.tokens =
        access instanceof Access.Certificate certificate
            ? Optional.of(
                new AccessTokens(system, Assertion.grant(site, certificate, clock), http, clock))
            : Optional.empty();
  }

  /// What NetSuite says.
  sealed interface Answer {
    /// What was asked for, or that it was done.
    ///
    /// @param json missing where the answer is empty
    record Content(JsonNode json) implements Answer {}

    /// A refusal of its own.
    ///
    /// @param code such as `INVALID_PARAMETER`; `no code` where it gives none we know the look of
    /// @param detail may quote what was asked or a record: it is looked into and never shown
    record Refusal(int status, String code, String detail) implements Answer {
      /// Shows no detail.
      @Override
      public String toString() {
        return "Refusal[" + status + ", " + code + "]";
      }
    }

    /// It fails on what it was asked for.
    record Failed(int status) implements Answer {}
  }

  SystemName system() {
    return system;
  }

  /// Until when the account wants to be left alone, where that is yet to come.
  Optional<Instant> quietUntil() {
    return pace.quietUntil();
  }

  /// Asks with SuiteQL.
  ///
  /// @param limit rows at most, up to 1000
  /// @throws SourceException when nothing comes of it, or the log-in is not taken
  Answer query(String sql, int limit) {
    return ask(
        "POST",
        QUERY + limit,
        Map.of("Prefer", "transient"),
        JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().put("q", sql)));
  }

  /// Reads by the record service.
  ///
  /// @param path such as `customer/107`
  Answer record(String path) {
    return ask("GET", RECORD + path, Map.of(), "");
  }

  /// Changes fields of a record, those given and no others.
  Answer change(String path, JsonNode fields) {
    return ask("PATCH", RECORD + path, Map.of(), JSON.writeValueAsString(fields));
  }

  private Answer ask(String method, String path, Map<String, String> headers, String json) {
    return understood(send(method, path, headers, json));
  }

  /// The bare reply to a small question, whatever it says, for its headers.
  HttpReply knock() {
    return send(
        "POST",
        QUERY + 1,
        Map.of("Prefer", "transient"),
        "{\"q\":\"SELECT r.id AS id FROM customer r WHERE r.id = 0\"}");
  }

  private HttpReply send(String method, String path, Map<String, String> headers, String json) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Accept", "application/json");
    URI to = site.at(path);
    return pace.inTurn(
        () -> {
          String authorization = authorization(method, to);
          HttpReply reply = http.send(call(method, to, all, authorization, json));
          if (reply.status() != UNAUTHORISED || tokens.isEmpty()) {
            return reply;
          }
          String refused = authorization.substring(authorization.indexOf(' ') + 1);
          String renewed = "Bearer " + tokens.get().after(refused).text();
          return http.send(call(method, to, all, renewed, json));
        });
  }

  private static HttpCall call(
      String method, URI to, Map<String, String> headers, String authorization, String json) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Authorization", authorization);
    return new HttpCall(method, to, all, json);
  }

  private String authorization(String method, URI to) {
    return switch (access) {
      case Access.Certificate _ -> "Bearer " + tokens.orElseThrow().current().text();
      case Access.Tokens signed -> {
        byte[] bytes = new byte[NONCE];
        dice.nextBytes(bytes);
        yield OAuthSignature.header(
            signed.keys(),
            method,
            to,
            clock.instant().getEpochSecond(),
            HexFormat.of().formatHex(bytes));
      }
    };
  }

  private Answer understood(HttpReply reply) {
    int status = reply.status();
    if (status / 100 == 2) {
      return new Answer.Content(content(reply));
    }
    JsonNode fault = tree(reply).orElseGet(JsonNodeFactory.instance::objectNode);
    String code = code(fault);
    if (status == TOO_MANY || BUSY.contains(code) || asksToWait(reply)) {
      throw pace.tooFast(reply, "HTTP " + status + ", " + code);
    }
    if (status == UNAUTHORISED || status == FORBIDDEN) {
      String sentence =
          system
              + " does not let us in (HTTP "
              + status
              + ", "
              + code
              + "); check the log-in, that the hub's clock is right, and that the user's role has"
              + " 'REST Web Services' and 'SuiteAnalytics Workbook'";
      throw status == FORBIDDEN
          ? SourceException.forbidden(sentence)
          : SourceException.refused(sentence);
    }
    if (status / 100 == 3) {
      throw SourceException.refused(
          system + " sends us elsewhere (HTTP " + status + "); check 'account'");
    }
    return status >= SERVER_FAULT
        ? new Answer.Failed(status)
        : new Answer.Refusal(status, code, detail(fault));
  }

  private static boolean asksToWait(HttpReply reply) {
    return reply.status() == AWAY && reply.header("Retry-After").isPresent();
  }

  /// The service says it in a list of details, or beside them.
  private static String code(JsonNode fault) {
    String written = fault.path("o:errorDetails").path(0).path("o:errorCode").asString("");
    String code = written.isEmpty() ? fault.path("o:errorCode").asString("") : written;
    return CODE.matcher(code).matches() ? code : "no code";
  }

  private static String detail(JsonNode fault) {
    StringBuilder all = new StringBuilder();
    for (JsonNode one : fault.path("o:errorDetails")) {
      all.append(one.path("detail").asString("")).append('\n');
    }
    return all.toString();
  }

  private JsonNode content(HttpReply reply) {
    if (reply.body().size() == 0) {
      return JsonNodeFactory.instance.missingNode();
    }
    return tree(reply)
        .orElseThrow(
            () ->
                SourceException.failing(
                    system + " answers with something that is not JSON, or only a part of it"));
  }

  private static Optional<JsonNode> tree(HttpReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body().toBytes()));
    } catch (JacksonException notJson) {
      // The parser's message may quote the text, so it is not kept as the cause.
      return Optional.empty();
    }
  }
}
