package dev.selvedge.plan.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OrderRecordTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final OrderPart.When AT = new OrderPart.When.At(NOON);
  private static final BigDecimal ONE = BigDecimal.ONE;

  @Test
  void an_order_of_which_little_is_known_is_as_it_always_was() {
    Order order =
        order(
            new OrderPart.Line("p", "S-1", "S 1", "Shoe", ONE, BigDecimal.TEN),
            OrderDetails.NONE,
            List.of(new OrderPart.Fulfilment("f", "sent", "DHL", "12", AT)),
            List.of(new OrderPart.Refund("r", ONE, "goodwill", AT)),
            List.of());

    assertThat(OrderRecord.json(order))
        .hasToString(
            """
            {"id":"W-1","order_status":"paid","purchase_date":"2026-11-01T12:00:00Z",\
            "currency":"GBP","order_total":20.00,"refunded_total":1.00,"net_total":19.00,\
            "products":[{"id":"p","sku":"S-1","name":"Shoe","qty":1,"price":10.00,\
            "original_sku":"S 1"}],\
            "fulfilments":[{"id":"f","status":"sent","carrier":"DHL","tracking":"12",\
            "shipped_date":"2026-11-01T12:00:00Z"}],\
            "refunds":[{"id":"r","amount":1.00,"reason":"goodwill",\
            "refund_date":"2026-11-01T12:00:00Z"}]}""");
  }

  @Test
  void what_is_known_has_the_names_of_the_platform() {
    LineDetails line =
        new LineDetails(
            "7",
            "pp",
            Map.of(LineDetails.Amount.TAX, ONE, LineDetails.Amount.TOTAL, BigDecimal.TEN),
            List.of("Hats", "Winter"),
            "Acme",
            "https://x.example/1.jpg",
            "https://x.example/1");
    OrderDetails details =
        new OrderDetails(
            "web",
            "UK",
            "card",
            List.of("SPRING", "VIP"),
            "courier",
            "c9",
            new PostalAddress("1 High St", "", "London", "", "N1", "GB"),
            new PostalAddress("", "", "", "Kent", "", ""));
    List<OrderPart.Item> byLine = List.of(new OrderPart.Item("7", "", BigDecimal.TWO));
    Order order =
        order(
            new OrderPart.Line("p", "S-1", "S-1", "Shoe", ONE, BigDecimal.TEN, line),
            details,
            List.of(new OrderPart.Fulfilment("f", "", "", "", "https://t.example", AT, AT, byLine)),
            List.of(new OrderPart.Refund("r", ONE, "", AT, byLine)),
            List.of(new OrderPart.Cancellation("x", BigDecimal.TWO, "gone", AT, byLine)));

    assertThat(OrderRecord.json(order))
        .hasToString(
            """
            {"id":"W-1","order_status":"paid","purchase_date":"2026-11-01T12:00:00Z",\
            "currency":"GBP","order_total":20.00,"refunded_total":1.00,"net_total":17.00,\
            "channel":"web","store_name":"UK","payment":"card","couponcode":"SPRING, VIP",\
            "delivery_method":"courier","quote_id":"c9",\
            "delivery_address":{"delivery_address_1":"1 High St","delivery_city":"London",\
            "delivery_postcode":"N1","delivery_country":"GB"},\
            "billing_address":{"billing_region":"Kent"},\
            "products":[{"id":"p","sku":"S-1","name":"Shoe","qty":1,"price":10.00,\
            "parent_id":"pp","tax_amount":1.00,"line_total":10.00,\
            "categories":["Hats","Winter"],"brand":"Acme",\
            "image_path":"https://x.example/1.jpg","url":"https://x.example/1"}],\
            "fulfilments":[{"id":"f","status":"","carrier":"","tracking":"",\
            "tracking_url":"https://t.example","shipped_date":"2026-11-01T12:00:00Z",\
            "delivered_date":"2026-11-01T12:00:00Z","products":[{"sku":"S-1","qty":2}]}],\
            "refunds":[{"id":"r","amount":1.00,"reason":"",\
            "refund_date":"2026-11-01T12:00:00Z","products":[{"sku":"S-1","qty":2}]}],\
            "cancellations":[{"id":"x","amount":2.00,"reason":"gone",\
            "cancel_date":"2026-11-01T12:00:00Z","products":[{"sku":"S-1","qty":2}]}]}""");
  }

  private static Order order(
      OrderPart.Line line,
      OrderDetails details,
      List<OrderPart.Fulfilment> parcels,
      List<OrderPart.Refund> refunds,
      List<OrderPart.Cancellation> cancellations) {
    OrderPart.Header header =
        new OrderPart.Header(
            NOON,
            "paid",
            false,
            "GBP",
            BigDecimal.valueOf(20),
            Map.of(),
            List.of(line),
            Map.of(),
            details);
    RecordRef origin = RecordRef.parse("shop/order/1");
    return new Order(new OrderKey("W-1"), header, origin, parcels, refunds, cancellations);
  }
}
