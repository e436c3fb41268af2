package dev.selvedge.connectors.patchworks.watch;

import dev.selvedge.Masking;
import dev.selvedge.RecordKind;
import dev.selvedge.connector.Holding;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.patchworks.api.LogLine;
import dev.selvedge.connectors.patchworks.api.Run;
import dev.selvedge.connectors.patchworks.api.RunStatus;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A run that did not end well, as the hub keeps it: what it was, why it failed, and the payloads.
/// It is for people, so each is held back from mapping, and parked.
public final class RunReport implements Holding {
  /// The kind of such records.
  public static final RecordKind KIND = new RecordKind("flow-run");

  static final String PAYLOAD = "payload";
  static final String PAYLOAD_TYPE = "payload_type";
  static final String TEXT = "text";
  static final String JSON_TYPE = "json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int LONGEST_MESSAGE = 300;
  private static final int MOST_MESSAGES = 20;

  /// What is kept of a payload.
  ///
  /// @param step where it was
  /// @param body JSON, a text, or null where it is not kept
  /// @param note why it is not kept; empty where it is
  record Kept(String step, JsonNode body, String type, String note) {}

  /// Writes one.
  ///
  /// @param first what the run began with
  /// @param failed of the steps that failed
  static String of(Run run, List<LogLine> errors, Kept first, List<Kept> failed) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ObjectNode about =
        report
            .putObject("run")
            .put("id", run.id())
            .put("flow_id", run.flow())
            .put("flow_version_id", run.version())
            .put("name", run.name())
            .put("status", run.status().words())
            .put("trigger", run.trigger());
    run.startedAt().ifPresent(at -> about.put("started_at", at.toString()));
    run.finishedAt().ifPresent(at -> about.put("finished_at", at.toString()));
    ArrayNode messages = report.putArray("errors");
    errors.stream()
        .limit(MOST_MESSAGES)
        .forEach(
            line ->
                messages
                    .addObject()
                    .put("at", line.at())
                    .put("step", line.step())
                    .put("message", cut(line.message())));
    report.set(PAYLOAD, first.body());
    report.put(PAYLOAD_TYPE, first.type());
    if (!first.note().isEmpty()) {
      report.put("payload_note", first.note());
    }
    ArrayNode steps = report.putArray("failed_payloads");
    for (Kept one : failed) {
      ObjectNode step = steps.addObject().put("step", one.step());
      step.set(PAYLOAD, one.body());
      if (!one.note().isEmpty()) {
        step.put("note", one.note());
      }
    }
    return report.toString();
  }

  private static String cut(String text) {
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
  }

  /// A report as it stands; a missing node where it is none.
  static JsonNode read(SourceRecord sourceRecord) {
    try {
      return JSON.readTree(sourceRecord.body().toBytes());
    } catch (JacksonException notJson) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  @Override
  public Verdict look(SourceRecord sourceRecord) {
    if (!sourceRecord.ref().kind().equals(KIND)) {
      return new Verdict.Free(sourceRecord);
    }
    JsonNode report = read(sourceRecord);
    JsonNode run = report.path("run");
    boolean partial = run.path("status").asString("").equals(RunStatus.PARTIAL_SUCCESS.words());
    String message = report.at("/errors/0/message").asString("");
    return new Verdict.Held(
        partial ? "patchworks.partial-run" : "patchworks.failed-run",
        "",
        "Patchworks: run "
            + sourceRecord.ref().key()
            + " of the flow "
            + flow(run)
            + (partial
                ? " succeeded in part only, so some of what it carried did not arrive"
                : " failed")
            + when(sourceRecord)
            + (message.isEmpty() ? ". " : ": " + Masking.maskAddresses(message) + " ")
            + kept(report)
            + " Start the flow again with it, edited where need be, or discard this.");
  }

  private static String flow(JsonNode run) {
    String name = Masking.maskAddresses(run.path("name").asString(""));
    String id = run.path("flow_id").asString("");
    return name.isEmpty() ? id : "'" + name + "' (" + id + ")";
  }

  private static String when(SourceRecord sourceRecord) {
    return sourceRecord
        .stamp()
        .instant()
        .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
        .orElse("");
  }

  private static String kept(JsonNode report) {
    String note = report.path("payload_note").asString("");
    if (note.isEmpty() && report.path(PAYLOAD).isNull()) {
      return "It began with no payload of its own.";
    }
    return note.isEmpty()
        ? "What it began with is kept here, also when Patchworks has let it go."
        : "What it began with is not kept here: " + note + ".";
  }
}
