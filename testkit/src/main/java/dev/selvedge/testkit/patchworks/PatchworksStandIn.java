package dev.selvedge.testkit.patchworks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Patchworks' Core and Start API on a loopback socket: flows, runs with their logs and payloads,
/// its paging, its limits and its errors. Written from its public documentation; where that leaves
/// something open it can be made to do either. Thread-safe.
public final class PatchworksStandIn implements AutoCloseable {
  /// Its runs, by number.
  public static final int STARTED = 1;

  public static final int SUCCESS = 2;
  public static final int FAILURE = 3;
  public static final int STOPPED = 4;
  public static final int PARTIAL = 5;

  private static final Duration PAYLOADS_KEPT = Duration.ofDays(3);
  private static final int LARGEST_BODY = 8 * 1024 * 1024;
  private static final int LARGEST_PAGE = 200;
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HttpServer server;
  private final InstantSource clock;
  private final String key;
  private final Map<String, String> flows = new TreeMap<>();
  private final Map<Long, FlowRun> runs = new TreeMap<>();
  private final Map<String, Stored> payloads = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Set<Long> broken = new HashSet<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private Manners manners = new Manners(false, "flow_run_id", SUCCESS);
  private boolean logsHeld;
  private long number = 1000;
  private int aMinute = Integer.MAX_VALUE;
  private int inThisMinute;
  private Instant minute = Instant.EPOCH;

  private record Stored(String type, Payload body, Instant at) {}

  /// What the documentation leaves open.
  ///
  /// @param attributes whether the fields of an entry stand in `attributes`
  /// @param runKey under which name the answer to a start tells the run; empty for none
  /// @param ends how runs end that are started; [#STARTED] where they go on
  public record Manners(boolean attributes, String runKey, int ends) {}

  /// What goes wrong with the next call.
  public sealed interface Fault {
    /// A status, with a page for people.
    ///
    /// @param retryAfter empty for none
    record Status(int status, String retryAfter) implements Fault {}

    /// It does what it is asked, and hangs up before it has said so.
    record LostAnswer() implements Fault {}

    /// It hangs up before it does anything.
    record CutOff() implements Fault {}

    /// Something else happens while it is at work, before it does what it is asked.
    record Meanwhile(Runnable what) implements Fault {}

    /// It answers half of its JSON.
    record HalfJson() implements Fault {}

    /// It answers 200 with a page for people.
    record NotJson() implements Fault {}
  }

  /// Listens at once.
  ///
  /// @param key goes into `Authorization` as it is
  public PatchworksStandIn(InstantSource clock, String key) {
    this.clock = clock;
    this.key = key;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// The base of both APIs.
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
  }

  /// From now on it behaves so.
  public synchronized void behave(Manners other) {
    manners = other;
  }

  /// This goes wrong with the next call, or the one after those that go wrong already.
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /// So many calls a minute are answered, and the others with 429: a company has 240.
  public synchronized void allow(int callsAMinute) {
    aMinute = callsAMinute;
  }

  private boolean isTooMany() {
    Instant now = clock.instant();
    if (!now.isBefore(minute.plusSeconds(60))) {
      minute = now;
      inThisMinute = 0;
    }
    inThisMinute++;
    return inThisMinute > aMinute;
  }

  /// A flow that is deployed and enabled.
  public synchronized void deploy(String id, String name) {
    flows.put(id, name);
  }

  /// It is not deployed any more.
  public synchronized void withdraw(String id) {
    flows.put(id, "");
  }

  /// A run that ended some time ago.
  ///
  /// @param payload the one it began with; empty for none
  /// @return its number
  public synchronized long ran(String flow, int status, Instant startedAt, String payload) {
    FlowRun run = new FlowRun(++number, flow, "Webhook", startedAt, status);
    runs.put(run.id, run);
    log(run, "info", "Flow initialised.", payload, "application/json");
    if (status != STARTED) {
      run.finishedAt = startedAt.plusSeconds(20);
    }
    return run.id;
  }

  /// The same of a run that an API call began without a payload.
  public synchronized long ranByApi(String flow, int status, Instant startedAt) {
    FlowRun run = new FlowRun(++number, flow, "API", startedAt, status);
    runs.put(run.id, run);
    log(run, "info", "Flow initialised.", "", "");
    run.finishedAt = startedAt.plusSeconds(20);
    return run.id;
  }

  /// Whether runs that go on show nothing of their logs yet.
  public synchronized void holdLogs(boolean held) {
    logsHeld = held;
  }

  /// From now on it fails on the log of this run.
  public synchronized void breakLog(long run) {
    broken.add(run);
  }

  /// One more line of its log.
  public synchronized void log(long run, String level, String message, String payload) {
    log(found(run), level, message, payload, "application/json");
  }

  /// The same, where the payload is no JSON.
  public synchronized void logText(long run, String level, String message, String payload) {
    log(found(run), level, message, payload, "text/csv");
  }

  private void log(FlowRun run, String level, String message, String payload, String type) {
    String id = "";
    if (!payload.isEmpty()) {
      id = Long.toString(++number);
      payloads.put(id, new Stored(type, Payload.ofText(payload), run.startedAt));
    }
    run.lines.add(new FlowRun.Line(++number, level, message, id));
  }

  /// A run that goes on ends.
  public synchronized void end(long run, int status) {
    found(run).status = status;
    found(run).finishedAt = clock.instant();
  }

  private FlowRun found(long run) {
    FlowRun found = runs.get(run);
    if (found == null) {
      throw new IllegalArgumentException("no run " + run);
    }
    return found;
  }

  /// Method, path and query of each call.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The payloads flows were started with: `flow payload`.
  public synchronized List<String> starts() {
    return List.copyOf(starts);
  }

  /// The newest run's number.
  public synchronized long lastRun() {
    return runs.keySet().stream().max(Comparator.naturalOrder()).orElse(0L);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answer answer;
    Fault fault;
    synchronized (this) {
      calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      fault = faults.isEmpty() ? new Fault.Status(0, "") : faults.poll();
    }
    if (fault instanceof Fault.Meanwhile(Runnable what)) {
      what.run();
    }
    synchronized (this) {
      answer =
          switch (fault) {
            case Fault.Status(int status, String after) when status != 0 ->
                new Answer(status, "text/html", Payload.ofText("<h1>" + status + "</h1>"), after);
            case Fault.CutOff ignored -> Answer.json(200, "{}");
            default -> answer(exchange, body);
          };
    }
    send(exchange, fault, answer);
  }

  private record Answer(int status, String type, Payload body, String retryAfter) {
    static Answer json(int status, String body) {
      return new Answer(status, "application/json", Payload.ofText(body), "");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void send(HttpExchange exchange, Fault fault, Answer answer) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    byte[] whole = answer.body().toBytes();
    byte[] body =
        switch (fault) {
          case Fault.NotJson ignored -> bytes("<html>Welcome</html>");
          case Fault.HalfJson ignored -> Arrays.copyOf(whole, whole.length / 2);
          default -> whole;
        };
    boolean cut = fault instanceof Fault.LostAnswer || fault instanceof Fault.CutOff;
    exchange.sendResponseHeaders(answer.status(), cut ? body.length + 100 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    } catch (IOException cutOff) {
      // the caller sees an answer that ends too early
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    if (isTooMany()) {
      return Answer.json(429, "{\"message\":\"Too Many Attempts.\"}");
    }
    if (!key.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return Answer.json(401, "{\"message\":\"Unauthenticated.\"}");
    }
    String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1", "");
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    if (path.startsWith("/flows/") && path.contains("/start")) {
      String flow = path.substring("/flows/".length(), path.indexOf("/start"));
      return start(flow, body, path.contains("/start/raw"));
    }
    if (path.equals("/flows")) {
      return page(
          flows.entrySet().stream()
              .map(flow -> entry(flow.getKey(), Map.of("name", flow.getValue())))
              .toList(),
          query);
    }
    if (path.equals("/flow-runs")) {
      return page(asked(query).stream().map(this::entry).toList(), query);
    }
    if (path.endsWith("/flow-run-logs")) {
      FlowRun run = found(Long.parseLong(path.replaceAll("\\D+", "")));
      if (broken.contains(run.id)) {
        return Answer.json(500, "{\"message\":\"Server Error\"}");
      }
      List<FlowRun.Line> shown = logsHeld && run.status == STARTED ? List.of() : run.lines;
      return page(shown.stream().map(this::entry).toList(), query);
    }
    if (path.endsWith("/download")) {
      return Optional.ofNullable(payloads.get(path.replaceAll("\\D+", "")))
          .filter(found -> found.at().plus(PAYLOADS_KEPT).isAfter(clock.instant()))
          .map(found -> new Answer(200, found.type(), found.body(), ""))
          .orElseGet(() -> Answer.json(404, "{\"message\":\"Not found.\"}"));
    }
    return Answer.json(404, "{\"message\":\"Not found.\"}");
  }

  private Answer start(String flow, byte[] body, boolean raw) {
    if (body.length > LARGEST_BODY) {
      return Answer.json(413, "{\"message\":\"Payload too large.\"}");
    }
    if (!flows.containsKey(flow)) {
      return Answer.json(404, "{\"message\":\"Not found.\"}");
    }
    if (flows.getOrDefault(flow, "").isEmpty()) {
      return Answer.json(422, "{\"message\":\"The flow has no deployed version.\"}");
    }
    String sent = new String(body, StandardCharsets.UTF_8);
    String payload = raw ? sent : JsonMapper.shared().readTree(sent).path("payload").asString("");
    FlowRun run = new FlowRun(++number, flow, "API", clock.instant(), manners.ends());
    if (manners.ends() != STARTED) {
      run.finishedAt = clock.instant();
    }
    runs.put(run.id, run);
    log(run, "info", "Flow initialised.", payload, "application/json");
    starts.add(flow + " " + payload);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("message", "Flow initialised.");
    if (!manners.runKey().isEmpty()) {
      answer.put(manners.runKey(), run.id);
    }
    return Answer.json(200, answer.toString());
  }

  private List<FlowRun> asked(Map<String, String> query) {
    Instant after = time(query.getOrDefault("filter[started_after]", ""));
    Predicate<FlowRun> wanted =
        run ->
            matches(query, "filter[status]", Integer.toString(run.status))
                && matches(query, "filter[flow_id]", run.flow)
                && matches(query, "filter[trigger]", run.trigger)
                && !run.startedAt.isBefore(after);
    Comparator<FlowRun> oldestFirst =
        Comparator.comparing((FlowRun run) -> run.startedAt).thenComparingLong(run -> run.id);
    boolean newestFirst = query.getOrDefault("sort", "").startsWith("-");
    return runs.values().stream()
        .filter(wanted)
        .sorted(newestFirst ? oldestFirst.reversed() : oldestFirst)
        .toList();
  }

  private static boolean matches(Map<String, String> query, String name, String value) {
    return !query.containsKey(name) || value.equals(query.get(name));
  }

  private static Instant time(String text) {
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    return text.contains("T") ? Instant.parse(text) : Instant.from(PLAIN.parse(text));
  }

  private ObjectNode entry(FlowRun run) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", flows.getOrDefault(run.flow, ""));
    fields.put("status", run.status);
    fields.put("flow_id", run.flow);
    fields.put("flow_version_id", 7);
    fields.put("trigger", run.trigger);
    fields.put("started_at", run.startedAt.toString());
    if (!run.finishedAt.equals(Instant.EPOCH)) {
      fields.put("finished_at", run.finishedAt.toString());
    }
    return entry(Long.toString(run.id), fields);
  }

  private ObjectNode entry(FlowRun.Line line) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("log_level", line.level());
    fields.put("log_message", line.message());
    fields.put("flow_step_id", "step-" + line.id());
    if (!line.payload().isEmpty()) {
      fields.put("payload_metadata_id", line.payload());
    }
    return entry(Long.toString(line.id()), fields);
  }

  private ObjectNode entry(String id, Map<String, ?> fields) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("id", id);
    ObjectNode at = manners.attributes() ? entry.putObject("attributes") : entry;
    fields.forEach((name, value) -> at.putPOJO(name, value));
    return entry;
  }

  private static Answer page(List<ObjectNode> all, Map<String, String> query) {
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int size = Math.min(LARGEST_PAGE, Integer.parseInt(query.getOrDefault("per_page", "50")));
    int last = Math.max(1, (all.size() + size - 1) / size);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode data = root.putArray("data");
    all.stream().skip((long) (page - 1) * size).limit(size).forEach(data::add);
    root.putObject("meta")
        .put("current_page", page)
        .put("last_page", last)
        .put("per_page", size)
        .put("total", all.size());
    root.putObject("links").putNull(page < last ? "prev" : "next");
    return Answer.json(200, root.toString());
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? List.<String>of() : List.of(raw.split("&", -1))) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// It is away from now on.
  @Override
  public void close() {
    server.stop(0);
  }
}
