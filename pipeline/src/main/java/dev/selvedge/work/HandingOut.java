package dev.selvedge.work;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.Firing;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.send.Target.Item;
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
/// rest of the batch nor another hub can exceed it.
final class HandingOut {
  private final Store.Ports ports;
  private final Instant now;
  private final List<Firing> known;
  private final Map<PersonId, Set<String>> records;
  private final List<Firing> fresh = new ArrayList<>();

  private HandingOut(Collection<Desired.Enrolment> limited, Store.Ports ports, Instant now) {
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

  private static Outgoing within(Outgoing outgoing, Store.Ports ports, Instant now) {
    List<Desired.Enrolment> limited = new ArrayList<>();
    outgoing.toSend().values().forEach(item -> limited(item).ifPresent(limited::add));
    return limited.isEmpty() ? outgoing : new HandingOut(limited, ports, now).limit(outgoing);
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
              Optional<String> tooMany = limited(item).flatMap(this::tooMany);
              if (tooMany.isPresent()) {
                needless.add(dropped(row, tooMany.get()));
              } else {
                limited(item).ifPresent(this::count);
                toSend.put(row, item);
              }
            });
    ports.firings().note(fresh);
    return new Outgoing(toSend, needless);
  }

  private Optional<String> tooMany(Desired.Enrolment one) {
    for (Cap cap : one.caps()) {
      List<Firing> went = new ArrayList<>();
      known.stream().filter(firing -> counts(firing, cap, one)).forEach(went::add);
      fresh.stream().filter(firing -> counts(firing, cap, one)).forEach(went::add);
      if (went.size() >= cap.times()) {
        return Optional.of(cap.exceeded(went.getLast()));
      }
    }
    return Optional.empty();
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
