package dev.selvedge.automation;

import dev.selvedge.SpokenTime;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import java.time.Instant;
import java.util.Optional;

/// What may cancel an enrolment that has not gone yet: the facts that its rule names. Of an order
/// it is what happens to that order; another order is one that the person places.
public final class Cancelling {
  private Cancelling() {}

  /// Why a fact is not answered any more, a sentence; empty while it is.
  ///
  /// @param history all that happened to the person
  public static Optional<String> why(Rule rule, Fact fact, History history) {
    return why(rule, fact, history, Instant.MAX);
  }

  /// The same as it was at some moment: what happened later cancelled nothing by then.
  public static Optional<String> why(Rule rule, Fact fact, History history, Instant moment) {
    if (rule.terms().unless().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> whole = cancelledWhole(rule, fact, history);
    return whole.isPresent()
        ? whole
        : History.facts(history.orders()).stream()
            .filter(other -> rule.terms().unless().contains(other.kind()))
            .filter(other -> !other.happenedAt().isAfter(moment))
            .filter(other -> cancels(fact, other))
            .min(java.util.Comparator.comparing(Fact::happenedAt).thenComparing(Fact::key))
            .map(other -> sentence(fact, other));
  }

  /// A cancelled order is one, also when nobody told since when.
  private static Optional<String> cancelledWhole(Rule rule, Fact fact, History history) {
    return rule.terms().unless().contains(FactKind.CANCELLED)
        ? fact.order()
            .flatMap(history::order)
            .filter(order -> order.header().cancelled())
            .map(order -> "order " + order.key().value() + " was cancelled")
        : Optional.empty();
  }

  private static boolean cancels(Fact fact, Fact other) {
    boolean sameThing = fact.kind().isOfOrder() && fact.key().equals(other.key());
    if (other.kind() == FactKind.ORDER_PLACED) {
      // Of two orders of one instant neither came after the other.
      return fact.kind().isOfOrder()
          ? !sameThing && other.happenedAt().isAfter(fact.since())
          : !other.happenedAt().isBefore(fact.since());
    }
    if (!fact.kind().isOfOrder()) {
      return !other.happenedAt().isBefore(fact.since());
    }
    return sameThing && isOfPart(fact, other) && !other.happenedAt().isBefore(fact.since());
  }

  /// Of a parcel it is what happens to that parcel; what happens to the order happens to all of it.
  private static boolean isOfPart(Fact fact, Fact other) {
    return switch (other.kind()) {
      case SHIPPED, DELIVERED ->
          fact.part().isEmpty() || !isOfParcel(fact) || fact.part().equals(other.part());
      case ORDER_PLACED, PAID, REFUNDED, CANCELLED -> !other.equals(fact);
      case FIRST_ORDER,
          NTH_ORDER,
          LAPSED,
          REPLENISHMENT_DUE,
          CART_LEFT,
          BACK_IN_STOCK,
          PRICE_DROP,
          FIELD_CHANGED,
          FIELD_CROSSED ->
          false;
    };
  }

  private static boolean isOfParcel(Fact fact) {
    return fact.kind() == FactKind.SHIPPED || fact.kind() == FactKind.DELIVERED;
  }

  private static String sentence(Fact fact, Fact other) {
    String at = " on " + SpokenTime.of(other.happenedAt());
    return switch (other.kind()) {
      case ORDER_PLACED -> "the person placed order " + other.key() + at;
      case PAID -> about(fact, other) + " was paid" + at;
      case SHIPPED -> "a parcel of " + about(fact, other) + " left" + at;
      case DELIVERED -> "a parcel of " + about(fact, other) + " arrived" + at;
      case REFUNDED -> "money was given back for " + about(fact, other) + at;
      case CANCELLED -> "a part of " + about(fact, other) + " was cancelled" + at;
      case FIRST_ORDER,
          NTH_ORDER,
          LAPSED,
          REPLENISHMENT_DUE,
          CART_LEFT,
          BACK_IN_STOCK,
          PRICE_DROP,
          FIELD_CHANGED,
          FIELD_CROSSED ->
          other.kind().meaning();
    };
  }

  private static String about(Fact fact, Fact other) {
    return (fact.key().equals(other.key()) ? "its order " : "order ") + other.key();
  }

  /// Why there is no such fact any more, as far as the person's history tells.
  public static String gone(EnrolmentKey key, History history) {
    Optional<Order> order = key.order().flatMap(history::order);
    if (order.isPresent() && order.get().header().cancelled()) {
      return "its order was cancelled";
    }
    return switch (key.kind()) {
      case FIRST_ORDER -> "it is not the person's first order any more";
      case NTH_ORDER -> "it is not the person's order of that number any more";
      case LAPSED ->
          laterOrder(order, history).orElse("it is not the person's last order any more");
      case REPLENISHMENT_DUE -> "the person has bought more of it, or gave it back";
      case CART_LEFT -> cart(key, history);
      case FIELD_CHANGED, FIELD_CROSSED -> "its automation asks for another change by now";
      case BACK_IN_STOCK -> "it is not there any more, or nobody waits for it";
      case PRICE_DROP -> "it does not cost less any more, or nobody waits for it";
      case ORDER_PLACED, PAID, SHIPPED, DELIVERED, REFUNDED, CANCELLED ->
          "what it answers is not there any more";
    };
  }

  private static String cart(EnrolmentKey key, History history) {
    Optional<Cart> cart = history.cart(key.key());
    if (cart.isEmpty()) {
      return "its cart is not known any more, or nobody's";
    }
    if (cart.get().converted()) {
      return "its cart was bought";
    }
    if (cart.get().isEmpty()) {
      return "its cart is empty";
    }
    return history
        .orderSince(cart.get().lastChanged())
        .map(
            order ->
                "the person placed order "
                    + order.key().value()
                    + " on "
                    + SpokenTime.of(order.header().placedAt()))
        .orElse("what it answers is not there any more");
  }

  private static Optional<String> laterOrder(Optional<Order> last, History history) {
    Instant since = last.map(order -> order.header().placedAt()).orElse(Instant.MAX);
    return history.placed().stream()
        .filter(order -> !order.header().placedAt().isBefore(since))
        .filter(order -> last.filter(order::equals).isEmpty())
        .findFirst()
        .map(
            order ->
                "the person placed order "
                    + order.key().value()
                    + " on "
                    + SpokenTime.of(order.header().placedAt()));
  }
}
