package dev.selvedge.connectors.rest;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.Percent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The access token of OAuth 2 client credentials: fetched when it is needed, kept until shortly
/// before it ends. Safe for use by many threads; one fetches, the others wait.
final class ClientTokens {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration EARLY = Duration.ofSeconds(60);
  private static final long UNSAID_LIFE = 300;
  private static final long LONGEST_LIFE = 86_400;
  private static final int SERVER_FAULT = 500;
  private static final int TOO_MANY = 429;

  private final SystemName system;
  private final Credentials.Client client;
  private final HttpPort http;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Token token = Token.NONE;

  ClientTokens(SystemName system, Credentials.Client client, HttpPort http, InstantSource clock) {
    this.system = system;
    this.client = client;
    this.http = http;
    this.clock = clock;
  }

  /// @param scope what was granted, as the answer says it; empty where it says nothing
  record Token(String text, Instant until, String scope) {
    static final Token NONE = new Token("", Instant.MIN, "");

    @Override
    public String toString() {
      return "Token[until " + until + "]";
    }
  }

  /// One that is good for a while yet.
  Token current() {
    Token known = token;
    return known.until().isAfter(clock.instant()) ? known : fetch(known);
  }

  /// Another one than `refused`, unless somebody has fetched it already.
  Token after(String refused) {
    Token known = token;
    return known.text().equals(refused) ? fetch(known) : current();
  }

  private Token fetch(Token old) {
    fetching.lock();
    try {
      if (token.equals(old)) {
        token = read(http.send(call()));
      }
      return token;
    } finally {
      fetching.unlock();
    }
  }

  private HttpCall call() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    if (!client.scope().isEmpty()) {
      fields.put("scope", client.scope());
    }
    fields.putAll(client.extra());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    if (client.inBody()) {
      fields.put("client_id", client.id());
      fields.put("client_secret", client.secret().reveal());
    } else {
      headers.put("Authorization", "Basic " + basic());
    }
    String form =
        fields.entrySet().stream()
            .map(one -> Percent.encoded(one.getKey()) + "=" + Percent.encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return new HttpCall("POST", client.tokenUrl(), headers, form);
  }

  /// Both are form-encoded first (RFC 6749, 2.3.1).
  private String basic() {
    String pair = Percent.encoded(client.id()) + ":" + Percent.encoded(client.secret().reveal());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Token read(HttpReply reply) {
    JsonNode root = tree(reply);
    String text = root.path("access_token").asString("");
    if (reply.status() / 100 == 2 && !text.isEmpty()) {
      long life = Math.clamp(root.path("expires_in").asLong(UNSAID_LIFE), 1, LONGEST_LIFE);
      Duration used = Duration.ofSeconds(life).minus(EARLY);
      Duration least = Duration.ofSeconds(life).dividedBy(2);
      Duration good = used.compareTo(least) > 0 ? used : least;
      return new Token(text, clock.instant().plus(good), root.path("scope").asString(""));
    }
    throw failure(reply.status(), root.path("error").asString(""));
  }

  private SourceException failure(int status, String error) {
    String code = error.matches("[a-z_]{1,40}") ? ", " + error : "";
    String what =
        system + ": the token address " + client.tokenUrl().getHost() + " answers HTTP " + status;
    if (status == TOO_MANY || status >= SERVER_FAULT) {
      return new SourceException(what + code);
    }
    return status / 100 == 2
        ? new SourceException(what + " without an access_token; check 'auth.token_url'")
        : SourceException.refused(
            what + code + "; check client_id, client_secret and scope in 'auth'");
  }

  private static JsonNode tree(HttpReply reply) {
    try {
      return JSON.readTree(reply.body().toBytes());
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }
}
