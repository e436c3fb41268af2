package dev.selvedge.app.order;

import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Person;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is known of one order, and on whose word. Immutable.
///
/// @param order as all records together tell it; empty while only parts have come, or when its
///     system deleted it
/// @param owner whose it is
/// @param waitsSince since when its parts wait for the order itself; empty where they do not
/// @param tellers the records that speak of it, the newest first
/// @param origins the record that each parcel, refund and cancellation is told by; see [#of]
/// @param told where it stands at each system that keeps orders
/// @param parked what waits for a person
/// @param trail newest first
public record OrderPage(
    OrderKey key,
    Optional<Order> order,
    Optional<Person> owner,
    Optional<Instant> waitsSince,
    List<Teller> tellers,
    Map<String, String> origins,
    List<Told> told,
    List<Parked> parked,
    List<TrailEntry> trail) {
  public OrderPage {
    tellers = List.copyOf(tellers);
    origins = Map.copyOf(origins);
    told = List.copyOf(told);
    parked = List.copyOf(parked);
    trail = List.copyOf(trail);
  }

  /// A record that speaks of the order.
  ///
  /// @param record `system/kind/key`
  /// @param flow `system/kind`
  /// @param gives `the order`, `2 parcels`; empty where it only names the order
  /// @param counts whether the order's own values are this record's
  /// @param lost what it says of the order that does not count
  public record Teller(
      String record,
      String flow,
      Instant changedAt,
      List<String> gives,
      boolean counts,
      List<Overruled> lost) {
    public Teller {
      gives = List.copyOf(gives);
      lost = List.copyOf(lost);
    }
  }

  /// A value that another record gave and that does not count.
  public record Overruled(String name, String value) {}

  /// Where the order stands at one system.
  ///
  /// @param state as people read it
  /// @param holds what the system holds
  /// @param at when it acknowledged; empty where it never did or that became doubtful
  /// @param changedAt the source's time of the change that it is, or is to be, told
  /// @param dueAt not sent before this; empty where nothing is to be sent
  public record Told(
      String target,
      String state,
      String holds,
      Optional<Instant> at,
      Instant changedAt,
      Optional<Instant> dueAt,
      int attempts,
      String flow) {

    /// From the change at the source to the acknowledgement; empty where one of them is not known
    /// or the change is newer than what was acknowledged.
    public Optional<Duration> took() {
      return dueAt.isPresent()
          ? Optional.empty()
          : at.map(told -> Duration.between(changedAt, told)).filter(took -> !took.isNegative());
    }
  }

  /// The record that a part is told by; empty where it is not known.
  public String of(OrderPart part) {
    return origins.getOrDefault(name(part), "");
  }

  static String name(OrderPart part) {
    return switch (part) {
      case OrderPart.Header ignored -> "header";
      case OrderPart.Fulfilment one -> "fulfilment/" + one.key();
      case OrderPart.Refund one -> "refund/" + one.key();
      case OrderPart.Cancellation one -> "cancellation/" + one.key();
    };
  }

  /// What is to be added up to the order's worth, in its order; the worth itself is
  /// [Order#net].
  public List<Sum> sums() {
    List<Sum> sums = new ArrayList<>();
    order.ifPresent(
        known -> {
          for (OrderPart.Amount amount : OrderPart.Amount.values()) {
            BigDecimal sum = known.header().amounts().get(amount);
            if (sum != null) {
              sums.add(new Sum(words(amount), sum));
            }
          }
          sums.add(new Sum("total", known.header().total()));
          if (known.cancelled().signum() != 0) {
            sums.add(new Sum("cancelled", known.cancelled().negate()));
          }
          if (known.refunded().signum() != 0) {
            sums.add(new Sum("refunded", known.refunded().negate()));
          }
        });
    return sums;
  }

  /// A sum of an order by its name.
  public record Sum(String name, BigDecimal amount) {}

  private static String words(OrderPart.Amount amount) {
    return switch (amount) {
      case SUBTOTAL -> "subtotal";
      case DISCOUNT -> "discount";
      case TAX -> "tax";
      case DELIVERY -> "delivery";
    };
  }

  /// The order's state in one word or the shop's own; `not known` while it has not come.
  public String status() {
    return order
        .map(known -> known.header().cancelled() ? "cancelled" : known.header().status())
        .map(status -> status.isEmpty() ? "no state told" : status)
        .orElse("not known");
  }

  /// What is known of how it was bought and where it goes, by name; only what is known.
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    order.ifPresent(
        known -> {
          var details = known.header().details();
          add(facts, "channel", details.channel());
          add(facts, "store", details.store());
          add(facts, "payment", details.payment());
          add(facts, "coupons", String.join(", ", details.coupons()));
          add(facts, "delivery by", details.deliveryMethod());
          add(facts, "cart", details.cart());
          add(facts, "goes to", line(details.shipping()));
          add(facts, "billed to", line(details.billing()));
          known.header().attributes().forEach((name, value) -> add(facts, name, value.display()));
        });
    return facts;
  }

  /// Something known by its name.
  public record Fact(String name, String value) {}

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  private static String line(dev.selvedge.mapping.PostalAddress address) {
    return List.of(
            address.line1(),
            address.line2(),
            address.city(),
            address.region(),
            address.postcode(),
            address.country())
        .stream()
        .filter(part -> !part.isEmpty())
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
