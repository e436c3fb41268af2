package dev.selvedge.app.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The Admin API of a Shopify shop on a loopback socket, as the vendor documents it: what
/// `examples/shopify-shop` asks for.
final class ShopifyApi implements AutoCloseable {
  static final String SECRET = "and-her-very-own-loom";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern OPERATION = Pattern.compile("(?:query|mutation) (\\w+)");
  private static final Pattern FILTER = Pattern.compile("(updated|created)_at:>(=?)'([^']+)'");
  private static final String SCOPES =
      Stream.of("write_customers", "read_orders", "read_all_orders", "read_products")
          .map(scope -> "{\"handle\":\"" + scope + "\"}")
          .reduce((one, other) -> one + "," + other)
          .orElseThrow();

  private final HttpServer server;
  private final Map<String, ObjectNode> things = new TreeMap<>();
  private final List<String> subscribed = new ArrayList<>();
  private final List<JsonNode> told = new ArrayList<>();

  ShopifyApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// What the example's variables are to be.
  Map<String, String> variables() {
    return Map.of(
        "SHOPIFY_SHOP",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "SHOPIFY_CLIENT_ID",
        "hub",
        "SHOPIFY_CLIENT_SECRET",
        SECRET,
        "SHOPIFY_TELLER_ID",
        "teller",
        "SHOPIFY_TELLER_SECRET",
        SECRET,
        "HUB_URL",
        "https://hub.example.com");
  }

  /// Puts a thing in, by its global id, or in place of what was there.
  synchronized void put(String json) {
    ObjectNode node = (ObjectNode) JSON.readTree(json);
    things.put(node.path("id").stringValue(), node);
  }

  /// The topics that were registered.
  synchronized List<String> subscribed() {
    return List.copyOf(subscribed);
  }

  /// The inputs of what was told of consent.
  synchronized List<JsonNode> told() {
    return List.copyOf(told);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/admin/oauth/access_token")) {
      send(exchange, "{\"access_token\":\"shpat\",\"expires_in\":86399}");
    } else if (path.equals("/admin/api/2026-10/graphql.json")) {
      JsonNode request = JSON.readTree(body);
      Matcher operation = OPERATION.matcher(request.path("query").stringValue());
      String name = operation.find() ? operation.group(1) : "";
      synchronized (this) {
        send(exchange, "{\"data\":" + answer(name, request.path("variables")) + "}");
      }
    } else {
      send(exchange, "<html>a shop</html>");
    }
  }

  private String answer(String operation, JsonNode variables) {
    return switch (operation) {
      case "Shop" ->
          "{\"shop\":{\"myshopifyDomain\":\"s\"},\"currentAppInstallation\":{\"accessScopes\":["
              + SCOPES
              + "]}}";
      case "Count" -> "{\"customersCount\":{\"count\":0},\"productsCount\":{\"count\":0}}";
      case "CustomersChanged" -> page("customers", "Customer", variables);
      case "OrdersChanged", "OrdersMade" -> page("orders", "Order", variables);
      case "VariantsChanged" -> page("products", "Product", variables);
      case "CheckoutsChanged" -> page("abandonedCheckouts", "AbandonedCheckout", variables);
      case "Several" -> several(variables);
      case "Subscriptions" -> subscriptions();
      case "Subscribe" -> {
        subscribed.add(variables.path("topic").stringValue());
        yield "{\"webhookSubscriptionCreate\":{\"webhookSubscription\":{\"id\":\"g\"},\"userErrors\":[]}}";
      }
      case "Consent" -> {
        String id = variables.path("id").stringValue();
        yield JSON.createObjectNode()
            .set("customer", Optional.<JsonNode>ofNullable(things.get(id)).orElse(JSON.nullNode()))
            .toString();
      }
      case "TellEmail" -> consent(variables.path("input"));
      default -> "null";
    };
  }

  private String page(String list, String type, JsonNode variables) {
    Matcher filter = FILTER.matcher(variables.path("filter").asString(""));
    boolean filtered = filter.matches();
    Instant since = filtered ? Instant.parse(filter.group(3)) : Instant.EPOCH;
    String stamp = filtered ? filter.group(1) + "At" : "updatedAt";
    int first = variables.path("first").intValue();
    int from = Integer.parseInt(variables.path("cursor").asString("0"));
    List<ObjectNode> found =
        things.values().stream()
            .filter(node -> node.path("id").stringValue().contains("/" + type + "/"))
            .filter(node -> !at(node, stamp).isBefore(since))
            .sorted(Comparator.comparing(node -> at(node, stamp)))
            .toList();
    ObjectNode root = JSON.createObjectNode();
    ObjectNode page = root.putObject(list);
    page.putObject("pageInfo")
        .put("hasNextPage", found.size() > from + first)
        .put("endCursor", Integer.toString(from + first));
    ArrayNode nodes = page.putArray("nodes");
    found.stream().skip(from).limit(first).forEach(nodes::add);
    return root.toString();
  }

  private static Instant at(JsonNode node, String stamp) {
    return Instant.parse(node.path(stamp).stringValue());
  }

  private String several(JsonNode variables) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode nodes = root.putArray("nodes");
    for (JsonNode id : variables.path("ids")) {
      nodes.add(
          Optional.<JsonNode>ofNullable(things.get(id.stringValue())).orElse(JSON.nullNode()));
    }
    return root.toString();
  }

  private String subscriptions() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode list = root.putObject("webhookSubscriptions");
    list.putObject("pageInfo").put("hasNextPage", false);
    ArrayNode nodes = list.putArray("nodes");
    for (String topic : subscribed) {
      nodes
          .addObject()
          .put("topic", topic)
          .put("uri", "https://hub.example.com/hook/shop/shopify")
          .put("format", "JSON")
          .putArray("includeFields");
    }
    return root.toString();
  }

  private String consent(JsonNode input) {
    told.add(input);
    String id = input.path("customerId").stringValue();
    ObjectNode customer = Optional.ofNullable(things.get(id)).orElseThrow();
    ObjectNode address = (ObjectNode) customer.path("defaultEmailAddress");
    JsonNode consent = input.path("emailMarketingConsent");
    address.set("marketingState", consent.path("marketingState"));
    address.set("marketingUpdatedAt", consent.path("consentUpdatedAt"));
    ObjectNode root = JSON.createObjectNode();
    ObjectNode payload = root.putObject("customerEmailMarketingConsentUpdate");
    payload.set("customer", customer);
    payload.putArray("userErrors");
    return root.toString();
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
