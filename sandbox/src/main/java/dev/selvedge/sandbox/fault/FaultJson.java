package dev.selvedge.sandbox.fault;

import dev.selvedge.sandbox.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Fault rules as JSON, and fault script files in YAML (of which JSON is a part).
public final class FaultJson {
  /// The words for all kinds of fault.
  public static final List<String> KINDS =
      List.of(
          "status",
          "html-page",
          "cut-before",
          "cut-after",
          "delay",
          "held",
          "malformed-json",
          "job-ends",
          "job-held",
          "job-late",
          "culprit",
          "item-fails",
          "item-partly-fails",
          "item-omitted");

  private FaultJson() {}

  /// Reads one rule, or says what is wrong with it.
  public static FaultRule read(JsonNode json) {
    return new FaultRule(
        0,
        Json.text(json, "method").orElse("*"),
        Json.text(json, "path").orElse("/**"),
        fault(json),
        Json.whole(json, "times").orElse(0L).intValue(),
        Json.text(json, "probability").map(Double::parseDouble).orElse(1.0),
        new Size(
            Json.whole(json, "overItems").orElse(0L).intValue(),
            Json.whole(json, "overBytes").orElse(0L)));
  }

  private static Fault fault(JsonNode json) {
    String kind =
        Json.text(json, "fault").orElseThrow(() -> new IllegalArgumentException("no 'fault'"));
    return switch (kind.toLowerCase(Locale.ROOT).replace("-", "")) {
      case "delay" -> new Fault.Delay(number(json, "millis"));
      case "status" ->
          new Fault.Status(
              (int) number(json, "status"),
              Json.truth(json, "rateHeaders").orElse(true),
              Json.text(json, "body").orElse(""));
      case "htmlpage" -> new Fault.HtmlPage(Json.whole(json, "status").orElse(502L).intValue());
      case "cutbefore" -> new Fault.CutBefore();
      case "cutafter" -> new Fault.CutAfter();
      case "held" -> new Fault.Held(number(json, "millis"));
      case "malformedjson" -> new Fault.MalformedJson();
      case "jobends" -> new Fault.JobEnds(word(json, "state"));
      case "jobheld" -> new Fault.JobHeld(Json.whole(json, "polls").orElse(0L).intValue());
      case "joblate" -> new Fault.JobLate(number(json, "millis"));
      case "culprit" -> new Fault.Culprit(word(json, "value"), Json.text(json, "state").orElse(""));
      case "itemfails" -> new Fault.ItemFails(word(json, "item"), word(json, "code"));
      case "itempartlyfails" -> new Fault.ItemPartlyFails(word(json, "item"), word(json, "code"));
      case "itemomitted" ->
          new Fault.ItemOmitted(word(json, "item"), Json.truth(json, "written").orElse(false));
      default -> throw new IllegalArgumentException("unknown fault '" + kind + "'");
    };
  }

  private static long number(JsonNode json, String name) {
    return Json.whole(json, name)
        .orElseThrow(() -> new IllegalArgumentException("no number '" + name + "'"));
  }

  private static String word(JsonNode json, String name) {
    return Json.text(json, name)
        .orElseThrow(() -> new IllegalArgumentException("no '" + name + "'"));
  }

  public static ObjectNode write(FaultRule rule) {
    ObjectNode json = Json.object();
    json.put("id", rule.id()).put("method", rule.method()).put("path", rule.path());
    json.put("times", rule.times()).put("probability", rule.probability());
    if (rule.size().overItems() > 0) {
      json.put("overItems", rule.size().overItems());
    }
    if (rule.size().overBytes() > 0) {
      json.put("overBytes", rule.size().overBytes());
    }
    switch (rule.fault()) {
      case Fault.Delay(long millis) -> json.put("fault", "delay").put("millis", millis);
      case Fault.Status(int status, boolean rateHeaders, String body) ->
          json.put("fault", "status")
              .put("status", status)
              .put("rateHeaders", rateHeaders)
              .put("body", body);
      case Fault.HtmlPage(int status) -> json.put("fault", "html-page").put("status", status);
      case Fault.CutBefore _ -> json.put("fault", "cut-before");
      case Fault.CutAfter _ -> json.put("fault", "cut-after");
      case Fault.Held(long millis) -> json.put("fault", "held").put("millis", millis);
      case Fault.MalformedJson _ -> json.put("fault", "malformed-json");
      case Fault.JobEnds(String state) -> json.put("fault", "job-ends").put("state", state);
      case Fault.JobHeld(int polls) -> json.put("fault", "job-held").put("polls", polls);
      case Fault.JobLate(long millis) -> json.put("fault", "job-late").put("millis", millis);
      case Fault.Culprit(String value, String state) ->
          json.put("fault", "culprit").put("value", value).put("state", state);
      case Fault.ItemFails(String item, String code) ->
          json.put("fault", "item-fails").put("item", item).put("code", code);
      case Fault.ItemPartlyFails(String item, String code) ->
          json.put("fault", "item-partly-fails").put("item", item).put("code", code);
      case Fault.ItemOmitted(String item, boolean written) ->
          json.put("fault", "item-omitted").put("item", item).put("written", written);
    }
    return json;
  }

  /// Reads a script file: a list of rules, or an object with `faults`.
  public static List<FaultRule> readFile(Path file) {
    List<FaultRule> rules = new ArrayList<>();
    try {
      JsonNode root = new YAMLMapper().readTree(file.toFile());
      for (JsonNode rule : root.isArray() ? root : root.path("faults")) {
        rules.add(read(rule));
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot read fault script " + file + ": " + e.getMessage(), e);
    }
    return rules;
  }
}
