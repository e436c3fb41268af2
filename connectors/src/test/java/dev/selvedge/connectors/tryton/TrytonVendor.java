package dev.selvedge.connectors.tryton;

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
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The parties of a Tryton on a loopback socket, as observed on Tryton 6.0.29: those never written
/// again have no `write_date`, a domain is a list of clauses, times are objects, and a session that
/// has ended is 401.
final class TrytonVendor implements HttpVendor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final FaultyAnswers ANSWERS = new FaultyAnswers();
  private static final String PASSWORD = "Weft-and-warp-5";

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

  /// @param written empty until it is written again
  private record Row(
      int id, Instant created, Optional<Instant> written, String note, Map<String, String> more) {
    private Instant stamp(String name) {
      return name.equals("write_date") ? written.orElse(Instant.MIN) : created;
    }
  }

  TrytonVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/erp/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    String yaml =
        """
        url: http://127.0.0.1:%d
        database: erp
        username: hub
        password: %s
        feeds: party
        """
            .formatted(server.getAddress().getPort(), PASSWORD);
    Connector.Opened system =
        new TrytonConnector()
            .plan(
                new SystemName("erp"),
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
    Map<String, String> more = field.isEmpty() ? Map.of() : Map.of(field, fieldValue);
    Row before = rows.get(key);
    rows.put(
        key,
        before == null
            ? new Row(key, stamp, Optional.empty(), note, more)
            : new Row(key, before.created(), Optional.of(stamp), note, more));
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
    return PASSWORD;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String method = request.path("method").stringValue();
    JsonNode params = request.path("params");
    synchronized (this) {
      String header =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      if (method.equals("common.db.login")) {
        sessions++;
        good = "session-" + sessions;
        boolean right = params.path(1).path("password").asString("").equals(PASSWORD);
        ArrayNode session = JSON.createArrayNode().add(7).add(good);
        send(exchange, right ? 200 : 401, right ? result(session) : "");
      } else if (!header.equals("Session " + base64("hub:7:" + good))) {
        send(exchange, 401, "");
      } else if (method.equals("model.res.user.get_preferences")) {
        send(exchange, 200, "{\"id\":1,\"result\":{\"company\":1}}");
      } else {
        calls++;
        Optional<Fault> fault = Optional.ofNullable(faults.poll());
        ANSWERS.answer(exchange, fault, Reply.of(200, result(searchRead(method, params))));
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String result(JsonNode result) {
    ObjectNode root = JSON.createObjectNode().put("id", 1);
    root.set("result", result);
    return root.toString();
  }

  private ArrayNode searchRead(String method, JsonNode params) {
    ArrayNode found = JSON.createArrayNode();
    if (!method.equals("model.party.party.search_read")) {
      return found;
    }
    String stamp = params.path(3).path(0).path(0).asString("");
    Comparator<Row> order =
        stamp.equals("id")
            ? Comparator.comparingInt(Row::id)
            : Comparator.comparing((Row row) -> row.stamp(stamp)).thenComparingInt(Row::id);
    Stream<Row> matching =
        rows.values().stream().filter(row -> all(params.path(0), row)).sorted(order);
    JsonNode limit = params.path(2);
    (limit.isNull() ? matching : matching.limit(limit.intValue()))
        .forEach(row -> found.add(json(row)));
    return found;
  }

  private static boolean all(JsonNode domain, Row row) {
    if (domain.path(0).asString("").equals("OR")) {
      return all(domain.path(1), row) || all(domain.path(2), row);
    }
    if (domain.path(0).isString()) {
      return holds(domain.path(0).stringValue(), domain.path(1).stringValue(), domain.path(2), row);
    }
    for (JsonNode clause : domain) {
      if (!all(clause, row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(String name, String operator, JsonNode value, Row row) {
    return switch (name) {
      case "active" -> true;
      case "id" ->
          operator.equals("in")
              ? value.valueStream().anyMatch(one -> one.intValue() == row.id())
              : row.id() > value.intValue();
      case "write_date" ->
          value.isNull()
              ? row.written().isEmpty()
              : row.written().isPresent() && compares(row.written().get(), operator, value);
      case "create_date" -> compares(row.created(), operator, value);
      default -> throw new IllegalArgumentException("no clause on " + name);
    };
  }

  private static boolean compares(Instant stamp, String operator, JsonNode value) {
    int order = stamp.compareTo(Typed.instant(value).orElseThrow());
    return operator.equals("=") ? order == 0 : order > 0;
  }

  private static JsonNode json(Row row) {
    ObjectNode node = JSON.createObjectNode().put("id", row.id()).put("note", row.note());
    node.set("create_date", Typed.of(row.created()));
    node.set("write_date", row.written().<JsonNode>map(Typed::of).orElse(JSON.nullNode()));
    row.more().forEach(node::put);
    return node;
  }
}
