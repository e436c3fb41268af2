package dev.selvedge.connectors.odoo;

import dev.selvedge.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What can be read of an Odoo, the model it is, and the models whose changes are changes of it.
enum Subject {
  PARTNER("res.partner"),
  ORDER("sale.order"),

  /// A delivery to a customer.
  SHIPMENT("stock.picking"),

  /// A customer's credit note.
  REFUND("account.move"),
  PRODUCT("product.product"),
  SUBSCRIPTION("mailing.subscription"),
  BLACKLIST("mail.blacklist");

  private final String model;

  Subject(String model) {
    this.model = model;
  }

  /// Those records of a model that count.
  ///
  /// @param field of the model; a dot leads on
  /// @param value what it must be
  record Only(String field, String value) {}

  /// A list of records whose changes are changes of what is read.
  ///
  /// @param via the field that leads to what is read: one record, or several; `id` where these are
  ///     what is read
  /// @param only which of them count
  record Listed(String model, String via, Optional<Only> only) {
    private Listed(String model, String via) {
      this(model, via, Optional.empty());
    }
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  String model() {
    return model;
  }

  /// Which records of the model are meant.
  Optional<Only> only() {
    return switch (this) {
      case SHIPMENT -> Optional.of(new Only("picking_type_id.code", "outgoing"));
      case REFUND -> Optional.of(new Only("move_type", "out_refund"));
      case PARTNER, ORDER, PRODUCT, SUBSCRIPTION, BLACKLIST -> Optional.empty();
    };
  }

  /// All that is walked for it: the model itself, and those of its parts.
  List<Listed> lists() {
    Listed own = new Listed(model, "id", only());
    return switch (this) {
      case PARTNER, BLACKLIST -> List.of(own);
      case ORDER -> List.of(own, new Listed("sale.order.line", "order_id"));
      case SHIPMENT -> List.of(own, part("stock.move", "picking_id"));
      case REFUND -> List.of(own, part("account.move.line", "move_id"));
      case PRODUCT -> List.of(own, new Listed("product.template", "product_variant_ids"));
      case SUBSCRIPTION -> List.of(own, new Listed("mailing.contact", "subscription_ids"));
    };
  }

  private Listed part(String partModel, String via) {
    return new Listed(
        partModel, via, only().map(one -> new Only(via + '.' + one.field(), one.value())));
  }

  /// The fields that lead to its parts, whose stamps are read with it.
  List<String> parts() {
    return switch (this) {
      case ORDER -> List.of("order_line");
      case SHIPMENT -> List.of("move_ids");
      case REFUND -> List.of("invoice_line_ids");
      case PRODUCT -> List.of("product_tmpl_id");
      case SUBSCRIPTION -> List.of("contact_id");
      case PARTNER, BLACKLIST -> List.of();
    };
  }

  /// What is read of each, as far as this Odoo has it.
  List<String> fields() {
    return switch (this) {
      case PARTNER -> Fields.PARTNER;
      case ORDER -> Fields.ORDER;
      case SHIPMENT -> Fields.SHIPMENT;
      case REFUND -> Fields.REFUND;
      case PRODUCT -> Fields.PRODUCT;
      case SUBSCRIPTION -> Fields.SUBSCRIPTION;
      case BLACKLIST -> Fields.BLACKLIST;
    };
  }
}
