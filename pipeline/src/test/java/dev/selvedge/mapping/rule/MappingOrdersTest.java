package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// All that a mapping can say about an order.
final class MappingOrdersTest {
  private static final String FILE =
      """
      system: shop
      kind: order
      order:
        key: no
        header:
          placed_at: at
          status: state
          currency: currency
          total: total
          channel: source
          store: site.name
          payment: "payments[0].method"
          coupons: codes
          delivery_method: via
          cart: basket
          paid_at: paid
          cancelled_at: gone
          shipping_address:
            { line_1: to.street, line_2: to.street2, city: to.city, region: to.county,
              postcode: to.zip, country: { from: to.country, steps: [country] } }
          billing_address: { postcode: bill.zip }
          lines:
            each: rows
            line: id
            product_id: product
            parent_id: parent
            sku: sku
            name: name
            quantity: n
            unit_price: each
            tax: vat
            discount: off
            total: sum
            categories: "groups[*].name"
            brand: maker
            image: picture
            url: link
        fulfilments:
          each: parcels
          key: id
          tracking_url: follow
          shipped_at: sent
          delivered_at: arrived
          lines: { each: contents, line: row, sku: sku, quantity: n }
        refunds:
          each: returns
          key: id
          amount: money
          lines: { each: contents, sku: sku, quantity: n }
        cancellations:
          each: struck
          key: id
          amount: money
          reason: why
          cancelled_at: at
          lines: { line: row, quantity: n }
      """;

  private static final String ORDER =
      """
      {"no": "W-1", "at": "2026-03-01T10:00:00Z", "state": "paid", "currency": "GBP",
       "total": "40.00", "source": "app", "site": {"name": "UK"},
       "payments": [{"method": "card"}], "codes": ["SPRING", 5, "", "SPRING"], "via": "courier",
       "basket": 77, "paid": "2026-03-01T10:05:00Z", "gone": "2026-03-03T10:00:00Z",
       "to": {"street": "1 High St", "city": "London", "zip": "N1", "country": "United Kingdom"},
       "rows": [{"id": 1, "product": "p1", "parent": "p p", "sku": "A 1", "name": "Hat", "n": 2,
                 "each": "10.00", "vat": "3.33", "off": "1.00", "sum": "19.00",
                 "groups": [{"name": "Hats"}, {"name": "Winter"}], "maker": "Acme",
                 "picture": "https://x.example/1.jpg", "link": "https://x.example/1"},
                {"id": 2, "product": "p2", "n": 1, "each": "21.00", "groups": "Scarves"}],
       "parcels": [{"id": "F1", "follow": "https://t.example/F1", "sent": "2026-03-02T10:00:00Z",
                    "arrived": "2026-03-04T10:00:00Z",
                    "contents": [{"row": 1, "n": 1}, {"sku": "p2", "n": 1}]}, {"id": "F2"}],
       "returns": [{"id": "R1", "money": "9.50", "contents": [{"sku": "A 1", "n": 1}]}],
       "struck": [{"id": "X1", "money": "9.50", "why": "out of stock",
                   "at": "2026-03-01T12:00:00Z", "row": 1, "n": 1}]}
      """;

  @Test
  void the_header_says_where_and_how_it_was_bought() {
    assertThat(header(ORDER).details())
        .isEqualTo(
            new OrderDetails(
                "app",
                "UK",
                "card",
                List.of("SPRING", "5"),
                "courier",
                "77",
                new PostalAddress("1 High St", "", "London", "", "N1", "GB"),
                PostalAddress.UNKNOWN,
                new OrderPart.When.At(Instant.parse("2026-03-01T10:05:00Z")),
                new OrderPart.When.At(Instant.parse("2026-03-03T10:00:00Z"))));
  }

  @Test
  void a_line_says_what_it_cost_and_what_it_is() {
    assertThat(header(ORDER).lines().getFirst().details())
        .isEqualTo(
            new LineDetails(
                "1",
                "p-p-088a3a451b25",
                Map.of(
                    LineDetails.Amount.TAX, new BigDecimal("3.33"),
                    LineDetails.Amount.DISCOUNT, new BigDecimal("1.00"),
                    LineDetails.Amount.TOTAL, new BigDecimal("19.00")),
                List.of("Hats", "Winter"),
                "Acme",
                "https://x.example/1.jpg",
                "https://x.example/1"));
    assertThat(header(ORDER).lines().getLast().details().key()).isEqualTo("2");
  }

  @Test
  void parcels_returns_and_cancellations_name_their_lines() {
    List<OrderPart> parts = parts(ORDER);
    OrderPart.When none = new OrderPart.When.NotKnown();
    String hat = ((OrderPart.Header) parts.getFirst()).lines().getFirst().sku();

    assertThat(hat).startsWith("A-1-");
    assertThat(parts)
        .filteredOn(part -> !(part instanceof OrderPart.Header))
        .containsExactly(
            new OrderPart.Fulfilment(
                "F1",
                "",
                "",
                "",
                "https://t.example/F1",
                at("2026-03-02T10:00:00Z"),
                at("2026-03-04T10:00:00Z"),
                List.of(
                    new OrderPart.Item("1", "", BigDecimal.ONE),
                    new OrderPart.Item("", "p2", BigDecimal.ONE))),
            new OrderPart.Fulfilment("F2", "", "", "", none),
            new OrderPart.Refund(
                "R1",
                new BigDecimal("9.50"),
                "",
                none,
                List.of(new OrderPart.Item("", hat, BigDecimal.ONE))),
            new OrderPart.Cancellation(
                "X1",
                new BigDecimal("9.50"),
                "out of stock",
                at("2026-03-01T12:00:00Z"),
                List.of(new OrderPart.Item("1", "", BigDecimal.ONE))));
  }

  @Test
  void an_item_of_no_line_parks_the_record() {
    assertThat(causes(ORDER.replace("{\"sku\": \"p2\", \"n\": 1}", "{\"n\": 1}")))
        .containsExactly("mapping.missing");
    assertThat(
            causes(
                ORDER.replace("\"struck\": [", "\"struck\": [{\"id\": \"X1\",\"row\":2,\"n\":1},")))
        .containsExactly("mapping.repeated-part");
  }

  @Test
  void what_is_no_text_is_in_no_list_of_texts() {
    assertThat(causes(ORDER.replace("\"codes\": [", "\"codes\": [{\"a\": 1},")))
        .containsExactly("mapping.not-a-single-value");
    assertThat(causes(ORDER.replace("\"codes\": [", "\"codes\": [1e99999,")))
        .containsExactly("mapping.number-out-of-range");
  }

  private static List<String> causes(String body) {
    return switch (Given.project(FILE).map(Given.record("order", body))) {
      case Mapped.Unmappable(var problems) ->
          problems.stream().map(Mapped.FieldProblem::cause).toList();
      default -> List.of();
    };
  }

  private static OrderPart.Header header(String body) {
    return (OrderPart.Header) parts(body).getFirst();
  }

  private static List<OrderPart> parts(String body) {
    Contribution order = Given.contribution(FILE, "order", body);
    return ((OrderClaim.About) order.order()).parts();
  }

  private static OrderPart.When at(String instant) {
    return new OrderPart.When.At(Instant.parse(instant));
  }
}
