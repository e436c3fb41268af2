package dev.selvedge.connectors.bigcommerce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a store may call us about, and which record each call is of.
enum Topic {
  CUSTOMER("store/customer/", Subject.CUSTOMER, "id"),
  ADDRESS("store/customer/address/", Subject.CUSTOMER, "address/customer_id"),
  SUBSCRIBER("store/subscriber/", Subject.SUBSCRIBER, "id"),
  ORDER("store/order/", Subject.ORDER, "id"),
  REFUND("store/order/refund/", Subject.ORDER, "id"),
  SHIPMENT("store/shipment/", Subject.ORDER, "orderId"),
  PRODUCT("store/product/", Subject.PRODUCT, "id"),
  CART("store/cart/", Subject.CART, "id");

  private final String prefix;
  private final Subject subject;
  private final String pointer;

  Topic(String prefix, Subject subject, String pointer) {
    this.prefix = prefix;
    this.subject = subject;
    this.pointer = pointer;
  }

  Subject subject() {
    return subject;
  }

  /// As each event is registered.
  List<String> scopes() {
    return events().stream().map(event -> prefix + event).toList();
  }

  private List<String> events() {
    return switch (this) {
      case CUSTOMER, ADDRESS, SUBSCRIBER, SHIPMENT, PRODUCT ->
          List.of("created", "deleted", "updated");
      case ORDER -> List.of("archived", "created", "statusUpdated", "updated");
      case REFUND -> List.of("created");
      case CART -> List.of("abandoned", "created", "deleted", "updated");
    };
  }

  /// Whether the record itself is gone. Of an address or a shipment it is another's part.
  boolean isDeletion(String scope) {
    return scope.equals(prefix + "deleted") && pointer.equals("id");
  }

  /// The key of the record, in the `data` of a call.
  Optional<String> key(JsonNode data) {
    JsonNode id = data.at("/" + pointer);
    if (subject == Subject.CART) {
      return Optional.of(id.asString("")).filter(text -> !text.isEmpty() && text.length() <= 64);
    }
    return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0
        ? Optional.of(Long.toString(id.longValue()))
        : Optional.empty();
  }

  static Optional<Topic> of(String scope) {
    return Arrays.stream(values()).filter(one -> one.scopes().contains(scope)).findFirst();
  }

  /// Those that concern what is read.
  static List<Topic> concerning(List<Subject> subjects) {
    return Arrays.stream(values()).filter(one -> subjects.contains(one.subject)).toList();
  }
}
