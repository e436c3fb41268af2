package dev.selvedge.plan.due;

import dev.selvedge.PersonId;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.commerce.Wish;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who waits for a product still. Confined to one transaction.
///
/// @param rules those that answer wishes
/// @param holders of enrolments
record Waiting(List<Rule> rules, List<Holder> holders, Deliveries deliveries) {

  static Waiting of(Automations automations, List<Holder> holders, Deliveries deliveries) {
    return new Waiting(
        Stream.of(FactKind.BACK_IN_STOCK, FactKind.PRICE_DROP)
            .flatMap(kind -> automations.answering(kind).stream())
            .toList(),
        holders.stream().filter(holder -> holder.facets().contains(Facet.ENROLMENT)).toList(),
        deliveries);
  }

  /// Whose wishes these are, but for those that were answered for good: whoever was told once is
  /// never told again, and reading all that they did costs most.
  Set<PersonId> among(Shelf.WishPage page) {
    Set<PersonId> waiting = new LinkedHashSet<>();
    Set<Subject> answered = answered(page);
    for (Wish wish : page.wishes()) {
      List<Subject> subjects = subjects(wish);
      if (subjects.isEmpty() || !answered.containsAll(subjects)) {
        wish.person().ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  /// What went, or never will, at every target.
  private Set<Subject> answered(Shelf.WishPage page) {
    List<Subject> asked =
        page.wishes().stream().flatMap(wish -> subjects(wish).stream()).distinct().toList();
    Set<Subject> answered = new LinkedHashSet<>(asked);
    for (Holder holder : holders) {
      answered.retainAll(
          deliveries.find(holder.target(), asked).stream()
              .filter(row -> row.state() == State.SETTLED && !row.isCancelled())
              .map(Delivery::subject)
              .collect(Collectors.toSet()));
    }
    return answered;
  }

  private List<Subject> subjects(Wish wish) {
    FactKind kind =
        switch (wish.purpose()) {
          case STOCK -> FactKind.BACK_IN_STOCK;
          case PRICE -> FactKind.PRICE_DROP;
        };
    return rules.stream()
        .filter(rule -> rule.on() == kind)
        .map(rule -> new EnrolmentKey(rule.name(), kind, wish.key().value(), ""))
        .map(key -> Subject.enrolment(key.text()))
        .toList();
  }
}
