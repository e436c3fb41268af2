package dev.selvedge.connectors.odoo;

import java.util.List;
import java.util.stream.Stream;

/// The fields that are read of every Odoo, by what they are fields of. A dot leads on. What this
/// Odoo has not, because it is older or an app is missing, is left out.
final class Fields {
  static final List<String> PARTNER =
      List.of(
          "name",
          "email",
          "phone",
          "mobile",
          "lang",
          "active",
          "type",
          "is_company",
          "parent_id",
          "commercial_partner_id",
          "ref",
          "street",
          "street2",
          "city",
          "zip",
          "state_id.code",
          "country_id.code",
          "category_id.name",
          "customer_rank",
          "is_blacklisted");

  static final List<String> ORDER =
      Stream.concat(
              Stream.of(
                  "name",
                  "state",
                  "client_order_ref",
                  "origin",
                  "date_order",
                  "website_id",
                  "invoice_status",
                  "delivery_status",
                  "currency_id.name",
                  "amount_untaxed",
                  "amount_tax",
                  "amount_total",
                  "order_line.product_uom_qty",
                  "order_line.qty_delivered",
                  "order_line.qty_invoiced",
                  "order_line.price_tax",
                  "order_line.is_delivery"),
              Stream.of(customer("partner_id"), address("partner_shipping_id"), lines("order_line"))
                  .flatMap(List::stream))
          .toList();

  static final List<String> SHIPMENT =
      Stream.concat(
              Stream.of(
                  "name",
                  "state",
                  "origin",
                  "scheduled_date",
                  "date_done",
                  "carrier_id.name",
                  "carrier_tracking_ref",
                  "carrier_tracking_url",
                  "sale_id.name",
                  "sale_id.client_order_ref",
                  "move_ids.state",
                  "move_ids.product_id.default_code",
                  "move_ids.product_id.display_name",
                  "move_ids.product_uom_qty",
                  "move_ids.quantity"),
              Stream.of(customer("partner_id"), address("partner_id")).flatMap(List::stream))
          .toList();

  static final List<String> REFUND =
      Stream.concat(
              Stream.of(
                  "name",
                  "ref",
                  "state",
                  "payment_state",
                  "invoice_date",
                  "invoice_origin",
                  "reversed_entry_id.name",
                  "reversed_entry_id.invoice_origin",
                  "currency_id.name",
                  "amount_untaxed",
                  "amount_tax",
                  "amount_total",
                  "invoice_line_ids.quantity",
                  "invoice_line_ids.sale_line_ids.order_id.name",
                  "invoice_line_ids.sale_line_ids.order_id.client_order_ref"),
              Stream.of(customer("partner_id"), lines("invoice_line_ids")).flatMap(List::stream))
          .toList();

  static final List<String> PRODUCT =
      List.of(
          "default_code",
          "barcode",
          "name",
          "display_name",
          "active",
          "lst_price",
          "currency_id.name",
          "product_tmpl_id.name",
          "product_tmpl_id.type",
          "product_tmpl_id.sale_ok",
          "product_tmpl_id.active",
          "product_tmpl_id.categ_id.complete_name",
          "product_tmpl_id.description_sale",
          "product_tmpl_id.is_published",
          "product_tmpl_id.website_url");

  static final List<String> SUBSCRIPTION =
      List.of(
          "opt_out",
          "opt_out_datetime",
          "opt_out_reason_id",
          "is_blacklisted",
          "list_id.name",
          "contact_id.name",
          "contact_id.email",
          "contact_id.company_name",
          "contact_id.country_id.code");

  static final List<String> BLACKLIST = List.of("email", "active", "opt_out_reason_id");

  private Fields() {}

  private static List<String> customer(String field) {
    return Stream.of("name", "email", "lang").map(name -> field + '.' + name).toList();
  }

  private static List<String> address(String field) {
    return Stream.of("name", "street", "street2", "city", "zip", "country_id.code")
        .map(name -> field + '.' + name)
        .toList();
  }

  private static List<String> lines(String field) {
    return Stream.of(
            "name",
            "display_type",
            "product_id.default_code",
            "product_id.display_name",
            "price_unit",
            "discount",
            "price_subtotal",
            "price_total")
        .map(name -> field + '.' + name)
        .toList();
  }
}
