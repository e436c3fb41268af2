package dev.selvedge.connectors.woocommerce;

import dev.selvedge.RecordKind;

/// What a shop keeps.
enum Subject {
  CUSTOMER("customer", "customers"),
  ORDER("order", "orders"),
  PRODUCT("product", "products"),
  /// What is sold: a variation with its product, or a product that has none.
  VARIANT("variant", "products"),
  /// A checkout that was begun: the shop keeps it as an order that is a draft.
  CART("cart", "orders");

  private final String kind;
  private final String list;

  Subject(String kind, String list) {
    this.kind = kind;
    this.list = list;
  }

  RecordKind kind() {
    return new RecordKind(kind);
  }

  /// The path that lists it.
  String list() {
    return list;
  }
}
