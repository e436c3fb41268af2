package dev.selvedge.connectors.shopify.api;

import dev.selvedge.connectors.shopify.api.ShopifySettings.Metafield;
import java.util.List;
import java.util.Map;

/// What is selected of each thing in a shop, as text of a question. Immutable.
///
/// Pages within a record are short, since the API weighs what they may hold and not what they do;
/// what does not fit is read by questions of its own. Notes, payment details and IP
/// addresses are not selected.
public final class Selections {
  /// Fulfilments, and refunds, of an order that are read with it: lists that have no pages.
  public static final int FEW = 10;

  /// As many of them are asked for where those were too few; an order that has so many is not given
  /// without the others.
  public static final int MANY = 100;

  /// Under this name and a number a metafield is asked for.
  public static final String METAFIELD = "metafield_";

  private static final int LINES = 10;
  private static final int VARIANTS = 20;
  private static final int INNER = 5;

  private static final String MONEY = "{ shopMoney { amount currencyCode } }";
  private static final String BOTH =
      "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }";
  private static final String ADDRESS =
      "{ name company address1 address2 city province provinceCode zip country countryCodeV2"
          + " phone }";
  private static final String OWNER =
      "customer { id legacyResourceId defaultEmailAddress { emailAddress } }";

  private static final String CUSTOMER =
      """
      id legacyResourceId createdAt updatedAt firstName lastName locale state tags verifiedEmail
      numberOfOrders amountSpent { amount currencyCode }
      defaultEmailAddress {
        emailAddress validFormat marketingState marketingOptInLevel marketingUpdatedAt
      }
      defaultPhoneNumber {
        phoneNumber smsMarketingConsent { state optInLevel updatedAt collectedFrom }
      }
      defaultAddress %s
      """
          .formatted(ADDRESS);

  private static final String LINE =
      """
      id sku name title variantTitle vendor quantity currentQuantity isGiftCard
      originalUnitPriceSet %1$s discountedUnitPriceAfterAllDiscountsSet %1$s totalDiscountSet %1$s
      image { url }
      variant { id legacyResourceId } product { id legacyResourceId productType }
      """
          .formatted(MONEY);

  private static final String FULFILMENT_LINE = "id quantity lineItem { id sku }";
  private static final String REFUND_LINE =
      "id quantity restockType subtotalSet %1$s totalTaxSet %1$s lineItem { id sku }"
          .formatted(MONEY);

  private static final String CHECKOUT_LINE =
      """
      id sku title variantTitle quantity originalUnitPriceSet %1$s discountedTotalPriceSet %1$s
      image { url } variant { id legacyResourceId } product { id legacyResourceId }
      """
          .formatted(MONEY);

  private static final String SHIPPING_LINE =
      "id title code originalPriceSet %1$s discountedPriceSet %1$s".formatted(MONEY);

  private static final String VARIANT =
      """
      id legacyResourceId createdAt updatedAt sku barcode title displayName position price
      compareAtPrice inventoryQuantity availableForSale selectedOptions { name value }
      """;

  private static final String PRODUCT =
      """
      id legacyResourceId createdAt updatedAt publishedAt handle title status vendor productType
      tags totalInventory onlineStoreUrl description(truncateAt: 1000)
      featuredMedia { preview { image { url } } }
      """;

  private static final String CHECKOUT =
      """
      id name createdAt updatedAt completedAt abandonedCheckoutUrl discountCodes
      totalPriceSet %1$s subtotalPriceSet %2$s totalDiscountSet %2$s totalTaxSet %2$s
      %3$s
      """
          .formatted(BOTH, MONEY, OWNER);

  private static final String ORDER =
      """
      id legacyResourceId name email createdAt updatedAt processedAt cancelledAt cancelReason
      closedAt test sourceName customerAcceptsMarketing customerLocale displayFinancialStatus
      displayFulfillmentStatus currencyCode presentmentCurrencyCode taxesIncluded tags discountCodes
      paymentGatewayNames checkoutToken
      %3$s
      shippingAddress %4$s
      billingAddress %4$s
      totalPriceSet %1$s currentTotalPriceSet %2$s subtotalPriceSet %2$s totalDiscountsSet %2$s
      totalTaxSet %2$s totalShippingPriceSet %2$s totalRefundedSet %2$s
      taxLines { title rate priceSet %2$s }
      """
          .formatted(BOTH, MONEY, OWNER, ADDRESS);

  private final Map<Subject, List<Metafield>> fields;

  /// With the metafields that are wanted.
  public Selections(ShopifySettings settings) {
    this.fields =
        Map.of(
            Subject.CUSTOMER, settings.wanted().customerFields(),
            Subject.ORDER, settings.wanted().orderFields(),
            Subject.PRODUCT, settings.wanted().productFields());
  }

  /// Everything that is read of one.
  public String of(Subject subject) {
    return switch (subject) {
      case CUSTOMER -> CUSTOMER + metafields(subject);
      case ORDER ->
          ORDER
              + page("lineItems", LINES, LINE)
              + page("shippingLines", INNER, SHIPPING_LINE)
              + fulfilments(FEW, INNER)
              + refunds(FEW, INNER)
              + metafields(subject);
      case PRODUCT -> product() + page("variants", VARIANTS, VARIANT);
      case VARIANT -> VARIANT + "product {\n" + product() + "}\n";
      case CHECKOUT -> CHECKOUT + page("lineItems", LINES, CHECKOUT_LINE);
    };
  }

  /// The same for a bulk operation, which has no pages.
  public String inBulk(Subject subject) {
    return switch (subject) {
      case CUSTOMER -> of(subject);
      case PRODUCT, VARIANT -> product() + "variants { edges { node {\n" + VARIANT + "} } }\n";
      case ORDER, CHECKOUT -> throw new IllegalArgumentException("not in bulk: " + subject);
    };
  }

  private String product() {
    return PRODUCT + metafields(Subject.PRODUCT);
  }

  /// What a page within a thing is made of, by the thing's type and the page's name.
  static String within(String type, String field) {
    return switch (type + "." + field) {
      case "Order.lineItems" -> LINE;
      case "Order.shippingLines" -> SHIPPING_LINE;
      case "Fulfillment.fulfillmentLineItems" -> FULFILMENT_LINE;
      case "Refund.refundLineItems" -> REFUND_LINE;
      case "Product.variants" -> VARIANT;
      case "AbandonedCheckout.lineItems" -> CHECKOUT_LINE;
      default -> throw new IllegalArgumentException("no such page: " + type + "." + field);
    };
  }

  /// Of an order that has more of them than are read with it.
  static String allFulfilments() {
    return fulfilments(MANY, 1);
  }

  static String allRefunds() {
    return refunds(MANY, 1);
  }

  private static String fulfilments(int many, int lines) {
    return """
    fulfillments(first: %d) {
      id legacyResourceId name status displayStatus createdAt updatedAt inTransitAt deliveredAt
      estimatedDeliveryAt trackingInfo { company number url }
      %s}
    """
        .formatted(many, page("fulfillmentLineItems", lines, FULFILMENT_LINE));
  }

  private static String refunds(int many, int lines) {
    return """
    refunds(first: %d) {
      id legacyResourceId createdAt updatedAt note totalRefundedSet %s
      %s}
    """
        .formatted(many, MONEY, page("refundLineItems", lines, REFUND_LINE));
  }

  static String page(String field, int first, String selection) {
    return "%s(first: %d) { pageInfo { hasNextPage endCursor } nodes {\n%s\n} }\n"
        .formatted(field, first, selection.strip());
  }

  private String metafields(Subject subject) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Metafield field : fields.getOrDefault(subject, List.of())) {
      text.append(
          "%s%d: metafield(namespace: \"%s\", key: \"%s\") { namespace key type value }\n"
              .formatted(METAFIELD, at, field.namespace(), field.key()));
      at++;
    }
    return text.toString();
  }
}
