package dev.selvedge.dotdigital.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The header fields of a reply, found without regard to case, because HTTP/2 hops send lower case.
/// Of a field that is repeated the first value counts. Immutable.
public final class Headers {
  private static final Headers NONE = new Headers(Map.of());

  private final Map<String, String> values;

  private Headers(Map<String, String> values) {
    this.values = values;
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(Map<String, String> fields) {
    var lower = new TreeMap<String, String>();
    fields.forEach(
        (name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value.strip()));
    return new Headers(lower);
  }

  /// {@return the value of the field, absent when it was not sent or is blank}
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isEmpty());
  }

  @Override
  public String toString() {
    return "Headers" + values.keySet();
  }
}
