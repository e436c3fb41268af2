package dev.selvedge.connectors.netsuite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.FaultyAnswers;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A NetSuite account on a loopback socket, from its documentation: SuiteQL with pages, the record
/// service for customers, tokens, and errors as it writes them.
final class SuiteStandIn implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final FaultyAnswers ANSWERS =
      new FaultyAnswers(
          error(429, "CONCURRENCY_LIMIT_EXCEEDED", "too many"),
          Reply.of(400, error(400, "SSS_REQUEST_LIMIT_EXCEEDED", "too many")));

  final SettableClock clock = new SettableClock(NOW);
  final Ledger ledger;
  final Doorkeeper door;
  private final KeyPair pair;
  private final HttpServer server;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final Set<HttpExchange> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicInteger busiest = new AtomicInteger();
  private String grown = "";
  private String grownValue = "";
  private final List<Curse> curses = new ArrayList<>();
  private boolean keeping = true;
  private boolean confirmed;
  private boolean recordService = true;
  private IntConsumer between = calls -> {};

  SuiteStandIn(String zone) {
    this(zone, Doorkeeper.CURVE);
  }

  SuiteStandIn(String zone, KeyPair pair) {
    this.pair = pair;
    this.ledger = new Ledger(ZoneId.of(zone));
    this.door = new Doorkeeper(clock, pair.getPublic());
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

  /// The options of a system with the certificate, without those of what is read.
  String options() {
    return "account: 1234567_SB1\nurl: "
        + address()
        + "\nclient_id: client-1\ncertificate_id: cert-1\nprivate_key: \""
        + Doorkeeper.pem(pair).replace("\\n", "\\\\n")
        + "\"\n";
  }

  /// The same with token-based authentication.
  String tokenOptions() {
    return "account: 1234567_SB1\nurl: "
        + address()
        + "\nauth: token\nconsumer_key: consumer\nconsumer_secret: consumer-secret\n"
        + "token_id: tok\ntoken_secret: tok-secret\n";
  }

  Connector.Opened open(String more) {
    return openAs(options() + more);
  }

  Connector.Opened openAs(String yaml) {
    Problems problems = new Problems();
    Connector.Opened system =
        new NetSuiteConnector()
            .plan(
                new SystemName("erp"),
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

  synchronized void next(Fault fault) {
    faults.add(fault);
  }

  synchronized void grow(String field, String value) {
    grown = field;
    grownValue = value;
  }

  /// A record on which the account fails.
  ///
  /// @param word what a query asks for where it fails
  /// @param id of the record, or of the transaction a line is of
  /// @param reply what it answers
  private record Curse(String word, long id, Reply reply) {
    private boolean strikes(String query, String answer) {
      for (JsonNode item : JSON.readTree(answer).path("items")) {
        String of = item.path(item.has("doc") ? "doc" : "id").asString("");
        if (query.contains(word) && of.equals(Long.toString(id))) {
          return true;
        }
      }
      return false;
    }
  }

  /// Whatever asks for this of that record is answered so.
  synchronized void curse(String word, long id, Reply reply) {
    curses.add(new Curse(word, id, reply));
  }

  private synchronized Reply cursed(String query, String found) {
    return curses.stream()
        .filter(one -> one.strikes(query, found))
        .map(Curse::reply)
        .findFirst()
        .orElseGet(() -> Reply.of(200, found));
  }

  /// A script of the account puts the status back whenever somebody changes it.
  synchronized void putBackWhatIsWritten() {
    keeping = false;
  }

  /// The status may be changed by the recipient alone.
  synchronized void confirm() {
    confirmed = true;
  }

  synchronized void closeRecordService() {
    recordService = false;
  }

  /// Does something while a query is answered.
  synchronized void during(IntConsumer calls) {
    between = calls;
  }

  /// Every query, in its order.
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /// Every change of a record, its path and body.
  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  /// How many calls were under way at once at most.
  int busiest() {
    return busiest.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    underWay.add(exchange);
    busiest.accumulateAndGet(underWay.size(), Math::max);
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      URI to = URI.create(address() + exchange.getRequestURI());
      if (to.getPath().endsWith("/oauth2/v1/token")) {
        String token = door.token(body, to.toString());
        send(
            exchange,
            token.isEmpty() ? 400 : 200,
            token.isEmpty() ? "{\"error\":\"invalid_request\"}" : token);
        return;
      }
      String authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      if (!door.letsIn(authorization, exchange.getRequestMethod(), to)) {
        send(exchange, 401, error(401, "INVALID_LOGIN", "Invalid login attempt."));
      } else if (to.getPath().equals("/services/rest/query/v1/suiteql")) {
        query(exchange, to, body);
      } else {
        record(exchange, to.getPath(), body);
      }
    } finally {
      over(exchange);
    }
  }

  /// A call is under way until its answer goes out: then its caller may make the next.
  private void over(HttpExchange exchange) {
    underWay.remove(exchange);
  }

  private void query(HttpExchange exchange, URI to, String body) throws IOException {
    int count;
    IntConsumer also;
    Optional<Fault> fault;
    synchronized (this) {
      asked.add(JSON.readTree(body).path("q").asString(""));
      count = asked.size();
      also = between;
      fault = Optional.ofNullable(faults.poll());
    }
    also.accept(count);
    boolean prefers = "transient".equals(exchange.getRequestHeaders().getFirst("Prefer"));
    int limit = Integer.parseInt(to.getQuery().replaceFirst(".*limit=(\\d+).*", "$1"));
    if (!prefers || limit > 1000) {
      send(exchange, 400, error(400, "INVALID_HEADER", "Prefer, or a limit of 1000"));
      return;
    }
    try {
      String found = page(asked().get(count - 1), limit);
      over(exchange);
      ANSWERS.answer(exchange, fault, cursed(asked().get(count - 1), found));
    } catch (SQLException unknown) {
      String what = String.valueOf(unknown.getMessage()).replaceFirst(".*no such \\w+: ", "");
      send(
          exchange,
          400,
          error(
              400,
              "INVALID_PARAMETER",
              "Invalid search query. Unknown identifier '"
                  + what.replaceAll("[^a-z_.]", "")
                  + "'"));
    }
  }

  private String page(String sql, int limit) throws SQLException {
    ArrayNode found = ledger.ask(sql, limit + 1);
    boolean more = found.size() > limit;
    ObjectNode root = JSON.createObjectNode();
    root.putArray("links");
    ArrayNode items = root.putArray("items");
    for (int i = 0; i < Math.min(found.size(), limit); i++) {
      ObjectNode item = (ObjectNode) found.get(i);
      synchronized (this) {
        if (!grown.isEmpty()) {
          item.put(grown, grownValue);
        }
      }
      items.add(item);
    }
    return root.put("count", items.size()).put("hasMore", more).put("offset", 0).toString();
  }

  private synchronized void record(HttpExchange exchange, String path, String body)
      throws IOException {
    String id = path.substring(path.lastIndexOf('/') + 1);
    if (!recordService) {
      send(exchange, 403, error(403, "INSUFFICIENT_PERMISSION", "no permission"));
      return;
    }
    if (id.equals("customer")) {
      send(exchange, 200, "{\"items\":[],\"hasMore\":false}");
      return;
    }
    ArrayNode found;
    try {
      found =
          ledger.ask(
              "SELECT id, email, globalsubscriptionstatus, lastmodifieddate, custentity_opt_in"
                  + " FROM customer WHERE id = "
                  + Long.parseLong(id),
              1);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    if (found.isEmpty()) {
      send(exchange, 404, error(404, "NONEXISTENT_ID", "That record does not exist."));
    } else if (exchange.getRequestMethod().equals("PATCH")) {
      change(exchange, id, JSON.readTree(body));
    } else {
      send(exchange, 200, customer(found.get(0)));
    }
  }

  private static String customer(JsonNode row) {
    ObjectNode customer = JSON.createObjectNode();
    customer.put("id", row.path("id").asString(""));
    customer.put("email", row.path("email").asString(""));
    if (row.has("globalsubscriptionstatus")) {
      customer
          .putObject("globalSubscriptionStatus")
          .put("id", row.path("globalsubscriptionstatus").asString(""))
          .put("refName", "Soft Opt-Out");
    }
    customer.put("custentity_opt_in", row.path("custentity_opt_in").asString("").equals("T"));
    String stored = row.path("lastmodifieddate").asString("2026-01-01T00:00:00.000");
    return customer.put("lastModifiedDate", stored.replaceFirst("\\..*", "Z")).toString();
  }

  private void change(HttpExchange exchange, String id, JsonNode fields) throws IOException {
    changes.add(id + " " + fields);
    if (confirmed && fields.has("globalSubscriptionStatus")) {
      send(exchange, 400, error(400, "USER_ERROR", "ann@example.com must confirm"));
      return;
    }
    if (keeping && fields.has("globalSubscriptionStatus")) {
      ledger.write(
          "UPDATE customer SET globalsubscriptionstatus = ? WHERE id = " + id,
          fields.path("globalSubscriptionStatus").path("id").asString(""));
    }
    if (keeping && fields.has("custentity_opt_in")) {
      ledger.write(
          "UPDATE customer SET custentity_opt_in = ? WHERE id = " + id,
          fields.path("custentity_opt_in").asBoolean() ? "T" : "F");
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  static String error(int status, String code, String detail) {
    ObjectNode root = JSON.createObjectNode().put("title", "Bad Request").put("status", status);
    root.putArray("o:errorDetails").addObject().put("detail", detail).put("o:errorCode", code);
    return root.toString();
  }

  private void send(HttpExchange exchange, int status, String text) throws IOException {
    over(exchange);
    FaultyAnswers.send(exchange, status, text);
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
    ledger.close();
  }
}
