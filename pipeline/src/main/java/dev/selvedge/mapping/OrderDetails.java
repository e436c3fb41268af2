package dev.selvedge.mapping;

import java.util.List;

/// Where and how an order was bought, and where it goes; what is not known is empty. Immutable.
///
/// @param channel web, app, till …
/// @param store which shop, brand or site
/// @param payment how it was paid
/// @param coupons the codes that were used
/// @param deliveryMethod how it is sent
/// @param cart the cart it came from
/// @param paidAt when it was paid
/// @param cancelledAt when all of it was cancelled
public record OrderDetails(
    String channel,
    String store,
    String payment,
    List<String> coupons,
    String deliveryMethod,
    String cart,
    PostalAddress shipping,
    PostalAddress billing,
    OrderPart.When paidAt,
    OrderPart.When cancelledAt) {
  public static final OrderDetails NONE =
      new OrderDetails("", "", "", List.of(), "", "", PostalAddress.UNKNOWN, PostalAddress.UNKNOWN);

  public OrderDetails {
    coupons = List.copyOf(coupons);
  }

  /// One of which nobody tells when it was paid or cancelled.
  public OrderDetails(
      String channel,
      String store,
      String payment,
      List<String> coupons,
      String deliveryMethod,
      String cart,
      PostalAddress shipping,
      PostalAddress billing) {
    this(
        channel,
        store,
        payment,
        coupons,
        deliveryMethod,
        cart,
        shipping,
        billing,
        new OrderPart.When.NotKnown(),
        new OrderPart.When.NotKnown());
  }
}
