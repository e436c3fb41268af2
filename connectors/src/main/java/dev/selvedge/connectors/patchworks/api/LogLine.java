package dev.selvedge.connectors.patchworks.api;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// A line of a run's log. Immutable.
///
/// @param level in lower case
/// @param payload the payload at that step, by its number; empty when there is none
public record LogLine(String level, String message, String at, String step, String payload) {

  /// Whether it tells of a failure.
  public boolean isError() {
    return level.startsWith("err")
        || level.startsWith("crit")
        || level.startsWith("fatal")
        || level.startsWith("alert")
        || level.startsWith("emerg")
        || level.startsWith("fail");
  }

  static LogLine of(JsonNode item) {
    JsonNode fields = Run.fields(item);
    return new LogLine(
        Run.text(fields.path("log_level")).toLowerCase(Locale.ROOT),
        Run.text(fields.path("log_message")),
        Run.text(fields.path("created_at")),
        Run.text(fields.path("flow_step_id")),
        Run.text(fields.path("payload_metadata_id")));
  }
}
