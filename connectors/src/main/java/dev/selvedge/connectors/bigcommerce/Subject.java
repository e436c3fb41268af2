package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.RecordKind;
import java.util.Locale;
import java.util.Map;

/// What can be read of a store, and where.
enum Subject {
  CUSTOMER("v3/customers"),
  SUBSCRIBER("v3/customers/subscribers"),
  ORDER("v2/orders"),
  PRODUCT("v3/catalog/products"),

  /// There is no list of carts: they are read when the store tells of them.
  CART("v3/carts");

  private final String path;

  Subject(String path) {
    this.path = path;
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  String path() {
    return path;
  }

  /// What the list is asked with, whatever the page.
  Map<String, String> query() {
    return switch (this) {
      case CUSTOMER ->
          Map.of("sort", "date_modified:asc", "include", "addresses,attributes,formfields");
      case ORDER -> Map.of("sort", "date_modified:asc");
      case PRODUCT ->
          Map.of("sort", "date_modified", "direction", "asc", "include", "variants,images");
      case SUBSCRIBER, CART -> Map.of();
    };
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
