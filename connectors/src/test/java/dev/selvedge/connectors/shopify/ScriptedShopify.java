package dev.selvedge.connectors.shopify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A shop on a loopback socket that answers whoever has the right token from a script.
final class ScriptedShopify implements AutoCloseable {
  static final String TOKEN = "the-right-token";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern OPERATION = Pattern.compile("(?:query|mutation) (\\w+)");

  private final HttpServer server;
  private final InstantSource clock;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Connector.Opened> opened = new ArrayList<>();

  ScriptedShopify(InstantSource clock) {
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

  /// One question.
  record Asked(String operation, String query, JsonNode variables) {}

  private record Reply(int status, Map<String, String> headers, String body) {}

  String options() {
    return "shop: http://127.0.0.1:" + server.getAddress().getPort() + "\ntoken: " + TOKEN + "\n";
  }

  /// @param more options
  Connector.Opened open(String more) {
    Problems problems = new Problems();
    Connector.Opened system =
        new ShopifyConnector()
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

  ScriptedShopify answer(String body) {
    return answer(200, Map.of(), body);
  }

  /// The value of one field of an answer's data.
  ScriptedShopify data(String field, String value) {
    return answer("{\"data\":{\"" + field + "\":" + value + "}}");
  }

  ScriptedShopify error(String code) {
    return answer(
        "{\"errors\":[{\"message\":\"about ann@example.com\",\"extensions\":{\"code\":\""
            + code
            + "\"}}],\"data\":null}");
  }

  synchronized ScriptedShopify answer(int status, Map<String, String> headers, String body) {
    script.add(new Reply(status, headers, body));
    return this;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<String> operations() {
    return asked().stream().map(Asked::operation).toList();
  }

  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, new Reply(200, Map.of(), "<html>a shop</html>"));
      return;
    }
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"))
            .orElse("");
    if (!token.equals(TOKEN)) {
      send(exchange, new Reply(401, Map.of(), "{\"errors\":\"[API] Invalid API key\"}"));
      return;
    }
    JsonNode request = JSON.readTree(body);
    String query = request.path("query").stringValue();
    Matcher operation = OPERATION.matcher(query);
    send(
        exchange,
        next(
            new Asked(
                operation.find() ? operation.group(1) : "", query, request.path("variables"))));
  }

  private synchronized Reply next(Asked question) {
    asked.add(question);
    return Optional.ofNullable(script.poll())
        .orElseGet(() -> new Reply(500, Map.of(), "the script has ended"));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }
}
