package dev.selvedge.connectors.shiphero;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.shiphero.ShipHeroSettings.Access;
import dev.selvedge.connectors.warehouse.Calls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The token that calls carry, fetched and renewed. Safe for use by many threads; one fetches, the
/// others wait.
///
/// `POST /auth/refresh` with a refresh token, or `POST /auth/token` with a user's e-mail address
/// and password, gives an `access_token` and its life in seconds, `expires_in`: 28 days by the
/// documentation.
final class AccessTokens {
  private static final long UNSAID_LIFE = 86_400;
  private static final long LONGEST_LIFE = 60L * 86_400;

  private final ShipHeroSettings settings;
  private final Calls calls;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Token token = Token.NONE;

  AccessTokens(ShipHeroSettings settings, Calls calls) {
    this.settings = settings;
    this.calls = calls;
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
    Token known = token;
    return (known.until().isAfter(calls.now()) ? known : fetch(known)).text();
  }

  /// Another one than `refused`.
  String after(String refused) {
    Token known = token;
    return known.text().equals(refused) ? fetch(known).text() : current();
  }

  private Token fetch(Token old) {
    fetching.lock();
    try {
      if (token.equals(old)) {
        token = read(calls.send(call()));
      }
      return token;
    } finally {
      fetching.unlock();
    }
  }

  private HttpCall call() {
    ObjectNode body = Calls.object();
    String path =
        switch (settings.access()) {
          case Access.Refresh refresh -> {
            body.put("refresh_token", refresh.token().reveal());
            yield "/auth/refresh";
          }
          case Access.LogIn logIn -> {
            body.put("username", logIn.username()).put("password", logIn.password().reveal());
            yield "/auth/token";
          }
        };
    return new HttpCall(
        URI.create(settings.url() + path), Map.of("Accept", "application/json"), body.toString());
  }

  private Token read(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw SourceException.refused(
          calls.system()
              + " gives us no access token (HTTP "
              + reply.status()
              + "); check 'refresh_token', or 'username' and 'password'");
    }
    JsonNode root = calls.json(reply);
    String text = root.path("access_token").asString("");
    if (text.isEmpty()) {
      throw new SourceException(calls.system() + " answers without an access token");
    }
    long life = Math.clamp(root.path("expires_in").asLong(UNSAID_LIFE), 1, LONGEST_LIFE);
    // A tenth early, so that none ends on its way.
    return new Token(text, calls.now().plus(Duration.ofSeconds(life - life / 10)));
  }
}
