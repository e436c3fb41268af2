package dev.selvedge.connectors.patchworks.api;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.value.DottedPath;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Calls Patchworks, each call once. While it wants to be left alone it is. Safe for use by many
/// threads.
public final class PatchworksApi implements AutoCloseable {
  /// So many entries a list gives at most.
  public static final int LARGEST_PAGE = 200;

  /// A flow is not started with a longer payload.
  public static final int LARGEST_PAYLOAD = 8 * 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofHours(1);
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final List<DottedPath> RUN_IDS =
      List.of(
          new DottedPath("flow_run_id"),
          new DottedPath("data.flow_run_id"),
          new DottedPath("id"),
          new DottedPath("data.id"));

  private final SystemName system;
  private final ApiSettings settings;
  private final InstantSource clock;
  private final HttpPort http;
  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /// Opens nothing before the first call.
  public PatchworksApi(SystemName system, ApiSettings settings, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(settings.timeout(), settings.timeout(), LARGEST_ANSWER));
  }

  /// Which runs are asked for; what is empty is not asked about.
  public record RunQuery(
      String flow,
      Optional<RunStatus> status,
      Instant startedAfter,
      String sort,
      int page,
      int size) {}

  /// A page of runs.
  ///
  /// @throws SourceException when it cannot be read now
  public Listing<Run> runs(RunQuery query) {
    Map<String, String> asked = new LinkedHashMap<>();
    query.status().ifPresent(one -> asked.put("filter[status]", "" + one.number()));
    if (!query.flow().isEmpty()) {
      asked.put("filter[flow_id]", query.flow());
    }
    asked.put("filter[started_after]", written(query.startedAfter()));
    asked.put("sort", query.sort());
    return list(Paths.RUNS, asked, query.page(), query.size(), this::run);
  }

  private Run run(JsonNode item) {
    return Run.of(item, settings.zone());
  }

  /// A page of a run's log, oldest first.
  ///
  /// @throws SourceException when it cannot be read now
  public Listing<LogLine> logs(String run, int page) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("include", "flowRunLogMetadata");
    asked.put("fields[flowStep]", "id,name");
    asked.put("load_payload_ids", "true");
    asked.put("sort", "id");
    return list(Paths.logs(run), asked, page, LARGEST_PAGE, LogLine::of);
  }

  /// The name of a flow; empty when the company has no such flow.
  ///
  /// @throws SourceException when it cannot be read now
  public Optional<String> flow(String id) {
    int page = 1;
    while (true) {
      Listing<JsonNode> flows = list(Paths.FLOWS, Map.of(), page, LARGEST_PAGE, item -> item);
      Optional<String> found =
          flows.items().stream()
              .filter(item -> Run.id(item).equals(id))
              .map(item -> Run.text(Run.fields(item).path("name")))
              .findFirst();
      if (found.isPresent() || !flows.more() || page == 50) {
        return found;
      }
      page++;
    }
  }

  /// A payload as it was at a step.
  ///
  /// @param most so many bytes are of use; a longer one is one byte longer than that
  /// @return empty when it is not kept any more
  /// @throws SourceException when it cannot be read now
  public Optional<HttpReply> payload(String id, int most) {
    quiet().ifPresent(Reply::orThrow);
    HttpReply reply = http.sendCut(call("GET", settings.core(), Paths.payload(id), ""), most);
    if (reply.status() == 404 || reply.status() == 410) {
      return Optional.empty();
    }
    if (reply.status() / 100 != 2) {
      read(reply).orThrow();
      throw new SourceException(system + " redirects what is asked for; correct 'core'");
    }
    return Optional.of(reply);
  }

  /// Which flow is started, and how.
  ///
  /// @param version empty for the deployed one
  /// @param environment a virtual environment; empty for none
  public record Flow(String id, String version, String environment, Map<String, String> variables) {
    public Flow {
      variables = Map.copyOf(variables);
    }
  }

  /// Starts a flow; made once, and repeating it may start it twice.
  ///
  /// @param payload JSON, or empty for none
  public Started start(Flow flow, String payload) {
    return start(flow, Paths.startRaw(flow.id(), flow.version()), payload);
  }

  /// The same with a payload that is no JSON.
  public Started startWithText(Flow flow, String payload) {
    return start(
        flow,
        Paths.start(flow.id(), flow.version()),
        JsonNodeFactory.instance.objectNode().put("payload", payload).toString());
  }

  private Started start(Flow flow, String path, String body) {
    Map<String, String> asked = new LinkedHashMap<>();
    if (!flow.environment().isEmpty()) {
      asked.put("virtual_environment_id", flow.environment());
    }
    if (!flow.variables().isEmpty()) {
      asked.put("flow_variables", JSON.writeValueAsString(new TreeMap<>(flow.variables())));
    }
    Optional<Reply> quiet = quiet();
    if (quiet.isPresent()) {
      return new Started.Not(quiet.get());
    }
    try {
      return started(http.send(call("POST", settings.start(), path + Paths.query(asked), body)));
    } catch (SourceException silent) {
      return new Started.Unknown(String.valueOf(silent.getMessage()));
    }
  }

  /// Whatever a success says, it is one.
  private Started started(HttpReply reply) {
    Reply read = read(reply);
    if (reply.status() / 100 == 2) {
      return new Started.Run(read instanceof Reply.Ok(JsonNode root) ? runId(root) : "");
    }
    return read instanceof Reply.Silent(String why)
        ? new Started.Unknown(why)
        : new Started.Not(read);
  }

  /// Under which name the answer tells the run is not documented.
  private static String runId(JsonNode root) {
    return RUN_IDS.stream()
        .map(path -> path.scalar(root, root))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  /// Whether it can be reached and lets us in.
  public Reply reach() {
    return ask(
        call(
            "GET",
            settings.core(),
            Paths.RUNS + Paths.query(Map.of("page", "1", "per_page", "1")),
            ""));
  }

  /// How long a call waits for an answer that does not come: for a connection, and then for a word.
  public Duration longestCall() {
    return settings.timeout().multipliedBy(2);
  }

  /// How far its clock was ahead of ours at the last answer.
  public Duration ahead() {
    return ahead.get();
  }

  private <T> Listing<T> list(
      String path, Map<String, String> with, int page, int size, Function<JsonNode, T> each) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("page", "" + page);
    asked.put("per_page", "" + size);
    asked.putAll(with);
    JsonNode root = ask(call("GET", settings.core(), path + Paths.query(asked), "")).orThrow();
    JsonNode data = root.path("data");
    if (!data.isArray()) {
      throw new SourceException(system + " answered without a list at 'data'; correct 'core'");
    }
    List<T> items = new ArrayList<>();
    data.forEach(item -> items.add(each.apply(item)));
    JsonNode last = root.at("/meta/last_page");
    boolean more =
        last.canConvertToInt()
            ? page < last.asInt()
            : root.at("/links/next").isString() || items.size() >= size;
    return new Listing<>(items, more && !items.isEmpty());
  }

  private String written(Instant at) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    return switch (settings.times()) {
      case ISO -> second.toString();
      case PLAIN -> PLAIN.format(second.atZone(settings.zone()));
    };
  }

  private HttpCall call(String method, URI base, String path, String json) {
    return new HttpCall(
        method,
        URI.create(base + path),
        Map.of(
            "Authorization", settings.key().reveal(),
            "Accept", "application/json",
            "Content-Type", "application/json"),
        json);
  }

  private Optional<Reply> quiet() {
    Instant until = quietUntil.get();
    return clock.instant().isBefore(until) ? Optional.of(busy(until)) : Optional.empty();
  }

  private Reply ask(HttpCall call) {
    Optional<Reply> quiet = quiet();
    if (quiet.isPresent()) {
      return quiet.get();
    }
    try {
      return read(http.send(call));
    } catch (SourceException silent) {
      return new Reply.Silent(String.valueOf(silent.getMessage()));
    }
  }

  private Reply read(HttpReply reply) {
    reply
        .header("Date")
        .flatMap(PatchworksApi::date)
        .ifPresent(theirs -> ahead.set(Duration.between(clock.instant(), theirs)));
    int status = reply.status();
    if (status / 100 == 2) {
      return json(reply);
    }
    return switch (status) {
      case 401 ->
          new Reply.Refused("credentials", system + " does not accept our API key (HTTP 401)");
      case 403 ->
          new Reply.Refused("forbidden", system + " does not let our API key do this (HTTP 403)");
      case 404, 410 -> new Reply.Missing(system + " has nothing of the kind (HTTP " + status + ")");
      case 429 -> {
        Instant until = clock.instant().plus(wait(reply));
        quietUntil.set(until);
        yield busy(until);
      }
      case 408 -> new Reply.Silent(system + " timed out (HTTP 408)");
      default ->
          status >= 500
              ? new Reply.Silent(system + " is in trouble (HTTP " + status + ")")
              : new Reply.Unfit(status, system + " refused the call (HTTP " + status + ")");
    };
  }

  private Reply json(HttpReply reply) {
    try {
      return new Reply.Ok(JSON.readTree(reply.body().toBytes()));
    } catch (JacksonException notJson) {
      return new Reply.Silent(system + " did not answer with JSON; correct 'core' and 'start'");
    }
  }

  private Reply.Busy busy(Instant until) {
    return new Reply.Busy(
        until,
        system
            + " asks to slow down; it is left alone until "
            + until.truncatedTo(ChronoUnit.SECONDS));
  }

  /// That it tells how long is not documented, so that a minute holds where it does not.
  private Duration wait(HttpReply reply) {
    Optional<String> header = reply.header("Retry-After").map(String::strip);
    Duration wait =
        header
            .filter(text -> text.matches("\\d{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .or(
                () ->
                    header
                        .flatMap(PatchworksApi::date)
                        .map(at -> Duration.between(clock.instant(), at)))
            .filter(Duration::isPositive)
            .orElse(REST);
    return wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait;
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
              .withZoneSameInstant(ZoneOffset.UTC)
              .toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
