package dev.selvedge.commerce;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The figures derived from a person's orders, exact in decimal money. Immutable.
///
/// Cancelled orders count for nothing. Sums hold orders of the project's currency only; orders of
/// other currencies are counted and dated but not summed.
public record Figures(Map<Figure, Value> values) {
  private static final int MONEY_SCALE = 2;

  public Figures {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /// What can be derived.
  public enum Figure {
    ORDER_COUNT,
    TOTAL_SPENT,
    AVERAGE_ORDER,
    FIRST_ORDER_AT,
    LAST_ORDER_AT;

    /// The type of the data field it goes to.
    public FieldType type() {
      return switch (this) {
        case ORDER_COUNT, TOTAL_SPENT, AVERAGE_ORDER -> FieldType.NUMERIC;
        case FIRST_ORDER_AT, LAST_ORDER_AT -> FieldType.DATE;
      };
    }
  }

  /// Computes all figures from scratch.
  ///
  /// @param currency the project's, ISO 4217
  public static Figures of(Collection<Order> orders, String currency) {
    List<Order> counted = orders.stream().filter(order -> !order.header().cancelled()).toList();
    List<Order> summed =
        counted.stream().filter(order -> order.header().currency().equals(currency)).toList();
    BigDecimal total = summed.stream().map(Order::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<Figure, Value> values = new EnumMap<>(Figure.class);
    values.put(Figure.ORDER_COUNT, new Value.Decimal(BigDecimal.valueOf(counted.size())));
    values.put(Figure.TOTAL_SPENT, new Value.Decimal(total));
    if (!summed.isEmpty()) {
      BigDecimal average =
          total.divide(BigDecimal.valueOf(summed.size()), MONEY_SCALE, RoundingMode.HALF_EVEN);
      values.put(Figure.AVERAGE_ORDER, new Value.Decimal(average));
    }
    List<Instant> placed =
        counted.stream().map(order -> order.header().placedAt()).sorted().toList();
    if (!placed.isEmpty()) {
      values.put(Figure.FIRST_ORDER_AT, new Value.Date(placed.getFirst()));
      values.put(Figure.LAST_ORDER_AT, new Value.Date(placed.getLast()));
    }
    return new Figures(values);
  }
}
