package dev.selvedge.testkit.vendure;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Somebody in the shop, with one session and so one cart. Confined to one thread.
public final class Shopper {
  private static final String REFUSED = "__typename ... on ErrorResult { errorCode message }";

  private final GraphQl api;
  private final Map<String, String> variantsBySku = new HashMap<>();

  Shopper(GraphQl api) {
    this.api = api;
  }

  /// A person's name.
  public record Name(String first, String last) {}

  /// Opens an account.
  public Shopper register(String email, Name name, String password) {
    api.change(
        "registerCustomerAccount",
        "mutation($input: RegisterCustomerInput!) { registerCustomerAccount(input: $input) { "
            + REFUSED
            + " } }",
        Map.of(
            "input",
            Map.of(
                "emailAddress",
                email,
                "firstName",
                name.first(),
                "lastName",
                name.last(),
                "password",
                password)));
    return this;
  }

  /// Enters an account.
  public Shopper logIn(String email, String password) {
    api.change(
        "login",
        "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { "
            + REFUSED
            + " } }",
        Map.of("u", email, "p", password));
    return this;
  }

  /// Ticks or clears the box on one's own account.
  public Shopper chooseMarketing(boolean optIn, Instant at) {
    api.ask(
        "mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) { id } }",
        Map.of(
            "input",
            Map.of(
                "customFields",
                Map.of("marketingOptIn", optIn, "marketingOptInAt", at.toString()))));
    return this;
  }

  /// Puts something into the cart. The shop sells BLANKET-1, SHIRT-S, SHIRT-M, SHIRT-L and GIFT-25.
  public Shopper add(String sku, int quantity) {
    api.change(
        "addItemToOrder",
        "mutation($id: ID!, $n: Int!) { addItemToOrder(productVariantId: $id, quantity: $n) { "
            + REFUSED
            + " } }",
        Map.of("id", variant(sku), "n", quantity));
    return this;
  }

  /// Takes everything out of the cart.
  public Shopper empty() {
    api.change(
        "removeAllOrderLines", "mutation { removeAllOrderLines { " + REFUSED + " } }", Map.of());
    return this;
  }

  /// Gives a name and an address without an account.
  public Shopper asGuest(String email, Name name) {
    api.change(
        "setCustomerForOrder",
        "mutation($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { "
            + REFUSED
            + " } }",
        Map.of(
            "input",
            Map.of("emailAddress", email, "firstName", name.first(), "lastName", name.last())));
    return this;
  }

  /// Has the cart sent to a place in London, as far as the moment of paying.
  public Shopper goToTill(String fullName) {
    api.change(
        "setOrderShippingAddress",
        "mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { "
            + REFUSED
            + " } }",
        Map.of(
            "input",
            Map.of(
                "fullName", fullName,
                "streetLine1", "1 Test Street",
                "city", "London",
                "postalCode", "N1 1AA",
                "countryCode", "GB",
                "phoneNumber", "+44 20 7946 0000")));
    JsonNode methods =
        api.ask("query { eligibleShippingMethods { id } }", Map.of())
            .path("eligibleShippingMethods");
    api.change(
        "setOrderShippingMethod",
        "mutation($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { "
            + REFUSED
            + " } }",
        Map.of("id", java.util.List.of(methods.path(0).path("id").stringValue())));
    api.change(
        "transitionOrderToState",
        "mutation { transitionOrderToState(state: \"ArrangingPayment\") { " + REFUSED + " } }",
        Map.of());
    return this;
  }

  /// Pays for the cart; the payment is settled at once.
  public PlacedOrder pay() {
    JsonNode order =
        api.change(
            "addPaymentToOrder",
            "mutation { addPaymentToOrder(input: {method: \"standard-payment\", metadata: {}}) { "
                + REFUSED
                + " ... on Order { id code totalWithTax } } }",
            Map.of());
    return new PlacedOrder(
        order.path("id").stringValue(),
        order.path("code").stringValue(),
        order.path("totalWithTax").longValue());
  }

  private String variant(String sku) {
    if (variantsBySku.isEmpty()) {
      JsonNode products =
          api.ask("query { products { items { variants { id sku } } } }", Map.of())
              .path("products")
              .path("items");
      for (JsonNode product : products) {
        for (JsonNode variant : product.path("variants")) {
          variantsBySku.put(variant.path("sku").stringValue(), variant.path("id").stringValue());
        }
      }
    }
    String found = variantsBySku.get(sku);
    if (found == null) {
      throw new IllegalArgumentException("the shop sells no " + sku);
    }
    return found;
  }
}
