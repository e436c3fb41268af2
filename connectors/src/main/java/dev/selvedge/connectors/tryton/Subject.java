package dev.selvedge.connectors.tryton;

import dev.selvedge.RecordKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What can be read of an ERP, the model it is, and the models whose changes are changes of it.
enum Subject {
  PARTY("party.party", true),
  SALE("sale.sale", false),

  /// A sale of less than nothing: what came back.
  RETURN("sale.sale", false),
  SHIPMENT("stock.shipment.out", false),
  INVOICE("account.invoice", false),
  PRODUCT("product.product", true),
  SUBSCRIPTION("marketing.email", true);

  private final String model;
  private final boolean deactivable;

  Subject(String model, boolean deactivable) {
    this.model = model;
    this.deactivable = deactivable;
  }

  /// A model whose records belong to those of another.
  ///
  /// @param via its field that leads to them: one id, or a list of ids
  record Part(String model, String via) {}

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  String model() {
    return model;
  }

  /// Whether records can be switched off, which hides them unless they are asked for.
  boolean deactivable() {
    return deactivable;
  }

  /// Whether a record of the model is one of these.
  boolean includes(JsonNode record) {
    boolean back = record.path("total_amount").decimalValue(BigDecimal.ZERO).signum() < 0;
    return switch (this) {
      case SALE -> !back;
      case RETURN -> back;
      case PARTY, SHIPMENT, INVOICE, PRODUCT, SUBSCRIPTION -> true;
    };
  }

  /// What is read of each.
  List<String> fields() {
    return switch (this) {
      case PARTY -> Fields.PARTY;
      case SALE, RETURN -> Fields.SALE;
      case SHIPMENT -> Fields.SHIPMENT;
      case INVOICE -> Fields.INVOICE;
      case PRODUCT -> Fields.PRODUCT;
      case SUBSCRIPTION -> Fields.SUBSCRIPTION;
    };
  }

  List<Part> parts() {
    return switch (this) {
      case PARTY ->
          List.of(new Part("party.contact_mechanism", "party"), new Part("party.address", "party"));
      case SALE, RETURN -> List.of(new Part("sale.line", "sale"));
      case INVOICE -> List.of(new Part("account.invoice.line", "invoice"));
      case PRODUCT -> List.of(new Part("product.template", "products"));
      case SHIPMENT, SUBSCRIPTION -> List.of();
    };
  }
}
