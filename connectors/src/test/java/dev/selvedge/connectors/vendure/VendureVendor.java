package dev.selvedge.connectors.vendure;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The customers of a Vendure shop on a loopback socket: sorted by (`updatedAt`, `id`), with
/// `after`, `skip` and `take`, as observed on Vendure 3.7.3.
final class VendureVendor implements HttpVendor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final FaultyAnswers ANSWERS = new FaultyAnswers();

  private final HttpServer server;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private int calls;
  private int sessions;
  private String good = "none";
  private String field = "";
  private String fieldValue = "";

  private record Row(int id, Instant stamp, String note, String field, String fieldValue) {}

  VendureVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/admin-api", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml =
        """
        endpoint: http://127.0.0.1:%d/admin-api
        username: hub
        password: %s
        """
            .formatted(server.getAddress().getPort(), secret());
    Connector.Opened system =
        new VendureConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    opened.add(system);
    return system.polled().getFirst();
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

  @Override
  public synchronized void endSessions() {
    good = "none";
  }

  @Override
  public String secret() {
    return ScriptedVendure.PASSWORD;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String query = request.path("query").stringValue();
    Optional<Fault> fault = Optional.empty();
    String body;
    synchronized (this) {
      String token =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      if (query.contains("login(")) {
        sessions++;
        good = "session-" + sessions;
        exchange.getResponseHeaders().add("vendure-auth-token", good);
        body = "{\"data\":{\"login\":{\"__typename\":\"CurrentUser\"}}}";
      } else if (!token.equals("Bearer " + good)) {
        body =
            ScriptedVendure.error("FORBIDDEN") instanceof ScriptedVendure.Reply.Json json
                ? json.body()
                : "";
      } else {
        calls++;
        fault = Optional.ofNullable(faults.poll());
        body =
            query.contains("customers(") ? customers(request.path("variables")) : single(request);
      }
    }
    ANSWERS.answer(exchange, fault, Reply.of(200, body));
  }

  private String customers(JsonNode variables) {
    Instant after = Instant.parse(variables.path("after").stringValue());
    ObjectNode root = JSON.createObjectNode();
    ArrayNode items = root.putObject("data").putObject("customers").putArray("items");
    rows.values().stream()
        .filter(row -> row.stamp().isAfter(after))
        .sorted(Comparator.comparing(Row::stamp).thenComparingInt(Row::id))
        .skip(variables.path("skip").intValue())
        .limit(variables.path("take").intValue())
        .forEach(row -> items.add(json(row)));
    return root.toString();
  }

  private String single(JsonNode request) {
    Row row = rows.get(Integer.valueOf(request.path("variables").path("id").asString("0")));
    ObjectNode root = JSON.createObjectNode();
    root.putObject("data").set("customer", row == null ? JSON.nullNode() : json(row));
    return root.toString();
  }

  private static JsonNode json(Row row) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", Integer.toString(row.id()));
    node.put("updatedAt", row.stamp().toString());
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }
}
