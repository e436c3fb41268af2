package dev.selvedge.app.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The REST API of a WooCommerce shop on a loopback socket: what `examples/woocommerce-shop` asks
/// for. It looks at no signature.
final class WooCommerceApi implements AutoCloseable {
  static final String HOOK_SECRET = "hook-secret";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ROOT = "/wp-json/wc/v3/";

  private final HttpServer server;
  private final Map<String, ObjectNode> things = new TreeMap<>();
  private final List<String> registered = new ArrayList<>();
  private final List<JsonNode> told = new ArrayList<>();

  WooCommerceApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// What the example's variables are to be.
  Map<String, String> variables() {
    return Map.of(
        "WOOCOMMERCE_URL",
        address(),
        "WOOCOMMERCE_KEY",
        "ck_reads",
        "WOOCOMMERCE_SECRET",
        "cs_her-very-own-loom",
        "WOOCOMMERCE_TELLER_KEY",
        "ck_tells",
        "WOOCOMMERCE_TELLER_SECRET",
        "cs_her-other-loom",
        "WOOCOMMERCE_HOOK_SECRET",
        HOOK_SECRET,
        "HUB_URL",
        "https://hub.example.com");
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Puts a thing in, or in place of what was there.
  ///
  /// @param list such as `orders`
  synchronized void put(String list, String json) {
    ObjectNode node = (ObjectNode) JSON.readTree(json);
    things.put(list + "/" + node.path("id").intValue(), node);
  }

  /// The topics that were registered.
  synchronized List<String> registered() {
    return List.copyOf(registered);
  }

  /// What was told of consent.
  synchronized List<JsonNode> told() {
    return List.copyOf(told);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    synchronized (this) {
      if (path.equals("/wp-json/")) {
        send(exchange, 200, "{\"namespaces\":[\"wc/v3\"]}");
      } else if (method.equals("POST")) {
        registered.add(JSON.readTree(body).path("topic").stringValue());
        send(exchange, 201, "{\"id\":1}");
      } else {
        String route = path.substring(ROOT.length());
        Optional<String> answer = method.equals("PUT") ? told(route, body) : read(route, query);
        send(
            exchange,
            answer.isPresent() ? 200 : 404,
            answer.orElse("{\"code\":\"woocommerce_rest_invalid_id\",\"data\":{\"status\":404}}"));
      }
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
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

  private Optional<String> told(String route, String body) {
    ObjectNode customer = things.get(route);
    if (customer == null) {
      return Optional.empty();
    }
    told.add(JSON.createObjectNode().put("route", route).set("body", JSON.readTree(body)));
    customer.set("meta_data", JSON.readTree(body).path("meta_data"));
    return Optional.of(customer.toString());
  }

  private Optional<String> read(String route, Map<String, String> query) {
    if (route.endsWith("/refunds")) {
      return Optional.of("[]");
    }
    if (route.contains("/")) {
      return Optional.ofNullable(things.get(route)).map(ObjectNode::toString);
    }
    String after = query.getOrDefault("modified_after", "");
    String before = query.getOrDefault("modified_before", "9");
    boolean trash = query.getOrDefault("status", "").equals("trash");
    List<String> included = List.of(query.getOrDefault("include", "").split(",", -1));
    Comparator<ObjectNode> order =
        query.getOrDefault("orderby", "").equals("id")
            ? Comparator.comparingInt(node -> node.path("id").intValue())
            : Comparator.comparing(WooCommerceApi::modified);
    ArrayNode page = JSON.createArrayNode();
    things.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(route + "/"))
        .map(Map.Entry::getValue)
        .filter(node -> node.path("status").asString("").equals("trash") == trash)
        .filter(
            node -> !query.containsKey("include") || included.contains(node.path("id").toString()))
        .filter(node -> modified(node).compareTo(after) > 0)
        .filter(node -> modified(node).compareTo(before) < 0)
        .sorted(query.getOrDefault("order", "").equals("desc") ? order.reversed() : order)
        .skip(Integer.parseInt(query.getOrDefault("offset", "0")))
        .limit(Integer.parseInt(query.getOrDefault("per_page", "10")))
        .forEach(page::add);
    return Optional.of(page.toString());
  }

  private static String modified(JsonNode node) {
    return node.path("date_modified_gmt").stringValue();
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
