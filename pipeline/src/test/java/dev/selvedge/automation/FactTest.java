package dev.selvedge.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.OrderPart.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final OrderKey KEY = new OrderKey("WEB-1");

  @Test
  void each_parcel_and_each_refund_is_a_fact_of_its_own() {
    Order order =
        order(
            false,
            List.of(parcel("P1", new When.At(NOON)), parcel("P2", new When.At(NOON))),
            List.of(refund("R1", new When.At(NOON.plusSeconds(5)))));

    assertThat(Fact.of(order))
        .containsExactly(
            new Fact(FactKind.ORDER_PLACED, KEY, "", NOON.minusSeconds(60)),
            new Fact(FactKind.SHIPPED, KEY, "P1", NOON),
            new Fact(FactKind.SHIPPED, KEY, "P2", NOON),
            new Fact(FactKind.REFUNDED, KEY, "R1", NOON.plusSeconds(5)));
  }

  @Test
  void what_has_no_time_is_no_fact_yet() {
    Order order =
        order(
            false,
            List.of(parcel("P1", new When.NotKnown())),
            List.of(refund("R1", new When.NotKnown())));

    assertThat(Fact.of(order)).extracting(Fact::kind).containsExactly(FactKind.ORDER_PLACED);
  }

  @Test
  void a_cancelled_order_was_not_placed_but_what_left_has_left() {
    Order order = order(true, List.of(parcel("P1", new When.At(NOON))), List.of());

    assertThat(Fact.of(order)).extracting(Fact::kind).containsExactly(FactKind.SHIPPED);
  }

  @Test
  void a_corrected_time_moves_the_deadline_and_is_no_other_fact() {
    Rule rule =
        new Rule(
            "mail",
            FactKind.SHIPPED,
            new Action.Enrol(12),
            Duration.ofHours(2),
            Rule.Purpose.TRANSACTIONAL);
    Fact told = new Fact(FactKind.SHIPPED, KEY, "P1", NOON);
    Fact corrected = new Fact(FactKind.SHIPPED, KEY, "P1", NOON.minusSeconds(60));

    assertThat(rule.enrolment(corrected)).isEqualTo(rule.enrolment(told));
    assertThat(rule.deadline(told)).isEqualTo("2026-11-01T14:00:00Z");
    assertThat(rule.deadline(corrected)).isEqualTo("2026-11-01T13:59:00Z");
  }

  private static Order order(
      boolean cancelled, List<OrderPart.Fulfilment> parcels, List<OrderPart.Refund> refunds) {
    OrderPart.Header header =
        new OrderPart.Header(
            NOON.minusSeconds(60),
            "paid",
            cancelled,
            "GBP",
            BigDecimal.TEN,
            Map.of(),
            List.of(),
            Map.of());
    return new Order(KEY, header, RecordRef.parse("shop/order/1"), parcels, refunds);
  }

  private static OrderPart.Fulfilment parcel(String key, When shippedAt) {
    return new OrderPart.Fulfilment(key, "sent", "DHL", "123", shippedAt);
  }

  private static OrderPart.Refund refund(String key, When refundedAt) {
    return new OrderPart.Refund(key, BigDecimal.ONE, "returned", refundedAt);
  }
}
