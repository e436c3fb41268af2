package dev.selvedge.connectors.rest;

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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A vendor's API on a loopback socket, in one of several manners, and the `rest` connector over
/// it.
final class RestVendor implements HttpVendor {
  static final String SECRET = "and-her-very-own-loom";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final FaultyAnswers ANSWERS =
      new FaultyAnswers(Reply.of(200, "{\"errors\":[{\"code\":\"THROTTLED\"}]}"));
  private static final int ENDLESS = 4_000_000;

  private final Manner manner;
  private final HttpServer server;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Set<String> tokens = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private String field = "";
  private String fieldValue = "";

  /// How this vendor does things.
  ///
  /// @param options of the connector below `base_url`, with `%s` for the server's address
  /// @param paging `page`, `offset`, `link`, `next-url`, `token` or `none`
  /// @param order of its lists
  /// @param zone of its stamps, which are then local times; empty for ISO 8601 in UTC
  /// @param inclusive whether `since` gives what has just that stamp
  /// @param lets whether it answers a call at all
  record Manner(
      String options,
      String paging,
      Comparator<Row> order,
      Optional<ZoneId> zone,
      boolean inclusive,
      Predicate<Call> lets) {}

  record Row(int id, Instant stamp, String note, boolean gone, String more) {}

  /// What was asked.
  record Call(String method, String path, Map<String, String> query, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
  }

  static final Comparator<Row> OLDEST_FIRST =
      Comparator.comparing(Row::stamp).thenComparingInt(Row::id);
  static final Comparator<Row> NEWEST_FIRST = OLDEST_FIRST.reversed();
  static final Comparator<Row> BY_ID = Comparator.comparingInt(Row::id);

  RestVendor(Manner manner) {
    this.manner = manner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  SettableClock clock() {
    return clock;
  }

  /// Tokens that are good now, for manners that let nobody in without one.
  synchronized boolean good(String token) {
    return tokens.contains(token);
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  Connector.Opened open() {
    Problems problems = new Problems();
    String yaml = "base_url: " + address() + "/v1\n" + manner.options().replace("%s", address());
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

  @Override
  public PolledSource freshSource() {
    return open().polled().getFirst();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public synchronized void write(int key, Instant stamp, String note) {
    String more = field.isEmpty() ? "" : field + "=" + fieldValue;
    rows.put(key, new Row(key, stamp, note, false, more));
  }

  @Override
  public synchronized void delete(int key, Instant stamp) {
    rows.put(key, new Row(key, stamp, "", true, ""));
  }

  @Override
  public boolean tellsDeletions() {
    return true;
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
    return (int) asked.stream().filter(line -> line.contains("/v1/customers")).count();
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  public synchronized void endSessions() {
    tokens.clear();
  }

  @Override
  public String secret() {
    return SECRET;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> query = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    pairs(raw == null ? "" : raw, query);
    if (body.startsWith("{")) {
      JSON.readTree(body)
          .properties()
          .forEach(entry -> query.put(entry.getKey(), entry.getValue().asString("")));
    }
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
    String path = exchange.getRequestURI().getPath();
    Call call = new Call(exchange.getRequestMethod(), path, query, headers);
    synchronized (this) {
      asked.add(
          call.method() + " " + exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body));
    }
    if (path.equals("/token")) {
      token(exchange, call, body);
    } else if (!manner.lets().test(call)) {
      send(exchange, 401, "{\"error\":\"who are you?\"}");
    } else if (path.startsWith("/v1/customers/")) {
      one(exchange, Integer.parseInt(path.substring("/v1/customers/".length())));
    } else if (path.equals("/v1/customers")) {
      list(exchange, call);
    } else {
      send(exchange, 404, "{}");
    }
  }

  static void pairs(String raw, Map<String, String> into) {
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        into.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
  }

  private void token(HttpExchange exchange, Call call, String body) throws IOException {
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(("hub:" + SECRET).getBytes(StandardCharsets.UTF_8));
    Map<String, String> form = new TreeMap<>();
    pairs(body, form);
    if (!call.header("authorization").equals("Basic " + basic)
        || !"client_credentials".equals(form.get("grant_type"))) {
      send(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    String token = "token-" + issued.incrementAndGet();
    synchronized (this) {
      tokens.add(token);
    }
    send(
        exchange,
        200,
        "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"scope\":\"customers.read\"}");
  }

  private synchronized void one(HttpExchange exchange, int id) throws IOException {
    Row row = rows.get(id);
    if (row == null) {
      send(exchange, 404, "{\"error\":\"none\"}");
    } else {
      send(exchange, 200, "{\"customer\":" + json(row) + "}");
    }
  }

  private void list(HttpExchange exchange, Call call) throws IOException {
    Optional<Fault> fault;
    String body;
    synchronized (this) {
      fault = Optional.ofNullable(faults.poll());
      body = page(exchange, call);
    }
    switch (fault.orElse(null)) {
      case Fault.NotJson _ -> {
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        ANSWERS.answer(exchange, fault, Reply.of(200, body));
      }
      case Fault.Endless _ -> endless(exchange);
      case null, default -> ANSWERS.answer(exchange, fault, Reply.of(200, body));
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("{\"data\":{\"items\":[".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < ENDLESS; i++) {
        out.write("{\"id\":1},".getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException hungUp) {
      // as it should be
    }
  }

  private String page(HttpExchange exchange, Call call) {
    int size = Integer.parseInt(call.query().getOrDefault("size", "100"));
    List<Row> found = found(call);
    ObjectNode root = JSON.createObjectNode();
    int from = from(call, found, size);
    int to = Math.min(found.size(), from + size);
    ArrayNode items = root.putObject("data").putArray("items");
    found.subList(Math.min(from, to), to).forEach(row -> items.add(json(row)));
    if (to < found.size() && to > 0) {
      Row last = found.get(to - 1);
      String token = last.stamp().toEpochMilli() + "_" + last.id();
      String since = call.query().getOrDefault("since", "");
      String next =
          "/v1/customers?size="
              + size
              + "&after="
              + token
              + (since.isEmpty() ? "" : "&since=" + since);
      switch (manner.paging()) {
        case "link" ->
            exchange.getResponseHeaders().add("Link", "<" + address() + next + ">; rel=\"next\"");
        case "next-url" -> root.put("@odata.nextLink", next);
        case "token" -> root.putObject("page").put("next", token);
        default -> root.put("nothing", "more to say");
      }
    }
    return root.toString();
  }

  private List<Row> found(Call call) {
    Optional<Instant> since = Optional.ofNullable(call.query().get("since")).map(this::time);
    return rows.values().stream()
        .filter(
            row ->
                since
                    .map(
                        at ->
                            manner.inclusive()
                                ? !kept(row.stamp()).isBefore(at)
                                : kept(row.stamp()).isAfter(at))
                    .orElse(true))
        .sorted(manner.order())
        .toList();
  }

  /// With a zone, stamps are kept to the second.
  private Instant kept(Instant stamp) {
    return manner.zone().isPresent()
        ? stamp.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        : stamp;
  }

  private int from(Call call, List<Row> found, int size) {
    String after = call.query().getOrDefault("after", "");
    if (!after.isEmpty()) {
      String[] parts = after.split("_", -1);
      Instant stamp = Instant.ofEpochMilli(Long.parseLong(parts[0]));
      Row mark = new Row(Integer.parseInt(parts[1]), stamp, "", false, "");
      return (int) found.stream().filter(row -> manner.order().compare(row, mark) <= 0).count();
    }
    if (manner.paging().equals("page")) {
      int page = Integer.parseInt(call.query().get("page")) - 1;
      // Beyond the last page the last one is given again, as Magento does.
      int last = Math.max(0, (found.size() - 1) / size);
      return Math.min(page, last) * size;
    }
    return Integer.parseInt(call.query().getOrDefault("offset", "0"));
  }

  private Instant time(String written) {
    return manner.zone().isPresent()
        ? java.time.LocalDateTime.parse(written.replace(' ', 'T'))
            .atZone(manner.zone().get())
            .toInstant()
        : Instant.parse(written);
  }

  private JsonNode json(Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", row.id());
    node.put("email", "ann." + row.id() + "@example.com");
    node.put("note", row.note());
    node.put(
        "changed",
        manner
            .zone()
            .map(
                zone ->
                    DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                        .format(row.stamp().atZone(zone)))
            .orElse(row.stamp().toString()));
    node.put("status", row.gone() ? "deleted" : "active");
    if (!row.more().isEmpty()) {
      node.put(row.more().replaceFirst("=.*", ""), row.more().replaceFirst(".*=", ""));
    }
    return node;
  }
}
