package dev.selvedge.connectors.woocommerce;

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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The REST API of a WooCommerce shop on a loopback socket: one-legged OAuth, as over plain HTTP,
/// lists with `per_page`, `offset`, `orderby` and bounds of stamps that are the shop's own time
/// unless `dates_are_gmt` says otherwise, stamps of whole seconds, rows of one second in no order,
/// a bin that is listed on request only.
///
/// Written from what was recorded of a running shop and from documentation, for the contract
/// suites.
final class WooVendor implements HttpVendor {
  static final String KEY = "ck_reads";
  static final String SECRET = "cs_and-her-very-own-loom";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  /// The second is a security plug-in's in front of the shop, which says nothing of when.
  private static final FaultyAnswers ANSWERS =
      new FaultyAnswers(
          "<html>Too many first requests</html>",
          Reply.of(503, "<html>Your access to this service has been limited.</html>"));

  private final HttpServer server;
  private final SettableClock clock;
  private final String options;
  private final ZoneId zone;
  private final String list;
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Set<String> nonces = new HashSet<>();
  private int calls;
  private int writes;
  private boolean inclusive;
  private String field = "";
  private String fieldValue = "";

  private record Row(
      int id, Instant stamp, String note, String status, int written, ObjectNode more) {}

  /// @param list which one holds what is written: `orders`, `customers`, `products`
  /// @param options besides address and keys
  WooVendor(String list, String options) {
    this(list, options, ZoneId.of("America/New_York"), Instant.parse("2026-11-24T09:00:00Z"));
  }

  WooVendor(String list, String options, ZoneId zone, Instant now) {
    this.list = list;
    this.options = options;
    this.zone = zone;
    this.clock = new SettableClock(now);
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
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public PolledSource freshSource() {
    return open().polled().stream()
        .filter(source -> list.startsWith(source.feed().kind().value()))
        .findFirst()
        .orElseThrow();
  }

  Connector.Opened open() {
    Problems problems = new Problems();
    String yaml =
        """
        shop: %s/shop
        consumer_key: %s
        consumer_secret: %s
        %s
        """
            .formatted(address(), KEY, SECRET, options);
    Connector.Opened system =
        new WooConnector()
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
  public void write(int key, Instant stamp, String note) {
    write(key, stamp, note, "processing", "{}");
  }

  /// @param more fields of its own
  synchronized void write(int key, Instant stamp, String note, String status, String more) {
    ObjectNode extra = (ObjectNode) JSON.readTree(more);
    if (!field.isEmpty()) {
      extra.put(field, fieldValue);
    }
    writes++;
    rows.put(key, new Row(key, stamp.truncatedTo(ChronoUnit.SECONDS), note, status, writes, extra));
  }

  @Override
  public synchronized void delete(int key, Instant stamp) {
    if (tellsDeletions()) {
      write(key, stamp, "in the bin", "trash", "{}");
    } else {
      rows.remove(key);
    }
  }

  /// Customers have no bin.
  @Override
  public boolean tellsDeletions() {
    return !list.equals("customers");
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

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  /// Keys do not end.
  @Override
  public void endSessions() {}

  @Override
  public String secret() {
    return "very-own-loom";
  }

  /// `modified_after` gives the bound itself as well, as some hosts' plug-ins have it.
  synchronized WooVendor inclusive() {
    inclusive = true;
    return this;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Optional<Fault> fault = Optional.empty();
    String body;
    synchronized (this) {
      if (!OAuthCheck.isGenuine(SECRET, exchange.getRequestMethod(), address() + path, query)
          || !nonces.add(query.getOrDefault("oauth_nonce", ""))) {
        send(exchange, 401, error("woocommerce_rest_authentication_error", 401));
        return;
      }
      query.keySet().removeIf(name -> name.startsWith("oauth_"));
      boolean ours = path.equals("/shop/wp-json/wc/v3/" + list);
      if (ours && !query.getOrDefault("status", "").equals("trash")) {
        calls++;
        fault = Optional.ofNullable(faults.poll());
      }
      body = ours ? page(query) : "[]";
    }
    answer(exchange, fault, body);
  }

  static String error(String code, int status) {
    return "{\"code\":\"%s\",\"message\":\"about ann@example.com\",\"data\":{\"status\":%d}}"
        .formatted(code, status);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private String page(Map<String, String> query) {
    boolean trash = query.getOrDefault("status", "any").equals("trash");
    Stream<Row> found = rows.values().stream().filter(row -> row.status().equals("trash") == trash);
    if (list.equals("customers")) {
      if (!query.getOrDefault("role", "customer").equals("all")
          || query.containsKey("modified_after")
          || query.getOrDefault("orderby", "").equals("modified")) {
        throw new AssertionError("customers cannot be asked for so: " + query);
      }
    }
    if (query.containsKey("modified_after")) {
      Instant after = bound(query, "modified_after");
      found = found.filter(row -> row.stamp().isAfter(inclusive ? after.minusSeconds(1) : after));
    }
    if (query.containsKey("modified_before")) {
      Instant before = bound(query, "modified_before");
      found = found.filter(row -> row.stamp().isBefore(inclusive ? before.plusSeconds(1) : before));
    }
    if (query.containsKey("after")) {
      Instant after = bound(query, "after");
      found = found.filter(row -> row.stamp().isAfter(after));
    }
    if (query.containsKey("include")) {
      List<String> wanted = List.of(query.get("include").split(",", -1));
      found = found.filter(row -> wanted.contains(Integer.toString(row.id())));
    }
    Comparator<Row> order =
        query.getOrDefault("orderby", "date").equals("id")
            ? Comparator.comparingInt(Row::id)
            // The shop's own time, and nothing that orders rows of one second: not the same twice.
            : Comparator.comparing((Row row) -> local(row.stamp()))
                .thenComparingInt(row -> (row.written() * 7919 + calls * 31) % 97);
    int size = Integer.parseInt(query.getOrDefault("per_page", "10"));
    if (size > 100) {
      throw new AssertionError("per_page must be between 1 and 100");
    }
    ArrayNode page = JSON.createArrayNode();
    found
        .sorted(query.getOrDefault("order", "desc").equals("asc") ? order : order.reversed())
        .skip(Integer.parseInt(query.getOrDefault("offset", "0")))
        .limit(size)
        .forEach(row -> page.add(json(row)));
    return page.toString();
  }

  /// Without the flag it is the shop's own time, and a zone is misunderstood.
  private Instant bound(Map<String, String> query, String name) {
    String written = Objects.requireNonNull(query.get(name), name);
    LocalDateTime time = LocalDateTime.parse(written.replace("Z", ""), TIME);
    boolean gmt = query.getOrDefault("dates_are_gmt", "").equals("true");
    return gmt && !written.endsWith("Z")
        ? time.toInstant(ZoneOffset.UTC)
        : time.atZone(zone).toInstant();
  }

  private LocalDateTime local(Instant stamp) {
    return LocalDateTime.ofInstant(stamp, zone);
  }

  private ObjectNode json(Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", row.id());
    node.put("status", row.status());
    node.put("date_created", local(row.stamp()).format(TIME));
    node.put("date_created_gmt", LocalDateTime.ofInstant(row.stamp(), ZoneOffset.UTC).format(TIME));
    node.put("date_modified", local(row.stamp()).format(TIME));
    node.put("date_modified_gmt", node.path("date_created_gmt").stringValue());
    node.put("note", row.note());
    node.setAll(row.more());
    node.putObject("_links").put("self", address());
    return node;
  }

  private static void answer(HttpExchange exchange, Optional<Fault> fault, String body)
      throws IOException {
    if (fault.orElse(null) instanceof Fault.HalfJson) {
      // All records are whole, and their list is not.
      send(exchange, 200, body.substring(0, body.length() - 1));
    } else {
      ANSWERS.answer(exchange, fault, Reply.of(200, body));
    }
  }
}
