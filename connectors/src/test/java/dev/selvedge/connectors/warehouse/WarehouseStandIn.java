package dev.selvedge.connectors.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.FaultyAnswers;
import dev.selvedge.connectors.StandIn;
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
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A warehouse system on a loopback socket, with all that can go wrong on the way; what it answers
/// is its vendor's affair.
public abstract class WarehouseStandIn implements HttpVendor {
  private final HttpServer server;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Map<Integer, Row> rows = new TreeMap<>();
  private final Map<String, String> headers = new TreeMap<>();
  private int calls;
  private String field = "";
  private String fieldValue = "";

  /// Opens the socket; nobody knows its address before the constructor has ended.
  @SuppressWarnings("this-escape")
  protected WarehouseStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// A record as the system keeps it.
  public record Row(int key, Instant stamp, String note, String field, String fieldValue) {}

  /// A call as it came.
  public record Asked(String method, String path, Map<String, String> headers, String body) {
    /// A header's value, or nothing as a text.
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// What is answered.
  ///
  /// @param records whether records were asked for: only then things go wrong
  public record Reply(int status, String body, boolean records) {
    private StandIn.Reply sent() {
      return StandIn.Reply.of(status, body);
    }
  }

  /// What the system answers.
  protected abstract Reply answer(Asked asked);

  /// What it answers when it is asked too fast, in its own words.
  protected Reply throttled() {
    return new Reply(429, "slow down", true);
  }

  /// The connector's options, YAML.
  protected abstract String options();

  /// The connector.
  protected abstract Connector connector();

  /// Where it answers, without a slash at the end.
  public final String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The system as opened by the hub.
  public final Connector.Opened open(String more) {
    Problems problems = new Problems();
    Connector.Opened system =
        connector()
            .plan(
                new SystemName("wms"),
                YamlReader.readMapping("test.yaml", options() + more, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(problems.sorted());
    }
    opened.add(system);
    return system;
  }

  /// Both clocks go to the present: the socket's own answers are dated by it.
  public final void catchUp() {
    pass(Duration.between(now(), InstantSource.system().instant()));
  }

  /// Every answer has a header from now on.
  public final synchronized void header(String name, String value) {
    headers.put(name, value);
  }

  /// What it holds, by key.
  protected final List<Row> rows() {
    return List.copyOf(rows.values());
  }

  @Override
  public PolledSource freshSource() {
    return open("").polled().getFirst();
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
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    Asked asked =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Reply reply;
    this.headers.forEach(exchange.getResponseHeaders()::set);
    Optional<Fault> fault = Optional.empty();
    synchronized (this) {
      reply = answer(asked);
      if (reply.records()) {
        calls++;
        fault = Optional.ofNullable(faults.poll());
      }
    }
    new FaultyAnswers(throttled().sent()).answer(exchange, fault, reply.sent());
  }
}
