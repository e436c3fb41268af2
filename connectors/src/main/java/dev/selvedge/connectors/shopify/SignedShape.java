package dev.selvedge.connectors.shopify;

import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.connectors.shopify.api.Topic;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Tells whether a body can be one of its topic. The signature is over the body alone, so whoever
/// has seen a delivery may send its body again under the name of another topic: what takes
/// something back, or asks a person to, is believed only of a body that looks like one of its own
/// and of no other. The shapes are those of the examples that Shopify publishes, of all versions
/// since 2023-07. Stateless.
final class SignedShape {
  private static final String GLOBAL_ID = "admin_graphql_api_id";
  private static final String ONLY_OF_A_CUSTOMER = "tax_exemptions";

  /// What versions up to 2025-04 say of a customer who is gone; `tax_exemptions` all of them.
  private static final Set<String> GONE_CUSTOMER =
      Set.of(
          "id",
          GLOBAL_ID,
          ONLY_OF_A_CUSTOMER,
          "addresses",
          "phone",
          "accepts_marketing",
          "accepts_marketing_updated_at",
          "marketing_opt_in_level",
          "email_marketing_consent",
          "sms_marketing_consent");

  private static final Set<String> GONE = Set.of("id", GLOBAL_ID);
  private static final Set<String> OF_A_SHOP = Set.of("shop_id", "shop_domain");

  private SignedShape() {}

  /// Why a body is not one of its topic; nothing where it may be.
  ///
  /// @param host of the shop, in lower case
  static Optional<String> objection(Topic topic, JsonNode body, String host) {
    boolean fits =
        switch (topic.meaning()) {
          case Topic.Meaning.Deleted(Subject subject) ->
              subject == Subject.CUSTOMER
                  ? body.has(ONLY_OF_A_CUSTOMER) && hasOnly(body, GONE_CUSTOMER)
                  : hasOnly(body, GONE);
          case Topic.Meaning.Consent _ -> !body.has(GLOBAL_ID) && !body.has(ONLY_OF_A_CUSTOMER);
          case Topic.Meaning.Privacy _ -> isRequest(topic, body) && isOf(host, body, "shop_domain");
          case Topic.Meaning.Uninstalled _ -> isShop(body) && isOf(host, body, "myshopify_domain");
          case Topic.Meaning.Changed _, Topic.Meaning.Merged _, Topic.Meaning.Nothing _ -> true;
        };
    return fits
        ? Optional.empty()
        : Optional.of(
            "The body is not one of " + topic.header() + ": nothing is done for its sake.");
  }

  private static boolean isRequest(Topic topic, JsonNode body) {
    return switch (topic) {
      case CUSTOMERS_DATA_REQUEST -> !body.has("orders_to_redact");
      case CUSTOMERS_REDACT -> !body.has("orders_requested") && !body.has("data_request");
      default -> body.has("shop_id") && hasOnly(body, OF_A_SHOP);
    };
  }

  private static boolean isShop(JsonNode body) {
    return Set.of(GLOBAL_ID, "shop_id", "order_id", "customer_id", "customer", "line_items")
        .stream()
        .noneMatch(body::has);
  }

  /// One app, and so one secret, may serve several shops.
  private static boolean isOf(String host, JsonNode body, String field) {
    String theirs = body.path(field).asString("").strip().toLowerCase(Locale.ROOT);
    return theirs.isEmpty() || !host.endsWith(ShopWebhook.OWN_DOMAIN) || theirs.equals(host);
  }

  private static boolean hasOnly(JsonNode body, Set<String> names) {
    return names.containsAll(body.propertyNames());
  }
}
