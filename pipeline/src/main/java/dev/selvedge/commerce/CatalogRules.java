package dev.selvedge.commerce;

import dev.selvedge.SystemName;
import java.util.List;
import java.util.Map;

/// Where products go, and whose word counts about them. Immutable.
///
/// @param collection of insight data; empty where the project has no products
/// @param owners of some properties the systems that may set them, the first that does counts; of
///     all others the newest record counts
public record CatalogRules(String collection, Map<String, List<SystemName>> owners) {
  public static final CatalogRules NONE = new CatalogRules("", Map.of());

  public CatalogRules {
    owners = Map.copyOf(owners);
  }
}
