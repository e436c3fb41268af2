package dev.selvedge.mapping.function;

import java.util.LinkedHashMap;
import java.util.Map;

/// The lookup tables of a mapping file, by name. Immutable.
public record Lookups(Map<String, Map<String, String>> tables) {
  public static final Lookups NONE = new Lookups(Map.of());

  public Lookups {
    tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }
}
