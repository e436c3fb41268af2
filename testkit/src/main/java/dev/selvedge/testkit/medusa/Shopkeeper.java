package dev.selvedge.testkit.medusa;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Somebody who runs the shop, through the admin API. Confined to one thread.
public final class Shopkeeper {
  /// Changes with what the shop is filled with.
  private static final String RECIPE = "1";

  private static final String ORDER_FIELDS =
      "?fields=*items,*fulfillments,*payment_collections.payments";

  private final Rest anybody;
  private final Rest admin;

  Shopkeeper(Rest anybody) {
    this.anybody = anybody;
    JsonNode token =
        anybody.post(
            "auth/user/emailpass",
            Map.of("email", TestShop.ADMIN, "password", TestShop.ADMIN_PASSWORD));
    this.admin = anybody.as(Map.of("Authorization", "Bearer " + token.path("token").stringValue()));
  }

  static String recipe() {
    return RECIPE;
  }

  /// Somebody who just entered the shop.
  Shopper shopper() {
    JsonNode keys = admin.get("admin/api-keys?type=publishable&fields=token,*sales_channels");
    for (JsonNode key : keys.path("api_keys")) {
      if (!key.path("sales_channels").isEmpty()) {
        return new Shopper(
            anybody, Map.of("x-publishable-api-key", key.path("token").stringValue()));
      }
    }
    throw new IllegalStateException("the shop has no publishable key");
  }

  /// Gives an empty shop a country to sell to, a way to send things and things to sell.
  void open() {
    String channel = first(admin.get("admin/sales-channels"), "sales_channels");
    String store = first(admin.get("admin/stores"), "stores");
    admin.post(
        "admin/stores/" + store,
        Map.of(
            "supported_currencies", List.of(Map.of("currency_code", "gbp", "is_default", true))));
    admin.post(
        "admin/regions",
        Map.of(
            "name",
            "Europe",
            "currency_code",
            "gbp",
            "countries",
            List.of("gb", "de"),
            "payment_providers",
            List.of("pp_system_default")));
    admin.post(
        "admin/tax-regions",
        Map.of(
            "country_code",
            "gb",
            "provider_id",
            "tp_system",
            "default_tax_rate",
            Map.of("rate", 20, "code", "VAT", "name", "VAT")));
    String profile =
        admin
            .post("admin/shipping-profiles", Map.of("name", "Default", "type", "default"))
            .path("shipping_profile")
            .path("id")
            .stringValue();
    sendFrom(channel, profile);
    sell(channel, profile, "Woollen Blanket", "Size", 80, Map.of("BLANKET-1", "One"));
    sell(channel, profile, "Linen Shirt", "Size", 35, Map.of("SHIRT-S", "S", "SHIRT-M", "M"));
  }

  private void sendFrom(String channel, String profile) {
    String location =
        admin
            .post("admin/stock-locations", Map.of("name", "Mill"))
            .path("stock_location")
            .path("id")
            .stringValue();
    String path = "admin/stock-locations/" + location;
    admin.post(path + "/fulfillment-providers", Map.of("add", List.of("manual_manual")));
    admin.post(path + "/sales-channels", Map.of("add", List.of(channel)));
    JsonNode sets =
        admin.post(
            path + "/fulfillment-sets?fields=*fulfillment_sets",
            Map.of("name", "Post", "type", "shipping"));
    String set = first(sets.path("stock_location"), "fulfillment_sets");
    JsonNode zones =
        admin.post(
            "admin/fulfillment-sets/" + set + "/service-zones",
            Map.of(
                "name",
                "Europe",
                "geo_zones",
                List.of(
                    Map.of("type", "country", "country_code", "gb"),
                    Map.of("type", "country", "country_code", "de"))));
    admin.post(
        "admin/shipping-options",
        Map.of(
            "name",
            "Standard Shipping",
            "service_zone_id",
            first(zones.path("fulfillment_set"), "service_zones"),
            "shipping_profile_id",
            profile,
            "provider_id",
            "manual_manual",
            "price_type",
            "flat",
            "type",
            Map.of("label", "Standard", "description", "By post", "code", "standard"),
            "prices",
            List.of(Map.of("currency_code", "gbp", "amount", 5)),
            "rules",
            List.of()));
  }

  /// Notes a product that is not in the shop's pages yet.
  ///
  /// @param skus one a variant
  /// @return it, with its variants
  public JsonNode draft(String title, int price, List<String> skus) {
    List<Map<String, Object>> variants =
        skus.stream().map(sku -> variant(sku, "Size", sku, price)).toList();
    return admin
        .post(
            "admin/products",
            Map.of(
                "title",
                title,
                "options",
                List.of(Map.of("title", "Size", "values", skus)),
                "variants",
                variants))
        .path("product");
  }

  /// Makes a product vanish from every list.
  public void deleteProduct(String product) {
    admin.delete("admin/products/" + product);
  }

  private void sell(
      String channel,
      String profile,
      String title,
      String option,
      int price,
      Map<String, String> variants) {
    List<Map<String, Object>> sold = new ArrayList<>();
    variants.forEach((sku, value) -> sold.add(variant(sku, option, value, price)));
    admin.post(
        "admin/products",
        Map.of(
            "title",
            title,
            "status",
            "published",
            "shipping_profile_id",
            profile,
            "sales_channels",
            List.of(Map.of("id", channel)),
            "options",
            List.of(Map.of("title", option, "values", List.copyOf(variants.values()))),
            "variants",
            sold));
  }

  private static Map<String, Object> variant(String sku, String option, String value, int price) {
    return Map.of(
        "title",
        value,
        "sku",
        sku,
        "manage_inventory",
        false,
        "options",
        Map.of(option, value),
        "prices",
        List.of(Map.of("currency_code", "gbp", "amount", price)));
  }

  private static String first(JsonNode answer, String list) {
    return answer.path(list).path(0).path("id").stringValue();
  }

  /// Makes a secret key for somebody who calls the admin API.
  public String secretKey(String title) {
    return admin
        .post("admin/api-keys", Map.of("title", title, "type", "secret"))
        .path("api_key")
        .path("token")
        .stringValue();
  }

  /// Anything the methods below do not offer.
  ///
  /// @param path below `/admin/`
  public JsonNode get(String path) {
    return admin.get("admin/" + path);
  }

  /// Asks another price for a variant.
  ///
  /// @param amount in major units
  public void price(String product, String variant, int amount) {
    admin.post(
        "admin/products/" + product + "/variants/" + variant,
        Map.of("prices", List.of(Map.of("currency_code", "gbp", "amount", amount))));
  }

  /// Sells a variant no longer.
  public void deleteVariant(String product, String variant) {
    admin.delete("admin/products/" + product + "/variants/" + variant);
  }

  /// An order with its lines, parcels and payments.
  public JsonNode order(String id) {
    return get("orders/" + id + ORDER_FIELDS).path("order");
  }

  /// Takes the money that was authorised.
  public void capture(String order) {
    admin.post("admin/payments/" + payment(order) + "/capture", Map.of());
  }

  /// Packs all of an order.
  ///
  /// @return the fulfilment's id
  public String pack(String order) {
    admin.post("admin/orders/" + order + "/fulfillments", Map.of("items", items(order)));
    return first(order(order), "fulfillments");
  }

  /// Hands a parcel over.
  public void ship(String order, String fulfilment, String tracking) {
    Map<String, Object> label =
        Map.of(
            "tracking_number",
            tracking,
            "tracking_url",
            "https://example.com/track",
            "label_url",
            "https://example.com/label");
    admin.post(
        "admin/orders/" + order + "/fulfillments/" + fulfilment + "/shipments",
        Map.of("items", items(order), "labels", List.of(label)));
  }

  /// The parcel has arrived.
  public void deliver(String order, String fulfilment) {
    admin.post(
        "admin/orders/" + order + "/fulfillments/" + fulfilment + "/mark-as-delivered", Map.of());
  }

  /// Pays back a part of what was captured.
  ///
  /// @param amount in major units
  public void refund(String order, BigDecimal amount, String note) {
    admin.post(
        "admin/payments/" + payment(order) + "/refund", Map.of("amount", amount, "note", note));
  }

  /// Takes back one of the first line.
  public void takeBackOne(String order) {
    String back =
        admin
            .post("admin/returns", Map.of("order_id", order))
            .path("return")
            .path("id")
            .stringValue();
    List<Map<String, Object>> one =
        List.of(Map.of("id", first(order(order), "items"), "quantity", 1));
    String path = "admin/returns/" + back;
    admin.post(path + "/request-items", Map.of("items", one));
    admin.post(path + "/request", Map.of());
    admin.post(path + "/receive", Map.of());
    admin.post(path + "/receive-items", Map.of("items", one));
    admin.post(path + "/receive/confirm", Map.of());
  }

  /// Cancels an order as a whole.
  public void cancel(String order) {
    admin.post("admin/orders/" + order + "/cancel", Map.of());
  }

  private String payment(String order) {
    return first(order(order).path("payment_collections").path(0), "payments");
  }

  private List<Map<String, Object>> items(String order) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (JsonNode item : order(order).path("items")) {
      items.add(
          Map.of(
              "id", item.path("id").stringValue(), "quantity", item.path("quantity").intValue()));
    }
    return items;
  }

  /// The id of a customer with exactly this address.
  ///
  /// @param account with an account, or a guest
  public Optional<String> customer(String email, boolean account) {
    String query =
        "customers?has_account="
            + account
            + "&email="
            + URLEncoder.encode(email, StandardCharsets.UTF_8);
    return get(query).path("customers").path(0).path("id").stringValueOpt();
  }

  public void rename(String customer, Shopper.Name name) {
    change(customer, Map.of("first_name", name.first(), "last_name", name.last()));
  }

  /// Notes what a customer decided, among other things.
  public void note(String customer, Map<String, ?> metadata) {
    change(customer, Map.of("metadata", metadata));
  }

  private void change(String customer, Map<String, ?> what) {
    admin.post("admin/customers/" + customer, what);
  }

  /// What is noted of a customer.
  public JsonNode metadata(String customer) {
    return get("customers/" + customer).path("customer").path("metadata");
  }

  /// Makes a customer vanish from every list.
  public void deleteCustomer(String customer) {
    admin.delete("admin/customers/" + customer);
  }
}
