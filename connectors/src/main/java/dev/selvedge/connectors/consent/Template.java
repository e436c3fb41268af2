package dev.selvedge.connectors.consent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts values in the place of `{names}`, escaped as each place demands, so that no value can
/// become anything but a value there.
public final class Template {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]*");
  private static final Pattern STEP_UP = Pattern.compile("(^|/)(\\.|%2[eE]){1,2}($|[/?#])");

  private Template() {}

  /// A value that cannot stand in the place meant for it; the message says which, not what it is.
  public static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /// The names a template mentions.
  public static Collection<String> names(String template) {
    return new TreeSet<>(NAME.matcher(template).results().map(match -> match.group(1)).toList());
  }

  /// In an address: everything but letters, digits and `-._~` is percent-encoded.
  static String inAddress(String template, Map<String, JsonNode> values) {
    String address = filled(template, values, Template::encoded);
    if (STEP_UP.matcher(address).find()) {
      throw new UnfitException("its key would lead to another address");
    }
    return address;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /// In a header: visible ASCII only.
  static String inHeader(String template, Map<String, JsonNode> values) {
    String header = filled(template, values, UnaryOperator.identity());
    if (!VISIBLE.matcher(header).matches()) {
      throw new UnfitException("a value cannot stand in a header");
    }
    return header;
  }

  /// In JSON: inside texts only. A text that is a name and nothing else becomes what the value is:
  /// true, a number, a text.
  public static JsonNode inJson(JsonNode template, Map<String, JsonNode> values) {
    return switch (template) {
      case ObjectNode object -> {
        ObjectNode filled = JSON.objectNode();
        object
            .properties()
            .forEach(entry -> filled.set(entry.getKey(), inJson(entry.getValue(), values)));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = JSON.arrayNode();
        array.forEach(element -> filled.add(inJson(element, values)));
        yield filled;
      }
      default -> template.isString() ? text(template.stringValue(), values) : template;
    };
  }

  private static JsonNode text(String template, Map<String, JsonNode> values) {
    Matcher alone = NAME.matcher(template);
    if (alone.matches()) {
      JsonNode value = values.get(alone.group(1));
      return value == null ? JSON.nullNode() : value;
    }
    return JSON.stringNode(filled(template, values, UnaryOperator.identity()));
  }

  private static String filled(
      String template, Map<String, JsonNode> values, UnaryOperator<String> escape) {
    return NAME.matcher(template)
        .replaceAll(
            match -> {
              JsonNode value = values.get(match.group(1));
              String text = value == null ? "" : value.asString();
              return Matcher.quoteReplacement(escape.apply(text));
            });
  }

  /// All names in a JSON template, also those in its keys, where none may stand.
  public static List<String> namesInKeys(JsonNode template) {
    return switch (template) {
      case ObjectNode object ->
          object.properties().stream()
              .flatMap(
                  entry ->
                      java.util.stream.Stream.concat(
                          names(entry.getKey()).stream(), namesInKeys(entry.getValue()).stream()))
              .toList();
      case ArrayNode array ->
          array.valueStream().flatMap(element -> namesInKeys(element).stream()).toList();
      default -> List.of();
    };
  }
}
