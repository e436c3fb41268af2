package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Contrast;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Shown;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares which lists contacts are on with which they should be on: by what they decided, and by
/// the rules of the project. Of lists that the project says nothing of nothing is said here either.
///
/// @param lists those that the target shows of its contacts, and the project keeps
record ListLook(SystemName target, PlanRules rules, Set<Topic> lists) {
  ListLook {
    lists = Set.copyOf(lists);
  }

  /// What was compared of contacts comes to of their lists; of those that are there.
  ///
  /// @param since what was acknowledged later may show otherwise a moment later, and is left out
  List<Judged> of(List<Judged> contacts, Instant since, Store.Ports ports) {
    Map<PersonId, Shown.Contact> shown = new HashMap<>();
    for (Judged one : contacts) {
      boolean wanted = one.want().filter(Desired.Contact.class::isInstance).isPresent();
      if (wanted && one.shown().orElse(null) instanceof Shown.Contact contact) {
        shown.put(one.person(), contact);
      }
    }
    if (lists.isEmpty() || shown.isEmpty()) {
      return List.of();
    }
    Map<Subject, Desired.Chosen> wants =
        new DesiredStates(rules, ports.records())
            .choicesOf(shown.keySet()).entrySet().stream()
                .filter(one -> lists.contains(one.getValue().topic()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<Subject, Delivery> rows =
        ports.deliveries().find(target, wants.keySet()).stream()
            .collect(Collectors.toMap(Delivery::subject, row -> row));
    List<Judged> judged = new ArrayList<>();
    wants.forEach(
        (subject, want) ->
            Optional.ofNullable(shown.get(want.person()))
                .map(there -> judge(subject, want, there, Optional.ofNullable(rows.get(subject))))
                .filter(one -> one.isEven() || !isFresh(one, since))
                .ifPresent(judged::add));
    return judged;
  }

  private static Judged judge(
      Subject subject, Desired.Chosen want, Shown.Contact there, Optional<Delivery> row) {
    List<Gap> gaps = Contrast.list(want, there).map(List::of).orElseGet(List::of);
    return new Judged(
        subject, want.person(), there.remoteId(), gaps, row, Optional.of(want), Optional.of(there));
  }

  private static boolean isFresh(Judged one, Instant since) {
    return one.row()
        .map(Delivery::delivered)
        .filter(told -> told instanceof Delivered.Acknowledged given && given.at().isAfter(since))
        .isPresent();
  }
}
