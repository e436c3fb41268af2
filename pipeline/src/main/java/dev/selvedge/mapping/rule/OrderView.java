package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.function.Datum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The order's share of a [ContributionView].
final class OrderView {
  private OrderView() {}

  static Map<String, Object> order(Contribution.OrderClaim.About about) {
    Map<String, Object> view = new TreeMap<>();
    List<Object> fulfilments = new ArrayList<>();
    List<Object> refunds = new ArrayList<>();
    List<Object> cancellations = new ArrayList<>();
    view.put("key", about.key().value());
    for (OrderPart part : about.parts()) {
      switch (part) {
        case OrderPart.Header header -> view.put("header", header(header));
        case OrderPart.Fulfilment fulfilment -> fulfilments.add(fulfilment(fulfilment));
        case OrderPart.Refund refund -> refunds.add(refund(refund));
        case OrderPart.Cancellation cancellation -> cancellations.add(cancellation(cancellation));
      }
    }
    view.put("fulfilments", fulfilments);
    view.put("refunds", refunds);
    view.put("cancellations", cancellations);
    return view;
  }

  private static Map<String, Object> header(OrderPart.Header header) {
    Map<String, Object> view = new TreeMap<>();
    view.put("placed_at", header.placedAt().toString());
    ContributionView.put(view, "status", header.status());
    view.put("cancelled", Boolean.toString(header.cancelled()));
    ContributionView.put(view, "currency", header.currency());
    view.put("total", number(header.total()));
    header
        .amounts()
        .forEach((amount, value) -> view.put(ContributionView.word(amount), number(value)));
    view.put("lines", header.lines().stream().<Object>map(OrderView::line).toList());
    view.put("attributes", ContributionView.values(header.attributes()));
    putDetails(view, header.details());
    return view;
  }

  private static void putDetails(Map<String, Object> view, OrderDetails details) {
    ContributionView.put(view, "channel", details.channel());
    ContributionView.put(view, "store", details.store());
    ContributionView.put(view, "payment", details.payment());
    view.put("coupons", List.<Object>copyOf(details.coupons()));
    ContributionView.put(view, "delivery_method", details.deliveryMethod());
    ContributionView.put(view, "cart", details.cart());
    view.put("shipping_address", address(details.shipping()));
    view.put("billing_address", address(details.billing()));
    putTime(view, "paid_at", details.paidAt());
    putTime(view, "cancelled_at", details.cancelledAt());
  }

  private static Map<String, Object> address(PostalAddress address) {
    Map<String, Object> view = new TreeMap<>();
    ContributionView.put(view, "line_1", address.line1());
    ContributionView.put(view, "line_2", address.line2());
    ContributionView.put(view, "city", address.city());
    ContributionView.put(view, "region", address.region());
    ContributionView.put(view, "postcode", address.postcode());
    ContributionView.put(view, "country", address.country());
    return view;
  }

  private static Map<String, Object> line(OrderPart.Line line) {
    Map<String, Object> view = new TreeMap<>();
    ContributionView.put(view, "product_id", line.productId());
    ContributionView.put(view, "sku", line.sku());
    ContributionView.put(view, "name", line.name());
    view.put("quantity", number(line.quantity()));
    view.put("unit_price", number(line.unitPrice()));
    LineDetails details = line.details();
    ContributionView.put(view, "line", details.key());
    ContributionView.put(view, "parent_id", details.parentId());
    details
        .amounts()
        .forEach((amount, value) -> view.put(ContributionView.word(amount), number(value)));
    view.put("categories", List.<Object>copyOf(details.categories()));
    ContributionView.put(view, "brand", details.brand());
    ContributionView.put(view, "image", details.image());
    ContributionView.put(view, "url", details.url());
    return view;
  }

  private static Map<String, Object> fulfilment(OrderPart.Fulfilment fulfilment) {
    Map<String, Object> view = new TreeMap<>();
    ContributionView.put(view, "key", fulfilment.key());
    ContributionView.put(view, "status", fulfilment.status());
    ContributionView.put(view, "carrier", fulfilment.carrier());
    ContributionView.put(view, "tracking", fulfilment.tracking());
    ContributionView.put(view, "tracking_url", fulfilment.trackingUrl());
    putTime(view, "shipped_at", fulfilment.shippedAt());
    putTime(view, "delivered_at", fulfilment.deliveredAt());
    view.put("lines", items(fulfilment.items()));
    return view;
  }

  private static Map<String, Object> refund(OrderPart.Refund refund) {
    Map<String, Object> view = new TreeMap<>();
    ContributionView.put(view, "key", refund.key());
    view.put("amount", number(refund.amount()));
    ContributionView.put(view, "reason", refund.reason());
    putTime(view, "refunded_at", refund.refundedAt());
    view.put("lines", items(refund.items()));
    return view;
  }

  private static Map<String, Object> cancellation(OrderPart.Cancellation cancellation) {
    Map<String, Object> view = new TreeMap<>();
    ContributionView.put(view, "key", cancellation.key());
    view.put("amount", number(cancellation.amount()));
    ContributionView.put(view, "reason", cancellation.reason());
    putTime(view, "cancelled_at", cancellation.cancelledAt());
    view.put("lines", items(cancellation.items()));
    return view;
  }

  private static List<Object> items(List<OrderPart.Item> items) {
    List<Object> views = new ArrayList<>();
    for (OrderPart.Item item : items) {
      Map<String, Object> view = new TreeMap<>();
      ContributionView.put(view, "line", item.line());
      ContributionView.put(view, "sku", item.sku());
      view.put("quantity", number(item.quantity()));
      views.add(view);
    }
    return views;
  }

  private static String number(BigDecimal number) {
    return new Datum.Decimal(number).display();
  }

  private static void putTime(Map<String, Object> view, String key, OrderPart.When when) {
    if (when instanceof OrderPart.When.At(java.time.Instant instant)) {
      view.put(key, instant.toString());
    }
  }
}
