package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Cancelling;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.Fact;
import dev.selvedge.automation.History;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Desired.Leave;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the automations of a project ask for, and what stands against it at the moment. Confined to
/// one transaction.
final class EnrolmentStates {
  private final Automations automations;
  private final PlanRules rules;
  private final Records records;
  private final ContactConsent consent;
  private final KnownOrders orders;
  private final Map<PersonId, History> histories = new HashMap<>();
  private final Map<Subject, String> whyNot = new HashMap<>();

  EnrolmentStates(PlanRules rules, Records records, ContactConsent consent, KnownOrders orders) {
    this.automations = rules.automations();
    this.rules = rules;
    this.records = records;
    this.consent = consent;
    this.orders = orders;
  }

  /// An enrolment that a rule asks for because of a fact.
  ///
  /// @param news whether the fact's order is among those that are planned, and not only its person
  /// @param over why it is not wanted any more, a sentence; empty while it is
  record Asked(
      EnrolmentKey key,
      Rule rule,
      Fact fact,
      PersonId person,
      boolean news,
      Optional<String> over) {

    /// One that nothing stands against.
    Asked(EnrolmentKey key, Rule rule, Fact fact, PersonId person) {
      this(key, rule, fact, person, true, Optional.empty());
    }

    Instant due() {
      return rule.due(fact);
    }

    Instant deadline() {
      return rule.deadline(fact);
    }

    Desired.Enrolment with(Leave leave) {
      return new Desired.Enrolment(key, rule.action(), person, leave, deadline());
    }
  }

  /// What today's rules and facts say of an enrolment.
  sealed interface Said {
    record Still(Asked asked) implements Said {}

    /// @param why a sentence
    record Gone(String why) implements Said {}
  }

  /// What the facts of these orders, and of these persons, ask for.
  List<Asked> asked(Collection<OrderKey> keys, Collection<PersonId> persons) {
    List<Rule> enabled =
        automations.rules().stream().filter(rule -> rule.terms().enabled()).toList();
    if (enabled.isEmpty()) {
      return List.of();
    }
    Map<OrderKey, KnownOrders.Owned> owned = orders.of(keys);
    Set<PersonId> looked = new LinkedHashSet<>();
    if (enabled.stream().anyMatch(Rule::looksAtPerson)) {
      looked.addAll(persons);
      owned.values().forEach(one -> looked.add(one.owner()));
      meet(looked);
    }
    List<Asked> asked = new ArrayList<>();
    for (Rule rule : enabled) {
      if (rule.on().isOfPerson()) {
        looked.forEach(person -> ask(rule, history(person), person, owned.keySet(), asked));
      } else {
        owned
            .values()
            .forEach(
                one ->
                    ask(
                        rule,
                        new History(List.of(one.order()), List.of()),
                        one.owner(),
                        owned.keySet(),
                        asked));
      }
    }
    return asked;
  }

  private void ask(
      Rule rule, History seen, PersonId person, Set<OrderKey> planned, List<Asked> asked) {
    for (Fact fact : rule.trigger().facts(seen)) {
      asked.add(
          new Asked(
              rule.enrolment(fact),
              rule,
              fact,
              person,
              fact.order().filter(planned::contains).isPresent(),
              rule.looksAtPerson()
                  ? Cancelling.why(rule, fact, history(person))
                  : Optional.empty()));
    }
  }

  /// Reads all that these persons did, once.
  private void meet(Collection<PersonId> persons) {
    List<PersonId> strangers =
        persons.stream().filter(person -> !histories.containsKey(person)).toList();
    if (strangers.isEmpty()) {
      return;
    }
    Map<PersonId, List<Order>> theirs = orders.ofPersons(held(strangers));
    strangers.forEach(
        person ->
            histories.put(
                person,
                new History(
                    theirs.getOrDefault(person, List.of()), rules.figures().replenishments())));
  }

  private History history(PersonId person) {
    return histories.getOrDefault(person, new History(List.of(), List.of()));
  }

  private Map<PersonId, List<StoredContribution>> held(Collection<PersonId> persons) {
    return records.contributions().ofPersons(persons).stream()
        .collect(Collectors.groupingBy(stored -> stored.person().orElseThrow()));
  }

  /// What is said of each of these enrolments.
  Map<Subject, Said> said(Collection<Subject> subjects) {
    Map<Subject, EnrolmentKey> keys = new LinkedHashMap<>();
    subjects.forEach(
        subject -> EnrolmentKey.parse(subject.id()).ifPresent(key -> keys.put(subject, key)));
    List<OrderKey> about =
        keys.values().stream().flatMap(key -> key.order().stream()).distinct().toList();
    Map<EnrolmentKey, Asked> asked =
        asked(about, List.of()).stream().collect(Collectors.toMap(Asked::key, one -> one));
    Map<Subject, Said> said = new LinkedHashMap<>();
    keys.forEach(
        (subject, key) -> {
          Asked one = asked.get(key);
          said.put(subject, one == null ? new Said.Gone(gone(key)) : new Said.Still(one));
        });
    return said;
  }

  private String gone(EnrolmentKey key) {
    Optional<Rule> rule = automations.named(key.rule());
    if (rule.isEmpty()) {
      return "its automation is not there any more";
    }
    if (!rule.get().terms().enabled()) {
      return "its automation is switched off";
    }
    if (rule.get().on() != key.kind()) {
      return "its automation answers something else by now";
    }
    Optional<KnownOrders.Owned> order =
        key.order().flatMap(it -> Optional.ofNullable(orders.of(List.of(it)).get(it)));
    if (order.isEmpty()) {
      return "its order is not known any more, or nobody's";
    }
    meet(List.of(order.get().owner()));
    return Cancelling.gone(key, history(order.get().owner()));
  }

  /// The desired enrolment behind each of these subjects that a rule of today still asks for.
  Map<Subject, Desired> desired(Collection<Subject> subjects, Instant now) {
    Map<Subject, Said> said = said(subjects);
    List<Asked> still = new ArrayList<>();
    said.values()
        .forEach(
            one -> {
              if (one instanceof Said.Still(Asked asked)) {
                still.add(asked);
              }
            });
    Set<PersonId> agreed = agreed(still);
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    said.forEach(
        (subject, one) -> {
          switch (one) {
            case Said.Still(Asked asked) ->
                desired.put(subject, asked.with(leave(asked, agreed, now)));
            case Said.Gone(String why) -> whyNot.put(subject, why);
          }
        });
    return desired;
  }

  Optional<String> whyNot(Subject subject) {
    return Optional.ofNullable(whyNot.get(subject));
  }

  /// Whether it may happen at this moment.
  private static Leave leave(Asked asked, Set<PersonId> agreed, Instant now) {
    if (asked.over().isPresent()) {
      return new Leave.Refused(asked.over().get());
    }
    if (asked.rule().purpose() == Purpose.MARKETING && !agreed.contains(asked.person())) {
      return new Leave.Refused("the person has not agreed to marketing");
    }
    return now.isBefore(asked.due())
        ? new Leave.Later("its time has not come", asked.due())
        : new Leave.Given();
  }

  /// Who of those that are asked for marketing agreed to it.
  private Set<PersonId> agreed(Collection<Asked> asked) {
    Set<PersonId> persons =
        asked.stream()
            .filter(one -> one.rule().purpose() == Purpose.MARKETING)
            .map(Asked::person)
            .collect(Collectors.toSet());
    Map<PersonId, List<StoredContribution>> held = held(persons);
    consent.look(records.people().byId(persons), held);
    Map<PersonId, List<Order>> theirs = orders.ofPersons(held);
    return persons.stream()
        .filter(
            person ->
                consent.mail(person, theirs.getOrDefault(person, List.of()))
                    == Desired.Mail.ALLOWED)
        .collect(Collectors.toSet());
  }
}
