package dev.selvedge.connectors.shopify.api;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What an app may do in a shop. Immutable.
public record Scopes(Set<String> granted) {
  /// Orders older than 60 days, too.
  public static final String ALL_ORDERS = "read_all_orders";
  /// What telling a customer's decision needs.
  public static final String WRITE_CUSTOMERS = "write_customers";

  /// Of the names that the API gives.
  public Scopes {
    granted = Set.copyOf(granted);
  }

  /// From the answer to [Queries#SHOP].
  public static Scopes of(JsonNode data) {
    Set<String> granted = new TreeSet<>();
    data.path("currentAppInstallation")
        .path("accessScopes")
        .forEach(scope -> granted.add(scope.path("handle").asString("")));
    return new Scopes(granted);
  }

  /// Whoever may write may read.
  public boolean allow(String scope) {
    return granted.contains(scope)
        || (scope.startsWith("read_") && granted.contains("write_" + scope.substring(5)));
  }
}
