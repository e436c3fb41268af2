package dev.selvedge.connectors.medusa;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One list of a Medusa shop on a loopback socket: sorted by `updated_at` or `created_at`, with
/// `[$gt]`, `offset` and `limit`, as observed on Medusa 2.21.2.
final class MedusaVendor implements HttpVendor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "sk_very-secret";
  private static final FaultyAnswers ANSWERS = new FaultyAnswers();

  private final Subject subject;
  private final HttpServer server;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private int calls;
  private String field = "";
  private String fieldValue = "";

  private record Row(int id, Instant stamp, String note, String field, String fieldValue) {}

  MedusaVendor(Subject subject) {
    this.subject = subject;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/admin/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml =
        "shop: http://127.0.0.1:%d\napi_key: %s\nproducts: true\n"
            .formatted(server.getAddress().getPort(), KEY);
    Connector.Opened system =
        new MedusaConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    opened.add(system);
    return system.polled().stream()
        .filter(source -> source.feed().kind().equals(subject.kind()))
        .findFirst()
        .orElseThrow();
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

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  /// A key has no session.
  @Override
  public void endSessions() {
    // nothing to end
  }

  @Override
  public String secret() {
    return KEY;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString((KEY + ":").getBytes(StandardCharsets.UTF_8));
    if (!given.equals(wanted)) {
      send(exchange, 401, "{\"message\":\"Unauthorized\"}");
      return;
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String path = exchange.getRequestURI().getPath().substring("/admin/".length());
    Optional<Fault> fault;
    String body;
    synchronized (this) {
      calls++;
      fault = Optional.ofNullable(faults.poll());
      body = path.contains("/") ? single(path) : list(query);
    }
    ANSWERS.answer(exchange, fault, Reply.of(200, body));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String one : raw.split("&", -1)) {
      String[] pair = one.split("=", 2);
      query.put(
          URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
          URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private String list(Map<String, String> query) {
    String order = query.getOrDefault("order", "");
    Instant after = Instant.parse(query.getOrDefault(order + "[$gt]", ""));
    ObjectNode root = JSON.createObjectNode();
    ArrayNode items = root.putArray(subject.list());
    rows.values().stream()
        .filter(row -> row.stamp().isAfter(after))
        .sorted(Comparator.comparing(Row::stamp).thenComparingInt(Row::id))
        .skip(Long.parseLong(query.getOrDefault("offset", "")))
        .limit(Long.parseLong(query.getOrDefault("limit", "")))
        .forEach(row -> items.add(json(row)));
    return root.toString();
  }

  private String single(String path) {
    Row row = rows.get(Integer.valueOf(path.substring(path.indexOf('/') + 1)));
    ObjectNode root = JSON.createObjectNode();
    root.set(subject.kind().value(), row == null ? JSON.nullNode() : json(row));
    return root.toString();
  }

  private static ObjectNode json(Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", Integer.toString(row.id()));
    node.put("created_at", row.stamp().toString());
    node.put("updated_at", row.stamp().toString());
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }
}
