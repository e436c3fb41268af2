package dev.selvedge.connectors.shopify.api;

import dev.selvedge.RecordKind;

/// What a shop keeps.
public enum Subject {
  CUSTOMER("customer", "Customer", "customers", "customersCount", "read_customers"),
  ORDER("order", "Order", "orders", "", "read_orders"),
  PRODUCT("product", "Product", "products", "productsCount", "read_products"),
  /// Of a product that is read with all its variants.
  VARIANT("variant", "ProductVariant", "products", "productsCount", "read_products"),
  CHECKOUT("cart", "AbandonedCheckout", "abandonedCheckouts", "", "read_orders");

  private final String kind;
  private final String type;
  private final String list;
  private final String count;
  private final String scope;

  Subject(String kind, String type, String list, String count, String scope) {
    this.kind = kind;
    this.type = type;
    this.list = list;
    this.count = count;
    this.scope = scope;
  }

  /// The kind of its records.
  public RecordKind kind() {
    return new RecordKind(kind);
  }

  /// Its type in the schema, which its global ids name.
  public String type() {
    return type;
  }

  /// The field of the API that lists it.
  public String list() {
    return list;
  }

  /// The field of the API that counts it; empty where bulk operations cannot read it whole: they
  /// take no list that holds pages, and an order holds several.
  public String count() {
    return count;
  }

  /// What the app must be allowed.
  public String scope() {
    return scope;
  }

  /// Whether the list can be sorted by when its records changed.
  public boolean sortedByChange() {
    return this != CHECKOUT;
  }

  /// The global id of a key.
  public String globalId(String key) {
    return "gid://shopify/" + type + "/" + key;
  }
}
