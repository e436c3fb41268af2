package dev.selvedge.testkit.medusa;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Somebody in the shop, with one cart. Confined to one thread.
public final class Shopper {
  private final Rest anybody;
  private final Map<String, String> shop;
  private Rest me;
  private String cart = "";

  /// @param shop the headers by which a shop's pages are told apart
  Shopper(Rest anybody, Map<String, String> shop) {
    this.anybody = anybody;
    this.shop = shop;
    this.me = anybody.as(shop);
  }

  /// A person's name.
  public record Name(String first, String last) {}

  /// Opens an account and enters it.
  ///
  /// @return the customer's id
  public String register(String email, Name name, String password) {
    Map<String, String> login = Map.of("email", email, "password", password);
    logIn(me.post("auth/customer/emailpass/register", login));
    String id =
        me.post(
                "store/customers",
                Map.of("email", email, "first_name", name.first(), "last_name", name.last()))
            .path("customer")
            .path("id")
            .stringValue();
    logIn(me.post("auth/customer/emailpass", login));
    return id;
  }

  private void logIn(JsonNode answer) {
    Map<String, String> headers = new HashMap<>(shop);
    headers.put("Authorization", "Bearer " + answer.path("token").stringValue());
    me = anybody.as(headers);
  }

  /// Puts something into the cart. The shop sells BLANKET-1, SHIRT-S and SHIRT-M.
  public Shopper add(String sku, int quantity) {
    if (cart.isEmpty()) {
      String region = me.get("store/regions").path("regions").path(0).path("id").stringValue();
      cart =
          me.post("store/carts", Map.of("region_id", region)).path("cart").path("id").stringValue();
    }
    me.post(
        "store/carts/" + cart + "/line-items",
        Map.of("variant_id", variant(sku), "quantity", quantity));
    return this;
  }

  /// Takes something out of the cart again.
  public Shopper remove(String sku) {
    String path = "store/carts/" + cart;
    for (JsonNode line : me.get(path + "?fields=items.*").path("cart").path("items")) {
      if (line.path("variant_sku").stringValue().equals(sku)) {
        me.delete(path + "/line-items/" + line.path("id").stringValue());
        return this;
      }
    }
    throw new IllegalArgumentException("the cart holds no " + sku);
  }

  /// Says who the cart is of.
  public Shopper email(String email) {
    me.post("store/carts/" + cart, Map.of("email", email));
    return this;
  }

  /// The cart's id.
  public String cart() {
    return cart;
  }

  /// Has the cart sent to a place in London and pays for it; the payment is authorised.
  public PlacedOrder place(Name name) {
    Map<String, String> address =
        Map.of(
            "first_name", name.first(),
            "last_name", name.last(),
            "address_1", "1 Test Street",
            "city", "London",
            "postal_code", "N1 1AA",
            "country_code", "gb");
    String path = "store/carts/" + cart;
    me.post(path, Map.of("shipping_address", address, "billing_address", address));
    String option =
        me.get("store/shipping-options?cart_id=" + cart)
            .path("shipping_options")
            .path(0)
            .path("id")
            .stringValue();
    me.post(path + "/shipping-methods", Map.of("option_id", option));
    String collection =
        me.post("store/payment-collections", Map.of("cart_id", cart))
            .path("payment_collection")
            .path("id")
            .stringValue();
    me.post(
        "store/payment-collections/" + collection + "/payment-sessions",
        Map.of("provider_id", "pp_system_default"));
    JsonNode order = me.post(path + "/complete", Map.of()).path("order");
    cart = "";
    return new PlacedOrder(
        order.path("id").stringValue(),
        order.path("display_id").intValue(),
        order.path("total").decimalValue());
  }

  private String variant(String sku) {
    for (JsonNode product : me.get("store/products?fields=*variants").path("products")) {
      for (JsonNode variant : product.path("variants")) {
        if (variant.path("sku").stringValue().equals(sku)) {
          return variant.path("id").stringValue();
        }
      }
    }
    throw new IllegalArgumentException("the shop sells no " + sku);
  }
}
