package dev.selvedge.connectors.rest;

import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.Percent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A call with blanks: names in braces, for which values are put, escaped as each place demands. A
/// parameter or a member of the body that names a value there is none of now is left out.
/// Immutable.
///
/// @param path below the system's base address
/// @param query in the order in which it is sent
/// @param body missing for none
record Question(String method, String path, Map<String, String> query, JsonNode body) {
  /// Every name there is.
  static final Set<String> NAMES =
      Set.of("key", "last_id", "offset", "page", "since", "size", "token");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern STEP_UP = Pattern.compile("(^|/)(\\.|%2[eE]){1,2}($|[/?#])");

  Question {
    query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  /// The names a text mentions, whether or not there are such.
  static Set<String> names(String text) {
    return new TreeSet<>(NAME.matcher(text).results().map(found -> found.group(1)).toList());
  }

  /// Whether a name stands anywhere in it.
  boolean mentions(String name) {
    String blank = "{" + name + "}";
    return path.contains(blank)
        || query.values().stream().anyMatch(text -> text.contains(blank))
        || body.toString().contains(blank);
  }

  /// The call with these values; nothing when a value of the path would lead elsewhere.
  Optional<HttpCall> filled(URI base, Map<String, JsonNode> values) {
    String way = filledPath(values);
    if (STEP_UP.matcher(way).find()) {
      return Optional.empty();
    }
    List<String> pairs = new ArrayList<>();
    query.forEach(
        (name, text) -> {
          if (values.keySet().containsAll(known(text))) {
            pairs.add(Percent.encoded(name) + "=" + Percent.encoded(text(text, values)));
          }
        });
    String before = way.contains("?") ? "&" : "?";
    URI to = URI.create(base + way + (pairs.isEmpty() ? "" : before + String.join("&", pairs)));
    String json = body.isMissingNode() ? "" : json(body, values).toString();
    return Optional.of(new HttpCall(method, to, Map.of(), json));
  }

  private String filledPath(Map<String, JsonNode> values) {
    Matcher names = NAME.matcher(path);
    return names.replaceAll(
        found -> Matcher.quoteReplacement(Percent.encoded(value(found.group(1), values))));
  }

  private static String value(String name, Map<String, JsonNode> values) {
    JsonNode value = values.get(name);
    return value == null ? "" : value.asString("");
  }

  private static String text(String template, Map<String, JsonNode> values) {
    return NAME.matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    NAMES.contains(found.group(1))
                        ? value(found.group(1), values)
                        : found.group()));
  }

  /// A text that is a name alone becomes what the value is: a number stays one.
  private static JsonNode json(JsonNode template, Map<String, JsonNode> values) {
    return switch (template) {
      case ObjectNode object -> {
        ObjectNode filled = JSON.objectNode();
        object
            .properties()
            .forEach(
                entry -> {
                  if (has(entry.getValue(), values)) {
                    filled.set(entry.getKey(), json(entry.getValue(), values));
                  }
                });
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = JSON.arrayNode();
        array.forEach(element -> filled.add(json(element, values)));
        yield filled;
      }
      default -> template.isString() ? filledText(template.stringValue(), values) : template;
    };
  }

  private static boolean has(JsonNode template, Map<String, JsonNode> values) {
    return !template.isString() || values.keySet().containsAll(known(template.stringValue()));
  }

  private static JsonNode filledText(String template, Map<String, JsonNode> values) {
    Matcher alone = NAME.matcher(template);
    JsonNode value = alone.matches() ? values.get(alone.group(1)) : null;
    return value == null ? JSON.stringNode(text(template, values)) : value;
  }

  private static Set<String> known(String template) {
    Set<String> names = names(template);
    names.retainAll(NAMES);
    return names;
  }
}
