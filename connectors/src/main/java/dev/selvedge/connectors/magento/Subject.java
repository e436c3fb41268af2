package dev.selvedge.connectors.magento;

import dev.selvedge.RecordKind;
import java.util.List;
import java.util.Locale;

/// What can be read of a shop, and the lists whose rows belong to it. Every list is filtered by
/// `entity_id`, whatever the id is called in its rows.
enum Subject {
  CUSTOMER,
  ORDER,
  PRODUCT,
  CART;

  /// A list of the API.
  ///
  /// @param path below the version
  /// @param id what the rows call their id
  /// @param scope what the rows are limited by to some websites or stores; empty for nothing
  record Catalogue(String path, String id, String scope) {}

  /// A list whose rows belong to an order. A shipment and a credit memo have stamps of their own.
  enum Part {
    SHIPMENT("shipments", "shipments"),
    CREDIT_MEMO("creditmemos", "credit_memos");

    private final String path;
    private final String member;

    Part(String path, String member) {
      this.path = path;
      this.member = member;
    }

    Catalogue catalogue() {
      return new Catalogue(path, "entity_id", "store_id");
    }

    /// Where they stand in the order.
    String member() {
      return member;
    }
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  Catalogue catalogue() {
    return switch (this) {
      case CUSTOMER -> new Catalogue("customers/search", "id", "website_id");
      case ORDER -> new Catalogue("orders", "entity_id", "store_id");
      case PRODUCT -> new Catalogue("products", "id", "");
      case CART -> new Catalogue("carts/search", "id", "store_id");
    };
  }

  List<Part> parts() {
    return switch (this) {
      case ORDER -> List.of(Part.values());
      case CUSTOMER, PRODUCT, CART -> List.of();
    };
  }
}
