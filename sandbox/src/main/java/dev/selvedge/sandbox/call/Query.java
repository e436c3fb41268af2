package dev.selvedge.sandbox.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The query string of a call, decoded, with its original spelling kept for links.
///
/// @param raw the query string as it arrived, without the question mark
/// @param values every value by name, in order
public record Query(String raw, Map<String, List<String>> values) {

  /// Takes a raw query string apart; a part that is not valid URL encoding is kept as it stands.
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : raw.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Query(raw, values);
  }

  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  /// All values of a parameter, whether repeated or joined by commas or pipes.
  public List<String> all(String name) {
    List<String> all = new ArrayList<>();
    for (String value : values.getOrDefault(name, List.of())) {
      for (String part : value.split("[,|]", -1)) {
        if (!part.isBlank()) {
          all.add(part.strip());
        }
      }
    }
    return all;
  }

  /// The raw query without one parameter.
  public String without(String name) {
    StringBuilder rest = new StringBuilder();
    for (String part : raw.split("&", -1)) {
      if (!part.isEmpty() && !part.equals(name) && !part.startsWith(name + "=")) {
        rest.append(rest.isEmpty() ? "" : "&").append(part);
      }
    }
    return rest.toString();
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
