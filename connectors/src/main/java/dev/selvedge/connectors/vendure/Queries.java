package dev.selvedge.connectors.vendure;

import java.util.List;

/// The GraphQL texts asked of Vendure's admin API, made once for a system. Immutable.
///
/// Everything with a stamp is selected with it, so that content that moves tends to carry a stamp
/// that moves. Of an order's history only the newest time is selected: it is the one thing that
/// moves with every change of state. Payment metadata is left out, it may hold card details.
final class Queries {
  static final String LOGIN =
      """
      mutation($username: String!, $password: String!) {
        login(username: $username, password: $password) {
          __typename
          ... on ErrorResult { errorCode }
        }
      }""";

  static final String PERMISSIONS = "query { me { channels { code token permissions } } }";

  /// How many orders were placed in a time.
  static final String PLACED =
      """
      query($from: DateTime!, $to: DateTime!) {
        orders(options: {
          take: 1,
          filter: {
            orderPlacedAt: { between: { start: $from, end: $to } }, active: { eq: false }
          }
        }) { totalItems }
      }""";

  private static final String ADDRESS =
      "fullName company streetLine1 streetLine2 city province postalCode country countryCode"
          + " phoneNumber";

  private static final String CUSTOMER =
      """
      id createdAt updatedAt title firstName lastName emailAddress phoneNumber
      user { id verified }
      """;

  private static final String CUSTOMER_ADDRESSES =
      """
      addresses {
        id createdAt updatedAt fullName company streetLine1 streetLine2 city province postalCode
        country { code name } phoneNumber defaultShippingAddress defaultBillingAddress
      }
      """;

  private static final String ORDER =
      """
      id createdAt updatedAt orderPlacedAt code state active type currencyCode couponCodes
      totalQuantity subTotal subTotalWithTax shipping shippingWithTax total totalWithTax
      history(options: { take: 1, sort: { createdAt: DESC, id: DESC } }) { items { createdAt } }
      customer {
        id updatedAt title firstName lastName emailAddress phoneNumber
        user { id }
      }
      shippingAddress { %1$s }
      billingAddress { %1$s }
      lines {
        id createdAt updatedAt quantity orderPlacedQuantity taxRate
        unitPrice unitPriceWithTax linePrice linePriceWithTax
        discountedUnitPriceWithTax discountedLinePrice discountedLinePriceWithTax
        proratedUnitPriceWithTax proratedLinePrice proratedLinePriceWithTax
        productVariant { id productId sku name }
        discounts { type description adjustmentSource amount amountWithTax }
      }
      surcharges { id createdAt updatedAt sku description price priceWithTax }
      discounts { type description adjustmentSource amount amountWithTax }
      shippingLines {
        id price priceWithTax discountedPrice discountedPriceWithTax
        shippingMethod { id code name }
      }
      payments {
        id createdAt updatedAt method amount state transactionId
        refunds {
          id createdAt updatedAt state method reason transactionId
          items shipping adjustment total
          lines { orderLineId quantity }
        }
      }
      fulfillments {
        id createdAt updatedAt state method trackingCode
        lines { orderLineId quantity }
      }
      """
          .formatted(ADDRESS);

  private final String customer;
  private final String order;

  Queries(VendureOptions options) {
    this.customer =
        CUSTOMER
            + (options.addresses() ? CUSTOMER_ADDRESSES : "")
            + customFields(options.customerFields());
    this.order = ORDER + customFields(options.orderFields());
  }

  private static String customFields(List<String> names) {
    return names.isEmpty() ? "" : "customFields { " + String.join(" ", names) + " }\n";
  }

  /// A page of a list.
  String page(Listing listing) {
    return list(listing, selection(listing.subject()));
  }

  /// The same page with ids and stamps alone.
  String thinPage(Listing listing) {
    return list(listing, "id " + listing.stampField());
  }

  /// One record by its id.
  String one(Subject subject) {
    return "query($id: ID!) { %s(id: $id) {\n%s} }".formatted(subject.single(), selection(subject));
  }

  /// Several records by their ids, in one call; the first is asked for as `id0` and answered as
  /// `r0`.
  String several(Subject subject, int count) {
    String type = subject.type();
    StringBuilder names = new StringBuilder();
    StringBuilder fields = new StringBuilder();
    for (int at = 0; at < count; at++) {
      names.append(at == 0 ? "" : ", ").append("$id").append(at).append(": ID!");
      fields.append("r%1$d: %2$s(id: $id%1$d) { ...Record }\n".formatted(at, subject.single()));
    }
    return "query(%s) {\n%s}\nfragment Record on %s {\n%s}"
        .formatted(names, fields, type, selection(subject));
  }

  private String selection(Subject subject) {
    return switch (subject) {
      case CUSTOMER -> customer;
      case ORDER -> order;
    };
  }

  private static String list(Listing listing, String selection) {
    return """
    query($after: DateTime!, $skip: Int!, $take: Int!) {
      %1$s(options: {
        skip: $skip, take: $take, sort: { %2$s: ASC, id: ASC },
        filter: { %2$s: { after: $after }%3$s }
      }) { items {
    %4$s} } }"""
        .formatted(
            listing.subject().plural(), listing.stampField(), listing.condition(), selection);
  }

  /// What Vendure keeps lists of.
  enum Subject {
    CUSTOMER("customer", "customers", "Customer", "ReadCustomer"),
    ORDER("order", "orders", "Order", "ReadOrder");

    private final String single;
    private final String plural;
    private final String type;
    private final String permission;

    Subject(String single, String plural, String type, String permission) {
      this.single = single;
      this.plural = plural;
      this.type = type;
      this.permission = permission;
    }

    String single() {
      return single;
    }

    String plural() {
      return plural;
    }

    /// Its type in the schema.
    String type() {
      return type;
    }

    /// What the user's role must allow.
    String permission() {
      return permission;
    }
  }

  /// A list and the stamp by which it is walked. Carts and drafts have no `orderPlacedAt` and are
  /// left out of both lists of orders. A cart is an order that somebody is still filling; once it
  /// is placed it has the same id, and is in the list of carts no more.
  enum Listing {
    CUSTOMERS_CHANGED(Subject.CUSTOMER, "updatedAt", ""),
    ORDERS_CHANGED(
        Subject.ORDER, "updatedAt", ", active: { eq: false }, orderPlacedAt: { isNull: false }"),
    ORDERS_PLACED(Subject.ORDER, "orderPlacedAt", ", active: { eq: false }"),
    CARTS_CHANGED(
        Subject.ORDER, "updatedAt", ", active: { eq: true }, orderPlacedAt: { isNull: true }");

    private final Subject subject;
    private final String stampField;
    private final String condition;

    Listing(Subject subject, String stampField, String condition) {
      this.subject = subject;
      this.stampField = stampField;
      this.condition = condition;
    }

    Subject subject() {
      return subject;
    }

    /// The list of what changed.
    static Listing changed(Subject subject) {
      return switch (subject) {
        case CUSTOMER -> CUSTOMERS_CHANGED;
        case ORDER -> ORDERS_CHANGED;
      };
    }

    String stampField() {
      return stampField;
    }

    String condition() {
      return condition;
    }
  }
}
