package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// P2 for figures: after any sequence of orders, refunds, deletions and people who become one, what
/// was planned record by record is what a recount from scratch gives, and what somebody comes to
/// who counts with paper and pencil.
final class P2FiguresEqualARecountTest {
  private static final List<String> ADDRESSES =
      List.of("ada@example.com", "bob@example.com", "cy@example.com");

  /// One thing that a system says.
  ///
  /// @param key of an order 1 to 4, of a customer 1 or 2
  /// @param email which address, or none
  /// @param owner the customer an order belongs to, or none
  record Step(
      What what, int key, Optional<String> email, Optional<Integer> owner, int pence, int back) {}

  enum What {
    ORDER,
    CANCELLED,
    DELETED,
    CUSTOMER
  }

  @Provide
  Arbitrary<List<List<Step>>> histories() {
    Arbitrary<Optional<String>> emails = Arbitraries.of(ADDRESSES).optional(0.8);
    Arbitrary<Optional<Integer>> owners = Arbitraries.of(1, 2).optional(0.6);
    return Combinators.combine(
            Arbitraries.of(What.ORDER, What.ORDER, What.CANCELLED, What.DELETED, What.CUSTOMER),
            Arbitraries.integers().between(1, 4),
            emails,
            owners,
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.integers().between(0, 500))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void what_was_planned_step_by_step_is_what_a_recount_gives(
      @ForAll("histories") List<List<Step>> batches) {
    Path folder = temporary();
    try (Workbench bench = new Workbench(folder)) {
      Map<String, Step> orders = new TreeMap<>();
      Map<Integer, String> customers = new TreeMap<>();
      Instant stamp = Workbench.NOON.minusSeconds(3_600);
      for (List<Step> batch : batches) {
        List<SourceRecord> records = new ArrayList<>();
        for (Step step : batch) {
          stamp = stamp.plusSeconds(1);
          records.add(said(step, stamp));
          remember(step, orders, customers);
        }
        bench.receive(records.toArray(SourceRecord[]::new));
        bench.crank.resolve();
      }
      Map<String, Integer> counts = new TreeMap<>();
      Map<String, BigDecimal> sums = new TreeMap<>();
      count(orders, customers, counts, sums);

      bench.store.change(ports -> compare(bench, ports, counts, sums));
    } finally {
      delete(folder);
    }
  }

  private static void compare(
      Workbench bench,
      Store.Ports ports,
      Map<String, Integer> counts,
      Map<String, BigDecimal> sums) {
    List<Person> people = ports.people().byEmail(ADDRESSES);
    List<PersonId> ids = people.stream().map(Person::id).toList();
    Map<PersonId, Desired> recount =
        new DesiredStates(bench.replays.rules(), ports.records()).contacts(ids);
    Map<Subject, ContentHash> planned = new TreeMap<>();
    for (Delivery delivery :
        ports
            .deliveries()
            .find(new SystemName("dotdigital"), ids.stream().map(Subject::contact).toList())) {
      planned.put(delivery.subject(), delivery.desired());
    }
    assertThat(people).extracting(Person::email).containsAll(counts.keySet());
    for (Person person : people) {
      if (recount.get(person.id()) instanceof Desired.Contact contact) {
        assertThat(planned).containsEntry(Subject.contact(person.id()), contact.hash());
        assertThat(contact.dataFields())
            .as(person.email())
            .containsEntry(
                "ORDER_COUNT",
                new Value.Decimal(new BigDecimal(counts.getOrDefault(person.email(), 0))))
            .containsEntry(
                "TOTAL_SPENT",
                new Value.Decimal(sums.getOrDefault(person.email(), BigDecimal.ZERO)));
      }
    }
  }

  private static void remember(
      Step step, Map<String, Step> orders, Map<Integer, String> customers) {
    switch (step.what()) {
      case ORDER, CANCELLED -> orders.put("O" + step.key(), step);
      case DELETED -> orders.remove("O" + step.key());
      case CUSTOMER -> customers.put(step.key(), step.email().orElse(ADDRESSES.getFirst()));
    }
  }

  private static void count(
      Map<String, Step> orders,
      Map<Integer, String> customers,
      Map<String, Integer> counts,
      Map<String, BigDecimal> sums) {
    for (Step order : orders.values()) {
      Optional<String> whose =
          order
              .owner()
              .flatMap(owner -> Optional.ofNullable(customers.get(owner)))
              .or(order::email);
      if (whose.isPresent() && order.what() == What.ORDER) {
        counts.merge(whose.get(), 1, Integer::sum);
        sums.merge(
            whose.get(),
            BigDecimal.valueOf(order.pence(), 2).subtract(BigDecimal.valueOf(order.back(), 2)),
            BigDecimal::add);
      }
    }
  }

  private static SourceRecord said(Step step, Instant stamp) {
    if (step.what() == What.CUSTOMER) {
      return Workbench.shop(Integer.toString(step.key()))
          .email(step.email().orElse(ADDRESSES.getFirst()))
          .stamp(stamp)
          .upsert();
    }
    Workbench.Said order =
        Workbench.order("O" + step.key())
            .with("total", BigDecimal.valueOf(step.pence(), 2).toPlainString())
            .with(
                "refunds",
                "[{\"id\":\"r\",\"amount\":%s,\"at\":\"2026-10-05T10:00:00Z\"}]"
                    .formatted(BigDecimal.valueOf(step.back(), 2).toPlainString()))
            .stamp(stamp);
    if (step.what() == What.CANCELLED) {
      order.with("status", "\"cancelled\"");
    }
    if (step.owner().isEmpty() && step.email().isEmpty()) {
      // an order must say whose it is; this one is of somebody who never comes
      order.with("customer", "\"99\"");
    }
    step.email().ifPresent(order::email);
    step.owner().ifPresent(owner -> order.with("customer", "\"" + owner + "\""));
    return step.what() == What.DELETED ? order.delete() : order.upsert();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("selvedge-figures-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
