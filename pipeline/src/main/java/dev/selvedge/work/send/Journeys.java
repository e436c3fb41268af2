package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.TraceContexts;
import dev.selvedge.watch.trace.TraceContexts.Waiting;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.watch.trace.Tracer.Beginning;
import dev.selvedge.watch.trace.Tracer.Role;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The last stretch of what somebody follows: from being claimed to what the target said. A call
/// for one trace is a part of it. A call for many is a trace of its own, linked to each of them;
/// and in each of them a span says when its change was told, and is linked to the call.
/// Thread-safe.
final class Journeys {
  private static final System.Logger LOG = System.getLogger(Journeys.class.getName());

  /// What one call is linked to at most.
  private static final int LINKS = 128;

  /// So far the clocks of two hubs may be apart.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Tracer tracer;
  private final Store store;
  private final InstantSource clock;
  private final SystemName target;
  private final Map<Subject, Leg> underWay = new ConcurrentHashMap<>();
  private final Map<Long, Optional<TraceContext>> imports = new ConcurrentHashMap<>();

  Journeys(HubParts parts, SystemName target) {
    this.tracer = parts.tracer();
    this.store = parts.store();
    this.clock = parts.clock();
    this.target = target;
  }

  /// One delivery on its last stretch.
  ///
  /// @param followed the traces it goes with
  /// @param call the span of the call that carries it
  /// @param within whether that call is part of its trace
  private record Leg(
      List<TraceContext> followed, Instant since, Optional<TraceContext> call, boolean within) {
    Leg carriedBy(Optional<TraceContext> span, boolean own) {
      return new Leg(followed, since, span, own);
    }
  }

  /// They were claimed.
  void begin(Collection<Delivery> claimed) {
    if (tracer.isOn()) {
      Instant now = clock.instant();
      claimed.forEach(row -> underWay.remove(row.subject()));
      begin(claimed, now, now.plus(SKEW), Optional.empty());
    }
  }

  private void begin(
      Collection<Delivery> rows, Instant since, Instant until, Optional<TraceContext> call) {
    Map<String, List<TraceContext>> waiting =
        waiting(rows.stream().map(row -> place(row.subject())).toList(), until);
    for (Delivery row : rows) {
      List<TraceContext> followed = waiting.getOrDefault(place(row.subject()), List.of());
      if (!followed.isEmpty()) {
        underWay.put(row.subject(), new Leg(List.copyOf(followed), since, call, false));
      }
    }
  }

  /// Whoever cannot be followed is delivered all the same: nothing that goes wrong here may keep a
  /// call from being made, or a row from being settled.
  private Map<String, List<TraceContext>> waiting(List<String> places, Instant until) {
    try {
      return store.read(ports -> ports.traceContexts().at(places, until));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "traces cannot be read", e);
      return Map.of();
    }
  }

  private void change(Consumer<TraceContexts> change) {
    try {
      store.change(ports -> change.accept(ports.traceContexts()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a trace cannot be kept", e);
    }
  }

  private String place(Subject subject) {
    return TraceContexts.ofDelivery(target, subject.toString());
  }

  /// Makes a call that carries this one delivery.
  Settlement alone(Delivery row, Supplier<Settlement> call) {
    Leg leg = underWay.get(row.subject());
    if (leg == null) {
      return call.get();
    }
    boolean own = leg.followed().size() == 1;
    Beginning beginning = Beginning.of("deliver " + word(row.subject().facet()), Role.INTERNAL);
    try (Span span =
        tracer
            .begin(
                own
                    ? beginning.under(leg.followed().getFirst())
                    : beginning.linkedTo(leg.followed()))
            .note("selvedge.target", target.value())
            .note("selvedge.flow", row.flow().toString())) {
      underWay.put(row.subject(), leg.carriedBy(span.context(), own));
      Settlement settlement = span.within(call);
      end(span, settlement.outcome());
      return settlement;
    }
  }

  /// Makes the call that hands an import over.
  <T> T together(Job job, Supplier<T> call) {
    List<Subject> followed =
        job.items().stream().map(Job.Sent::subject).filter(underWay::containsKey).toList();
    if (followed.isEmpty()) {
      return call.get();
    }
    List<TraceContext> links = new ArrayList<>();
    followed.forEach(subject -> links.addAll(followed(subject)));
    try (Span span =
        tracer
            .begin(
                Beginning.of("import " + word(job.facet()), Role.INTERNAL)
                    .linkedTo(links.subList(0, Math.min(LINKS, links.size()))))
            .note("selvedge.target", target.value())
            .note("selvedge.items", job.items().size())
            .note("selvedge.followed", followed.size())) {
      followed.forEach(
          subject ->
              underWay.computeIfPresent(
                  subject, (key, leg) -> leg.carriedBy(span.context(), false)));
      imports.put(job.id(), span.context());
      keep(job, span.context());
      return span.within(call);
    }
  }

  private List<TraceContext> followed(Subject subject) {
    Leg leg = underWay.get(subject);
    return leg == null ? List.of() : leg.followed();
  }

  /// So that whoever takes the import over knows it.
  private void keep(Job job, Optional<TraceContext> span) {
    span.ifPresent(
        one ->
            change(
                traces ->
                    traces.keep(
                        List.of(new Waiting(TraceContexts.ofJob(job.id()), one)),
                        clock.instant())));
  }

  /// Makes a call that asks after an import.
  <T> T asking(Job job, Supplier<T> call) {
    Optional<TraceContext> known = known(job);
    if (known.isEmpty()) {
      return call.get();
    }
    try (Span span =
        tracer
            .begin(
                Beginning.of("ask import " + word(job.facet()), Role.INTERNAL).under(known.get()))
            .note("selvedge.target", target.value())) {
      return span.within(call);
    }
  }

  private Optional<TraceContext> known(Job job) {
    return tracer.isOn()
        ? imports.computeIfAbsent(
            job.id(),
            id -> {
              String place = TraceContexts.ofJob(id);
              Instant until = clock.instant().plus(SKEW);
              return waiting(List.of(place), until).getOrDefault(place, List.of()).stream()
                  .findFirst();
            })
        : Optional.empty();
  }

  /// What an import came to is known; of one that another run handed over, what went with it is
  /// looked up.
  void takeUp(Job job, Collection<Delivery> rows) {
    if (known(job).isPresent()) {
      List<Delivery> unknown =
          rows.stream().filter(row -> !underWay.containsKey(row.subject())).toList();
      begin(unknown, job.startedAt(), job.startedAt(), known(job));
    }
  }

  /// In the transaction that settles them: what is over is not followed by what comes later.
  void over(List<Attempt> attempts, Store.Ports ports) {
    if (underWay.isEmpty()) {
      return;
    }
    List<Waiting> over = new ArrayList<>();
    for (Attempt attempt : attempts) {
      Subject subject = attempt.delivery().subject();
      if (isEnd(attempt.outcome())) {
        followed(subject).forEach(span -> over.add(new Waiting(place(subject), span)));
      }
    }
    ports.traceContexts().forget(over);
  }

  private static boolean isEnd(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> true;
      case Outcome.Park ignored -> true;
      case Outcome.Drop ignored -> true;
      case Outcome.Retry ignored -> false;
      case Outcome.Snooze ignored -> false;
      case Outcome.Unknown ignored -> false;
    };
  }

  /// They are settled and on disk: it is told in the trace of each what became of it.
  void tell(List<Attempt> attempts) {
    if (underWay.isEmpty()) {
      return;
    }
    for (Attempt attempt : attempts) {
      Delivery row = attempt.delivery();
      Leg leg = underWay.remove(row.subject());
      if (leg != null && !leg.within()) {
        leg.followed().forEach(span -> tell(row, attempt.outcome(), leg, span));
      }
    }
  }

  private void tell(Delivery row, Outcome outcome, Leg leg, TraceContext followed) {
    try (Span span =
        tracer
            .begin(
                Beginning.of("deliver " + word(row.subject().facet()), Role.INTERNAL)
                    .under(followed)
                    .since(leg.since())
                    .linkedTo(leg.call().stream().toList()))
            .note("selvedge.target", target.value())
            .note("selvedge.flow", row.flow().toString())) {
      end(span, outcome);
    }
  }

  private static void end(Span span, Outcome outcome) {
    span.note("selvedge.outcome", outcome.word());
    boolean failed =
        switch (outcome) {
          case Outcome.Retry ignored -> true;
          case Outcome.Unknown ignored -> true;
          case Outcome.Park ignored -> true;
          case Outcome.Done ignored -> false;
          case Outcome.Drop ignored -> false;
          case Outcome.Snooze ignored -> false;
        };
    if (failed) {
      span.failed(outcome.word());
    }
  }

  /// Nobody asks after it any more.
  void ended(Job job) {
    Optional<TraceContext> known = imports.remove(job.id());
    if (known != null && known.isPresent()) {
      Waiting waiting = new Waiting(TraceContexts.ofJob(job.id()), known.get());
      change(traces -> traces.forget(List.of(waiting)));
    }
  }

  private static String word(Facet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }
}
