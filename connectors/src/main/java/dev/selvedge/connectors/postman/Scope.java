package dev.selvedge.connectors.postman;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The variables that a request sees, without those that may be secrets. Immutable.
record Scope(Map<String, String> values) {
  static final Scope NONE = new Scope(Map.of());

  private static final Pattern NAME = Pattern.compile("\\{\\{([^{}]*)}}");

  /// Variables that stand for variables go no deeper, and no text becomes longer.
  private static final int DEEPEST = 5;

  private static final int LONGEST = 4_000;

  Scope {
    values = Map.copyOf(values);
  }

  /// With those of a folder, which go before those around it.
  Scope with(JsonNode variables) {
    if (!variables.isArray() || variables.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(values);
    for (JsonNode one : variables) {
      String name = one.has("key") ? one.path("key").asString("") : one.path("id").asString("");
      all.remove(name);
      String value = one.path("value").asString("");
      boolean secret = one.path("type").asString("").equals("secret") || SecretNames.has(name);
      if (!secret && !one.path("disabled").asBoolean(false) && !value.isBlank()) {
        all.put(name, value.strip());
      }
    }
    return new Scope(all);
  }

  /// A text with what is known put in; the others stay as `{{name}}`.
  String resolve(String text) {
    String out = text;
    for (int depth = 0; depth < DEEPEST && out.contains("{{"); depth++) {
      String next =
          NAME.matcher(out)
              .replaceAll(
                  match ->
                      Matcher.quoteReplacement(
                          values.getOrDefault(match.group(1).strip(), match.group())));
      if (next.equals(out) || next.length() > LONGEST) {
        return out;
      }
      out = next;
    }
    return out;
  }
}
