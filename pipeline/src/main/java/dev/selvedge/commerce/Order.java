package dev.selvedge.commerce;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An order as all systems together tell it: the header of the newest record that has one, with the
/// fulfilments, refunds and cancellations of every record. A pure function of its contributions.
/// Immutable.
///
/// @param headerOrigin the record whose header counts; its person owns the order
public record Order(
    OrderKey key,
    OrderPart.Header header,
    RecordRef headerOrigin,
    List<OrderPart.Fulfilment> fulfilments,
    List<OrderPart.Refund> refunds,
    List<OrderPart.Cancellation> cancellations) {
  private static final Comparator<Contribution> NEWEST =
      Comparator.comparing(Contribution::version).thenComparing(Contribution::ref);

  public Order {
    fulfilments = List.copyOf(fulfilments);
    refunds = List.copyOf(refunds);
    cancellations = List.copyOf(cancellations);
  }

  /// One of which nothing was cancelled by itself.
  public Order(
      OrderKey key,
      OrderPart.Header header,
      RecordRef headerOrigin,
      List<OrderPart.Fulfilment> fulfilments,
      List<OrderPart.Refund> refunds) {
    this(key, header, headerOrigin, fulfilments, refunds, List.of());
  }

  /// Joins what is known of one order.
  ///
  /// @return empty while only parts have come and no header: an orphan waits for its parent
  public static Optional<Order> of(OrderKey key, Collection<Contribution> contributions) {
    Map<String, OrderPart.Fulfilment> fulfilments = new TreeMap<>();
    Map<String, OrderPart.Refund> refunds = new TreeMap<>();
    Map<String, OrderPart.Cancellation> cancellations = new TreeMap<>();
    List<Contribution> headers = new ArrayList<>();
    for (Contribution contribution : contributions.stream().sorted(NEWEST).toList()) {
      for (OrderPart part : partsOf(contribution, key)) {
        switch (part) {
          case OrderPart.Header ignored -> headers.add(contribution);
          case OrderPart.Fulfilment fulfilment -> fulfilments.put(fulfilment.key(), fulfilment);
          case OrderPart.Refund refund -> refunds.put(refund.key(), refund);
          case OrderPart.Cancellation cancellation ->
              cancellations.put(cancellation.key(), cancellation);
        }
      }
    }
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    Contribution newest = headers.getLast();
    return header(newest, key)
        .map(
            header ->
                new Order(
                    key,
                    header,
                    newest.ref(),
                    List.copyOf(fulfilments.values()),
                    List.copyOf(refunds.values()),
                    List.copyOf(cancellations.values())));
  }

  /// What has been given back, in the order's currency.
  public BigDecimal refunded() {
    return refunds.stream().map(OrderPart.Refund::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// What cancelled lines take off the header's total.
  public BigDecimal cancelled() {
    return cancellations.stream()
        .map(OrderPart.Cancellation::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// What the order is worth after cancelled lines and refunds; a cancelled order is worth nothing.
  public BigDecimal net() {
    return header.cancelled()
        ? BigDecimal.ZERO
        : header.total().subtract(cancelled()).subtract(refunded());
  }

  /// The SKU of what a parcel, a return or a cancellation is about, as the header tells it where it
  /// names a line; empty where nobody knows such a line.
  public String skuOf(OrderPart.Item item) {
    return item.sku().isEmpty()
        ? header.lines().stream()
            .filter(line -> line.details().key().equals(item.line()))
            .map(OrderPart.Line::sku)
            .findFirst()
            .orElse("")
        : item.sku();
  }

  private static Optional<OrderPart.Header> header(Contribution contribution, OrderKey key) {
    return partsOf(contribution, key).stream()
        .filter(OrderPart.Header.class::isInstance)
        .map(OrderPart.Header.class::cast)
        .findFirst();
  }

  private static List<OrderPart> partsOf(Contribution contribution, OrderKey key) {
    return switch (contribution.order()) {
      case Contribution.OrderClaim.NoOrder ignored -> List.of();
      case Contribution.OrderClaim.About about ->
          about.key().equals(key) ? about.parts() : List.of();
    };
  }
}
