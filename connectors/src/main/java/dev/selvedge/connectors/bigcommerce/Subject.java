package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.RecordKind;
import java.util.Locale;
import java.util.Map;

/// What can be read of a store, and where.
enum Subject {
  CUSTOMER(
      "v3/customers",
      Map.of("sort", "date_modified:asc", "include", "addresses,attributes,formfields")),
  SUBSCRIBER("v3/customers/subscribers", Map.of()),
  ORDER("v2/orders", Map.of("sort", "date_modified:asc")),
  PRODUCT(
      "v3/catalog/products",
      Map.of("sort", "date_modified", "direction", "asc", "include", "variants,images")),

  /// There is no list of carts: they are read when the store tells of them.
  CART("v3/carts", Map.of());

  private final String path;
  private final Map<String, String> query;

  Subject(String path, Map<String, String> query) {
    this.path = path;
    this.query = query;
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  String path() {
    return path;
  }

  /// What the list is asked with, whatever the page.
  Map<String, String> query() {
    return query;
  }

  /// The filter by the time of change; rows of that very second are in it.
  String since() {
    return this == ORDER ? "min_date_modified" : "date_modified:min";
  }

  /// The scope of the API account that lets it be read.
  String scope() {
    return switch (this) {
      case CUSTOMER -> "Customers";
      case SUBSCRIBER -> "Marketing or Customers";
      case ORDER -> "Orders and Order Transactions";
      case PRODUCT -> "Products";
      case CART -> "Carts";
    };
  }
}
