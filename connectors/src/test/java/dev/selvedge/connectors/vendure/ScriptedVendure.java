package dev.selvedge.connectors.vendure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on a loopback socket that logs in anybody with the right password and answers queries
/// from a script.
final class ScriptedVendure implements AutoCloseable {
  static final String PASSWORD = "the-right-password";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private int sessions;

  ScriptedVendure() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/admin-api", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// One query that was asked.
  record Asked(String token, String query, JsonNode variables) {}

  /// What to answer.
  sealed interface Reply {
    record Json(int status, String body) implements Reply {}

    /// Announces more than it sends, then hangs up.
    record CutOff(String body) implements Reply {}

    /// Answers only when the server is closed.
    record Silence() implements Reply {}
  }

  static Reply ok(String body) {
    return new Reply.Json(200, body);
  }

  static Reply error(String code) {
    return ok(
        "{\"errors\":[{\"message\":\"about ann@example.com\",\"extensions\":{\"code\":\""
            + code
            + "\"}}],\"data\":null}");
  }

  static String resource(String name) {
    try (InputStream in = ScriptedVendure.class.getResourceAsStream(name)) {
      return new String(
          Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/admin-api");
  }

  synchronized ScriptedVendure answer(Reply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  synchronized int sessions() {
    return sessions;
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String query = request.path("query").stringValue();
    if (query.contains("login(")) {
      logIn(exchange, request.path("variables").path("password").stringValue());
      return;
    }
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    switch (next(new Asked(token, query, request.path("variables")))) {
      case Reply.Json json -> send(exchange, json.status(), json.body());
      case Reply.CutOff cut -> {
        byte[] body = cut.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length + 100L);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case Reply.Silence _ -> {
        // left open until the server is closed
      }
    }
  }

  private synchronized Reply next(Asked query) {
    asked.add(query);
    return Optional.ofNullable(script.poll())
        .orElseGet(() -> new Reply.Json(500, "the script has ended"));
  }

  private void logIn(HttpExchange exchange, String password) throws IOException {
    if (password.equals(PASSWORD)) {
      synchronized (this) {
        sessions++;
        exchange.getResponseHeaders().add("vendure-auth-token", "session-" + sessions);
      }
      send(exchange, 200, "{\"data\":{\"login\":{\"__typename\":\"CurrentUser\"}}}");
    } else {
      send(
          exchange,
          200,
          "{\"data\":{\"login\":{\"__typename\":\"InvalidCredentialsError\","
              + "\"errorCode\":\"INVALID_CREDENTIALS_ERROR\"}}}");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
