package dev.selvedge.connectors.shiphero;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.shiphero.ShipHeroSettings.Access;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.Session;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The token that calls carry, fetched and renewed. Safe for use by many threads.
///
/// `POST /auth/refresh` with a refresh token, or `POST /auth/token` with a user's e-mail address
/// and password, gives an `access_token` and its life in seconds, `expires_in`: 28 days by the
/// documentation.
final class AccessTokens {
  private static final long UNSAID_LIFE = 86_400;
  private static final long LONGEST_LIFE = 60L * 86_400;

  private final ShipHeroSettings settings;
  private final Calls calls;
  private final Session session;

  AccessTokens(ShipHeroSettings settings, Calls calls) {
    this.settings = settings;
    this.calls = calls;
    this.session = new Session(calls::now, () -> read(calls.send(call())));
  }

  /// One that is good for a while yet.
  String current() {
    return session.current();
  }

  /// Another one than `refused`.
  String after(String refused) {
    return session.after(refused);
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

  private Session.Key read(HttpReply reply) {
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
    return new Session.Key(text, calls.now().plus(Duration.ofSeconds(life - life / 10)));
  }
}
