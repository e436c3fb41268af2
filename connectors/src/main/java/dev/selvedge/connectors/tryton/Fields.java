package dev.selvedge.connectors.tryton;

import java.util.List;

/// The fields that are read of every Tryton, by what they are fields of. A dot leads on.
final class Fields {
  static final List<String> PARTY =
      List.of(
          "code",
          "name",
          "full_name",
          "active",
          "lang.code",
          "replaced_by",
          "email",
          "phone",
          "mobile",
          "contact_mechanisms.type",
          "contact_mechanisms.value",
          "contact_mechanisms.active",
          "addresses.street",
          "addresses.postal_code",
          "addresses.city",
          "addresses.subdivision.code",
          "addresses.country.code",
          "addresses.active",
          "identifiers.type",
          "identifiers.code");

  static final List<String> SALE =
      List.of(
          "number",
          "reference",
          "description",
          "state",
          "shipment_state",
          "invoice_state",
          "sale_date",
          "party.name",
          "currency.code",
          "untaxed_amount",
          "tax_amount",
          "total_amount",
          "origin",
          "shipment_address.street",
          "shipment_address.city",
          "shipment_address.postal_code",
          "shipment_address.country.code",
          "lines.type",
          "lines.product.code",
          "lines.product.template.name",
          "lines.quantity",
          "lines.unit_price",
          "lines.amount",
          "lines.summary");

  static final List<String> SHIPMENT =
      List.of(
          "number",
          "reference",
          "state",
          "planned_date",
          "effective_date",
          "customer.name",
          "warehouse.name",
          "delivery_address.city",
          "delivery_address.postal_code",
          "delivery_address.country.code",
          "outgoing_moves.product.code",
          "outgoing_moves.quantity",
          "outgoing_moves.state",
          "outgoing_moves.origin",
          "outgoing_moves.sale.number",
          "outgoing_moves.sale.reference");

  static final List<String> INVOICE =
      List.of(
          "number",
          "reference",
          "type",
          "state",
          "invoice_date",
          "party.name",
          "currency.code",
          "untaxed_amount",
          "tax_amount",
          "total_amount",
          "origins",
          "sales.number",
          "sales.reference",
          "lines.product.code",
          "lines.quantity",
          "lines.unit_price",
          "lines.amount",
          "lines.origin");

  static final List<String> PRODUCT =
      List.of(
          "code",
          "active",
          "description",
          "list_price",
          "template.name",
          "template.type",
          "template.salable",
          "template.active",
          "template.categories.name",
          "identifiers.type",
          "identifiers.code");

  static final List<String> SUBSCRIPTION = List.of("email", "active", "list_.name");

  private Fields() {}
}
