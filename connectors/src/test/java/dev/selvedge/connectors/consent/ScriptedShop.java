package dev.selvedge.connectors.consent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// A server on a loopback socket that answers from a script.
final class ScriptedShop implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private String tag = "";
  private String retryAfter = "";

  private record Reply(int status, String body) {}

  private record Asked(String line, com.sun.net.httpserver.Headers headers) {}

  ScriptedShop() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized ScriptedShop answer(int status, String body) {
    script.add(new Reply(status, body));
    return this;
  }

  /// The next call is taken and never answered.
  synchronized void silence() {
    script.add(new Reply(0, ""));
  }

  synchronized ScriptedShop tag(String value) {
    tag = value;
    return this;
  }

  synchronized ScriptedShop retryAfter(String value) {
    retryAfter = value;
    return this;
  }

  /// Method, path and body of each call.
  synchronized List<String> asked() {
    return asked.stream().map(Asked::line).toList();
  }

  /// What each call said in a header.
  synchronized List<String> headers(String name) {
    return asked.stream()
        .map(call -> Optional.ofNullable(call.headers().getFirst(name)).orElse(""))
        .toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply = next(exchange, body);
    if (reply.status() == 0) {
      return;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private synchronized Reply next(HttpExchange exchange, String body) {
    String line =
        exchange.getRequestMethod() + " " + exchange.getRequestURI().toString() + " " + body;
    asked.add(new Asked(line, exchange.getRequestHeaders()));
    if (!tag.isEmpty()) {
      exchange.getResponseHeaders().add("ETag", tag);
    }
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    return Optional.ofNullable(script.poll()).orElse(new Reply(500, ""));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
