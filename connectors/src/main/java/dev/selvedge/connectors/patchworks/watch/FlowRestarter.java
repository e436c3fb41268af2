package dev.selvedge.connectors.patchworks.watch;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.patchworks.api.LogLine;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.PatchworksApi.Flow;
import dev.selvedge.connectors.patchworks.api.PatchworksApi.RunQuery;
import dev.selvedge.connectors.patchworks.api.Reply;
import dev.selvedge.connectors.patchworks.api.Run;
import dev.selvedge.connectors.patchworks.api.Started;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts a flow again with the payload of a report, in the version that is deployed by now. Before
/// it does, it looks whether an API call has begun that flow with the same payload since the
/// report. Safe for use by many threads.
public final class FlowRestarter implements Restarter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LOOKED_AT = 20;
  private static final String NO_FLOW = "The report does not say at run.flow_id which flow it was.";
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /// How long it is looked for at most.
  private static final Duration LOOKING = Duration.ofMinutes(2);

  /// Patchworks queues runs about every 30 seconds.
  private static final Duration SHOWS = Duration.ofMinutes(2);

  private final SystemName system;
  private final String environment;
  private final PatchworksApi api;
  private final InstantSource clock;

  /// @param environment a virtual environment; empty for none
  public FlowRestarter(
      SystemName system, String environment, PatchworksApi api, InstantSource clock) {
    this.system = system;
    this.environment = environment;
    this.api = api;
    this.clock = clock;
  }

  /// What a flow is begun with.
  ///
  /// @param isText whether it is no JSON, and goes as a text
  private record Begin(String payload, boolean isText) {
    /// Patchworks may write it with line ends and spaces of its own.
    int mostBytes() {
      return payload.getBytes(StandardCharsets.UTF_8).length * 4 + 64 * 1024;
    }

    boolean sameAs(String other) {
      if (isText) {
        return payload.equals(other);
      }
      try {
        return ContentHash.of(JSON.readTree(other)).equals(ContentHash.of(JSON.readTree(payload)));
      } catch (JacksonException notJson) {
        return false;
      }
    }
  }

  @Override
  public boolean takes(RecordRef record) {
    return record.system().equals(system) && record.kind().equals(RunReport.KIND);
  }

  /// The looking, the call that it ends with, the start, and the queue.
  @Override
  public Duration settled() {
    return LOOKING.plus(api.longestCall().multipliedBy(2)).plus(SHOWS);
  }

  @Override
  public Restart restart(SourceRecord report, boolean again) {
    JsonNode read = RunReport.read(report);
    String flow = flow(read);
    if (flow.isBlank()) {
      return new Restart.NotBegun(NO_FLOW);
    }
    Begin begin = begin(read);
    if (begin.payload().getBytes(StandardCharsets.UTF_8).length > PatchworksApi.LARGEST_PAYLOAD) {
      return new Restart.NotBegun("Patchworks takes payloads of at most 8 MB.");
    }
    if (again) {
      return started(flow, begin);
    }
    return switch (seen(flow, begin, report.changedAt())) {
      case Seen.None ignored -> started(flow, begin);
      case Seen.Begun(String run) -> already(flow, run);
      case Seen.Unclear(String why) -> new Restart.NotBegun(why);
    };
  }

  @Override
  public Restart look(SourceRecord report) {
    JsonNode read = RunReport.read(report);
    String flow = flow(read);
    if (flow.isBlank()) {
      return new Restart.NotBegun(NO_FLOW);
    }
    return switch (seen(flow, begin(read), report.changedAt())) {
      case Seen.None ignored -> new Restart.NotBegun("So far no run shows that began with it.");
      case Seen.Begun(String run) -> already(flow, run);
      case Seen.Unclear(String why) -> new Restart.NotBegun(why);
    };
  }

  private static String flow(JsonNode report) {
    return report.at("/run/flow_id").asString("");
  }

  private static Restart already(String flow, String run) {
    return new Restart.Already("run " + run + " of flow " + flow);
  }

  private static Begin begin(JsonNode report) {
    JsonNode payload = report.path(RunReport.PAYLOAD);
    boolean isText =
        payload.isString()
            && report.path(RunReport.PAYLOAD_TYPE).asString("").equals(RunReport.TEXT);
    if (payload.isMissingNode() || payload.isNull()) {
      return new Begin("", false);
    }
    return isText ? new Begin(payload.stringValue(), true) : new Begin(payload.toString(), false);
  }

  /// Whether it shows that it was begun.
  private sealed interface Seen {
    record None() implements Seen {}

    /// @param run its number
    record Begun(String run) implements Seen {}

    /// @param why a sentence
    record Unclear(String why) implements Seen {}
  }

  private Seen seen(String flow, Begin begin, Instant since) {
    Instant until = clock.instant().plus(LOOKING);
    try {
      for (Run run : runs(flow, since)) {
        if (clock.instant().isAfter(until)) {
          return new Seen.Unclear("To look up whether it was begun already took too long.");
        }
        Seen seen = seen(run, begin);
        if (!(seen instanceof Seen.None)) {
          return seen;
        }
      }
      return new Seen.None();
    } catch (SourceException notNow) {
      return new Seen.Unclear(
          "It cannot be looked up whether it was begun already: " + notNow.getMessage() + ".");
    }
  }

  private List<Run> runs(String flow, Instant since) {
    return api
        .runs(
            new RunQuery(
                flow,
                Optional.empty(),
                since.minus(MARGIN),
                "-started_at",
                1,
                PatchworksApi.LARGEST_PAGE))
        .items()
        .stream()
        .filter(run -> run.isByApi() && (run.flow().isEmpty() || run.flow().equals(flow)))
        .filter(run -> run.startedAt().map(at -> !at.isBefore(since)).orElse(true))
        .limit(LOOKED_AT)
        .toList();
  }

  /// What a run without a payload pulls shows behind its first line.
  private Seen seen(Run run, Begin begin) {
    List<LogLine> log = api.logs(run.id(), 1).items();
    if (begin.payload().isEmpty()) {
      return log.isEmpty() || log.getFirst().payload().isEmpty()
          ? new Seen.Begun(run.id())
          : new Seen.None();
    }
    Optional<String> first =
        log.stream().map(LogLine::payload).filter(id -> !id.isEmpty()).findFirst();
    if (first.isEmpty()) {
      return run.hasEnded()
          ? new Seen.None()
          : new Seen.Unclear(
              "Run "
                  + run.id()
                  + " has begun and does not show yet with what. Look at it there, or try again in"
                  + " some minutes.");
    }
    return api.payload(first.get(), begin.mostBytes())
            .map(reply -> reply.body().toText())
            .filter(begin::sameAs)
            .isPresent()
        ? new Seen.Begun(run.id())
        : new Seen.None();
  }

  private Restart started(String flow, Begin begin) {
    Flow which = new Flow(flow, "", environment, Map.of());
    Started started =
        begin.isText()
            ? api.startWithText(which, begin.payload())
            : api.start(which, begin.payload());
    return switch (started) {
      case Started.Run(String run) ->
          new Restart.Begun((run.isEmpty() ? "a run" : "run " + run) + " of flow " + flow);
      case Started.Unknown(String why) -> new Restart.Unknown(why);
      case Started.Not(Reply why) ->
          new Restart.NotBegun(
              why.trouble()
                  + (why instanceof Reply.Unfit unfit && unfit.status() == 422
                      ? "; deploy and enable the flow."
                      : "."));
    };
  }
}
