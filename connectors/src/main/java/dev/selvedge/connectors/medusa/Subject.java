package dev.selvedge.connectors.medusa;

import dev.selvedge.RecordKind;

/// What a shop keeps and its admin API lists.
enum Subject {
  CUSTOMER(
      "customer",
      "customers",
      "id,email,first_name,last_name,company_name,phone,has_account,metadata,created_at,updated_at,"
          + "deleted_at"),
  ORDER(
      "order",
      "orders",
      "id,display_id,custom_display_id,status,email,customer_id,currency_code,created_at,updated_at,"
          + "canceled_at,metadata,version,total,subtotal,item_total,shipping_total,tax_total,"
          + "discount_total,original_total,*items,*shipping_address,*billing_address,*customer,"
          + "*sales_channel,cart.id,*shipping_methods,*payment_collections,"
          + "*payment_collections.payments,"
          + "*payment_collections.payments.refunds,*fulfillments,*fulfillments.items,"
          + "*fulfillments.labels,*returns,*returns.items"),
  PRODUCT(
      "product",
      "products",
      "id,title,subtitle,handle,status,description,thumbnail,external_id,metadata,created_at,"
          + "updated_at,*collection,*categories,*type,*tags,*variants,*variants.prices,"
          + "*variants.options");

  private final String kind;
  private final String list;
  private final String fields;

  Subject(String kind, String list, String fields) {
    this.kind = kind;
    this.list = list;
    this.fields = fields;
  }

  RecordKind kind() {
    return new RecordKind(kind);
  }

  /// The path that lists it, and the member that holds the list.
  String list() {
    return list;
  }

  /// What is asked for: Medusa leaves out what is not named.
  String fields() {
    return fields;
  }
}
