package dev.selvedge.connectors.medusa;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Medusa server on a loopback socket that gives the answers it was told to, in their order.
final class ScriptedMedusa implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();

  /// One answer.
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply ok(String body) {
      return new Reply(200, Map.of(), body);
    }

    /// As Medusa says what is wrong.
    static Reply error(int status, String type) {
      return new Reply(
          status,
          Map.of(),
          "{\"type\":\"%s\",\"message\":\"about ann@example.com\"}".formatted(type));
    }
  }

  ScriptedMedusa() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String uri = exchange.getRequestURI().toString();
          Reply reply =
              next(
                  exchange.getRequestMethod()
                      + " "
                      + URLDecoder.decode(uri, StandardCharsets.UTF_8)
                      + (body.isEmpty() ? "" : " " + body));
          reply.headers().forEach(exchange.getResponseHeaders()::add);
          byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private synchronized Reply next(String call) {
    asked.add(call);
    return Optional.ofNullable(script.poll())
        .orElseGet(() -> new Reply(599, Map.of(), "the script has ended"));
  }

  synchronized void answer(Reply... replies) {
    script.addAll(List.of(replies));
  }

  /// Method, address and body of every call.
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /// The options of a system that reads it.
  String options() {
    return "shop: http://127.0.0.1:%d\napi_key: sk_of-the-hub\n"
        .formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
