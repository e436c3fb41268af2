package dev.selvedge.connectors.mintsoft;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.mintsoft.MintsoftSettings.Access;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.Session;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Calls to Mintsoft's API with a key in the header `ms-apikey`. Safe for use by many threads.
///
/// `POST /api/Auth` with a user's name and password answers with a key as a text in quotes. It is
/// good for 24 hours; then, or whenever a key is refused with 401, another one is got.
final class MintsoftApi {
  private static final String JSON = "application/json";
  private static final Pattern KEY = Pattern.compile("\"?([!-~&&[^\"]]{8,200})\"?");

  /// A tenth less than a day, so that none ends on its way.
  private static final Duration LIFE = Duration.ofMinutes(1_296);

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final MintsoftSettings settings;
  private final Calls calls;
  private final Session session;

  MintsoftApi(MintsoftSettings settings, Calls calls) {
    this.settings = settings;
    this.calls = calls;
    this.session = new Session(calls::now, this::key);
  }

  /// The answer to a call without a key, refused or not.
  HttpReply knock() {
    return send("/api/Order/Statuses", "");
  }

  /// What is at a path of the API.
  ///
  /// @param path with its query, from `/api` on
  /// @throws SourceException when there is no usable answer
  JsonNode get(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new SourceException(
                    calls.system() + " has nothing where its API should be; check 'url'"));
  }

  /// The same of something that may not be there, which is told with 404 or with `null`.
  Optional<JsonNode> find(String path) {
    String key = session.current();
    HttpReply reply = send(path, key);
    if (reply.status() == UNAUTHORISED) {
      reply = send(path, session.after(key));
    }
    if (reply.status() == NOT_FOUND || reply.body().toText().strip().equals("null")) {
      return Optional.empty();
    }
    if (reply.status() == UNAUTHORISED || reply.status() == FORBIDDEN) {
      throw refused(reply);
    }
    if (reply.status() != OK) {
      throw new SourceException(
          calls.system() + " answers HTTP " + reply.status() + "; check 'url'");
    }
    return Optional.of(calls.json(reply));
  }

  private HttpReply send(String path, String key) {
    Map<String, String> headers =
        key.isEmpty() ? Map.of("Accept", JSON) : Map.of("Accept", JSON, "ms-apikey", key);
    return calls.send(new HttpCall("GET", URI.create(settings.url() + path), headers, ""));
  }

  private Session.Key key() {
    return switch (settings.access()) {
      case Access.Key(var key) -> new Session.Key(key.reveal(), Instant.MAX);
      case Access.LogIn logIn -> made(logIn);
    };
  }

  private Session.Key made(Access.LogIn logIn) {
    String body =
        Calls.object()
            .put("Username", logIn.username())
            .put("Password", logIn.password().reveal())
            .toString();
    HttpReply reply =
        calls.send(
            new HttpCall(URI.create(settings.url() + "/api/Auth"), Map.of("Accept", JSON), body));
    if (reply.status() == BAD_REQUEST
        || reply.status() == UNAUTHORISED
        || reply.status() == FORBIDDEN) {
      throw refused(reply);
    }
    var key = KEY.matcher(reply.body().toText().strip());
    if (reply.status() != OK || !key.matches()) {
      throw new SourceException(
          calls.system() + " gives us no key (HTTP " + reply.status() + "); check 'url'");
    }
    return new Session.Key(key.group(1), calls.now().plus(LIFE));
  }

  private SourceException refused(HttpReply reply) {
    return SourceException.refused(
        calls.system()
            + " does not let us in (HTTP "
            + reply.status()
            + "); check 'api_key', or 'username' and 'password'");
  }
}
