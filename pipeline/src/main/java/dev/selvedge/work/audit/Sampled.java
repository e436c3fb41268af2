package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.sample.Looked;
import dev.selvedge.audit.sample.Quota;
import dev.selvedge.audit.sample.Reservoir;
import dev.selvedge.audit.sample.SampleFinding;
import dev.selvedge.audit.sample.SamplePlan;
import dev.selvedge.audit.sample.StrataDraw;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Draws whom an audit looks at: by system, by how long ago they changed, and by how many orders
/// they have. Used by one thread.
final class Sampled {
  private static final int AT_ONCE = 500;

  /// How many strata there may be: systems by ages by orders.
  private static final int STRATA = 60;

  private static final String REST = "others";

  private final Store store;
  private final SystemName target;
  private final AuditOrder order;
  private final Instant now;
  private Map<String, List<PersonId>> drawn = Map.of();
  private Map<String, Long> sizes = Map.of();
  private final List<Looked> looked = new ArrayList<>();

  Sampled(Store store, SystemName target, AuditOrder order, Instant now) {
    this.store = store;
    this.target = target;
    this.order = order;
    this.now = now;
  }

  /// Draws at most so many, stratum by stratum.
  List<PersonId> draw(long most) {
    StrataDraw<PersonId> draw = new StrataDraw<>(Math.toIntExact(most), STRATA, REST, order.seed());
    walk(
        (rows, orders) ->
            rows.forEach(row -> draw.offer(stratum(row, orders), row.subject().person())));
    List<Quota> quotas = SamplePlan.within(order.claim(), draw.strata(), most).quotas();
    drawn = new LinkedHashMap<>(draw.drawn(quotas));
    sizes = new LinkedHashMap<>();
    quotas.forEach(quota -> sizes.put(quota.stratum().name(), quota.stratum().size()));
    return drawn.values().stream().flatMap(List::stream).toList();
  }

  /// Some, of all alike.
  List<PersonId> some(int most) {
    Reservoir<PersonId> reservoir = new Reservoir<>(most, order.seed());
    if (most > 0) {
      walk((rows, orders) -> rows.forEach(row -> reservoir.offer(row.subject().person())));
    }
    return reservoir.drawn();
  }

  /// Looks at those drawn, stratum by stratum, and notes how many of each differ.
  void look(Findings findings, Consumer<Collection<PersonId>> look) {
    drawn.forEach(
        (stratum, persons) -> {
          long before = findings.differing(Facet.CONTACT);
          look.accept(persons);
          looked.add(
              new Looked(
                  stratum,
                  sizes.getOrDefault(stratum, (long) persons.size()),
                  persons.size(),
                  findings.differing(Facet.CONTACT) - before));
        });
  }

  /// What looking has shown; empty where nobody was drawn, or not all were looked at.
  Optional<SampleFinding> finding() {
    return looked.isEmpty() || looked.size() < drawn.size()
        ? Optional.empty()
        : Optional.of(new SampleFinding(order.claim(), looked));
  }

  private void walk(BiConsumer<List<Delivery>, Map<PersonId, Long>> each) {
    String after = "";
    while (true) {
      String from = after;
      List<Delivery> rows =
          store.read(ports -> ports.deliveries().following(target, Facet.CONTACT, from, AT_ONCE));
      List<PersonId> persons = rows.stream().map(row -> row.subject().person()).toList();
      Map<PersonId, Long> orders =
          store.read(ports -> ports.deliveries().ofPersons(target, Facet.ORDER, persons)).stream()
              .collect(Collectors.groupingBy(Delivery::person, Collectors.counting()));
      each.accept(rows, orders);
      if (rows.size() < AT_ONCE) {
        return;
      }
      after = rows.getLast().subject().id();
    }
  }

  private String stratum(Delivery row, Map<PersonId, Long> orders) {
    return row.flow().system()
        + ", "
        + age(Duration.between(row.changedAt(), now).toDays())
        + ", "
        + orders(orders.getOrDefault(row.subject().person(), 0L));
  }

  private static String age(long days) {
    if (days < 7) {
      return "changed this week";
    }
    return days < 90 ? "changed within 90 days" : "older";
  }

  private static String orders(long count) {
    if (count == 0) {
      return "no orders";
    }
    return count < 3 ? "1 or 2 orders" : "3 orders or more";
  }
}
