package dev.selvedge.work.send;

import dev.selvedge.PersonId;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.Rule;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values for data fields that came too late: what happened after them has been written into the
/// same field already. Confined to one transaction.
final class Overtaken {
  private final Automations automations;
  private final List<Delivery> written;

  private Overtaken(Automations automations, List<Delivery> written) {
    this.automations = automations;
    this.written = written;
  }

  /// @param claimed rows of one target
  /// @param desired what is to be done for them
  static Overtaken of(
      Collection<Delivery> claimed,
      Map<Subject, Desired> desired,
      Automations automations,
      Store.Ports ports) {
    Set<PersonId> persons = new HashSet<>();
    for (Delivery row : claimed) {
      if (field(desired.get(row.subject())).isPresent()) {
        persons.add(row.person());
      }
    }
    return new Overtaken(
        automations,
        persons.isEmpty()
            ? List.of()
            : ports
                .deliveries()
                .ofPersons(claimed.iterator().next().target(), Facet.ENROLMENT, persons)
                .stream()
                .filter(row -> row.delivered() instanceof Delivered.Acknowledged)
                .toList());
  }

  /// Why a row is not written any more; empty for all that are, and for what writes no field.
  Optional<String> why(Delivery row, Desired want) {
    Optional<Instant> happened = happened(row, notAfter(row, want));
    return field(want)
        .filter(field -> happened.isPresent())
        .filter(
            field ->
                written.stream()
                    .filter(other -> other.person().equals(row.person()))
                    .filter(other -> isLater(other, happened.get()))
                    .anyMatch(other -> writes(other, field)))
        .map(field -> "what happened later has been written into " + field + " already");
  }

  private boolean isLater(Delivery other, Instant happened) {
    return happened(other, other.notAfter()).filter(then -> then.isAfter(happened)).isPresent();
  }

  /// When the fact happened that it answers: its record may have changed at any time since. Its
  /// deadline is counted from there.
  private Optional<Instant> happened(Delivery row, Instant notAfter) {
    return rule(row).map(rule -> notAfter.minus(rule.within()));
  }

  private static Instant notAfter(Delivery row, Desired want) {
    return want instanceof Desired.Enrolment enrolment ? enrolment.notAfter() : row.notAfter();
  }

  private Optional<Rule> rule(Delivery row) {
    return EnrolmentKey.parse(row.subject().id())
        .map(EnrolmentKey::rule)
        .flatMap(automations::named);
  }

  private boolean writes(Delivery other, String field) {
    return rule(other)
        .map(Rule::action)
        .filter(Action.Field.class::isInstance)
        .map(action -> ((Action.Field) action).dataField())
        .filter(field::equalsIgnoreCase)
        .isPresent();
  }

  private static Optional<String> field(@Nullable Desired want) {
    return want instanceof Desired.Enrolment enrolment
            && enrolment.action() instanceof Action.Field field
        ? Optional.of(field.dataField())
        : Optional.empty();
  }
}
