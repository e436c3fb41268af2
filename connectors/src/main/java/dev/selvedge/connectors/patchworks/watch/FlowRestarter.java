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
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final SystemName system;
  private final String environment;
  private final PatchworksApi api;

  /// @param environment a virtual environment; empty for none
  public FlowRestarter(SystemName system, String environment, PatchworksApi api) {
    this.system = system;
    this.environment = environment;
    this.api = api;
  }

  /// What a flow is begun with.
  ///
  /// @param isText whether it is no JSON, and goes as a text
  private record Begin(String payload, boolean isText) {
    boolean sameAs(String other) {
      if (payload.isEmpty() || isText) {
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

  @Override
  public Restart restart(SourceRecord report, boolean again) {
    JsonNode read = RunReport.read(report);
    String flow = read.at("/run/flow_id").asString("");
    if (flow.isBlank()) {
      return new Restart.NotBegun("The report does not say at run.flow_id which flow it was.");
    }
    Begin begin = begin(read);
    if (begin.payload().getBytes(StandardCharsets.UTF_8).length > PatchworksApi.LARGEST_PAYLOAD) {
      return new Restart.NotBegun("Patchworks takes payloads of at most 8 MB.");
    }
    try {
      Optional<String> before = again ? Optional.empty() : begun(flow, begin, report.changedAt());
      if (before.isPresent()) {
        return new Restart.Already("run " + before.get() + " of flow " + flow);
      }
    } catch (SourceException notNow) {
      return new Restart.NotBegun(
          "It cannot be looked up whether it was begun already: " + notNow.getMessage() + ".");
    }
    return started(flow, begin);
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

  /// The run that shows that it was begun.
  private Optional<String> begun(String flow, Begin begin, Instant since) {
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
        .filter(run -> begin.sameAs(payload(run, begin)))
        .map(Run::id)
        .findFirst();
  }

  private String payload(Run run, Begin begin) {
    int most = begin.payload().getBytes(StandardCharsets.UTF_8).length * 2 + 1024;
    return api.logs(run.id(), 1).items().stream()
        .map(LogLine::payload)
        .filter(id -> !id.isEmpty())
        .findFirst()
        .flatMap(id -> api.payload(id, most))
        .map(reply -> reply.body().toText())
        .orElse("");
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
