package dev.selvedge.connectors.rest;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.rest.RestSettings.ByKey;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The options that say how a call is made, described once, and their reading.
final class QuestionOptions {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Setting<String> PATH =
      Setting.requiredText("feeds.*.path", "Below `base_url`, such as `/customers`.");
  private static final Setting<Method> METHOD =
      Setting.choice("feeds.*.method", Method.GET, "How the list is asked for.");
  private static final Setting<Map<String, String>> QUERY =
      Setting.textMap(
          "feeds.*.query",
          "none",
          "The parameters, with `{since}`, `{last_id}`, `{size}`, `{page}`, `{offset}` and"
              + " `{token}` in their values. A parameter whose name in braces has no value, as"
              + " `{since}` in the first reading, is left out.");
  private static final Setting<Optional<String>> BODY =
      Setting.optionalText(
          "feeds.*.body",
          "no body",
          "JSON with the same names in its texts. A text that is one name alone becomes what the"
              + " value is: `\"{size}\"` becomes `100`.");
  private static final Setting<String> KEY_PATH =
      Setting.requiredText(
          "feeds.*.by_key.path",
          "With `by_key`, single records can be read, such as those that a webhook names: this is"
              + " the path, with `{key}`: `/customers/{key}`.");
  private static final Setting<Map<String, String>> KEY_QUERY =
      Setting.textMap("feeds.*.by_key.query", "none", "The parameters, perhaps with `{key}`.");
  private static final Setting<String> KEY_RECORD =
      Setting.text(
          "feeds.*.by_key.record",
          "$",
          "Where the record is in the answer. Of a list the first one is taken.");

  private QuestionOptions() {}

  private enum Method {
    GET,
    POST
  }

  static List<Option> list() {
    return Stream.of(PATH, METHOD, QUERY, BODY).map(Setting::option).toList();
  }

  static List<Option> byKey() {
    return Stream.of(KEY_PATH, KEY_QUERY, KEY_RECORD).map(Setting::option).toList();
  }

  static Question readList(YamlSection section) {
    Set<String> names = new TreeSet<>(Question.NAMES);
    names.remove("key");
    Question question =
        new Question(
            METHOD.read(section).name(),
            path(section, PATH.read(section), Set.of()),
            query(section, QUERY.read(section), names),
            body(section));
    if (question.method().equals("GET") && !question.body().isMissingNode()) {
      section.problem(BODY.key(), "a GET has no 'body'", "say 'method: POST'");
    }
    return question;
  }

  static Optional<ByKey> readByKey(YamlSection section) {
    Optional<YamlSection> byKey = section.section("by_key");
    if (byKey.isEmpty()) {
      return Optional.empty();
    }
    Question question =
        new Question(
            "GET",
            path(byKey.get(), KEY_PATH.read(byKey.get()), Set.of("key")),
            query(byKey.get(), KEY_QUERY.read(byKey.get()), Set.of("key")),
            JsonNodeFactory.instance.missingNode());
    if (!question.path().isEmpty() && !question.mentions("key")) {
      byKey
          .get()
          .problem(KEY_PATH.key(), "'by_key' does not say whose record", "write '{key}' in 'path'");
    }
    return Optional.of(new ByKey(question, new DottedPath(KEY_RECORD.read(byKey.get()))));
  }

  private static String path(YamlSection section, String written, Set<String> names) {
    if (written.isEmpty()) {
      return "";
    }
    if (!written.startsWith("/") || written.contains("#") || written.contains("://")) {
      section.problem(PATH.key(), "'path' must begin with a slash", "write /customers");
    }
    if (!written.replaceAll("\\{[a-z_]+}", "x").matches("[A-Za-z0-9\\-._~!$&'()*+,;=:@%/?]*")) {
      section.problem(
          PATH.key(), "'path' holds characters that no address has", "write them as %20 and so on");
      return "/";
    }
    known(section, PATH.key(), written, names);
    return written;
  }

  private static Map<String, String> query(
      YamlSection section, Map<String, String> query, Set<String> names) {
    query.values().forEach(text -> known(section, QUERY.key(), text, names));
    return query;
  }

  private static void known(YamlSection section, String key, String text, Set<String> names) {
    for (String name : Question.names(text)) {
      if (!names.contains(name)) {
        section.problem(
            key,
            "'" + key + "' names '{" + name + "}'",
            names.isEmpty() ? "no name may stand here" : Nearest.suggestion(name, names));
      }
    }
  }

  private static JsonNode body(YamlSection section) {
    Optional<String> written = BODY.read(section);
    if (written.isEmpty()) {
      return JsonNodeFactory.instance.missingNode();
    }
    try {
      return JSON.readTree(written.get());
    } catch (JacksonException notJson) {
      section.problem(
          BODY.key(),
          "'body' is not JSON",
          "write {\"limit\": \"{size}\"}: names stand in quotation marks, also for numbers");
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
