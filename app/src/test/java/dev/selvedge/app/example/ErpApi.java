package dev.selvedge.app.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API of an ERP that nobody wrote a connector for, on a loopback socket: what
/// `examples/rest-api` describes.
final class ErpApi implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Map<String, ObjectNode> customers = new TreeMap<>();
  private final Map<String, ObjectNode> orders = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private int tokens;

  ErpApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// What the example's variables are to be.
  Map<String, String> variables() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "ERP_API", address + "/api",
        "ERP_TOKEN_URL", address + "/token",
        "ERP_CLIENT", "hub",
        "ERP_CLIENT_SECRET", "and-her-very-own-loom",
        "ERP_HOOK_SECRET", "a-secret-of-sixteen",
        "ERP_TELLER_KEY", "teller");
  }

  synchronized void customer(String json) {
    put(customers, json);
  }

  synchronized void order(String json) {
    put(orders, json);
  }

  /// Every token is worth nothing from now on.
  synchronized void endTokens() {
    tokens++;
  }

  /// What was written back.
  synchronized List<String> told() {
    return List.copyOf(told);
  }

  private static void put(Map<String, ObjectNode> into, String json) {
    ObjectNode node = (ObjectNode) JSON.readTree(json);
    into.put(node.path("no").stringValue(), node);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    synchronized (this) {
      if (path.equals("/token")) {
        send(
            exchange,
            200,
            "{\"access_token\":\"t"
                + tokens
                + "\",\"expires_in\":3600,"
                + "\"scope\":\"customers.read orders.read\"}");
      } else if (exchange.getRequestMethod().equals("PUT")) {
        told.add(path.replaceFirst("/api/customers/", "") + " " + body);
        send(exchange, 200, "{}");
      } else if (!token.equals("Bearer t" + tokens)) {
        send(exchange, 401, "{}");
      } else {
        send(exchange, 200, answer(exchange, path));
      }
    }
  }

  private String answer(HttpExchange exchange, String path) {
    Map<String, String> query = query(exchange);
    ObjectNode root = JSON.createObjectNode();
    if (path.startsWith("/api/customers/")) {
      root.set("data", customers.get(path.replaceFirst("/api/customers/", "")));
      return root.toString();
    }
    Map<String, ObjectNode> all = path.equals("/api/orders") ? orders : customers;
    int size = Integer.parseInt(query.getOrDefault("limit", "50"));
    int from = (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * size;
    List<ObjectNode> found = since(all, query).toList();
    ArrayNode page = root.putArray("data");
    found.stream().skip(from).limit(size).forEach(page::add);
    ObjectNode links = root.putObject("links");
    if (path.equals("/api/orders") && from + size < found.size()) {
      links.put("next", path + "?limit=" + size + "&page=" + (from / size + 2));
    }
    return root.toString();
  }

  private static Stream<ObjectNode> since(Map<String, ObjectNode> all, Map<String, String> query) {
    Instant since = Instant.parse(query.getOrDefault("changed_since", "1970-01-01T00:00:00Z"));
    Predicate<JsonNode> newer = node -> !changed(node).isBefore(since);
    return all.values().stream().filter(newer).sorted(Comparator.comparing(ErpApi::changed));
  }

  private static Instant changed(JsonNode node) {
    return Instant.parse(node.path("changed").stringValue());
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
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
