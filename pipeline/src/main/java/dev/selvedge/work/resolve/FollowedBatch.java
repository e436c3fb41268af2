package dev.selvedge.work.resolve;

import dev.selvedge.mapping.Mapped;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.TraceContexts;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.watch.trace.Tracer.Beginning;
import dev.selvedge.watch.trace.Tracer.Role;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Those records of a batch whose trace somebody collects: each has a span while the batch is
/// resolved, and what it made due goes on with that span. Confined to one thread.
final class FollowedBatch implements AutoCloseable {
  private final Map<Long, Followed> followed;

  private FollowedBatch(Map<Long, Followed> followed) {
    this.followed = followed;
  }

  /// A record on its way.
  ///
  /// @param cause by what planning knows an item it is of; empty for none
  private record Followed(TraceContexts.Waiting came, Span span, Set<Subject> cause) {}

  /// Nothing is read where nobody collects anything.
  static FollowedBatch of(List<Resolution.Work> batch, Tracer tracer, Store store) {
    if (!tracer.isOn()) {
      return new FollowedBatch(Map.of());
    }
    Map<String, List<TraceContext>> waiting =
        store.read(
            ports ->
                ports
                    .traceContexts()
                    .at(
                        batch.stream()
                            .map(work -> TraceContexts.ofRecord(work.item().id()))
                            .toList(),
                        FAR));
    Map<Long, Followed> followed = new HashMap<>();
    for (Resolution.Work work : batch) {
      String place = TraceContexts.ofRecord(work.item().id());
      waiting.getOrDefault(place, List.of()).stream()
          .findFirst()
          .ifPresent(
              one ->
                  followed.put(
                      work.item().id(),
                      new Followed(
                          new TraceContexts.Waiting(place, one),
                          begin(work, one, batch.size(), tracer),
                          cause(work))));
    }
    return new FollowedBatch(followed);
  }

  /// Later than any clock of ours tells, and still a number of milliseconds.
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

  private static Span begin(Resolution.Work work, TraceContext came, int size, Tracer tracer) {
    String flow =
        work.item().sourceRecord().ref().system() + "/" + work.item().sourceRecord().ref().kind();
    return tracer
        .begin(Beginning.of("resolve " + flow, Role.INTERNAL).under(came))
        .note("selvedge.flow", flow)
        .note("selvedge.records", size);
  }

  private static Set<Subject> cause(Resolution.Work work) {
    return work.mapped() instanceof Mapped.Mappable mappable
        ? mappable.contribution().itemKey().map(Subject::cause).map(Set::of).orElse(Set.of())
        : Set.of();
  }

  /// In the transaction of the batch: what became due goes on with the spans of the records that
  /// made it so.
  void passOn(Resolution.Resolved came, Store.Ports ports, Instant now) {
    if (followed.isEmpty()) {
      return;
    }
    List<TraceContexts.Waiting> next = new ArrayList<>();
    followed.forEach(
        (id, one) -> {
          Reach reach = Reach.of(id, came.entries());
          for (Delivery delivery : came.planned()) {
            boolean leaves = delivery.state() != Delivery.State.SETTLED;
            if (leaves && (reach.holds(delivery) || one.cause().contains(delivery.subject()))) {
              String place =
                  TraceContexts.ofDelivery(delivery.target(), delivery.subject().toString());
              one.span()
                  .context()
                  .map(span -> new TraceContexts.Waiting(place, span))
                  .ifPresent(next::add);
            }
          }
        });
    ports.traceContexts().keep(next, now);
    ports.traceContexts().forget(followed.values().stream().map(Followed::came).toList());
  }

  /// What a record is about, as the trail says it.
  private record Reach(Set<Long> persons, Set<String> orders) {
    static Reach of(long inboxId, List<TrailEntry> entries) {
      List<TrailEntry.About> own =
          entries.stream()
              .map(TrailEntry::about)
              .filter(about -> about.inboxId() == inboxId)
              .toList();
      Set<Long> persons =
          own.stream()
              .map(TrailEntry.About::person)
              .filter(person -> person != 0)
              .collect(Collectors.toCollection(HashSet::new));
      Set<String> orders =
          own.stream()
              .map(TrailEntry.About::order)
              .filter(order -> !order.isEmpty())
              .collect(Collectors.toCollection(HashSet::new));
      return new Reach(persons, orders);
    }

    /// An order is its own record's where that says so, and else its person's.
    boolean holds(Delivery delivery) {
      boolean ofOrder =
          delivery.subject().orderKey().filter(key -> orders.contains(key.value())).isPresent();
      boolean ofPerson = persons.contains(delivery.person().value());
      return switch (delivery.subject().facet()) {
        case ORDER -> ofOrder || (ofPerson && orders.isEmpty());
        case ENROLMENT -> ofOrder || ofPerson;
        case CONTACT, PROOF, CONSENT, CHOICE -> ofPerson;
        case PRODUCT, CART, RECORD -> false;
      };
    }
  }

  @Override
  public void close() {
    followed.values().forEach(one -> one.span().close());
  }
}
