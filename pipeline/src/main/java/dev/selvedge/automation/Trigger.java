package dev.selvedge.automation;

import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Purchase;
import dev.selvedge.commerce.Wish;
import dev.selvedge.person.FieldChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which facts start an automation. Immutable.
public sealed interface Trigger {
  FactKind kind();

  /// The field of people of which it wants to know how it changes.
  default Optional<String> watches() {
    return Optional.empty();
  }

  /// Those there are, of what is known today.
  List<Fact> facts(History history);

  /// What happens to an order, each by itself.
  record OfOrder(FactKind kind) implements Trigger {
    public OfOrder {
      if (kind.isOfPerson()) {
        throw new IllegalArgumentException("it takes more than an order to tell: " + kind);
      }
    }

    @Override
    public List<Fact> facts(History history) {
      return History.facts(history.orders()).stream().filter(fact -> fact.kind() == kind).toList();
    }
  }

  /// The person's order of this number, counted by when they were placed.
  record NthOrder(int n) implements Trigger {
    public NthOrder {
      if (n < 1) {
        throw new IllegalArgumentException("orders are counted from one: " + n);
      }
    }

    @Override
    public FactKind kind() {
      return n == 1 ? FactKind.FIRST_ORDER : FactKind.NTH_ORDER;
    }

    @Override
    public List<Fact> facts(History history) {
      List<Order> placed = history.placed();
      return placed.size() < n
          ? List.of()
          : List.of(
              new Fact(kind(), placed.get(n - 1).key(), "", placed.get(n - 1).header().placedAt()));
    }
  }

  /// Nothing was ordered for so long.
  record Lapsed(Duration after) implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.LAPSED;
    }

    @Override
    public List<Fact> facts(History history) {
      List<Order> placed = history.placed();
      if (placed.isEmpty()) {
        return List.of();
      }
      Order last = placed.getLast();
      Instant at = last.header().placedAt();
      return List.of(new Fact(kind(), last.key().value(), "", at, at.plus(after)));
    }
  }

  /// More of a product will be needed.
  ///
  /// @param before how much earlier it is said
  record ReplenishmentDue(Duration before) implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.REPLENISHMENT_DUE;
    }

    @Override
    public List<Fact> facts(History history) {
      return Purchase.latest(history.placed(), history.replenishments()).stream()
          .map(
              one ->
                  new Fact(
                      kind(),
                      one.order().value(),
                      one.sku(),
                      one.at(),
                      one.neededAgain().minus(before)))
          .toList();
    }
  }

  /// A cart was left.
  record CartLeft(Duration after) implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.CART_LEFT;
    }

    @Override
    public List<Fact> facts(History history) {
      return history.carts().stream()
          .filter(Cart::isOpen)
          .filter(cart -> history.orderSince(cart.lastChanged()).isEmpty())
          .map(
              cart ->
                  new Fact(
                      kind(),
                      cart.key().value(),
                      "",
                      cart.lastChanged(),
                      cart.lastChanged().plus(after)))
          .toList();
    }
  }

  /// What somebody waits for is there.
  record BackInStock() implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.BACK_IN_STOCK;
    }

    @Override
    public List<Fact> facts(History history) {
      List<Fact> facts = new ArrayList<>();
      for (Wish wish : history.wishes()) {
        if (wish.purpose() == Wish.Purpose.STOCK) {
          Optional.ofNullable(history.products().get(wish.sku()))
              .flatMap(Product::stock)
              .filter(stock -> stock.amount().signum() > 0)
              .filter(stock -> stock.since().isAfter(wish.askedAt()))
              .ifPresent(stock -> facts.add(of(kind(), wish, stock)));
        }
      }
      return facts;
    }
  }

  /// What somebody waits for costs less than they saw.
  ///
  /// @param percent by so much at least
  record PriceDrop(int percent) implements Trigger {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Override
    public FactKind kind() {
      return FactKind.PRICE_DROP;
    }

    @Override
    public List<Fact> facts(History history) {
      List<Fact> facts = new ArrayList<>();
      for (Wish wish : history.wishes()) {
        if (wish.purpose() == Wish.Purpose.PRICE && wish.seen().isPresent()) {
          BigDecimal seen = wish.seen().get();
          BigDecimal least = seen.multiply(BigDecimal.valueOf(100L - percent));
          Optional.ofNullable(history.products().get(wish.sku()))
              .flatMap(Product::selling)
              .filter(price -> price.amount().compareTo(seen) < 0)
              .filter(price -> price.amount().multiply(HUNDRED).compareTo(least) <= 0)
              .ifPresent(price -> facts.add(of(kind(), wish, price)));
        }
      }
      return facts;
    }
  }

  /// What is held true of somebody became another.
  ///
  /// @param from what it was; empty for anything
  /// @param to what it is; empty for anything
  record FieldChanged(String field, String from, String to) implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.FIELD_CHANGED;
    }

    @Override
    public Optional<String> watches() {
      return Optional.of(field);
    }

    @Override
    public List<Fact> facts(History history) {
      return history.changes().stream()
          .filter(one -> one.field().equals(field))
          .filter(one -> from.isEmpty() || one.before().equals(from))
          .filter(one -> to.isEmpty() || one.after().equals(to))
          .map(one -> of(kind(), one))
          .toList();
    }
  }

  /// A number that is held true of somebody went past a limit.
  ///
  /// @param over whether upwards
  record FieldCrossed(String field, boolean over, BigDecimal limit) implements Trigger {
    @Override
    public FactKind kind() {
      return FactKind.FIELD_CROSSED;
    }

    @Override
    public Optional<String> watches() {
      return Optional.of(field);
    }

    @Override
    public List<Fact> facts(History history) {
      return history.changes().stream()
          .filter(one -> one.field().equals(field))
          .filter(one -> crosses(number(one.before()), number(one.after())))
          .map(one -> of(kind(), one))
          .toList();
    }

    /// What was or is no number is on neither side.
    private boolean crosses(Optional<BigDecimal> before, Optional<BigDecimal> after) {
      return before.isPresent()
          && after.isPresent()
          && !isBeyond(before.get())
          && isBeyond(after.get());
    }

    private boolean isBeyond(BigDecimal number) {
      int side = number.compareTo(limit);
      return over ? side > 0 : side < 0;
    }

    /// The field may have been of another type when that was noted.
    private static Optional<BigDecimal> number(String shown) {
      try {
        return Optional.of(new BigDecimal(shown));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  private static Fact of(FactKind kind, FieldChange change) {
    String key = change.person().value() + "-" + change.number();
    return new Fact(kind, key, change.field(), change.at(), change.at());
  }

  private static Fact of(FactKind kind, Wish wish, Product.Amount amount) {
    Instant at = amount.since().isAfter(wish.askedAt()) ? amount.since() : wish.askedAt();
    return new Fact(kind, wish.key().value(), "", at, at);
  }

  /// The one that a kind makes when nothing more is said of it.
  static Trigger of(FactKind kind) {
    return kind == FactKind.FIRST_ORDER ? new NthOrder(1) : new OfOrder(kind);
  }
}
