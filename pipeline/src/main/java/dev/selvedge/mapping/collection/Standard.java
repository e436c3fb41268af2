package dev.selvedge.mapping.collection;

import static dev.selvedge.mapping.collection.ColumnType.BOOLEAN;
import static dev.selvedge.mapping.collection.ColumnType.FLOAT;
import static dev.selvedge.mapping.collection.ColumnType.INTEGER;
import static dev.selvedge.mapping.collection.ColumnType.STRING;
import static dev.selvedge.mapping.collection.ColumnType.TIMESTAMP;

import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Declaration.Scope;
import java.util.ArrayList;
import java.util.List;

/// The collections that Dotdigital's own features read, as the platform's pages and its official
/// connectors fill them (Dotdigital docs: insight data). Their records are made by the hub, so they
/// are open; a name counts in snake_case and in camelCase.
public final class Standard {
  /// The one collection of carts.
  public static final String CARTS = "CartInsight";

  private Standard() {}

  /// What the records of orders hold, in a collection of this name.
  public static Declaration orders(String name) {
    return new Declaration(
        name,
        Kind.ORDERS,
        Scope.CONTACT,
        true,
        List.of(
            Column.of("id", STRING),
            Column.of("email", STRING),
            Column.of("quote_id", STRING),
            Column.of("store_name", STRING),
            Column.of("order_status", STRING),
            Column.of("purchase_date", TIMESTAMP),
            Column.of("currency", STRING),
            Column.of("order_total", FLOAT),
            Column.of("order_subtotal", FLOAT),
            Column.of("discount_amount", FLOAT),
            Column.of("tax_amount", FLOAT),
            Column.of("delivery_total", FLOAT),
            Column.of("refunded_total", FLOAT),
            Column.of("net_total", FLOAT),
            Column.of("channel", STRING),
            Column.of("payment", STRING),
            Column.of("couponcode", STRING),
            Column.of("delivery_method", STRING),
            address("delivery"),
            address("billing"),
            Column.records(
                "products",
                Column.of("id", STRING),
                Column.of("product_id", STRING),
                Column.of("parent_id", STRING),
                Column.of("sku", STRING),
                Column.of("original_sku", STRING),
                Column.of("name", STRING),
                Column.of("qty", INTEGER),
                Column.of("price", FLOAT),
                Column.of("tax_amount", FLOAT),
                Column.of("discount_amount", FLOAT),
                Column.of("line_total", FLOAT),
                new Column("categories", STRING, true, List.of()),
                Column.of("brand", STRING),
                Column.of("image_path", STRING),
                Column.of("url", STRING)),
            Column.records(
                "fulfilments",
                Column.of("id", STRING),
                Column.of("status", STRING),
                Column.of("carrier", STRING),
                Column.of("tracking", STRING),
                Column.of("tracking_url", STRING),
                Column.of("shipped_date", TIMESTAMP),
                Column.of("delivered_date", TIMESTAMP),
                items()),
            takenBack("refunds", "refund_date"),
            takenBack("cancellations", "cancel_date")));
  }

  private static Column address(String kind) {
    return Column.record(
        kind + "_address",
        Column.of(kind + "_address_1", STRING),
        Column.of(kind + "_address_2", STRING),
        Column.of(kind + "_city", STRING),
        Column.of(kind + "_region", STRING),
        Column.of(kind + "_postcode", STRING),
        Column.of(kind + "_country", STRING));
  }

  private static Column takenBack(String name, String date) {
    return Column.records(
        name,
        Column.of("id", STRING),
        Column.of("amount", FLOAT),
        Column.of("reason", STRING),
        Column.of(date, TIMESTAMP),
        items());
  }

  private static Column items() {
    return Column.records("products", Column.of("sku", STRING), Column.of("qty", INTEGER));
  }

  /// The catalogue of products.
  ///
  /// @param more what the project adds
  public static Declaration catalog(String name, List<Column> more) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of("id", STRING),
                Column.of("parent_id", STRING),
                Column.of("name", STRING),
                Column.of("sku", STRING),
                Column.of("original_sku", STRING),
                Column.of("status", STRING),
                Column.of("currency", STRING),
                Column.of("price", FLOAT),
                Column.of("price_incl_tax", FLOAT),
                Column.of("special_price", FLOAT),
                Column.of("stock", FLOAT),
                Column.of("url", STRING),
                Column.of("image_path", STRING),
                Column.of("created_date", TIMESTAMP),
                new Column("images", STRING, true, List.of()),
                Column.records("categories", Column.of("name", STRING))));
    columns.addAll(more);
    return new Declaration(name, Kind.CATALOG, Scope.ACCOUNT, true, columns);
  }

  /// What the records of carts hold, in Dotdigital's collection of carts.
  public static Declaration carts() {
    return new Declaration(
        CARTS,
        Kind.CART_INSIGHT,
        Scope.CONTACT,
        true,
        List.of(
            Column.of("cartId", STRING),
            Column.of("cartPhase", STRING),
            Column.of("cartUrl", STRING),
            Column.of("currency", STRING),
            Column.of("createdDate", TIMESTAMP),
            Column.of("modifiedDate", TIMESTAMP),
            Column.of("subTotal", FLOAT),
            Column.of("taxAmount", FLOAT),
            Column.of("shipping", FLOAT),
            Column.of("discountAmount", FLOAT),
            Column.of("grandTotal", FLOAT),
            Column.of("guest", BOOLEAN),
            Column.records(
                "lineItems",
                Column.of("sku", STRING),
                Column.of("original_sku", STRING),
                Column.of("name", STRING),
                Column.of("imageUrl", STRING),
                Column.of("productUrl", STRING),
                Column.of("unitPrice", FLOAT),
                Column.of("salePrice", FLOAT),
                Column.of("quantity", INTEGER),
                Column.of("totalPrice", FLOAT))));
  }
}
