package dev.selvedge.mapping;

/// The number by which all systems of a brand know an order. It joins the shop's order, the
/// warehouse's fulfilment and the ERP's refund. Immutable.
public record OrderKey(String value) implements Comparable<OrderKey> {
  @Override
  public int compareTo(OrderKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
