package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.SpokenTime;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Cancelling;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.Fact;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.History;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Terms;
import dev.selvedge.commerce.Order;
import dev.selvedge.person.Records;
import dev.selvedge.plan.Desired.Leave;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.states.EnrolmentStates.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule would have done, were it switched on, by the same functions that plan and send.
/// Facts are taken for told when they happened. What happened later than an enrolment would have
/// gone cancels nothing; consent, fields and orders are those of today. Of the limits its own
/// count, and of them what it would have done. Confined to one transaction.
public final class DryRun {
  /// What the orders until then tell, and later ones may untell.
  private static final Set<FactKind> OF_ALL_ORDERS =
      Set.of(FactKind.FIRST_ORDER, FactKind.NTH_ORDER, FactKind.LAPSED, FactKind.REPLENISHMENT_DUE);

  private static final History EMPTY = new History(List.of(), List.of());

  private final Rule rule;
  private final EnrolmentStates states;

  /// @param rule whether it is switched on does not matter
  public DryRun(Rule rule, PlanRules rules, Records records) {
    this.rule = rule.with(on(rule.terms()));
    PlanRules alone = rules.withAutomations(new Automations(List.of(this.rule)));
    this.states =
        new EnrolmentStates(
            alone,
            records,
            new ContactConsent(records, rules.consent()),
            new KnownOrders(records.contributions()));
  }

  private static Terms on(Terms terms) {
    return terms.enabled() ? terms : terms.on();
  }

  /// What would have become of one fact.
  ///
  /// @param at when it would have gone, or have been decided
  /// @param why a sentence; empty for what would have gone
  public record Would(EnrolmentKey key, PersonId person, Verdict verdict, Instant at, String why) {}

  /// The ends it could have come to.
  public enum Verdict {
    FIRED,
    CANCELLED,
    DROPPED
  }

  /// What would have become of what happened to these persons, in the order of time for each.
  public List<Would> of(Collection<PersonId> persons, Instant since, Instant now) {
    List<Asked> asked = new ArrayList<>();
    states
        .histories(persons)
        .forEach(
            (person, history) ->
                facts(history, since, now).forEach(fact -> asked.add(asked(fact, person))));
    Map<EnrolmentKey, Instant> moments = new LinkedHashMap<>();
    asked.forEach(one -> moments.put(one.key(), moment(one, now)));
    Map<EnrolmentKey, Leave> leaves = states.leaves(asked, moments);
    Map<EnrolmentKey, Instant> later = new LinkedHashMap<>();
    leaves.forEach(
        (key, leave) -> {
          if (leave instanceof Leave.Later(var ignored, Instant until)) {
            later.put(key, until);
          }
        });
    if (!later.isEmpty()) {
      moments.putAll(later);
      leaves = states.leaves(asked, moments);
    }
    return verdicts(asked, leaves, moments, now);
  }

  /// When one would have been looked at: as soon as it was due, and not before it happened. What
  /// was told of a time that lies ahead would go now.
  private static Instant moment(Asked one, Instant now) {
    Instant happened = one.fact().happenedAt();
    Instant told = happened.isAfter(now) ? now : happened;
    return one.due().isAfter(told) ? one.due() : told;
  }

  private Asked asked(Fact fact, PersonId person) {
    return new Asked(rule.enrolment(fact), rule, fact, person);
  }

  /// What became true in this time, as it looked then: of somebody who did not order for long and
  /// then did, both is true at its time.
  private List<Fact> facts(History history, Instant since, Instant now) {
    Map<EnrolmentKey, Fact> facts = new LinkedHashMap<>();
    List<Order> orders = history.orders();
    if (!OF_ALL_ORDERS.contains(rule.on())) {
      rule.trigger().facts(history).forEach(fact -> facts.put(rule.enrolment(fact), fact));
    } else {
      for (int count = 1; count <= orders.size(); count++) {
        Instant until = count < orders.size() ? orders.get(count).header().placedAt() : Instant.MAX;
        History then = new History(orders.subList(0, count), history.replenishments());
        for (Fact fact : rule.trigger().facts(then)) {
          if (fact.happenedAt().isBefore(until)) {
            facts.putIfAbsent(rule.enrolment(fact), fact);
          }
        }
      }
    }
    return facts.values().stream()
        .filter(fact -> !fact.happenedAt().isBefore(since))
        .filter(fact -> !rule.due(fact).isAfter(now))
        .toList();
  }

  private List<Would> verdicts(
      List<Asked> asked,
      Map<EnrolmentKey, Leave> leaves,
      Map<EnrolmentKey, Instant> moments,
      Instant now) {
    List<Would> all = new ArrayList<>();
    Map<PersonId, List<Instant>> gone = new LinkedHashMap<>();
    List<Asked> inTime =
        asked.stream()
            .sorted(Comparator.comparing(one -> moments.getOrDefault(one.key(), one.due())))
            .toList();
    for (Asked one : inTime) {
      Instant at = moments.getOrDefault(one.key(), one.due());
      if (at.isAfter(now)) {
        continue;
      }
      Would would = verdict(one, at, leaves.get(one.key()), gone);
      if (would.verdict() == Verdict.FIRED) {
        gone.computeIfAbsent(one.person(), person -> new ArrayList<>()).add(at);
      }
      all.add(would);
    }
    return all;
  }

  private Would verdict(
      Asked one, Instant at, @Nullable Leave leave, Map<PersonId, List<Instant>> gone) {
    History history = states.histories(List.of(one.person())).getOrDefault(one.person(), EMPTY);
    Optional<String> cancelled = Cancelling.why(rule, one.fact(), history, at);
    if (cancelled.isPresent()) {
      return would(one, Verdict.CANCELLED, at, cancelled.get());
    }
    if (leave instanceof Leave.Refused(String why)) {
      return would(one, Verdict.DROPPED, at, why);
    }
    if (leave instanceof Leave.Later(String why, var ignored)) {
      return would(one, Verdict.DROPPED, at, why + ", and its deadline came first");
    }
    return tooOften(one, at, gone.getOrDefault(one.person(), List.of()))
        .map(why -> would(one, Verdict.DROPPED, at, why))
        .orElseGet(() -> would(one, Verdict.FIRED, at, ""));
  }

  private Optional<String> tooOften(Asked one, Instant at, List<Instant> gone) {
    for (Cap cap : one.rule().caps()) {
      List<Instant> counted = gone.stream().filter(then -> cap.counts(then, at)).toList();
      if (counted.size() >= cap.times()) {
        return Optional.of(cap.words() + ": it went on " + SpokenTime.of(counted.getLast()));
      }
    }
    return Optional.empty();
  }

  private static Would would(Asked one, Verdict verdict, Instant at, String why) {
    return new Would(one.key(), one.person(), verdict, at, why);
  }
}
