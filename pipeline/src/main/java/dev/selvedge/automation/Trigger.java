package dev.selvedge.automation;

import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which facts start an automation. Immutable.
public sealed interface Trigger {
  FactKind kind();

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

  /// The one that a kind makes when nothing more is said of it.
  static Trigger of(FactKind kind) {
    return kind == FactKind.FIRST_ORDER ? new NthOrder(1) : new OfOrder(kind);
  }
}
