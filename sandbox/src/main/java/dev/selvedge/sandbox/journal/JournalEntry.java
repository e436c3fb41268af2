package dev.selvedge.sandbox.journal;

import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One accepted change, as the call that made it.
///
/// @param at when, as epoch milliseconds of the sandbox's clock
/// @param method the HTTP method
/// @param path the path, still encoded
/// @param query the query, still encoded
/// @param contentType of the body
/// @param body the body as text
/// @param fate what was decided about the job it starts
public record JournalEntry(
    long at,
    String method,
    String path,
    String query,
    String contentType,
    String body,
    JobFate fate) {

  public static JournalEntry of(Call call) {
    return new JournalEntry(
        call.now().toEpochMilli(),
        call.method(),
        call.path(),
        call.query().raw(),
        call.contentType(),
        call.bodyText(),
        call.fate());
  }

  /// The call again, at its own time.
  public Call call() {
    return new Call(
        new Call.Target(method, path, Query.parse(query)),
        body.getBytes(StandardCharsets.UTF_8),
        contentType,
        new Call.Moment(Instant.ofEpochMilli(at), fate));
  }

  String line() {
    ObjectNode json = Json.object().put("at", at).put("method", method).put("path", path);
    json.put("query", query).put("type", contentType).put("body", body);
    if (!fate.ordinary()) {
      json.set("fate", Json.MAPPER.valueToTree(fate));
    }
    return Json.MAPPER.writeValueAsString(json);
  }

  static JournalEntry parse(String line) {
    JsonNode json = Json.MAPPER.readTree(line);
    JsonNode fate = json.get("fate");
    return new JournalEntry(
        json.path("at").asLong(0),
        json.path("method").asString(""),
        json.path("path").asString(""),
        json.path("query").asString(""),
        json.path("type").asString(""),
        json.path("body").asString(""),
        fate == null ? JobFate.ORDINARY : fate(fate));
  }

  /// What an older version wrote may lack what was added since.
  private static JobFate fate(JsonNode written) {
    ObjectNode whole = Json.MAPPER.valueToTree(JobFate.ORDINARY);
    written.properties().forEach(one -> whole.set(one.getKey(), one.getValue()));
    return Json.MAPPER.treeToValue(whole, JobFate.class);
  }
}
