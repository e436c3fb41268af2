package dev.selvedge.connectors.postman;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A header or a parameter.
///
/// @param value with the variables that are known; others stay as `{{name}}`
/// @param sent whether it is switched on
record Entry(String name, String value, boolean sent) {

  /// Those of a list of objects, or of lines `name: value`, as headers are written at times.
  static List<Entry> list(JsonNode node, Scope scope) {
    List<Entry> entries = new ArrayList<>();
    if (node.isString()) {
      node.asString("")
          .lines()
          .filter(line -> line.indexOf(':') > 0)
          .forEach(line -> add(entries, split(line, ':', scope)));
    }
    for (JsonNode one : node) {
      String name = one.isString() ? one.asString("") : one.path("key").asString("");
      if (one.isString() && name.indexOf(':') > 0) {
        add(entries, split(name, ':', scope));
      } else {
        add(
            entries,
            new Entry(
                scope.resolve(name).strip(),
                scope.resolve(one.path("value").asString("")),
                !one.path("disabled").asBoolean(false)));
      }
    }
    return entries;
  }

  /// Those of the part of an address behind its `?`.
  static List<Entry> query(String text, Scope scope) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split("&", -1)) {
      Entry raw = split(part, '=', scope);
      add(entries, new Entry(decoded(raw.name), decoded(raw.value), true));
    }
    return entries;
  }

  private static void add(List<Entry> entries, Entry entry) {
    if (!entry.name.isEmpty()) {
      entries.add(entry);
    }
  }

  private static Entry split(String text, char at, Scope scope) {
    int end = text.indexOf(at);
    String name = end < 0 ? text : text.substring(0, end);
    String value = end < 0 ? "" : text.substring(end + 1);
    return new Entry(scope.resolve(name).strip(), scope.resolve(value).strip(), true);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
