package dev.selvedge.connectors.businesscentral;

import static dev.selvedge.connectors.FaultyAnswers.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.connectors.FaultyAnswers;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OData of a Business Central and the tokens of Entra on a loopback socket, as Microsoft's
/// documentation has them: pages with `@odata.nextLink`, ETags, subscriptions that end after three
/// days, errors with a code.
final class CentralServer implements AutoCloseable {
  static final String SECRET = "Treadle-and-batten-9";
  static final String COMPANY = "11111111-2222-4333-8444-555555555555";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Pattern SINGLE = Pattern.compile("([A-Za-z]+)\\('?([0-9a-f-]+)'?\\)");
  private static final FaultyAnswers ANSWERS =
      new FaultyAnswers(
          error("Application_TooManyRequests"),
          Reply.of(429, error("Application_TooManyRequests")));
  private static final long THREE_DAYS = 3L * 24 * 3600;

  final Deque<Fault> faults = new ArrayDeque<>();
  final Set<String> closed = new HashSet<>();
  final Set<String> cursed = new HashSet<>();
  final List<String> asked = new ArrayList<>();
  final Map<String, ObjectNode> subscriptions = new TreeMap<>();

  /// Whether somebody else writes a record as soon as it has been read.
  boolean staleEtags;

  /// What is removed as soon as a list has shown its id.
  final Set<String> vanishing = new HashSet<>();

  /// What the copy of the database still holds, which is read by those who say that they only read.
  final Map<String, ObjectNode> lagging = new HashMap<>();

  /// What the address of a next page begins with; empty for that of the server.
  String nextAt = "";

  /// How many rows the server gives at once, however many are asked for.
  int most = 1000;

  private final HttpServer server;
  private final Map<String, Map<String, ObjectNode>> sets = new TreeMap<>();
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private String token = "none";
  private int tokens;
  private int calls;
  private int etags;

  CentralServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private String address() {
    return "http://" + authority();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String options() {
    return """
    tenant: weavers.example.com
    company_id: %s
    client_id: hub
    client_secret: %s
    url: %s/v2.0
    token_url: %s/token
    """
        .formatted(COMPANY, SECRET, address(), address());
  }

  synchronized Instant now() {
    return now;
  }

  synchronized void at(Instant time) {
    now = time;
  }

  synchronized int calls() {
    return calls;
  }

  synchronized int tokens() {
    return tokens;
  }

  synchronized void endSessions() {
    token = "ended";
  }

  synchronized void save(String set, String id, Instant stamp, String values) {
    ObjectNode row =
        sets.computeIfAbsent(set, _ -> new TreeMap<>())
            .computeIfAbsent(id, _ -> JSON.createObjectNode().put("id", id));
    row.setAll((ObjectNode) JSON.readTree(values));
    row.put("lastModifiedDateTime", stamp.toString());
    row.put("@odata.etag", "W/\"" + ++etags + "\"");
  }

  synchronized void remove(String set, String id) {
    sets.getOrDefault(set, Map.of()).remove(id);
  }

  /// A record as it is shown, to be changed.
  synchronized ObjectNode shown(String set, String id) {
    return (ObjectNode) row(set, id).deepCopy();
  }

  synchronized JsonNode row(String set, String id) {
    return sets.getOrDefault(set, Map.of()).getOrDefault(id, JSON.createObjectNode());
  }

  /// When a subscription ends.
  synchronized String end(String id) {
    return subscriptions
        .getOrDefault(id, JSON.createObjectNode())
        .path("expirationDateTime")
        .asString("");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/token")) {
      boolean right = body.contains("client_secret=" + SECRET) && body.contains("scope=https");
      token = "token-" + ++tokens;
      String given = "{\"access_token\":\"%s\",\"expires_in\":3599}".formatted(token);
      send(exchange, right ? 200 : 401, right ? given : "{\"error\":\"invalid_client\"}");
      return;
    }
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      error(exchange, 401, "Authentication_InvalidCredentials");
      return;
    }
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1];
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Matcher single = SINGLE.matcher(last);
    if (!path.startsWith("/v2.0/production/api/")) {
      error(exchange, 404, "BadRequest_NotFound");
    } else if (last.startsWith("subscriptions")) {
      subscription(exchange, single.matches() ? single.group(2) : "", body);
    } else if (last.equals("companies(" + COMPANY + ")")) {
      send(exchange, 200, "{\"id\":\"" + COMPANY + "\"}");
    } else if (single.matches()) {
      one(exchange, single.group(1), single.group(2), body);
    } else {
      list(exchange, last, query);
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : Optional.ofNullable(raw).orElse("").split("&", -1)) {
      String[] both = pair.split("=", 2);
      if (both.length == 2) {
        query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private void list(HttpExchange exchange, String set, Map<String, String> query)
      throws IOException {
    calls++;
    if (closed.contains(set)) {
      error(exchange, 403, "Authorization_RequestDenied");
      return;
    }
    Stream<ObjectNode> matching =
        sets.getOrDefault(set, Map.of()).values().stream()
            .filter(row -> holds(query.getOrDefault("$filter", ""), row))
            .sorted(Comparator.comparing(CentralServer::stamp).thenComparing(CentralServer::id));
    int skip = Integer.parseInt(query.getOrDefault("$skip", "0"));
    int top = Integer.parseInt(query.getOrDefault("$top", "20000"));
    int done = Integer.parseInt(query.getOrDefault("$skiptoken", "0"));
    List<ObjectNode> rows = matching.skip(skip).limit(top).skip(done).toList();
    List<ObjectNode> given = rows.subList(0, Math.min(most, rows.size()));
    if (!query.containsKey("$select") && given.stream().anyMatch(row -> cursed.contains(id(row)))) {
      error(exchange, 500, "Internal_ServerError");
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("@odata.context", "…");
    ArrayNode value = answer.putArray("value");
    given.forEach(row -> value.add(shown(row, query)));
    if (given.size() < rows.size()) {
      String asWas = exchange.getRequestURI().getRawQuery().replaceAll("&\\$skiptoken=\\d+", "");
      int next = done + given.size();
      answer.put(
          "@odata.nextLink",
          (nextAt.isEmpty() ? address() : nextAt)
              + exchange.getRequestURI().getPath()
              + "?"
              + asWas
              + "&$skiptoken="
              + next);
    }
    if (query.containsKey("$select")) {
      vanishing.forEach(id -> remove(set, id));
    }
    faulty(exchange, answer.toString());
  }

  private static ObjectNode shown(ObjectNode row, Map<String, String> query) {
    ObjectNode shown = row.deepCopy();
    row.propertyNames().stream()
        .filter(name -> name.endsWith("Lines") && !name.equals(query.get("$expand")))
        .forEach(shown::remove);
    return shown;
  }

  private static String id(ObjectNode row) {
    return row.path("id").stringValue();
  }

  private static Instant stamp(ObjectNode row) {
    return Instant.parse(row.path("lastModifiedDateTime").stringValue());
  }

  private static boolean holds(String filter, ObjectNode row) {
    if (filter.isEmpty()) {
      return true;
    }
    String behind = "lastModifiedDateTime gt ";
    if (filter.startsWith(behind)) {
      return stamp(row).isAfter(Instant.parse(filter.substring(behind.length())));
    }
    return List.of(filter.split(" or ", -1)).contains("id eq " + id(row));
  }

  private void one(HttpExchange exchange, String set, String id, String body) throws IOException {
    calls++;
    ObjectNode row = sets.getOrDefault(set, Map.of()).get(id);
    if (closed.contains(set)) {
      error(exchange, 403, "Authorization_RequestDenied");
    } else if (row == null) {
      error(exchange, 404, "BadRequest_ResourceNotFound");
    } else if (cursed.contains(id)) {
      error(exchange, 500, "Internal_ServerError");
    } else if (exchange.getRequestMethod().equals("GET")) {
      boolean copy = "ReadOnly".equals(exchange.getRequestHeaders().getFirst("Data-Access-Intent"));
      String read = (copy ? lagging.getOrDefault(id, row) : row).toString();
      if (staleEtags) {
        save(set, id, now, "{}");
      }
      faulty(exchange, read);
    } else if (!row.path("@odata.etag")
        .stringValue()
        .equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
      error(exchange, 412, "Request_EntityChanged");
    } else {
      save(set, id, now, body);
      faulty(exchange, row.toString());
    }
  }

  private void subscription(HttpExchange exchange, String id, String body) throws IOException {
    if (closed.contains("subscriptions")) {
      error(exchange, 403, "Authorization_RequestDenied");
      return;
    }
    if (exchange.getRequestMethod().equals("GET")) {
      ArrayNode all = JSON.createArrayNode();
      subscriptions.values().forEach(all::add);
      send(exchange, 200, "{\"value\":" + all + "}");
      return;
    }
    String key = id.isEmpty() ? Integer.toString(subscriptions.size() + 1) : id;
    ObjectNode there = subscriptions.getOrDefault(key, JSON.createObjectNode());
    if (!id.isEmpty()
        && !there
            .path("@odata.etag")
            .asString("")
            .equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
      error(exchange, 412, "Request_EntityChanged");
      return;
    }
    ObjectNode made = ((ObjectNode) JSON.readTree(body)).put("subscriptionId", key);
    made.put("expirationDateTime", now.plusSeconds(THREE_DAYS).toString());
    made.put("@odata.etag", "W/\"s" + ++etags + "\"");
    subscriptions.put(key, made);
    send(exchange, id.isEmpty() ? 201 : 200, made.toString());
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    send(exchange, status, error(code));
  }

  private static String error(String code) {
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("code", code).put("message", "Ann Example");
    return error.toString();
  }

  private void faulty(HttpExchange exchange, String body) throws IOException {
    ANSWERS.answer(exchange, Optional.ofNullable(faults.poll()), Reply.of(200, body));
  }
}
