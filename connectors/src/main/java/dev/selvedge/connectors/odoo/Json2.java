package dev.selvedge.connectors.odoo;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Odoo's JSON-2 API: `POST /json/2/{model}/{method}` with named arguments, and the bare value of
/// the method, or an error with a status of its own (Odoo 19's developer documentation, "External
/// JSON-2 API"). One call at a time, since Odoo names no limit; after a 429 none before its time.
/// Safe for use by many threads.
final class Json2 {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final int OK = 200;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int FAILING = 500;

  private final HttpPort http;
  private final OdooOptions options;
  private final InstantSource clock;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final ReentrantLock calling = new ReentrantLock();
  private volatile Instant quietUntil = Instant.MIN;

  Json2(HttpPort http, OdooOptions options, InstantSource clock) {
    this.http = http;
    this.options = options;
    this.clock = clock;
  }

  /// What Odoo made of a call.
  sealed interface Answer {
    record Content(JsonNode result) implements Answer {}

    /// The user may not do this.
    record Forbidden() implements Answer {}

    /// There is no such record any more, no such model or no such method.
    record Missing() implements Answer {}

    /// A rule of Odoo's own speaks against it, or it does not understand the arguments.
    record Refused() implements Answer {}

    /// Somebody else was writing the same at that time.
    record Overtaken() implements Answer {}

    /// It broke down over these records.
    record Failed() implements Answer {}
  }

  ObjectNode arguments() {
    return NODES.objectNode();
  }

  /// Until when Odoo asked to be left alone, while that has not passed.
  Optional<Instant> quietUntil() {
    return Optional.of(quietUntil).filter(until -> clock.instant().isBefore(until));
  }

  /// Calls a method of a model.
  ///
  /// @throws SourceException when there is no usable answer; refused when the key is not accepted
  Answer call(String model, String method, ObjectNode arguments) {
    return answer(post(model, method, arguments));
  }

  /// The answer to who the key's user is, whatever it says.
  HttpReply whoami() {
    return post("res.users", "context_get", arguments());
  }

  private HttpReply post(String model, String method, ObjectNode arguments) {
    ObjectNode body = arguments.deepCopy();
    ObjectNode context = body.putObject("context");
    // What is archived counts too, as does what hangs on it.
    context.put("active_test", false).put("tz", "UTC");
    if (!options.language().isEmpty()) {
      context.put("lang", options.language());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Authorization", "bearer " + options.apiKey().reveal());
    if (!options.database().isEmpty()) {
      headers.put("X-Odoo-Database", options.database());
    }
    URI to = options.endpoint().resolve("json/2/" + model + "/" + method);
    HttpCall call = new HttpCall(to, headers, json.writeValueAsString(body));
    calling.lock();
    try {
      quietUntil().ifPresent(Json2::stayAway);
      HttpReply reply = http.send(call);
      if (reply.status() == TOO_MANY) {
        Instant now = clock.instant();
        quietUntil = now.plus(RetryAfter.of(reply, now).orElse(A_MINUTE));
      }
      return reply;
    } finally {
      calling.unlock();
    }
  }

  private static void stayAway(Instant until) {
    throw new SourceException("Odoo asks to be left alone until " + until);
  }

  Answer answer(HttpReply reply) {
    int status = reply.status();
    if (status == OK) {
      return new Answer.Content(tree(reply).orElseThrow(Json2::notJson));
    }
    if (status == UNAUTHORISED) {
      throw SourceException.refused(
          "Odoo does not accept the API key: it may have ended, a key lives for three months at"
              + " most");
    }
    if (status == TOO_MANY) {
      throw new SourceException("Odoo asks to slow down (HTTP 429)");
    }
    // The texts of errors may quote a record and are not passed on.
    boolean odoos = tree(reply).filter(error -> error.path("name").isString()).isPresent();
    if (!odoos) {
      throw status == NOT_FOUND
          ? SourceException.refused(
              "nothing answers at json/2 (HTTP 404): check 'url' and 'database', and that it is"
                  + " Odoo 19 or later")
          : new SourceException("Odoo answers HTTP " + status);
    }
    return switch (status) {
      case FORBIDDEN -> new Answer.Forbidden();
      case NOT_FOUND -> new Answer.Missing();
      case CONFLICT -> new Answer.Overtaken();
      case UNPROCESSABLE -> new Answer.Refused();
      case FAILING -> new Answer.Failed();
      default -> throw new SourceException("Odoo answers HTTP " + status);
    };
  }

  private Optional<JsonNode> tree(HttpReply reply) {
    try {
      return Optional.of(json.readTree(reply.body().toBytes()));
    } catch (JacksonException broken) {
      // The parser's message may quote the text, so it is not kept as the cause.
      return Optional.empty();
    }
  }

  private static SourceException notJson() {
    return new SourceException("Odoo's answer is not JSON, or only a part of it");
  }
}
