package dev.selvedge.commerce;

import dev.selvedge.mapping.OrderPart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that a person bought and kept, over all orders. Immutable after [#of].
///
/// Of each product of an order so much was bought as its lines say, less what was cancelled; and
/// so much kept as did not come back. Neither is ever less than nothing.
final class Basket {
  private static final int PERCENT_SCALE = 2;
  private static final int MOST_LISTED = 20;
  private static final int LONGEST_LIST = 255;
  private static final String BETWEEN = ", ";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Map<String, SortedSet<Instant>> products = new TreeMap<>();
  private final Map<String, Liked> categories = new TreeMap<>();
  private BigDecimal bought = BigDecimal.ZERO;
  private BigDecimal kept = BigDecimal.ZERO;

  private Basket() {}

  /// How much of a category was kept, and when some was last bought.
  private record Liked(BigDecimal quantity, Instant last) {
    Liked and(Liked other) {
      return new Liked(quantity.add(other.quantity), last.isAfter(other.last) ? last : other.last);
    }
  }

  static Basket of(Collection<Order> orders) {
    Basket basket = new Basket();
    orders.forEach(basket::add);
    return basket;
  }

  private void add(Order order) {
    Map<String, BigDecimal> lines = new TreeMap<>();
    Map<String, Set<String>> groups = new HashMap<>();
    for (OrderPart.Line line : order.header().lines()) {
      lines.merge(line.sku(), line.quantity(), BigDecimal::add);
      groups
          .computeIfAbsent(line.sku(), sku -> new LinkedHashSet<>())
          .addAll(line.details().categories());
    }
    Map<String, BigDecimal> off = new HashMap<>();
    order.cancellations().forEach(one -> sum(order, one.items(), off));
    Map<String, BigDecimal> back = new HashMap<>();
    order.refunds().forEach(one -> sum(order, one.items(), back));
    Instant at = order.header().placedAt();
    lines.forEach(
        (sku, quantity) -> {
          BigDecimal taken = less(quantity, off.getOrDefault(sku, BigDecimal.ZERO));
          BigDecimal left = less(taken, back.getOrDefault(sku, BigDecimal.ZERO));
          bought = bought.add(taken);
          kept = kept.add(left);
          if (left.signum() > 0) {
            products.computeIfAbsent(sku, ignored -> new TreeSet<>()).add(at);
            groups
                .getOrDefault(sku, Set.of())
                .forEach(name -> categories.merge(name, new Liked(left, at), Liked::and));
          }
        });
  }

  private static void sum(
      Order order, List<OrderPart.Item> items, Map<String, BigDecimal> quantities) {
    items.forEach(item -> quantities.merge(order.skuOf(item), item.quantity(), BigDecimal::add));
  }

  private static BigDecimal less(BigDecimal from, BigDecimal what) {
    return from.subtract(what).max(BigDecimal.ZERO);
  }

  BigDecimal kept() {
    return kept;
  }

  /// What came back, in percent of what was bought; empty while nothing was.
  Optional<BigDecimal> returnsRate() {
    return bought.signum() == 0
        ? Optional.empty()
        : Optional.of(
            bought
                .subtract(kept)
                .multiply(HUNDRED)
                .divide(bought, PERCENT_SCALE, RoundingMode.HALF_EVEN));
  }

  /// SKUs, those bought last first.
  List<String> products() {
    return newestFirst(last(products));
  }

  /// Names, those bought last first.
  List<String> categories() {
    Map<String, Instant> last = new TreeMap<>();
    categories.forEach((name, liked) -> last.put(name, liked.last()));
    return newestFirst(last);
  }

  /// That of which most was kept; of several the one bought last, and of those the first by name.
  String favouriteCategory() {
    return categories.entrySet().stream()
        .min(
            Comparator.<Map.Entry<String, Liked>, BigDecimal>comparing(
                    one -> one.getValue().quantity())
                .thenComparing(one -> one.getValue().last())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static Map<String, Instant> last(Map<String, SortedSet<Instant>> times) {
    Map<String, Instant> last = new TreeMap<>();
    times.forEach((name, all) -> last.put(name, all.getLast()));
    return last;
  }

  private static List<String> newestFirst(Map<String, Instant> last) {
    return last.entrySet().stream()
        .sorted(
            Map.Entry.<String, Instant>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// As one text that a data field can hold: whole names only, as many as fit.
  static String listed(List<String> names) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (String name : names) {
      String more = text.isEmpty() ? name : BETWEEN + name;
      if (count == MOST_LISTED || text.length() + more.length() > LONGEST_LIST) {
        break;
      }
      text.append(more);
      count++;
    }
    return text.toString();
  }

  /// When more of a product will be needed: after the last purchase by the middle of the gaps
  /// between this person's purchases of it, or by what the product declares where there is no gap
  /// yet. Purchases of one day, UTC, are one.
  Optional<Instant> neededAgain(Replenishment product) {
    SortedSet<Instant> times = products.getOrDefault(product.sku(), new TreeSet<>());
    if (times.isEmpty()) {
      return Optional.empty();
    }
    List<LocalDate> days =
        times.stream().map(at -> at.atZone(ZoneOffset.UTC).toLocalDate()).distinct().toList();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < days.size(); i++) {
      gaps.add(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)));
    }
    long wait = gaps.isEmpty() ? product.days() : middle(gaps);
    return Optional.of(times.getLast().plus(wait, ChronoUnit.DAYS));
  }

  /// Of an even number the mean of the two in the middle, in whole days.
  private static long middle(List<Long> gaps) {
    List<Long> sorted = gaps.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
