package dev.selvedge.connectors.odoo;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Odoo's JSON-2 API on a loopback socket, as its documentation and the vendor's own source have
/// it: `write_date` is kept to the microsecond, shown to the second and compared by whole seconds;
/// what is empty is false; errors have a status and a name.
final class OdooServer implements AutoCloseable {
  static final String KEY = "Shuttle-and-heddle-7";
  static final String DATABASE = "mill";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final FaultyAnswers ANSWERS = new FaultyAnswers();

  final Map<String, ObjectNode> schema = new TreeMap<>();

  /// Models whose every reading is refused, and records on which it breaks down.
  final Set<String> closed = new HashSet<>();

  final Set<String> cursed = new HashSet<>();

  /// Records that a rule keeps from the user, who is told so.
  final Set<String> kept = new HashSet<>();
  final Set<String> readOnly = new HashSet<>();
  final List<String> asked = new ArrayList<>();
  final Deque<Fault> faults = new ArrayDeque<>();

  private final HttpServer server;
  private final Map<String, Map<Long, ObjectNode>> tables = new TreeMap<>();
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private String key = KEY;
  private int calls;

  OdooServer(String fields) {
    JSON.readTree(fields).properties().forEach(model -> put(model.getKey(), model.getValue()));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void put(String model, JsonNode fields) {
    ObjectNode all = (ObjectNode) fields;
    all.set("id", JSON.readTree("{\"type\":\"integer\"}"));
    all.set("write_date", JSON.readTree("{\"type\":\"datetime\"}"));
    all.set("create_date", JSON.readTree("{\"type\":\"datetime\"}"));
    schema.put(model, all);
  }

  String options() {
    return """
    url: http://127.0.0.1:%d
    database: %s
    api_key: %s
    """
        .formatted(server.getAddress().getPort(), DATABASE, KEY);
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

  /// The key ends.
  synchronized void revoke() {
    key = "another";
  }

  /// Saves a record at the present time, to the microsecond.
  synchronized void save(String model, long id, String values) {
    save(model, id, now, values);
  }

  synchronized void save(String model, long id, Instant stamp, String values) {
    Map<Long, ObjectNode> table = tables.computeIfAbsent(model, _ -> new TreeMap<>());
    ObjectNode row = table.computeIfAbsent(id, _ -> JSON.createObjectNode().put("id", id));
    if (!row.has("create_date")) {
      row.put("create_date", stamp.toString());
    }
    row.setAll((ObjectNode) JSON.readTree(values));
    row.put("write_date", stamp.toString());
  }

  synchronized void unlink(String model, long id) {
    table(model).remove(id);
  }

  synchronized Optional<JsonNode> row(String model, long id) {
    return Optional.ofNullable(table(model).get(id));
  }

  synchronized List<ObjectNode> rows(String model) {
    return List.copyOf(table(model).values());
  }

  private ObjectNode fields(String model) {
    return schema.getOrDefault(model, JSON.createObjectNode());
  }

  private Map<Long, ObjectNode> table(String model) {
    return tables.getOrDefault(model, Map.of());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String database =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Odoo-Database")).orElse("");
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    if (path.length != 5 || !path[1].equals("json") || !database.equals(DATABASE)) {
      send(exchange, 404, "<!doctype html><title>404 Not Found</title>");
    } else if (!("bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      error(exchange, 401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
    } else {
      asked.add(path[3] + "/" + path[4] + " " + body);
      answer(exchange, path[3], path[4], body);
    }
  }

  private void answer(HttpExchange exchange, String model, String method, JsonNode body)
      throws IOException {
    boolean free = model.equals("res.users") || model.equals("res.users.apikeys");
    if (!free && !schema.containsKey(model)) {
      error(exchange, 404, "werkzeug.exceptions.NotFound", "the model does not exist");
    } else if (closed.contains(model)) {
      error(exchange, 403, "odoo.exceptions.AccessError", "You are not allowed, Ann Example");
    } else {
      switch (method) {
        case "context_get" -> send(exchange, 200, "{\"lang\":\"en_US\",\"uid\":7}");
        case "fields_get" -> send(exchange, 200, fields(model).toString());
        case "has_access" -> send(exchange, 200, Boolean.toString(!readOnly.contains(model)));
        case "search_read" -> searchRead(exchange, model, body);
        case "write", "create" -> change(exchange, model, method, body);
        default -> error(exchange, 404, "werkzeug.exceptions.NotFound", "no such method");
      }
    }
  }

  private void searchRead(HttpExchange exchange, String model, JsonNode body) throws IOException {
    calls++;
    boolean stamped = body.path("order").asString("").startsWith("write_date");
    Comparator<ObjectNode> byId = Comparator.comparingLong(row -> row.path("id").asLong());
    Comparator<ObjectNode> byStamp = Comparator.comparing(row -> stamp(row, "write_date"));
    Stream<ObjectNode> found =
        table(model).values().stream()
            .filter(row -> all(model, body.path("domain"), row))
            .sorted(stamped ? byStamp.thenComparing(byId) : byId)
            .skip(body.path("offset").asInt(0));
    List<ObjectNode> rows =
        (body.has("limit") ? found.limit(body.path("limit").asInt()) : found).toList();
    if (rows.stream().anyMatch(row -> cursed.contains(model + "," + row.path("id").asLong()))
        && body.path("fields").size() > 2) {
      error(exchange, 500, "builtins.ZeroDivisionError", "Ann Example broke it");
      return;
    }
    if (rows.stream().anyMatch(row -> kept.contains(model + "," + row.path("id").asLong()))
        && body.path("fields").size() > 2) {
      error(exchange, 403, "odoo.exceptions.AccessError", "Ann Example is not for you");
      return;
    }
    ArrayNode shown = JSON.createArrayNode();
    rows.forEach(row -> shown.add(show(model, body.path("fields"), row)));
    faulty(exchange, shown.toString());
  }

  private boolean all(String model, JsonNode domain, ObjectNode row) {
    for (JsonNode clause : domain) {
      if (!holds(
          model, clause.path(0).stringValue(), clause.path(1).stringValue(), clause.path(2), row)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(
      String model, String name, String operator, JsonNode value, ObjectNode row) {
    String[] path = name.split("\\.", 2);
    if (path.length == 2) {
      String to = fields(model).path(path[0]).path("relation").stringValue();
      ObjectNode there = table(to).get(row.path(path[0]).asLong(0));
      return there != null && holds(to, path[1], operator, value, there);
    }
    return switch (operator) {
      case ">=" -> !stamp(row, name).isBefore(Plain.instant(value).orElseThrow());
      case "in" -> value.valueStream().anyMatch(one -> one.asLong() == row.path(name).asLong(-1));
      case "=" -> row.path(name).asString("").equals(value.asString(""));
      case "!=" -> !row.path(name).asString("").equals(value.asString(""));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static Instant stamp(ObjectNode row, String name) {
    return Instant.parse(row.path(name).stringValue());
  }

  private ObjectNode show(String model, JsonNode names, ObjectNode row) {
    ObjectNode shown = JSON.createObjectNode();
    shown.set("id", row.path("id"));
    for (JsonNode name : names) {
      JsonNode field = fields(model).path(name.stringValue());
      JsonNode value = row.path(name.stringValue());
      String type = field.path("type").asString("");
      if (value.isMissingNode() || value.isNull()) {
        boolean several = type.endsWith("2many");
        shown.set(name.stringValue(), several ? JSON.createArrayNode() : JSON.readTree("false"));
      } else if (type.equals("datetime")) {
        shown.put(name.stringValue(), SECONDS.format(Instant.parse(value.stringValue())));
      } else if (type.equals("many2one")) {
        ObjectNode to = table(field.path("relation").stringValue()).get(value.asLong());
        String title = to == null ? "?" : to.path("name").asString("?");
        shown.putArray(name.stringValue()).add(value.asLong()).add(title);
      } else {
        shown.set(name.stringValue(), value);
      }
    }
    return shown;
  }

  private void change(HttpExchange exchange, String model, String method, JsonNode body)
      throws IOException {
    if (readOnly.contains(model)) {
      error(exchange, 403, "odoo.exceptions.AccessError", "You are not allowed");
    } else if (method.equals("create")) {
      create(exchange, model, body.path("vals_list").path(0));
    } else {
      long id = body.path("ids").path(0).asLong();
      if (!table(model).containsKey(id)) {
        error(exchange, 404, "odoo.exceptions.MissingError", "Record does not exist");
        return;
      }
      ObjectNode values = (ObjectNode) body.path("vals").deepCopy();
      if (values.has("opt_out_datetime")) {
        Instant at = Plain.instant(values.path("opt_out_datetime")).orElseThrow();
        values.put("opt_out_datetime", at.toString());
      } else if (values.has("opt_out")) {
        values.putNull("opt_out_datetime");
      }
      save(model, id, values.toString());
      faulty(exchange, "true");
    }
  }

  /// As the blacklist does it: an address that is there already is given back as it is.
  private void create(HttpExchange exchange, String model, JsonNode values) throws IOException {
    String email = values.path("email").asString("").toLowerCase(Locale.ROOT);
    if (!email.contains("@")) {
      error(exchange, 422, "odoo.exceptions.UserError", "Invalid email address " + email);
      return;
    }
    Optional<ObjectNode> there =
        table(model).values().stream()
            .filter(row -> row.path("email").asString("").equals(email))
            .findFirst();
    long id = there.map(row -> row.path("id").asLong()).orElse(100L + table(model).size());
    if (there.isEmpty()) {
      save(model, id, "{\"email\":\"%s\",\"active\":true}".formatted(email));
    }
    faulty(exchange, "[" + id + "]");
  }

  private static void error(HttpExchange exchange, int status, String name, String message)
      throws IOException {
    ObjectNode error = JSON.createObjectNode().put("name", name).put("message", message);
    error.putArray("arguments").add(message);
    error.putObject("context");
    send(exchange, status, error.put("debug", "Traceback").toString());
  }

  private void faulty(HttpExchange exchange, String body) throws IOException {
    ANSWERS.answer(exchange, Optional.ofNullable(faults.poll()), Reply.of(200, body));
  }
}
