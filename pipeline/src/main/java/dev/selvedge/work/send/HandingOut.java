package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.Firing;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.send.Target.Item;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks once more at claimed rows before they leave. What is limited for each person is counted in
/// the transaction that hands it out, in which nobody else hands out anything limited: neither the
/// rest of the batch nor another hub can exceed it. What is under way counts, too; but as it may
/// not go in the end, the others wait for what becomes of it, as long as their time allows.
final class HandingOut {
  /// A call is answered in seconds, as a rule.
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(15);

  /// Nothing is looked at again and again in one moment.
  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final Store.Ports ports;
  private final Instant now;
  private final List<Firing> known;
  private final Map<PersonId, Set<String>> records;
  private final List<Firing> fresh = new ArrayList<>();
  private final Set<String> underWay;

  private HandingOut(
      Collection<Desired.Enrolment> limited, SystemName target, Store.Ports ports, Instant now) {
    this.ports = ports;
    this.now = now;
    Set<PersonId> persons =
        limited.stream().map(Desired.Enrolment::person).collect(Collectors.toSet());
    this.records =
        ports.contributions().ofPersons(persons).stream()
            .collect(
                Collectors.groupingBy(
                    stored -> stored.person().orElseThrow(),
                    Collectors.mapping(
                        stored -> stored.contribution().ref().text(), Collectors.toSet())));
    Set<String> groups =
        limited.stream()
            .flatMap(one -> one.caps().stream())
            .map(Cap::group)
            .collect(Collectors.toSet());
    Set<String> told = new HashSet<>();
    records.values().forEach(told::addAll);
    this.known = ports.firings().find(groups, persons, told);
    this.underWay =
        ports
            .deliveries()
            .find(
                target,
                known.stream()
                    .map(firing -> Subject.enrolment(firing.enrolment()))
                    .collect(Collectors.toSet()))
            .stream()
            .filter(row -> isOpen(row.state()))
            .map(row -> row.subject().id())
            .collect(Collectors.toSet());
  }

  private static boolean isOpen(State state) {
    return switch (state) {
      case WAITING, DUE, CLAIMED -> true;
      // What was given up and still counts may have gone.
      case SETTLED, PARKED -> false;
    };
  }

  /// What of these rows is to leave now.
  static Outgoing look(List<Delivery> claimed, HubParts parts, PastGate past) {
    boolean limited =
        !claimed.isEmpty()
            && claimed.getFirst().subject().facet() == Facet.ENROLMENT
            && parts.rules().automations().areLimited();
    Instant now = parts.clock().instant();
    return limited
        ? parts
            .store()
            .write(
                ports -> {
                  ports.firings().hold(claimed.getFirst().target());
                  return within(Outgoing.of(claimed, parts.rules(), past, ports, now), ports, now);
                })
        : parts.store().read(ports -> Outgoing.of(claimed, parts.rules(), past, ports, now));
  }

  /// What of these rows would leave now, as far as that is known before they do: whoever had as
  /// many as they may is not among them. Nothing is counted.
  static Outgoing foresee(List<Delivery> claimed, HubParts parts, PastGate past) {
    Instant now = parts.clock().instant();
    return parts
        .store()
        .read(
            ports -> {
              Outgoing outgoing = Outgoing.of(claimed, parts.rules(), past, ports, now);
              List<Desired.Enrolment> limited = limited(outgoing);
              return limited.isEmpty()
                  ? outgoing
                  : new HandingOut(limited, claimed.getFirst().target(), ports, now)
                      .without(outgoing);
            });
  }

  private Outgoing without(Outgoing outgoing) {
    Map<Delivery, Item> toSend = new LinkedHashMap<>();
    List<Attempt> needless = new ArrayList<>(outgoing.needless());
    outgoing
        .toSend()
        .forEach(
            (row, item) ->
                limited(item)
                    .flatMap(one -> tooMany(row, one))
                    .filter(attempt -> attempt.outcome() instanceof Outcome.Drop)
                    .ifPresentOrElse(needless::add, () -> toSend.put(row, item)));
    return new Outgoing(toSend, needless);
  }

  private static List<Desired.Enrolment> limited(Outgoing outgoing) {
    return outgoing.toSend().values().stream().flatMap(item -> limited(item).stream()).toList();
  }

  private static Outgoing within(Outgoing outgoing, Store.Ports ports, Instant now) {
    List<Desired.Enrolment> limited = limited(outgoing);
    if (limited.isEmpty()) {
      return outgoing;
    }
    SystemName target = outgoing.toSend().keySet().iterator().next().target();
    return new HandingOut(limited, target, ports, now).limit(outgoing);
  }

  private static Optional<Desired.Enrolment> limited(Item item) {
    return item.desired() instanceof Desired.Enrolment one && !one.caps().isEmpty()
        ? Optional.of(one)
        : Optional.empty();
  }

  private Outgoing limit(Outgoing outgoing) {
    Map<Delivery, Item> toSend = new LinkedHashMap<>();
    List<Attempt> needless = new ArrayList<>(outgoing.needless());
    outgoing
        .toSend()
        .forEach(
            (row, item) -> {
              Optional<Attempt> tooMany = limited(item).flatMap(one -> tooMany(row, one));
              if (tooMany.isPresent()) {
                needless.add(tooMany.get());
              } else {
                limited(item).ifPresent(this::count);
                toSend.put(row, item);
              }
            });
    ports.firings().note(fresh);
    return new Outgoing(toSend, needless);
  }

  private Optional<Attempt> tooMany(Delivery row, Desired.Enrolment one) {
    Optional<Attempt> waits = Optional.empty();
    for (Cap cap : one.caps()) {
      List<Firing> went = new ArrayList<>();
      List<Firing> may = new ArrayList<>(fresh);
      known.forEach(firing -> (underWay.contains(firing.enrolment()) ? may : went).add(firing));
      went.removeIf(firing -> !counts(firing, cap, one));
      may.removeIf(firing -> !counts(firing, cap, one));
      if (went.size() >= cap.times()) {
        return Optional.of(dropped(row, cap.exceeded(went.getLast())));
      }
      if (went.size() + may.size() >= cap.times()) {
        waits = Optional.of(waiting(row, may.getLast(), one.notAfter()));
      }
    }
    return waits;
  }

  private Attempt waiting(Delivery row, Firing other, Instant notAfter) {
    Instant until = now.plus(UNTIL_KNOWN);
    Instant least = now.plus(AT_LEAST);
    Instant atMost = notAfter.isBefore(least) ? least : notAfter;
    return new Attempt(
        row,
        new Outcome.Snooze(
            other.rule() + " is under way, and counts if it goes",
            until.isAfter(atMost) ? atMost : until),
        new Sent(row.desired(), row.desired(), "", ""),
        "",
        new Aftermath.Unnoticed());
  }

  private boolean counts(Firing firing, Cap cap, Desired.Enrolment one) {
    boolean theirs =
        firing.person().equals(one.person())
            || records.getOrDefault(one.person(), Set.of()).contains(firing.record());
    return theirs
        && firing.group().equals(cap.group())
        && !firing.enrolment().equals(one.fact())
        && cap.counts(firing.at(), now);
  }

  private void count(Desired.Enrolment one) {
    one.caps()
        .forEach(
            cap -> fresh.add(new Firing(cap.group(), one.fact(), one.person(), one.record(), now)));
  }

  private static Attempt dropped(Delivery row, String why) {
    return new Attempt(
        row,
        new Outcome.Drop(why),
        new Sent(row.desired(), row.desired(), "", ""),
        "",
        Aftermath.nothing());
  }

  /// What turned out not to have gone counts no more.
  ///
  /// @param settled those of the attempts that were settled by who held them
  static void release(List<Attempt> attempts, Set<Subject> settled, Store.Ports ports) {
    List<String> unsent =
        attempts.stream()
            .filter(attempt -> attempt.delivery().subject().facet() == Facet.ENROLMENT)
            .filter(attempt -> settled.contains(attempt.delivery().subject()))
            .filter(HandingOut::isUnsent)
            .map(attempt -> attempt.delivery().subject().id())
            .toList();
    if (!unsent.isEmpty()) {
      ports.firings().forget(unsent);
    }
  }

  private static boolean isUnsent(Attempt attempt) {
    if (attempt.aftermath() instanceof Aftermath.MayStand) {
      return false;
    }
    return switch (attempt.outcome()) {
      case Outcome.Done ignored -> false;
      case Outcome.Unknown ignored -> false;
      case Outcome.Retry ignored -> true;
      case Outcome.Snooze ignored -> true;
      case Outcome.Park ignored -> true;
      case Outcome.Drop ignored -> true;
    };
  }
}
