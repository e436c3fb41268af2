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
public record OrderDetails(
    String channel,
    String store,
    String payment,
    List<String> coupons,
    String deliveryMethod,
    String cart,
    PostalAddress shipping,
    PostalAddress billing) {
  public static final OrderDetails NONE =
      new OrderDetails("", "", "", List.of(), "", "", PostalAddress.UNKNOWN, PostalAddress.UNKNOWN);

  public OrderDetails {
    coupons = List.copyOf(coupons);
  }
}
