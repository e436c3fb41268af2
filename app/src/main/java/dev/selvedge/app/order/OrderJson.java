package dev.selvedge.app.order;

import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An order's page for machines: amounts as text, times as ISO 8601; what is not known is left out.
public final class OrderJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OrderJson() {}

  public static ObjectNode of(OrderPage page) {
    ObjectNode document = NODES.objectNode().put("order", page.key().value());
    document.put("state", page.status());
    page.owner()
        .ifPresent(
            owner ->
                document
                    .putObject("person")
                    .put("number", owner.id().toString())
                    .put("email", owner.email()));
    page.waitsSince().ifPresent(since -> document.put("waits_since", since.toString()));
    page.order().ifPresent(order -> order(document, order, page));
    tellers(document.putArray("records"), page.tellers());
    told(document.putArray("told"), page.told());
    ArrayNode parked = document.putArray("parked");
    for (Parked one : page.parked()) {
      parked
          .addObject()
          .put("number", one.number())
          .put("cause", one.item().cause())
          .put("sentence", one.item().sentence());
    }
    ArrayNode trail = document.putArray("trail");
    for (TrailEntry entry : page.trail()) {
      trail
          .addObject()
          .put("at", entry.at().toString())
          .put("stage", entry.stage().name().toLowerCase(Locale.ROOT))
          .put("word", entry.word())
          .put("source", entry.about().source())
          .put("sentence", entry.sentence());
    }
    return document;
  }

  private static void order(ObjectNode document, Order order, OrderPage page) {
    document.put("placed", order.header().placedAt().toString());
    document.put("cancelled", order.header().cancelled());
    document.put("currency", order.header().currency());
    ObjectNode sums = document.putObject("sums");
    page.sums().forEach(sum -> sums.put(sum.name(), sum.amount().toPlainString()));
    sums.put("worth", order.net().toPlainString());
    ObjectNode facts = document.putObject("facts");
    page.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
    document.put("from", order.headerOrigin().text());
    ArrayNode lines = document.putArray("lines");
    for (OrderPart.Line line : order.header().lines()) {
      lines
          .addObject()
          .put("sku", line.sku())
          .put("name", line.name())
          .put("quantity", line.quantity().toPlainString())
          .put("unit_price", line.unitPrice().toPlainString());
    }
    ArrayNode parcels = document.putArray("parcels");
    for (OrderPart.Fulfilment parcel : order.fulfilments()) {
      ObjectNode one =
          parcels
              .addObject()
              .put("key", parcel.key())
              .put("state", parcel.status())
              .put("carrier", parcel.carrier())
              .put("tracking", parcel.tracking())
              .put("from", page.of(parcel));
      put(one, "sent", parcel.shippedAt());
      put(one, "arrived", parcel.deliveredAt());
    }
    ArrayNode refunds = document.putArray("refunds");
    for (OrderPart.Refund refund : order.refunds()) {
      ObjectNode one =
          refunds
              .addObject()
              .put("key", refund.key())
              .put("amount", refund.amount().toPlainString())
              .put("reason", refund.reason())
              .put("from", page.of(refund));
      put(one, "at", refund.refundedAt());
    }
    ArrayNode cancellations = document.putArray("cancellations");
    for (OrderPart.Cancellation cancellation : order.cancellations()) {
      ObjectNode one =
          cancellations
              .addObject()
              .put("key", cancellation.key())
              .put("amount", cancellation.amount().toPlainString())
              .put("reason", cancellation.reason())
              .put("from", page.of(cancellation));
      put(one, "at", cancellation.cancelledAt());
    }
  }

  private static void put(ObjectNode node, String name, OrderPart.When when) {
    if (when instanceof OrderPart.When.At(java.time.Instant instant)) {
      node.put(name, instant.toString());
    }
  }

  private static void tellers(ArrayNode records, List<OrderPage.Teller> tellers) {
    for (OrderPage.Teller teller : tellers) {
      ObjectNode one =
          records
              .addObject()
              .put("record", teller.record())
              .put("changed", teller.changedAt().toString())
              .put("counts", teller.counts());
      ArrayNode gives = one.putArray("gives");
      teller.gives().forEach(gives::add);
      if (!teller.lost().isEmpty()) {
        ObjectNode lost = one.putObject("overruled");
        teller.lost().forEach(value -> lost.put(value.name(), value.value()));
      }
    }
  }

  private static void told(ArrayNode told, List<OrderPage.Told> targets) {
    for (OrderPage.Told target : targets) {
      ObjectNode one =
          told.addObject()
              .put("system", target.target())
              .put("state", target.state())
              .put("holds", target.holds())
              .put("changed", target.changedAt().toString())
              .put("failed_attempts", target.attempts())
              .put("flow", target.flow());
      target.at().ifPresent(at -> one.put("acknowledged", at.toString()));
      target.dueAt().ifPresent(due -> one.put("due", due.toString()));
      target.took().ifPresent(took -> one.put("took_millis", took.toMillis()));
    }
  }
}
