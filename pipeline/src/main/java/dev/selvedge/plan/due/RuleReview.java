package dev.selvedge.plan.due;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.automation.Rule;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.DesiredStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Plans what automations that came, changed or were switched on ask for of people who were there
/// before, as if a first sync told all that is known of them: what lies ahead by its kind, and what
/// a rule lets start from the past. Of all else nothing is kept, not even that it is past: should
/// it be told anew, it is what it would have been. Confined to one transaction.
public final class RuleReview {
  private final PlanRules rules;
  private final Records records;
  private final Deliveries deliveries;
  private final List<Holder> holders;
  private final Instant now;
  private final Map<Subject, String> whys = new HashMap<>();

  public RuleReview(
      PlanRules rules, Records records, Deliveries deliveries, List<Holder> holders, Instant now) {
    this.rules = rules;
    this.records = records;
    this.deliveries = deliveries;
    this.holders = List.copyOf(holders);
    this.now = now;
  }

  /// What tells whether everybody has to be looked at anew: of each rule that is on what decides
  /// what it plans. What is looked at in the moment of acting is not part of it.
  public static ContentHash rules(PlanRules rules) {
    StringBuilder text = new StringBuilder();
    rules.automations().rules().stream()
        .filter(rule -> rule.terms().enabled())
        .forEach(rule -> text.append(text(rule)).append('\n'));
    return ContentHash.of(text.append(rules.figures().replenishments()).toString());
  }

  private static String text(Rule rule) {
    return String.join(
        "|",
        rule.name(),
        rule.trigger().toString(),
        rule.within().toString(),
        rule.terms().delay().toString(),
        new TreeSet<>(rule.terms().unless()).toString(),
        rule.terms().past().toString());
  }

  /// Plans these people.
  ///
  /// @return the deliveries that changed
  public List<Delivery> plan(Collection<PersonId> persons) {
    List<StoredContribution> held = records.contributions().ofPersons(persons);
    Map<Subject, Cause> causes = new HashMap<>();
    Set<OrderKey> orders = new HashSet<>();
    boolean ofOrders = rules.automations().rules().stream().anyMatch(RuleReview::reachesBack);
    for (StoredContribution stored : held) {
      Cause cause = cause(stored);
      stored.person().ifPresent(it -> causes.putIfAbsent(Subject.contact(it), cause));
      stored
          .contribution()
          .orderKey()
          .filter(ignored -> ofOrders)
          .ifPresent(
              order -> {
                orders.add(order);
                causes.putIfAbsent(Subject.order(order), cause);
              });
    }
    if (held.isEmpty()) {
      return List.of();
    }
    DesiredStates states = new DesiredStates(rules, records);
    EnrolmentPlan plan =
        new EnrolmentPlan(
            states.asked(orders, Set.copyOf(persons), Set.of()),
            causes,
            cause(held.getFirst()),
            now);
    List<Delivery> changed = new ArrayList<>();
    for (Holder holder : holders) {
      if (holder.facets().contains(Facet.ENROLMENT) && !plan.subjects().isEmpty()) {
        changed.addAll(changes(holder, plan));
      }
    }
    whys.putAll(plan.whys());
    deliveries.plan(changed);
    return changed;
  }

  /// Why enrolments that were cancelled were, a sentence each.
  public Map<Subject, String> whys() {
    return whys;
  }

  private List<Delivery> changes(Holder holder, EnrolmentPlan plan) {
    Set<Subject> before = new HashSet<>(plan.contacts());
    plan.subjects().forEach(subject -> plan.orderOf(subject).ifPresent(before::add));
    Map<Subject, Delivery> standing = new HashMap<>();
    deliveries.find(holder.target(), before).forEach(row -> standing.put(row.subject(), row));
    List<Delivery> known = deliveries.find(holder.target(), plan.subjects());
    Set<Subject> there = new HashSet<>();
    known.forEach(row -> there.add(row.subject()));
    return plan.changes(holder, standing, known).stream()
        .filter(row -> there.contains(row.subject()) || isWanted(row))
        .toList();
  }

  private static boolean isWanted(Delivery row) {
    return row.state() != State.SETTLED || row.isCancelled();
  }

  private static boolean reachesBack(Rule rule) {
    return rule.terms().enabled() && rule.terms().past().isPresent() && !rule.on().isOfPerson();
  }

  /// What is planned now is planned because of a rule: how long ago its record changed says nothing
  /// of how fresh it is.
  private Cause cause(StoredContribution stored) {
    var ref = stored.contribution().ref();
    return new Cause(new Feed(ref.system(), ref.kind()), Lane.BULK, now);
  }
}
