package dev.selvedge.work.report;

import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.watch.report.Tallies.Placed;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Figures.Earned;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Adds up the orders that were placed soon after an automation took their person up: each counts
/// for the last one that did. Reads page by page and holds one page. Confined to one thread.
final class Earnings {
  private static final int A_PAGE = 1000;

  private final Store.Ports ports;
  private final Map<String, Map<String, Sum>> sums = new TreeMap<>();

  private Earnings(Store.Ports ports) {
    this.ports = ports;
  }

  /// Of the orders placed between two times; by automation, and by currency.
  ///
  /// @param within how long before the order the automation took its person up, at most
  static List<Earned> between(Store.Ports ports, Instant from, Instant to, Duration within) {
    Earnings earnings = new Earnings(ports);
    Optional<Placed> last = Optional.empty();
    List<Placed> page;
    do {
      page = ports.tallies().placed(from, to, within, last, A_PAGE);
      earnings.add(page.stream().filter(one -> !one.enrolment().isEmpty()).toList());
      last = page.isEmpty() ? last : Optional.of(page.getLast());
    } while (page.size() == A_PAGE);
    return earnings.all();
  }

  private void add(List<Placed> placed) {
    Map<OrderKey, List<Contribution>> told = new HashMap<>();
    for (StoredContribution stored :
        ports
            .contributions()
            .ofOrders(placed.stream().map(one -> new OrderKey(one.order())).distinct().toList())) {
      Contribution one = stored.contribution();
      one.orderKey().ifPresent(key -> told.computeIfAbsent(key, k -> new ArrayList<>()).add(one));
    }
    for (Placed one : placed) {
      OrderKey key = new OrderKey(one.order());
      Order.of(key, told.getOrDefault(key, List.of()))
          // of several systems that tell of an order one counts: the person and the time are its
          .filter(order -> order.headerOrigin().text().equals(one.ref()))
          .filter(order -> !order.header().cancelled())
          .ifPresent(order -> add(one, order));
    }
  }

  private void add(Placed placed, Order order) {
    EnrolmentKey.parse(placed.enrolment())
        .ifPresent(
            enrolment ->
                sums.computeIfAbsent(enrolment.rule(), rule -> new TreeMap<>())
                    .merge(order.header().currency(), new Sum(1, order.net()), Sum::plus));
  }

  private List<Earned> all() {
    List<Earned> all = new ArrayList<>();
    sums.forEach(
        (automation, byCurrency) ->
            byCurrency.forEach(
                (currency, sum) ->
                    all.add(new Earned(automation, currency, sum.orders(), sum.net()))));
    return all;
  }

  private record Sum(long orders, BigDecimal net) {
    Sum plus(Sum other) {
      return new Sum(orders + other.orders, net.add(other.net));
    }
  }
}
