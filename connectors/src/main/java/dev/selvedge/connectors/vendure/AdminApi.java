package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A session with Vendure's admin API: logs in when needed, once more when the session has ended.
/// Safe for use by many threads.
///
/// Vendure answers HTTP 200 with an `errors` list when a query may not or cannot be carried out,
/// and 400 when it does not fit the schema (observed on Vendure 3.7.3).
final class AdminApi {
  private static final String TOKEN_HEADER = "vendure-auth-token";
  private static final String CHANNEL_HEADER = "vendure-token";
  private static final int OK = 200;
  private static final int BAD_QUERY = 400;
  private static final int UNAUTHORISED = 401;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  private final HttpPort http;
  private final VendureOptions options;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final ReentrantLock loggingIn = new ReentrantLock();
  private volatile String token = "";

  AdminApi(HttpPort http, VendureOptions options) {
    this.http = http;
    this.options = options;
  }

  /// What Vendure made of a query.
  sealed interface Answer {
    record Content(JsonNode data) implements Answer {}

    /// Not logged in, or not allowed.
    record Forbidden() implements Answer {}

    /// Carried out in part or not at all: the shop's own fault on some record.
    record Failed(String code) implements Answer {}
  }

  ObjectNode variables() {
    return json.createObjectNode();
  }

  JsonNode parse(String text) {
    return json.readTree(text);
  }

  /// Asks as the configured user.
  ///
  /// @throws SourceException when there is no usable answer
  Answer ask(String query, ObjectNode variables) {
    String session = token.isEmpty() ? logIn("") : token;
    Answer answer = answer(send(query, variables, session));
    return answer instanceof Answer.Forbidden
        ? answer(send(query, variables, logIn(session)))
        : answer;
  }

  /// Opens a new session unless somebody else has done so since `ended` was in use.
  private String logIn(String ended) {
    loggingIn.lock();
    try {
      if (!token.equals(ended)) {
        return token;
      }
      ObjectNode variables = json.createObjectNode();
      variables.put("username", options.username());
      variables.put("password", options.password().reveal());
      HttpReply reply = send(Queries.LOGIN, variables, "");
      String outcome = outcome(reply);
      Optional<String> opened = reply.header(TOKEN_HEADER);
      if (!outcome.equals("CurrentUser")) {
        throw new SourceException(
            "the shop does not accept the log-in (" + outcome + "): check username and password");
      }
      token =
          opened.orElseThrow(
              () ->
                  new SourceException(
                      "the shop gave no "
                          + TOKEN_HEADER
                          + " header: its authOptions.tokenMethod must include 'bearer'"));
      return token;
    } finally {
      loggingIn.unlock();
    }
  }

  private String outcome(HttpReply reply) {
    return switch (answer(reply)) {
      case Answer.Content content -> {
        JsonNode login = content.data().path("login");
        yield login.path("errorCode").asString(login.path("__typename").asString("no answer"));
      }
      case Answer.Forbidden _ -> "FORBIDDEN";
      case Answer.Failed failed -> failed.code();
    };
  }

  /// The answer to a query anybody may ask, for its headers.
  HttpReply knock() {
    return send("query { __typename }", json.createObjectNode(), "");
  }

  private HttpReply send(String query, ObjectNode variables, String session) {
    ObjectNode body = json.createObjectNode();
    body.put("query", query);
    body.set("variables", variables);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    if (!session.isEmpty()) {
      headers.put("Authorization", "Bearer " + session);
    }
    if (!options.channel().isEmpty()) {
      headers.put(CHANNEL_HEADER, options.channel());
    }
    return http.send(new HttpCall(options.endpoint(), headers, body.toString()));
  }

  private Answer answer(HttpReply reply) {
    int status = reply.status();
    if (status == UNAUTHORISED) {
      return new Answer.Forbidden();
    }
    if (status == TOO_MANY) {
      throw new SourceException("the shop asks to slow down (HTTP 429)");
    }
    if (status != OK && status != BAD_QUERY && status < SERVER_FAULT) {
      throw new SourceException("the shop answers HTTP " + status + ": check the endpoint");
    }
    JsonNode body = tree(reply);
    JsonNode errors = body.path("errors");
    if (errors.isArray() && !errors.isEmpty()) {
      return fault(status, errors.get(0));
    }
    if (status != OK || !body.path("data").isObject()) {
      throw new SourceException("the shop answers HTTP " + status + " without data");
    }
    return new Answer.Content(body.path("data"));
  }

  /// The text of an error is passed on only when it speaks of our query: others may quote a record.
  private static Answer fault(int status, JsonNode error) {
    String code = error.path("extensions").path("code").asString("no code");
    if (status == BAD_QUERY) {
      throw new SourceException(
          "the shop does not understand the query: "
              + error.path("message").asString("")
              + " Check the names under custom_fields.");
    }
    return switch (code) {
      case "FORBIDDEN", "UNAUTHORIZED" -> new Answer.Forbidden();
      default -> new Answer.Failed(code);
    };
  }

  private JsonNode tree(HttpReply reply) {
    try {
      return json.readTree(reply.body().toBytes());
    } catch (JacksonException broken) {
      // The parser's message may quote the text, so it is not kept as the cause.
      throw new SourceException(
          reply.status() == OK
              ? "the shop's answer is not JSON, or only a part of it"
              : "the shop fails with HTTP " + reply.status());
    }
  }
}
