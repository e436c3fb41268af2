package dev.selvedge.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// The figures are those that somebody comes to who counts with paper and pencil.
final class FiguresPropertiesTest {
  private static final Instant START = Instant.parse("2026-01-01T22:00:00Z");
  private static final List<String> SKUS = List.of("A", "B", "C");
  private static final FigureRules RULES =
      new FigureRules(
          fields(),
          "GBP",
          new Rates(Map.of("EUR", new BigDecimal("0.8612"))),
          Map.of("USD", "USD_SPENT", "EUR", "EUR_SPENT"),
          List.of(new Replenishment("A", 30, "A_DUE"), new Replenishment("C", 7, "C_DUE")));

  private static Map<Figure, String> fields() {
    Map<Figure, String> fields = new TreeMap<>();
    Arrays.stream(Figure.values()).forEach(figure -> fields.put(figure, figure.name()));
    return fields;
  }

  @Property(tries = 1000)
  void they_equal_a_naive_count(@ForAll("orders") List<Order> orders) {
    assertThat(Figures.of(orders, RULES).dataFields(RULES)).isEqualTo(naive(orders));
  }

  @Property(tries = 200)
  void the_order_in_which_orders_are_read_does_not_matter(
      @ForAll("orders") List<Order> orders, @ForAll java.util.Random random) {
    List<Order> shuffled = new ArrayList<>(orders);
    java.util.Collections.shuffle(shuffled, random);

    assertThat(Figures.of(shuffled, RULES)).isEqualTo(Figures.of(orders, RULES));
  }

  @Test
  void tenths_are_summed_exactly_and_rates_rounded_once() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      orders.add(order(i, i, "GBP", "0.10", List.of(), List.of(), List.of()));
    }
    for (int i = 10; i < 13; i++) {
      orders.add(order(i, i, "EUR", "0.01", List.of(), List.of(), List.of()));
    }

    Map<String, Value> fields = Figures.of(orders, RULES).dataFields(RULES);

    // three times 0.008612 is 0.025836
    assertThat(fields).containsEntry("TOTAL_SPENT", decimal("1.03"));
    assertThat(fields).containsEntry("EUR_SPENT", decimal("0.03"));
  }

  private static Value decimal(String number) {
    return new Value.Decimal(new BigDecimal(number));
  }

  /// Written without a look at the code it checks: loops over everything for every question.
  private static Map<String, Value> naive(List<Order> all) {
    List<Order> orders = all.stream().filter(order -> !order.header().cancelled()).toList();
    Map<String, Value> fields = new TreeMap<>();
    fields.put("ORDER_COUNT", decimal(String.valueOf(orders.size())));
    naiveMoney(orders, fields);
    naiveTimes(orders, fields);
    Map<String, Map<Order, BigDecimal>> kept = new TreeMap<>();
    BigDecimal bought = BigDecimal.ZERO;
    BigDecimal left = BigDecimal.ZERO;
    for (String sku : SKUS) {
      for (Order order : orders) {
        BigDecimal taken = quantity(order, sku).subtract(cancelled(order, sku));
        taken = taken.signum() < 0 ? BigDecimal.ZERO : taken;
        BigDecimal rest = taken.subtract(returned(order, sku));
        rest = rest.signum() < 0 ? BigDecimal.ZERO : rest;
        bought = bought.add(taken);
        left = left.add(rest);
        if (rest.signum() > 0) {
          kept.computeIfAbsent(sku, s -> new java.util.HashMap<>()).put(order, rest);
        }
      }
    }
    fields.put("ITEMS_BOUGHT", new Value.Decimal(left));
    fields.put("PRODUCT_COUNT", decimal(String.valueOf(kept.size())));
    if (bought.signum() > 0) {
      fields.put(
          "RETURNS_RATE",
          new Value.Decimal(
              bought.subtract(left).movePointRight(2).divide(bought, 2, RoundingMode.HALF_EVEN)));
    }
    naiveNames(kept, fields);
    naiveDue(kept, "A", 30, fields);
    naiveDue(kept, "C", 7, fields);
    return fields;
  }

  private static void naiveMoney(List<Order> orders, Map<String, Value> fields) {
    BigDecimal pounds = BigDecimal.ZERO;
    BigDecimal euros = BigDecimal.ZERO;
    BigDecimal dollars = BigDecimal.ZERO;
    int summed = 0;
    boolean anyEuro = false;
    for (Order order : orders) {
      BigDecimal net = order.header().total();
      for (OrderPart.Refund refund : order.refunds()) {
        net = net.subtract(refund.amount());
      }
      for (OrderPart.Cancellation cancellation : order.cancellations()) {
        net = net.subtract(cancellation.amount());
      }
      switch (order.header().currency()) {
        case "GBP" -> pounds = pounds.add(net);
        case "EUR" -> euros = euros.add(net);
        default -> dollars = dollars.add(net);
      }
      anyEuro |= order.header().currency().equals("EUR");
      summed += order.header().currency().equals("USD") ? 0 : 1;
    }
    BigDecimal total = pounds.add(euros.multiply(new BigDecimal("0.8612")));
    fields.put(
        "TOTAL_SPENT",
        new Value.Decimal(anyEuro ? total.setScale(2, RoundingMode.HALF_EVEN) : total));
    fields.put("EUR_SPENT", new Value.Decimal(euros));
    fields.put("USD_SPENT", new Value.Decimal(dollars));
    if (summed > 0) {
      fields.put(
          "AVERAGE_ORDER",
          new Value.Decimal(total.divide(new BigDecimal(summed), 2, RoundingMode.HALF_EVEN)));
    }
  }

  private static void naiveTimes(List<Order> orders, Map<String, Value> fields) {
    TreeSet<Instant> placed = new TreeSet<>();
    TreeSet<Instant> shipped = new TreeSet<>();
    for (Order order : orders) {
      placed.add(order.header().placedAt());
      for (OrderPart.Fulfilment parcel : order.fulfilments()) {
        if (parcel.shippedAt() instanceof OrderPart.When.At(Instant at)) {
          shipped.add(at);
        }
      }
    }
    if (!placed.isEmpty()) {
      fields.put("FIRST_ORDER_AT", new Value.Date(placed.first()));
      fields.put("LAST_ORDER_AT", new Value.Date(placed.last()));
    }
    if (!shipped.isEmpty()) {
      fields.put("LAST_FULFILMENT_AT", new Value.Date(shipped.last()));
    }
  }

  private static void naiveNames(
      Map<String, Map<Order, BigDecimal>> kept, Map<String, Value> fields) {
    Map<String, Instant> lastBought = new TreeMap<>();
    Map<String, Instant> lastOfCategory = new TreeMap<>();
    Map<String, BigDecimal> ofCategory = new TreeMap<>();
    kept.forEach(
        (sku, orders) ->
            orders.forEach(
                (order, quantity) -> {
                  Instant at = order.header().placedAt();
                  lastBought.merge(sku, at, (a, b) -> a.isAfter(b) ? a : b);
                  Set<String> categories = new TreeSet<>();
                  for (OrderPart.Line line : order.header().lines()) {
                    if (line.sku().equals(sku)) {
                      categories.addAll(line.details().categories());
                    }
                  }
                  for (String category : categories) {
                    lastOfCategory.merge(category, at, (a, b) -> a.isAfter(b) ? a : b);
                    ofCategory.merge(category, quantity, BigDecimal::add);
                  }
                }));
    putNames("PRODUCTS_BOUGHT", lastBought, fields);
    putNames("CATEGORIES_BOUGHT", lastOfCategory, fields);
    String best = "";
    for (String category : ofCategory.keySet()) {
      if (best.isEmpty()) {
        best = category;
        continue;
      }
      int more = naught(ofCategory, category).compareTo(naught(ofCategory, best));
      boolean later = at(lastOfCategory, category).isAfter(at(lastOfCategory, best));
      if (more > 0 || (more == 0 && later)) {
        best = category;
      }
    }
    if (!best.isEmpty()) {
      fields.put("FAVOURITE_CATEGORY", new Value.Text(best));
    }
  }

  private static Instant at(Map<String, Instant> times, String name) {
    return times.getOrDefault(name, Instant.EPOCH);
  }

  private static BigDecimal naught(Map<String, BigDecimal> sums, String name) {
    return sums.getOrDefault(name, BigDecimal.ZERO);
  }

  private static void putNames(String field, Map<String, Instant> last, Map<String, Value> fields) {
    List<String> names = new ArrayList<>(last.keySet());
    names.sort((a, b) -> at(last, b).compareTo(at(last, a)));
    if (!names.isEmpty()) {
      fields.put(field, new Value.Text(String.join(", ", names)));
    }
  }

  private static void naiveDue(
      Map<String, Map<Order, BigDecimal>> kept, String sku, int days, Map<String, Value> fields) {
    TreeSet<Instant> times = new TreeSet<>();
    kept.getOrDefault(sku, Map.of()).keySet().forEach(o -> times.add(o.header().placedAt()));
    if (times.isEmpty()) {
      return;
    }
    TreeSet<Long> dates = new TreeSet<>();
    times.forEach(at -> dates.add(Math.floorDiv(at.getEpochSecond(), 86_400L)));
    List<Long> gaps = new ArrayList<>();
    Long before = null;
    for (Long date : dates) {
      if (before != null) {
        gaps.add(date - before);
      }
      before = date;
    }
    gaps.sort(Long::compare);
    long wait = days;
    if (!gaps.isEmpty()) {
      wait = (gaps.get((gaps.size() - 1) / 2) + gaps.get(gaps.size() / 2)) / 2;
    }
    fields.put(sku + "_DUE", new Value.Date(times.last().plus(Duration.ofDays(wait))));
  }

  private static BigDecimal quantity(Order order, String sku) {
    return order.header().lines().stream()
        .filter(line -> line.sku().equals(sku))
        .map(OrderPart.Line::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal cancelled(Order order, String sku) {
    return order.cancellations().stream()
        .flatMap(one -> one.items().stream())
        .filter(item -> item.sku().equals(sku) || item.line().equals("line-" + sku))
        .map(OrderPart.Item::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal returned(Order order, String sku) {
    return order.refunds().stream()
        .flatMap(one -> one.items().stream())
        .filter(item -> item.sku().equals(sku) || item.line().equals("line-" + sku))
        .map(OrderPart.Item::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Provide
  Arbitrary<List<Order>> orders() {
    Arbitrary<Integer> hours = Arbitraries.integers().between(0, 2400);
    return Combinators.combine(
            hours,
            Arbitraries.of("GBP", "GBP", "EUR", "USD"),
            Arbitraries.integers()
                .between(-50, 99_999)
                .map(pence -> BigDecimal.valueOf(pence, 2).toPlainString()),
            Arbitraries.of(true, false, false, false),
            lines().list().ofMaxSize(4),
            items(),
            items(),
            hours.list().ofMaxSize(2))
        .as(Given::new)
        .list()
        .ofMaxSize(8)
        .map(FiguresPropertiesTest::made);
  }

  private record Given(
      int hours,
      String currency,
      String total,
      boolean cancelled,
      List<OrderPart.Line> lines,
      List<OrderPart.Item> back,
      List<OrderPart.Item> off,
      List<Integer> parcels) {}

  private static List<Order> made(List<Given> given) {
    List<Order> orders = new ArrayList<>();
    for (Given one : given) {
      Order order =
          order(
              orders.size(),
              one.hours(),
              one.currency(),
              one.total(),
              one.lines(),
              one.back(),
              one.off());
      List<OrderPart.Fulfilment> parcels = new ArrayList<>();
      for (int hours : one.parcels()) {
        OrderPart.When when =
            hours % 5 == 0
                ? new OrderPart.When.NotKnown()
                : new OrderPart.When.At(START.plus(Duration.ofHours(hours)));
        parcels.add(new OrderPart.Fulfilment("f" + parcels.size(), "", "", "", when));
      }
      OrderPart.Header told = order.header();
      OrderPart.Header header =
          new OrderPart.Header(
              told.placedAt(),
              told.status(),
              one.cancelled(),
              told.currency(),
              told.total(),
              Map.of(),
              told.lines(),
              Map.of());
      orders.add(
          new Order(
              order.key(),
              header,
              order.headerOrigin(),
              parcels,
              order.refunds(),
              order.cancellations()));
    }
    return orders;
  }

  private static Arbitrary<OrderPart.Line> lines() {
    return Combinators.combine(
            Arbitraries.of(SKUS),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of("x", "y", "z").set().ofMaxSize(2))
        .as(
            (sku, quantity, categories) ->
                new OrderPart.Line(
                    sku,
                    sku,
                    sku,
                    "",
                    BigDecimal.valueOf(quantity),
                    BigDecimal.ONE,
                    new LineDetails(
                        "line-" + sku,
                        "",
                        Map.of(),
                        List.copyOf(new TreeSet<>(categories)),
                        "",
                        "",
                        "")));
  }

  private static Arbitrary<List<OrderPart.Item>> items() {
    Arbitrary<OrderPart.Item> item =
        Combinators.combine(
                Arbitraries.of(SKUS),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 2))
            .as(
                (sku, byLine, quantity) ->
                    new OrderPart.Item(
                        byLine ? "line-" + sku : "",
                        byLine ? "" : sku,
                        BigDecimal.valueOf(quantity)));
    return item.list().ofMaxSize(2);
  }

  private static Order order(
      int number,
      int hours,
      String currency,
      String total,
      List<OrderPart.Line> lines,
      List<OrderPart.Item> back,
      List<OrderPart.Item> off) {
    OrderPart.When never = new OrderPart.When.NotKnown();
    return new Order(
        new OrderKey("O" + number),
        new OrderPart.Header(
            START.plus(Duration.ofHours(hours)),
            "paid",
            false,
            currency,
            new BigDecimal(total),
            Map.of(),
            lines,
            Map.of()),
        RecordRef.parse("shop/order/" + number),
        List.of(),
        back.isEmpty()
            ? List.of()
            : List.of(new OrderPart.Refund("r", new BigDecimal("0.35"), "", never, back)),
        off.isEmpty()
            ? List.of()
            : List.of(new OrderPart.Cancellation("x", new BigDecimal("0.15"), "", never, off)));
  }
}
