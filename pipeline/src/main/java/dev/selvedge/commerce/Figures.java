package dev.selvedge.commerce;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The figures derived from a person's orders, exact in decimal money. Immutable.
///
/// Cancelled orders count for nothing. Sums hold orders of the project's currency, and those of
/// currencies with a declared rate; orders of other currencies are counted and dated but not
/// summed.
///
/// @param values those that there are
/// @param spentIn what was spent in other currencies, by currency
/// @param due when more of a product will be needed, by SKU
public record Figures(
    Map<Figure, Value> values, Map<String, Value> spentIn, Map<String, Value> due) {
  private static final int MONEY_SCALE = 2;

  public Figures {
    Map<Figure, Value> copy = new EnumMap<>(Figure.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
    spentIn = Collections.unmodifiableSortedMap(new TreeMap<>(spentIn));
    due = Collections.unmodifiableSortedMap(new TreeMap<>(due));
  }

  /// What can be derived. There is none that grows older by itself, such as days since the last
  /// order: it would have to be written for everybody every day, and would be wrong in between.
  public enum Figure {
    ORDER_COUNT(FieldType.NUMERIC),
    TOTAL_SPENT(FieldType.NUMERIC),
    AVERAGE_ORDER(FieldType.NUMERIC),
    FIRST_ORDER_AT(FieldType.DATE),
    LAST_ORDER_AT(FieldType.DATE),
    LAST_FULFILMENT_AT(FieldType.DATE),
    ITEMS_BOUGHT(FieldType.NUMERIC),
    PRODUCT_COUNT(FieldType.NUMERIC),
    PRODUCTS_BOUGHT(FieldType.STRING),
    CATEGORIES_BOUGHT(FieldType.STRING),
    FAVOURITE_CATEGORY(FieldType.STRING),
    RETURNS_RATE(FieldType.NUMERIC);

    private static final Set<Figure> OF_ITEMS =
        Set.of(
            ITEMS_BOUGHT,
            PRODUCT_COUNT,
            PRODUCTS_BOUGHT,
            CATEGORIES_BOUGHT,
            FAVOURITE_CATEGORY,
            RETURNS_RATE);

    private final FieldType type;

    Figure(FieldType type) {
      this.type = type;
    }

    /// The type of the data field it goes to.
    public FieldType type() {
      return type;
    }
  }

  /// Computes all that the rules ask for from scratch.
  public static Figures of(Collection<Order> orders, FigureRules rules) {
    List<Order> counted =
        orders.stream()
            .filter(order -> !order.header().cancelled())
            .sorted(Comparator.comparing(Figures::placed).thenComparing(Order::key))
            .toList();
    Map<Figure, Value> values = new EnumMap<>(Figure.class);
    values.put(Figure.ORDER_COUNT, number(BigDecimal.valueOf(counted.size())));
    money(counted, rules, values);
    times(counted, values);
    Map<String, Value> due = Map.of();
    boolean ofItems = rules.fields().keySet().stream().anyMatch(Figure.OF_ITEMS::contains);
    if (ofItems || !rules.replenishments().isEmpty()) {
      Basket basket = Basket.of(counted);
      items(basket, values);
      due = due(basket, rules.replenishments());
    }
    values.keySet().retainAll(rules.fields().keySet());
    return new Figures(values, spentIn(counted, rules), due);
  }

  /// The figures as data fields.
  public Map<String, Value> dataFields(FigureRules rules) {
    Map<String, Value> fields = new TreeMap<>();
    values.forEach(
        (figure, value) ->
            Optional.ofNullable(rules.fields().get(figure)).ifPresent(to -> fields.put(to, value)));
    spentIn.forEach(
        (currency, value) ->
            Optional.ofNullable(rules.spentIn().get(currency))
                .ifPresent(to -> fields.put(to, value)));
    rules.replenishments().stream()
        .filter(one -> due.containsKey(one.sku()))
        .forEach(one -> fields.put(one.dataField(), due.get(one.sku())));
    return fields;
  }

  private static Instant placed(Order order) {
    return order.header().placedAt();
  }

  private static Value number(BigDecimal number) {
    return new Value.Decimal(number);
  }

  private static void money(List<Order> counted, FigureRules rules, Map<Figure, Value> values) {
    BigDecimal total = BigDecimal.ZERO;
    int summed = 0;
    boolean converted = false;
    for (Order order : counted) {
      boolean own = order.header().currency().equals(rules.currency());
      Optional<BigDecimal> net =
          own
              ? Optional.of(order.net())
              : rules.rates().convert(order.net(), order.header().currency());
      if (net.isPresent()) {
        total = total.add(net.get());
        summed++;
        converted |= !own;
      }
    }
    // the sum is rounded once, and only where a rate may have given it more digits than money has
    BigDecimal spent = converted ? total.setScale(MONEY_SCALE, RoundingMode.HALF_EVEN) : total;
    values.put(Figure.TOTAL_SPENT, number(spent));
    if (summed > 0) {
      values.put(
          Figure.AVERAGE_ORDER,
          number(total.divide(BigDecimal.valueOf(summed), MONEY_SCALE, RoundingMode.HALF_EVEN)));
    }
  }

  private static Map<String, Value> spentIn(List<Order> counted, FigureRules rules) {
    Map<String, Value> spent = new TreeMap<>();
    for (String currency : rules.spentIn().keySet()) {
      spent.put(
          currency,
          number(
              counted.stream()
                  .filter(order -> order.header().currency().equals(currency))
                  .map(Order::net)
                  .reduce(BigDecimal.ZERO, BigDecimal::add)));
    }
    return spent;
  }

  private static void times(List<Order> counted, Map<Figure, Value> values) {
    if (!counted.isEmpty()) {
      values.put(Figure.FIRST_ORDER_AT, new Value.Date(placed(counted.getFirst())));
      values.put(Figure.LAST_ORDER_AT, new Value.Date(placed(counted.getLast())));
    }
    Optional<Instant> shipped = Optional.empty();
    for (Order order : counted) {
      for (OrderPart.Fulfilment parcel : order.fulfilments()) {
        if (parcel.shippedAt() instanceof OrderPart.When.At(Instant at)
            && shipped.filter(last -> !at.isAfter(last)).isEmpty()) {
          shipped = Optional.of(at);
        }
      }
    }
    shipped.ifPresent(at -> values.put(Figure.LAST_FULFILMENT_AT, new Value.Date(at)));
  }

  private static void items(Basket basket, Map<Figure, Value> values) {
    values.put(Figure.ITEMS_BOUGHT, number(basket.kept()));
    values.put(Figure.PRODUCT_COUNT, number(BigDecimal.valueOf(basket.products().size())));
    text(Figure.PRODUCTS_BOUGHT, Basket.listed(basket.products()), values);
    text(Figure.CATEGORIES_BOUGHT, Basket.listed(basket.categories()), values);
    text(Figure.FAVOURITE_CATEGORY, basket.favouriteCategory(), values);
    basket.returnsRate().ifPresent(rate -> values.put(Figure.RETURNS_RATE, number(rate)));
  }

  private static void text(Figure figure, String text, Map<Figure, Value> values) {
    if (!text.isEmpty()) {
      values.put(figure, new Value.Text(text));
    }
  }

  private static Map<String, Value> due(Basket basket, List<Replenishment> replenishments) {
    Map<String, Value> due = new TreeMap<>();
    for (Replenishment one : replenishments) {
      basket.neededAgain(one).ifPresent(at -> due.put(one.sku(), new Value.Date(at)));
    }
    return due;
  }
}
