package dev.selvedge.connectors.shopify;

import static dev.selvedge.connectors.FaultyAnswers.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.FaultyAnswers;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.source.HttpVendor;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The customers of a Shopify shop on a loopback socket, as the vendor describes its Admin API: a
/// list sorted by (`updatedAt`, id) with cursors that name a row by both, a search by stamp, a
/// bucket of points, an app whose tokens end, bulk operations whose file is fetched in ranges.
///
/// Written from documentation, for the contract suites: it proves the connector against what is
/// documented, not against Shopify.
final class ShopifyVendor implements HttpVendor {
  static final String SECRET = "and-her-very-own-loom";

  /// In place of a bulk operation's file: the server it lies on is away.
  static final String AWAY = "away";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern OPERATION = Pattern.compile("(?:query|mutation) (\\w+)");
  private static final Pattern FILTER = Pattern.compile("updated_at:>(=?)'([^']+)'");

  /// A question that is refused is answered with 200.
  private static final FaultyAnswers ANSWERS =
      new FaultyAnswers(
          Reply.of(
              200,
              "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}],"
                  + "\"extensions\":{\"cost\":{\"requestedQueryCost\":900,\"throttleStatus\":"
                  + "{\"maximumAvailable\":2000.0,\"currentlyAvailable\":100,\"restoreRate\":100.0}}}}"));

  private static final double SIZE = 2000;
  private static final double RATE = 100;

  private final HttpServer server;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final String options;
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final List<String> operations = new ArrayList<>();
  private final List<String> ranges = new ArrayList<>();
  private int calls;
  private int issued;
  private String good = "none";
  private String field = "";
  private String fieldValue = "";
  private double left = SIZE;
  private Instant leftAt = clock.instant();
  private double weight = 10;
  private Granularity granularity = Granularity.INSTANT;
  private ZoneId zone = ZoneOffset.UTC;
  private Duration behind = Duration.ZERO;
  private int heaviest = 1_000;
  private boolean cursorsForgotten;
  private Bulk bulk = new Bulk("COMPLETED", "", true, "");

  private record Row(int id, Instant stamp, String note, String field, String fieldValue) {}

  /// How exactly the search compares stamps.
  enum Granularity {
    INSTANT,
    /// The date as it is written, as a day in the shop's own zone.
    DAY
  }

  /// What becomes of bulk operations.
  ///
  /// @param refusal a code instead of an operation; empty for none
  /// @param inRanges whether the file is given in parts
  /// @param file its text; empty for the customers there are
  record Bulk(String status, String refusal, boolean inRanges, String file) {}

  ShopifyVendor() {
    this("");
  }

  /// @param options besides address and credentials
  ShopifyVendor(String options) {
    this.options = options;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/admin/oauth/access_token", this::token);
    server.createContext("/admin/api/2026-10/graphql.json", this::serve);
    server.createContext("/bulk", this::file);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public PolledSource freshSource() {
    return open().polled().getFirst();
  }

  Connector.Opened open() {
    Problems problems = new Problems();
    String yaml =
        """
        shop: %s
        client_id: hub
        client_secret: %s
        %s
        """
            .formatted(address(), SECRET, options);
    Connector.Opened system =
        new ShopifyConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(problems.sorted().toString());
    }
    opened.add(system);
    return system;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public synchronized void write(int key, Instant stamp, String note) {
    rows.put(key, new Row(key, stamp, note, field, fieldValue));
  }

  @Override
  public void delete(int key, Instant stamp) {
    vanish(key);
  }

  /// The API lists no deletions; webhooks tell them.
  @Override
  public boolean tellsDeletions() {
    return false;
  }

  @Override
  public synchronized void vanish(int key) {
    rows.remove(key);
  }

  @Override
  public synchronized void grow(String name, String value) {
    field = name;
    fieldValue = value;
  }

  @Override
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  @Override
  public synchronized int calls() {
    return calls;
  }

  /// The names of the questions, in their order.
  synchronized List<String> operations() {
    return List.copyOf(operations);
  }

  synchronized List<String> ranges() {
    return List.copyOf(ranges);
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  public synchronized void endSessions() {
    good = "none";
  }

  @Override
  public String secret() {
    return SECRET;
  }

  synchronized ShopifyVendor searching(Granularity by, String inZone) {
    granularity = by;
    zone = ZoneId.of(inZone);
    return this;
  }

  /// The shop's clock is slow by so much.
  synchronized ShopifyVendor slowBy(Duration time) {
    behind = time;
    return this;
  }

  /// What every page weighs, and what is left in the bucket.
  synchronized ShopifyVendor weighing(double each, double now) {
    weight = each;
    left = now;
    leftAt = clock.instant();
    return this;
  }

  /// A page of more than so many is too heavy.
  synchronized ShopifyVendor carrying(int most) {
    heaviest = most;
    return this;
  }

  /// Cursors given so far are not known any more.
  synchronized void forgetCursors() {
    cursorsForgotten = true;
  }

  synchronized ShopifyVendor bulk(Bulk other) {
    bulk = other;
    return this;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!form.equals("grant_type=client_credentials&client_id=hub&client_secret=" + SECRET)) {
      send(exchange, 400, "{\"error\":\"invalid_client\"}");
      return;
    }
    synchronized (this) {
      issued++;
      good = "token-" + issued;
    }
    send(exchange, 200, "{\"access_token\":\"token-" + issued + "\",\"expires_in\":86399}");
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Matcher operation = OPERATION.matcher(request.path("query").stringValue());
    if (!operation.find()) {
      send(exchange, 400, "{\"errors\":\"no question\"}");
      return;
    }
    Optional<Fault> fault = Optional.empty();
    String body;
    synchronized (this) {
      String token =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"))
              .orElse("");
      if (!token.equals(good)) {
        send(exchange, 401, "{\"errors\":\"[API] Invalid API key or access token\"}");
        return;
      }
      operations.add(operation.group(1));
      boolean page = operation.group(1).equals("CustomersChanged");
      if (page) {
        calls++;
        fault = Optional.ofNullable(faults.poll());
      }
      body = answer(operation.group(1), request.path("variables"));
    }
    ANSWERS.answer(exchange, fault, Reply.of(200, body));
  }

  private String answer(String operation, JsonNode variables) {
    return switch (operation) {
      case "CustomersChanged" -> customers(variables);
      case "Count" ->
          "{\"data\":{\"customersCount\":{\"count\":%d,\"precision\":\"EXACT\"}}}"
              .formatted(Math.min(rows.size(), variables.path("limit").intValue()));
      case "RunBulk" ->
          bulk.refusal().isEmpty()
              ? data(
                  "bulkOperationRunQuery",
                  "{\"bulkOperation\":{\"id\":\"gid://shopify/BulkOperation/1\",\"status\":"
                      + "\"CREATED\",\"createdAt\":\"%s\"},\"userErrors\":[]}"
                          .formatted(clock.instant().minus(behind)))
              : data(
                  "bulkOperationRunQuery",
                  "{\"bulkOperation\":null,\"userErrors\":[{\"code\":\"%s\",\"message\":\"no\"}]}"
                      .formatted(bulk.refusal()));
      case "Bulk" ->
          data(
              "bulkOperation",
              "{\"id\":\"gid://shopify/BulkOperation/1\",\"status\":\"%s\",\"errorCode\":null,\"url\":%s}"
                  .formatted(
                      bulk.status(),
                      bulk.status().equals("COMPLETED") && !lines().isEmpty()
                          ? "\"" + address() + "/bulk/1.jsonl\""
                          : "null"));
      default -> "{\"errors\":[{\"extensions\":{\"code\":\"undefinedField\"}}]}";
    };
  }

  private static String data(String field, String value) {
    return "{\"data\":{\"" + field + "\":" + value + "}}";
  }

  private String customers(JsonNode variables) {
    int first = variables.path("first").intValue();
    if (first > heaviest) {
      return "{\"errors\":[{\"message\":\"too much\",\"extensions\":{\"code\":"
          + "\"MAX_COST_EXCEEDED\"}}]}";
    }
    ObjectNode root = JSON.createObjectNode();
    double available =
        Math.min(SIZE, left + Duration.between(leftAt, clock.instant()).toMillis() / 1000.0 * RATE);
    if (available < weight) {
      cost(root, available);
      root.putArray("errors")
          .addObject()
          .put("message", "Throttled")
          .putObject("extensions")
          .put("code", "THROTTLED");
      return root.toString();
    }
    String cursor = variables.path("cursor").asString("");
    if (!cursor.isEmpty() && cursorsForgotten) {
      cursorsForgotten = false;
      return "{\"errors\":[{\"message\":\"Invalid cursor for current pagination sort.\"}]}";
    }
    left = available - Math.min(1, weight);
    leftAt = clock.instant();
    List<Row> found =
        rows.values().stream()
            .filter(row -> matches(row, variables.path("filter").asString("")))
            .filter(row -> cursor.isEmpty() || isBehind(row, cursor))
            .sorted(Comparator.comparing(Row::stamp).thenComparingInt(Row::id))
            .toList();
    ObjectNode page = root.putObject("data").putObject("customers");
    page.putObject("pageInfo")
        .put("hasNextPage", found.size() > first)
        .put(
            "endCursor",
            found.isEmpty() ? null : cursor(found.get(Math.min(found.size(), first) - 1)));
    ArrayNode nodes = page.putArray("nodes");
    found.stream().limit(first).forEach(row -> nodes.add(json(row)));
    cost(root, left);
    return root.toString();
  }

  private void cost(ObjectNode root, double available) {
    ObjectNode cost = root.putObject("extensions").putObject("cost");
    cost.put("requestedQueryCost", weight);
    cost.putObject("throttleStatus")
        .put("maximumAvailable", SIZE)
        .put("currentlyAvailable", Math.floor(available))
        .put("restoreRate", RATE);
  }

  private boolean matches(Row row, String filter) {
    if (filter.isEmpty()) {
      return true;
    }
    Matcher matcher = FILTER.matcher(filter);
    if (!matcher.matches()) {
      throw new AssertionError("a search that nobody understands: " + filter);
    }
    OffsetDateTime written = OffsetDateTime.parse(matcher.group(2));
    if (granularity == Granularity.DAY) {
      LocalDate day = LocalDate.ofInstant(row.stamp(), zone);
      return matcher.group(1).isEmpty()
          ? day.isAfter(written.toLocalDate())
          : !day.isBefore(written.toLocalDate());
    }
    Instant from = written.toInstant();
    return matcher.group(1).isEmpty() ? row.stamp().isAfter(from) : !row.stamp().isBefore(from);
  }

  private static String cursor(Row row) {
    String text =
        "{\"last_id\":%d,\"last_value\":\"%s\"}".formatted(row.id(), row.stamp().toString());
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isBehind(Row row, String cursor) {
    JsonNode at = JSON.readTree(Base64.getDecoder().decode(cursor));
    Instant stamp = Instant.parse(at.path("last_value").stringValue());
    int order = row.stamp().compareTo(stamp);
    return order > 0 || (order == 0 && row.id() > at.path("last_id").intValue());
  }

  private static ObjectNode json(Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", "gid://shopify/Customer/" + row.id());
    node.put("legacyResourceId", Integer.toString(row.id()));
    node.put("updatedAt", row.stamp().toString());
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }

  private String lines() {
    StringBuilder text = new StringBuilder(bulk.file());
    if (bulk.file().isEmpty()) {
      rows.values().forEach(row -> text.append(json(row)).append('\n'));
    }
    return text.toString();
  }

  private void file(HttpExchange exchange) throws IOException {
    byte[] all;
    boolean inRanges;
    String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
    synchronized (this) {
      ranges.add(range);
      inRanges = bulk.inRanges();
      all = lines().getBytes(StandardCharsets.UTF_8);
    }
    if (new String(all, StandardCharsets.UTF_8).equals(AWAY)) {
      send(exchange, 503, "away");
      return;
    }
    if (!inRanges) {
      send(exchange, 200, new String(all, StandardCharsets.UTF_8));
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(all.length - 1, Integer.parseInt(ends[1]));
    if (from >= all.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + to + "/" + all.length);
    exchange.sendResponseHeaders(206, to - from + 1L);
    exchange.getResponseBody().write(all, from, to - from + 1);
    exchange.close();
  }
}
