package dev.selvedge.connectors.woocommerce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a shop may call us about.
enum Topic {
  CUSTOMER_CREATED("customer.created", Thing.CUSTOMER, false),
  CUSTOMER_UPDATED("customer.updated", Thing.CUSTOMER, false),
  CUSTOMER_DELETED("customer.deleted", Thing.CUSTOMER, true),
  ORDER_CREATED("order.created", Thing.ORDER, false),
  ORDER_UPDATED("order.updated", Thing.ORDER, false),
  ORDER_DELETED("order.deleted", Thing.ORDER, true),
  ORDER_RESTORED("order.restored", Thing.ORDER, false),
  PRODUCT_CREATED("product.created", Thing.PRODUCT, false),
  PRODUCT_UPDATED("product.updated", Thing.PRODUCT, false),
  PRODUCT_DELETED("product.deleted", Thing.PRODUCT, true),
  PRODUCT_RESTORED("product.restored", Thing.PRODUCT, false);

  private final String header;
  private final Thing thing;
  private final boolean deletion;

  Topic(String header, Thing thing, boolean deletion) {
    this.header = header;
    this.thing = thing;
    this.deletion = deletion;
  }

  /// What it is about, and the feeds to which that is something.
  enum Thing {
    CUSTOMER,
    ORDER,
    PRODUCT;

    /// Whether a body can be one of this thing: the signature does not cover the topic, and all
    /// webhooks of a shop have one secret, so what was signed as something else may come under its
    /// name.
    boolean isLike(JsonNode body) {
      return switch (this) {
        case CUSTOMER -> hasNone(body, "line_items", "sku", "discount_type");
        case ORDER -> hasNone(body, "username", "is_paying_customer", "sku", "discount_type");
        case PRODUCT ->
            hasNone(body, "line_items", "username", "is_paying_customer", "discount_type");
      };
    }

    private static boolean hasNone(JsonNode body, String... names) {
      return Arrays.stream(names).noneMatch(body::has);
    }

    List<Subject> subjects() {
      return switch (this) {
        case CUSTOMER -> List.of(Subject.CUSTOMER);
        case ORDER -> List.of(Subject.ORDER, Subject.CART);
        case PRODUCT -> List.of(Subject.PRODUCT, Subject.VARIANT);
      };
    }
  }

  /// As a delivery names it, and as it is registered.
  String header() {
    return header;
  }

  Thing thing() {
    return thing;
  }

  boolean isDeletion() {
    return deletion;
  }

  static Optional<Topic> of(String header) {
    return Arrays.stream(values()).filter(one -> one.header.equals(header)).findFirst();
  }

  /// Those that concern what is read.
  static List<Topic> concerning(List<Subject> subjects) {
    return Arrays.stream(values())
        .filter(topic -> topic.thing.subjects().stream().anyMatch(subjects::contains))
        .toList();
  }
}
