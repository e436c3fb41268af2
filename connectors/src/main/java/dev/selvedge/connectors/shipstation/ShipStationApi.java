package dev.selvedge.connectors.shipstation;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.warehouse.Calls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Calls to version 1 of ShipStation's API, with key and secret as Basic authentication. Safe for
/// use by many threads.
final class ShipStationApi {
  /// 40 calls a minute as a rule; the last answer of a window says so.
  static final Calls.Window WINDOW =
      new Calls.Window("X-Rate-Limit-Remaining", "X-Rate-Limit-Reset");

  private static final int OK = 200;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;

  private final Calls calls;
  private final String base;
  private final String authorisation;

  ShipStationApi(ShipStationSettings settings, Calls calls) {
    this.calls = calls;
    this.base = settings.url().toString();
    this.authorisation =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (settings.key().reveal() + ":" + settings.secret().reveal())
                        .getBytes(StandardCharsets.UTF_8));
  }

  /// The answer to a question as it came, refused or not.
  HttpReply knock(String path) {
    return calls.send(
        new HttpCall(
            "GET",
            URI.create(base + path),
            Map.of("Accept", "application/json", "Authorization", authorisation),
            ""));
  }

  /// What is at a path of the API.
  ///
  /// @param path with its query, behind the API's own address
  /// @throws SourceException when there is no usable answer
  JsonNode get(String path) {
    HttpReply reply = knock(path);
    if (reply.status() == UNAUTHORISED || reply.status() == FORBIDDEN) {
      throw SourceException.refused(
          calls.system()
              + " does not let us in (HTTP "
              + reply.status()
              + "); check 'api_key' and 'api_secret', and that the plan allows the API");
    }
    if (reply.status() != OK) {
      throw new SourceException(
          calls.system() + " answers HTTP " + reply.status() + "; check 'url'");
    }
    return calls.json(reply);
  }
}
