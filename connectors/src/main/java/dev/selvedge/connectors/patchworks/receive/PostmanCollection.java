package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connectors.push.KindRule;
import dev.selvedge.connectors.push.PushedBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The calls that a system takes, as a collection for Postman (version 2.1), which Patchworks makes
/// a connector of: one request a kind of record, with an example of what is sent and of each
/// answer. Nothing in it is secret: address and token are variables.
public final class PostmanCollection {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  private static final String EXAMPLE_STAMP = "2026-01-31T09:30:00Z";
  private static final String EXAMPLE_KEY = "1001";

  private final SystemName system;
  private final ReceiveSettings settings;

  private PostmanCollection(SystemName system, ReceiveSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  /// Writes it, indented.
  ///
  /// @param examples bodies of single records, JSON, by kind; where there is none, one is made of
  ///     what the options say
  public static String of(
      SystemName system, ReceiveSettings settings, Map<RecordKind, String> examples) {
    return new PostmanCollection(system, settings).document(examples).toPrettyString() + "\n";
  }

  private ObjectNode document(Map<RecordKind, String> examples) {
    ObjectNode document = JSON.objectNode();
    document
        .putObject("info")
        .put("name", "Selvedge: " + system)
        .put(
            "description",
            "Sends records to the Selvedge hub, where they belong to the system '"
                + system
                + "'. Set the variables base_url and token. Repeating a call is safe: a record that"
                + " is known already is answered as a repeat and changes nothing.")
        .put("schema", SCHEMA);
    ArrayNode variables = document.putArray("variable");
    variables.addObject().put("key", "base_url").put("value", "https://hub.example.com");
    variables.addObject().put("key", "token").put("value", "");
    ArrayNode items = document.putArray("item");
    for (RecordKind kind : settings.told()) {
      settings
          .kind(kind.value())
          .ifPresent(rule -> items.add(item(kind, rule, Optional.ofNullable(examples.get(kind)))));
    }
    return document;
  }

  private ObjectNode item(RecordKind kind, KindRule rule, Optional<String> example) {
    JsonNode one =
        example
            .map(text -> PushedBody.read(text.getBytes(StandardCharsets.UTF_8)))
            .filter(PushedBody.Read.Json.class::isInstance)
            .map(read -> ((PushedBody.Read.Json) read).root())
            .filter(JsonNode::isObject)
            .orElseGet(() -> skeleton(rule));
    String key = rule.key().scalar(one, one).orElse(EXAMPLE_KEY);
    ObjectNode request = request(kind, rule, wrapped(rule, one));
    ObjectNode item = JSON.objectNode().put("name", "Send records: " + kind);
    item.set("request", request);
    ArrayNode responses = item.putArray("response");
    answers(key, rule)
        .forEach(
            answer -> {
              ObjectNode response = responses.addObject().put("name", answer.name());
              response.set("originalRequest", request.deepCopy());
              response
                  .put("status", answer.status())
                  .put("code", answer.code())
                  .put("_postman_previewlanguage", "json");
              response.putArray("header").add(header("Content-Type", "application/json"));
              response.put("body", answer.body().toString());
            });
    return item;
  }

  private ObjectNode request(RecordKind kind, KindRule rule, JsonNode body) {
    String wrapper = rule.records().text();
    ObjectNode request = JSON.objectNode().put("method", "POST");
    request
        .putArray("header")
        .add(header(settings.header(), "{{token}}"))
        .add(header("Content-Type", "application/json"))
        .add(header("Accept", "application/json"));
    ObjectNode content =
        request.putObject("body").put("mode", "raw").put("raw", body.toPrettyString());
    content.putObject("options").putObject("raw").put("language", "json");
    ObjectNode url = request.putObject("url");
    url.put("raw", "{{base_url}}/hook/" + system + "/" + kind);
    url.putArray("host").add("{{base_url}}");
    url.putArray("path").add("hook").add(system.value()).add(kind.value());
    return request.put(
        "description",
        "One record, or an array of them"
            + (wrapper.equals("$") ? "" : ", or an object with them at '" + wrapper + "'")
            + "; at most "
            + settings.maxRecords()
            + " records and "
            + settings.maxBody()
            + " bytes a call. The answer says of each record, by its place and its key, whether it"
            + " was accepted, is a repeat, or was refused and why.");
  }

  private static ObjectNode header(String key, String value) {
    return JSON.objectNode().put("key", key).put("value", value);
  }

  /// An example of an answer.
  private record Answer(String name, String status, int code, JsonNode body) {}

  private List<Answer> answers(String key, KindRule rule) {
    boolean fails = settings.statusIfRefused() / 100 != 2;
    return List.of(
        new Answer("Accepted", "Accepted", 202, each(1, 0, line(key, "accepted"))),
        new Answer("The same call again", "Accepted", 202, each(0, 1, line(key, "repeat"))),
        new Answer(
            "A record without a key",
            fails ? "Unprocessable Entity" : "Accepted",
            settings.statusIfRefused(),
            each(0, 0, line("", "refused").put("why", Receiver.noKey(rule)))),
        new Answer(
            "Wrong token",
            "Unauthorized",
            401,
            JSON.objectNode().put("error", Receiver.noToken(settings))),
        new Answer(
            "Too much at once",
            "Payload Too Large",
            413,
            JSON.objectNode().put("error", Receiver.tooMany(settings.maxRecords() + 1, settings))),
        new Answer(
            "Send it again",
            "Service Unavailable",
            503,
            JSON.objectNode()
                .put("error", "The hub cannot store records just now. Please send it again.")));
  }

  private static ObjectNode each(int accepted, int repeats, ObjectNode line) {
    ObjectNode answer =
        JSON.objectNode()
            .put("accepted", accepted)
            .put("repeats", repeats)
            .put("refused", 1 - accepted - repeats);
    answer.putArray("records").add(line);
    return answer;
  }

  private static ObjectNode line(String key, String answer) {
    return JSON.objectNode().put("index", 0).put("key", key).put("answer", answer);
  }

  private static JsonNode wrapped(KindRule rule, JsonNode one) {
    JsonNode body = JSON.arrayNode().add(one);
    List<String> steps = steps(rule.records().text());
    for (String step : steps.reversed()) {
      ObjectNode around = JSON.objectNode();
      around.set(step, body);
      body = around;
    }
    return body;
  }

  /// A record with a key and a stamp where the options say that they are.
  private static JsonNode skeleton(KindRule rule) {
    ObjectNode one = JSON.objectNode();
    put(one, rule.key().text(), EXAMPLE_KEY);
    if (!rule.stamp().text().isEmpty() && !rule.stamp().fromRoot()) {
      put(one, rule.stamp().text(), EXAMPLE_STAMP);
    }
    return one;
  }

  private static void put(ObjectNode one, String path, String value) {
    List<String> steps = steps(path);
    ObjectNode at = one;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at.get(step) instanceof ObjectNode there ? there : at.putObject(step);
    }
    at.put(steps.getLast(), value);
  }

  /// The names of a path, those of a pointer unescaped.
  private static List<String> steps(String path) {
    if (path.startsWith("/")) {
      return List.of(path.substring(1).split("/", -1)).stream()
          .map(step -> step.replace("~1", "/").replace("~0", "~"))
          .toList();
    }
    String rest = path.equals("$") ? "" : path.startsWith("$.") ? path.substring(2) : path;
    return rest.isEmpty() ? List.of() : List.of(rest.split("\\.", -1));
  }
}
