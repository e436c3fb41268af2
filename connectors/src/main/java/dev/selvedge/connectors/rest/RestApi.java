package dev.selvedge.connectors.rest;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.Pace;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of one system: in turn, signed, once more with a new token when the old one is
/// refused. Safe for use by many threads. What an answer's text says is not passed on: it may speak
/// of a person.
final class RestApi {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern SCOPE = Pattern.compile("scope=\"([\\w .:/-]{1,200})\"");
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;
  private static final int AWAY = 503;

  private final SystemName system;
  private final RestSettings settings;
  private final HttpPort http;
  private final Signer signer;
  private final Pace pace;

  RestApi(
      SystemName system,
      RestSettings settings,
      HttpPort http,
      InstantSource clock,
      RandomGenerator dice) {
    this.system = system;
    this.settings = settings;
    this.http = http;
    this.signer = new Signer(system, settings.access().credentials(), http, clock, dice);
    this.pace = new Pace(system, settings.pacing().rule(), clock);
  }

  /// An answer that can be used, or one that says that what was asked for is not there.
  sealed interface Answer {
    record Found(JsonNode root, HttpReply reply) implements Answer {}

    /// The system does not know what was asked for: 400, 404, 410, 422.
    record Unknown(int status) implements Answer {}
  }

  Signer signer() {
    return signer;
  }

  URI base() {
    return settings.access().base();
  }

  /// @throws SourceException when there is no usable answer
  Answer ask(HttpCall call) {
    HttpReply reply = send(call);
    return switch (reply.status()) {
      case 400, 404, 410, 422 -> {
        busySign(reply);
        yield new Answer.Unknown(reply.status());
      }
      default -> {
        refuse(call, reply);
        busySign(reply);
        yield new Answer.Found(tree(reply), reply);
      }
    };
  }

  /// The bare reply, whatever it says.
  HttpReply send(HttpCall call) {
    HttpCall signed = signer.signed(dressed(call));
    HttpReply reply = pace.inTurn(() -> http.send(signed));
    if (reply.status() != UNAUTHORISED) {
      return reply;
    }
    Optional<HttpCall> again = signer.renewed(signed);
    return again.isEmpty() ? reply : pace.inTurn(() -> http.send(again.get()));
  }

  private HttpCall dressed(HttpCall call) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.putAll(settings.access().headers());
    headers.putAll(call.headers());
    return new HttpCall(call.method(), call.to(), headers, call.json());
  }

  private void refuse(HttpCall call, HttpReply reply) {
    int status = reply.status();
    if (status / 100 == 2) {
      return;
    }
    String path = call.to().getPath();
    throw switch (status) {
      case UNAUTHORISED ->
          SourceException.refused(
              system
                  + " does not accept our credentials for "
                  + path
                  + " (HTTP 401); check 'auth'"
                  + wanted(reply));
      case FORBIDDEN ->
          SourceException.refused(
              system
                  + " does not let us read "
                  + path
                  + " (HTTP 403); give the user or the token the right to"
                  + wanted(reply));
      case TOO_MANY -> pace.tooFast(reply, "HTTP 429");
      case AWAY -> away(reply);
      default -> otherwise(status, path, reply);
    };
  }

  private SourceException away(HttpReply reply) {
    return reply.header("Retry-After").isPresent()
        ? pace.tooFast(reply, "HTTP 503")
        : new SourceException(system + " fails with HTTP 503");
  }

  private SourceException otherwise(int status, String path, HttpReply reply) {
    if (status / 100 == 3) {
      String to = reply.header("Location").map(RestApi::origin).orElse("another address");
      return new SourceException(
          system
              + " sends us from "
              + path
              + " to "
              + to
              + " (HTTP "
              + status
              + "), and we follow no redirect; correct 'base_url' or 'path'");
    }
    return status >= SERVER_FAULT || status == TIMED_OUT
        ? new SourceException(system + " fails with HTTP " + status)
        : new SourceException(
            system + " answers " + path + " with HTTP " + status + "; check 'path' and 'method'");
  }

  private static String origin(String location) {
    return location.replaceFirst("^([a-z]+://[^/?#]*).*$", "$1").replaceFirst("[?#].*$", "");
  }

  /// What the answer itself says is missing.
  private static String wanted(HttpReply reply) {
    Matcher scope = SCOPE.matcher(reply.header("WWW-Authenticate").orElse(""));
    return scope.find() ? "; it asks for the scope " + scope.group(1) : "";
  }

  /// Some say that they are busy in words of their own, in any status.
  private void busySign(HttpReply reply) {
    if (settings.pacing().busy().isEmpty()) {
      return;
    }
    try {
      JsonNode root = JSON.readTree(reply.body().toBytes());
      if (settings.pacing().busy().get().in(root, root)) {
        throw pace.tooFast(reply, "as it says at " + settings.pacing().busy().get().path().text());
      }
    } catch (JacksonException notJson) {
      // said where it is read
    }
  }

  private JsonNode tree(HttpReply reply) {
    try {
      return JSON.readTree(reply.body().toBytes());
    } catch (JacksonException broken) {
      String type = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
      // The parser's message may quote the text, so it is not kept as the cause.
      throw new SourceException(
          type.isEmpty() || type.contains("json")
              ? system + " answers with something that is not JSON, or only a part of it"
              : system
                  + " answers with "
                  + type.replaceFirst(";.*", "")
                  + " in place of JSON; check 'base_url', 'path' and 'auth'");
    }
  }
}
