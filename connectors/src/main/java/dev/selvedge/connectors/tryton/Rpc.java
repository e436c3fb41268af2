package dev.selvedge.connectors.tryton;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A session with Tryton's JSON-RPC: logs in when needed, once more when the session has ended, and
/// sends the user's own context (company, language) with every call. Safe for use by many threads.
///
/// Tryton answers HTTP 200 with `error` when a call may not or cannot be carried out, and 401 when
/// the session has ended or the log-in is wrong (observed on Tryton 6.0.29). It answers 429 after
/// too many wrong log-ins; that was read in its source and not tried.
final class Rpc {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int OK = 200;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;

  private final HttpPort http;
  private final TrytonOptions options;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final ReentrantLock loggingIn = new ReentrantLock();
  private volatile Session session = Session.NONE;

  Rpc(HttpPort http, TrytonOptions options) {
    this.http = http;
    this.options = options;
  }

  /// @param header of every call
  /// @param context sent with every call
  private record Session(String header, ObjectNode context) {
    private static final Session NONE = new Session("", NODES.objectNode());

    @Override
    public String toString() {
      return "Session";
    }
  }

  /// What Tryton made of a call.
  sealed interface Answer {
    record Content(JsonNode result) implements Answer {}

    /// A rule of Tryton's own speaks against it: no access, no such record.
    record Refused() implements Answer {}

    /// Somebody else has written the record meanwhile.
    record Overtaken() implements Answer {}

    /// The log-in may not call this at all.
    record Forbidden() implements Answer {}

    /// It broke down, or did not understand.
    record Failed() implements Answer {}
  }

  ArrayNode list() {
    return NODES.arrayNode();
  }

  /// Calls a method of a model as the configured user.
  ///
  /// @throws SourceException when there is no usable answer
  Answer call(String model, String method, ArrayNode params) {
    return call(model, method, params, NODES.objectNode());
  }

  /// @param besides what is added to the user's context
  Answer call(String model, String method, ArrayNode params, ObjectNode besides) {
    Session current = session;
    if (current.header().isEmpty()) {
      current = logIn(current);
    }
    HttpReply reply = send(model, method, params, besides, current);
    if (reply.status() == UNAUTHORISED) {
      reply = send(model, method, params, besides, logIn(current));
    }
    return answer(reply);
  }

  private HttpReply send(
      String model, String method, ArrayNode params, ObjectNode besides, Session current) {
    ArrayNode whole = list().addAll(params);
    whole.add(current.context().deepCopy().setAll(besides));
    return post("model." + model + "." + method, whole, current.header());
  }

  /// Opens a new session unless somebody else has done so since `ended` was in use.
  private Session logIn(Session ended) {
    loggingIn.lock();
    try {
      if (!session.header().equals(ended.header())) {
        return session;
      }
      ArrayNode params = list().add(options.username());
      params.addObject().put("password", options.password().reveal());
      HttpReply reply = post("common.db.login", params.add("en"), "");
      if (reply.status() == UNAUTHORISED) {
        throw new SourceException(
            "Tryton does not accept the log-in: check username and password, and the database");
      }
      if (!(answer(reply) instanceof Answer.Content(JsonNode opened)) || opened.size() != 2) {
        throw new SourceException(
            "Tryton cannot open the database "
                + options.endpoint().getPath()
                + ": check 'database'");
      }
      String words =
          options.username() + ":" + opened.path(0).asLong() + ":" + opened.path(1).asString("");
      String header =
          "Session " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
      session = new Session(header, preferences(header));
      return session;
    } finally {
      loggingIn.unlock();
    }
  }

  /// The part of the user's preferences that belongs into the context of a call.
  private ObjectNode preferences(String header) {
    ArrayNode params = list().add(true);
    params.addObject();
    Answer answer = answer(post("model.res.user.get_preferences", params, header));
    if (answer instanceof Answer.Content(ObjectNode context)) {
      return context;
    }
    throw new SourceException("Tryton does not tell the user's preferences");
  }

  /// The answer to a question anybody may ask, for its headers.
  HttpReply knock() {
    return post("common.server.version", list(), "");
  }

  private HttpReply post(String method, ArrayNode params, String header) {
    ObjectNode body = NODES.objectNode().put("id", 1).put("method", method);
    body.set("params", params);
    Map<String, String> headers =
        header.isEmpty()
            ? Map.of("Accept", "application/json")
            : Map.of("Accept", "application/json", "Authorization", header);
    return http.send(new HttpCall(options.endpoint(), headers, json.writeValueAsString(body)));
  }

  private Answer answer(HttpReply reply) {
    return switch (reply.status()) {
      case OK -> content(tree(reply));
      case UNAUTHORISED -> throw new SourceException("Tryton does not keep the session it gave");
      case FORBIDDEN -> new Answer.Forbidden();
      case NOT_FOUND ->
          throw new SourceException("Tryton answers HTTP 404: check 'url' and 'database'");
      case TOO_MANY -> throw new SourceException("Tryton asks to slow down (HTTP 429)");
      default -> throw new SourceException("Tryton answers HTTP " + reply.status());
    };
  }

  private static Answer content(JsonNode body) {
    if (body.has("error")) {
      return fault(body.path("error").path(0).asString(""));
    }
    if (!body.has("result")) {
      throw new SourceException("Tryton's answer holds neither a result nor an error");
    }
    return new Answer.Content(body.path("result"));
  }

  /// The texts of errors may quote a record and are not passed on.
  private static Answer fault(String name) {
    return switch (name) {
      case "UserError", "UserWarning" -> new Answer.Refused();
      case "ConcurrencyException" -> new Answer.Overtaken();
      default -> new Answer.Failed();
    };
  }

  private JsonNode tree(HttpReply reply) {
    try {
      return json.readTree(reply.body().toBytes());
    } catch (JacksonException broken) {
      // The parser's message may quote the text, so it is not kept as the cause.
      throw new SourceException("Tryton's answer is not JSON, or only a part of it");
    }
  }
}
