package dev.selvedge.connectors.postman;

import dev.selvedge.connectors.seed.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Where a request goes.
///
/// @param base the address before the path, without credentials; a variable that is not known stays
///     as `{{name}}`
/// @param user whether a user and a password stand in it
/// @param path begins with `/`; `{name}` stands for the key of a record, `{{name}}` for what has to
///     be said for the system
record Address(String base, boolean user, String path, List<Entry> query) {
  private static final Pattern VARIABLE_FIRST = Pattern.compile("(\\{\\{[^{}]*}})(/.*)?");
  private static final Pattern PARTS =
      Pattern.compile("(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:([^/]*)@)?([^/]*)(/.*)?");
  private static final Pattern KEY =
      Pattern.compile(
          ":([A-Za-z_][\\w-]*)(\\.json)?|\\{([^{}]+)}(\\.json)?|\\{\\{([^{}]+)}}(\\.json)");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern VERSIONED = Pattern.compile("(?i)api|rest|json|v|version|");

  Address {
    query = List.copyOf(query);
  }

  /// @param url a text, or an object of the parts
  static Address of(JsonNode url, Scope scope) {
    String raw = url.isString() ? url.asString("") : raw(url);
    String whole = raw.strip().replaceFirst("#.*$", "");
    int mark = whole.indexOf('?');
    String left = mark < 0 ? whole : whole.substring(0, mark);
    List<Entry> query =
        url.path("query").isArray()
            ? Entry.list(url.path("query"), scope)
            : Entry.query(mark < 0 ? "" : whole.substring(mark + 1), scope);
    Matcher first = VARIABLE_FIRST.matcher(left);
    String base = left;
    String rest = "";
    if (first.matches()) {
      base = scope.resolve(first.group(1));
      rest = first.group(2) == null ? "" : first.group(2);
    }
    Matcher parts = PARTS.matcher(first.matches() ? base : withHost(left, scope));
    if (!parts.matches()) {
      return new Address("", false, "/", query);
    }
    String host = parts.group(3);
    String before = parts.group(4) == null ? "" : parts.group(4).replaceFirst("/+$", "");
    String origin = origin(parts.group(1), host);
    boolean user = parts.group(2) != null;
    return first.matches()
        ? new Address(origin + before, user, path(rest, scope), query)
        : new Address(origin, user, path(before, scope), query);
  }

  private static String origin(String scheme, String host) {
    // Credentials are not sent in the clear where the collection does not ask for it.
    return (host.startsWith("{{") && scheme == null)
        ? host
        : (scheme == null ? "https" : scheme.toLowerCase(Locale.ROOT)) + "://" + host;
  }

  /// The host with what is known put in; the path's variables are looked at one by one.
  private static String withHost(String left, Scope scope) {
    int from = left.indexOf("://");
    int slash = left.indexOf('/', from < 0 ? 0 : from + 3);
    return slash < 0
        ? scope.resolve(left)
        : scope.resolve(left.substring(0, slash)) + left.substring(slash);
  }

  private static String raw(JsonNode url) {
    if (!url.path("raw").asString("").isBlank()) {
      return url.path("raw").asString("");
    }
    String protocol = url.path("protocol").asString("");
    String port = url.path("port").asString("");
    return (protocol.isEmpty() ? "" : protocol + "://")
        + joined(url.path("host"), ".")
        + (port.isEmpty() ? "" : ":" + port)
        + "/"
        + joined(url.path("path"), "/").replaceFirst("^/+", "");
  }

  private static String joined(JsonNode parts, String by) {
    if (parts.isString()) {
      return parts.asString("");
    }
    List<String> all = new ArrayList<>();
    parts.forEach(
        part -> all.add(part.isObject() ? part.path("value").asString("") : part.asString("")));
    return String.join(by, all);
  }

  private static String path(String written, Scope scope) {
    String text = written.replaceAll("(?i)%7B", "{").replaceAll("(?i)%7D", "}");
    List<String> parts = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      path.append('/').append(part(parts, i, scope));
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private static String part(List<String> parts, int index, Scope scope) {
    String part = parts.get(index);
    String before = index == 0 ? "" : parts.get(index - 1);
    boolean last = index == parts.size() - 1;
    Matcher key = KEY.matcher(part);
    if (key.matches()) {
      String name = part.startsWith(":") ? key.group(1) : "id";
      return "{" + name + "}" + (part.endsWith(".json") ? ".json" : "");
    }
    Matcher variable = VARIABLE.matcher(part);
    if (variable.matches()) {
      return variable(variable.group(1), before, last, scope);
    }
    boolean number = part.matches("\\d+(\\.json)?") && !VERSIONED.matcher(before).matches();
    if (number || UUID.matcher(part).matches() || SecretNames.isDrawn(part)) {
      return part.endsWith(".json") ? "{id}.json" : "{id}";
    }
    return plain(scope.resolve(part));
  }

  /// A variable that is a whole part: a record's key, or something of the system's own.
  private static String variable(String name, String before, boolean last, Scope scope) {
    String word = Names.kind(before).replaceAll("[^a-z0-9]", "");
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean ofRecord =
        lower.matches("id|key|uuid|guid")
            || (lower.matches(".*(id|key|number|code|uuid|guid|sku)") && lower.startsWith(word));
    if (ofRecord && !before.isEmpty()) {
      return "{" + name.replaceAll("[^\\w-]", "") + "}";
    }
    String value = scope.resolve("{{" + name + "}}");
    boolean plain = value.matches("[\\w.~/-]{1,100}") && !SecretNames.isDrawn(value);
    if (plain) {
      return value.replaceAll("^/+|/+$", "");
    }
    return last ? "{id}" : "{{" + name + "}}";
  }

  /// Braces that belong to no variable would mean something else.
  private static String plain(String part) {
    return part.contains("{{") || !part.matches(".*[{}].*") ? part : part.replaceAll("[{}]", "");
  }

  /// Whether it reads something of one record.
  boolean isSingle() {
    return path.replaceAll("\\{\\{[^{}]*}}", "").contains("{");
  }
}
