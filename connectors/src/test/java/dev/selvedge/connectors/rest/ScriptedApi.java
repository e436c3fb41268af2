package dev.selvedge.connectors.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.FaultyAnswers;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// A server on a loopback socket that answers from a script, and systems opened on it.
final class ScriptedApi implements AutoCloseable {
  private final HttpServer server;
  private final SettableClock clock;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Headers> headers = new ArrayList<>();
  private final List<Connector.Opened> opened = new ArrayList<>();

  private record Reply(int status, Map<String, String> headers, String body) {}

  ScriptedApi(SettableClock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Instant now() {
    return clock.instant();
  }

  synchronized ScriptedApi answer(int status, Map<String, String> with, String body) {
    script.add(new Reply(status, with, body));
    return this;
  }

  ScriptedApi answer(String body) {
    return answer(200, Map.of(), body);
  }

  /// Method, path, query and body of each call.
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized Headers lastHeaders() {
    return headers.getLast();
  }

  /// A system with these options besides its address; `%s` stands for the address.
  Connector.Opened open(String options) {
    Problems problems = new Problems();
    String yaml = "base_url: " + address() + "/v1\n" + options.replace("%s", address());
    Connector.Plan plan =
        new RestConnector()
            .plan(
                new SystemName("erp"),
                YamlReader.readMapping("systems/erp.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems);
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(problems.sorted().toString());
    }
    Connector.Opened system = plan.open();
    opened.add(system);
    return system;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply;
    synchronized (this) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
      headers.add(exchange.getRequestHeaders());
      reply = script.isEmpty() ? new Reply(500, Map.of(), "the script has ended") : script.poll();
    }
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    FaultyAnswers.send(exchange, reply.status(), reply.body());
  }

  /// The system is away from now on.
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }
}
