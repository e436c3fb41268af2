package dev.selvedge.connectors.woocommerce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;

/// A shop on a loopback socket that answers each address from a script; the last answer stays.
final class ScriptedWoo implements AutoCloseable {
  private final HttpServer server;
  private final InstantSource clock;
  private final Map<String, Deque<Reply>> script = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Connector.Opened> opened = new ArrayList<>();

  ScriptedWoo(InstantSource clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// One call.
  ///
  /// @param what method and path
  record Asked(String what, String query, String authorization, String body) {}

  private record Reply(int status, Map<String, String> headers, String body) {}

  static String capture(String name) {
    try (InputStream in = ScriptedWoo.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String options() {
    return "shop: http://127.0.0.1:"
        + server.getAddress().getPort()
        + "\nauth: header\nconsumer_key: ck_1\nconsumer_secret: cs_1\n";
  }

  /// @param more options
  Connector.Opened open(String more) {
    Problems problems = new Problems();
    Connector.Opened system =
        new WooConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", options() + more, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(problems.sorted().toString());
    }
    opened.add(system);
    return system;
  }

  ScriptedWoo answer(String what, String body) {
    return answer(what, 200, Map.of(), body);
  }

  ScriptedWoo error(String what, int status, String code) {
    return answer(what, status, Map.of(), WooVendor.error(code, status));
  }

  synchronized ScriptedWoo answer(
      String what, int status, Map<String, String> headers, String body) {
    script.computeIfAbsent(what, _ -> new ArrayDeque<>()).add(new Reply(status, headers, body));
    return this;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<String> whats() {
    return asked().stream().map(Asked::what).toList();
  }

  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    Reply reply;
    synchronized (this) {
      asked.add(new Asked(what, query, authorization, body));
      Deque<Reply> replies = script.getOrDefault(what, new ArrayDeque<>());
      reply =
          replies.isEmpty()
              ? new Reply(404, Map.of(), WooVendor.error("rest_no_route", 404))
              : replies.size() == 1 ? replies.getFirst() : replies.removeFirst();
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }
}
