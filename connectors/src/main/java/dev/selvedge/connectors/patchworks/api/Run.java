package dev.selvedge.connectors.patchworks.api;

import dev.selvedge.connectors.value.TimeText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A run of a flow. Immutable.
///
/// @param id as Patchworks numbers it
/// @param name of the flow or the run, as far as it is told
/// @param trigger what started it: `API`, `Webhook` …
/// @param retriedBy the run that repeats this one; empty when none does
public record Run(
    String id,
    String name,
    RunStatus status,
    String flow,
    String version,
    String trigger,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    String retriedBy) {

  /// Whether an API call started it.
  public boolean isByApi() {
    return trigger.equalsIgnoreCase("api");
  }

  /// Whether it is over; of a status that we do not know that is not so.
  public boolean hasEnded() {
    return switch (status) {
      case SUCCESS, FAILURE, STOPPED, PARTIAL_SUCCESS -> true;
      case STARTED, OTHER -> false;
    };
  }

  static Run of(JsonNode item, ZoneId zone) {
    JsonNode fields = fields(item);
    return new Run(
        id(item),
        text(fields.path("name")),
        RunStatus.of(fields.path("status")),
        text(fields.path("flow_id")),
        text(fields.path("flow_version_id")),
        text(fields.path("trigger")),
        TimeText.read(fields.path("started_at"), zone),
        TimeText.read(fields.path("finished_at"), zone),
        text(fields.path("retry_flow_run_id")));
  }

  /// Some answers are flat, others hold the fields in `attributes`.
  static JsonNode fields(JsonNode item) {
    return item.path("attributes").isObject() ? item.path("attributes") : item;
  }

  static String id(JsonNode item) {
    String own = text(item.path("id"));
    return own.isEmpty() ? text(fields(item).path("id")) : own;
  }

  static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().toPlainString()
        : value.isString() ? value.stringValue() : "";
  }
}
