package dev.selvedge.connectors.shopify.api;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Access;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The token that calls carry: the one that was given, or one that an app fetches and renews, as
/// client credentials of OAuth 2. Safe for use by many threads; one fetches, the others wait.
final class AccessTokens {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final long UNSAID_LIFE = 3_600;
  private static final long LONGEST_LIFE = 7 * 86_400;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  private final SystemName system;
  private final ShopifySettings settings;
  private final HttpPort http;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Token token = Token.NONE;

  AccessTokens(SystemName system, ShopifySettings settings, HttpPort http, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  private record Token(String text, Instant until) {
    static final Token NONE = new Token("", Instant.MIN);

    @Override
    public String toString() {
      return "Token[until " + until + "]";
    }
  }

  /// One that is good for a while yet.
  String current() {
    return switch (settings.access()) {
      case Access.Token given -> given.secret().reveal();
      case Access.App app -> {
        Token known = token;
        yield (known.until().isAfter(clock.instant()) ? known : fetch(app, known)).text();
      }
    };
  }

  /// Another one than `refused`; the same where there is no other.
  String after(String refused) {
    return switch (settings.access()) {
      case Access.Token given -> given.secret().reveal();
      case Access.App app -> {
        Token known = token;
        yield known.text().equals(refused) ? fetch(app, known).text() : current();
      }
    };
  }

  private Token fetch(Access.App app, Token old) {
    fetching.lock();
    try {
      if (token.equals(old)) {
        token = read(http.send(call(app)));
      }
      return token;
    } finally {
      fetching.unlock();
    }
  }

  private HttpCall call(Access.App app) {
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(app.id())
            + "&client_secret="
            + encoded(app.secret().reveal());
    return new HttpCall(
        "POST",
        settings.tokens(),
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
        form);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token read(HttpReply reply) {
    JsonNode root = tree(reply);
    String text = root.path("access_token").asString("");
    if (reply.status() / 100 == 2 && !text.isEmpty()) {
      long life = Math.clamp(root.path("expires_in").asLong(UNSAID_LIFE), 1, LONGEST_LIFE);
      Duration used = Duration.ofSeconds(life).minus(EARLY);
      Duration least = Duration.ofSeconds(life).dividedBy(2);
      return new Token(text, clock.instant().plus(used.compareTo(least) > 0 ? used : least));
    }
    throw failure(reply.status(), root.path("error").asString(""));
  }

  private SourceException failure(int status, String error) {
    String code = error.matches("[a-z_]{1,40}") ? ", " + error : "";
    String what = system + ": the shop gives our app no token (HTTP " + status + code + ")";
    return status == TOO_MANY || status >= SERVER_FAULT || status / 100 == 2
        ? new SourceException(what)
        : SourceException.refused(
            what + "; check client_id and client_secret, and that the app is installed");
  }

  private static JsonNode tree(HttpReply reply) {
    try {
      return JSON.readTree(reply.body().toBytes());
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }
}
