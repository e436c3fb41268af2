package dev.selvedge.work;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.FieldMemory;
import dev.selvedge.person.FieldMemory.Remembered;
import dev.selvedge.person.Profile;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Planner.Cause;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Notes how fields that automations watch change, by comparing what is held of people now with
/// what was held when they were last looked at. What is seen for the first time is no change.
/// Confined to one transaction.
final class Watching {
  private final PlanRules rules;
  private final FieldMemory memory;
  private final List<Remembered> news = new ArrayList<>();
  private final List<FieldChange> changes = new ArrayList<>();

  private Watching(PlanRules rules, FieldMemory memory) {
    this.rules = rules;
    this.memory = memory;
  }

  /// @param causes what made these persons change; a first sync changes nothing, unless a rule asks
  ///     for the past
  static void look(
      Set<PersonId> persons,
      Map<Subject, Cause> causes,
      Cause fallback,
      PlanRules rules,
      Store.Ports ports) {
    Set<String> watched = rules.automations().watched();
    if (watched.isEmpty() || persons.isEmpty()) {
      return;
    }
    Watching watching = new Watching(rules, ports.fieldMemory());
    Map<PersonId, List<StoredContribution>> held =
        ports.contributions().ofPersons(persons).stream()
            .collect(Collectors.groupingBy(stored -> stored.person().orElseThrow()));
    Map<PersonId, Map<String, String>> before = new HashMap<>();
    ports
        .fieldMemory()
        .last(persons)
        .forEach(
            one ->
                before
                    .computeIfAbsent(one.person(), person -> new HashMap<>())
                    .put(one.field(), one.value()));
    held.forEach(
        (person, own) -> {
          Cause cause = causes.getOrDefault(Subject.contact(person), fallback);
          watching.compare(person, own, watched, before.getOrDefault(person, Map.of()), cause);
        });
    ports.fieldMemory().remember(watching.news);
    ports.fieldMemory().note(watching.changes);
  }

  private void compare(
      PersonId person,
      Collection<StoredContribution> own,
      Set<String> watched,
      Map<String, String> before,
      Cause cause) {
    Profile profile =
        Profile.of(own.stream().map(StoredContribution::contribution).toList(), rules.catalogue());
    for (String field : watched) {
      Optional<Profile.Held> held = Optional.ofNullable(profile.fields().get(field));
      String value = held.map(one -> one.value().display()).orElse("");
      String last = before.get(field);
      if (value.equals(last)) {
        continue;
      }
      news.add(new Remembered(person, field, value));
      Optional<Profile.Erased> erased = Optional.ofNullable(profile.erased().get(field));
      Optional<Instant> at =
          held.map(Profile.Held::changedAt).or(() -> erased.map(one -> one.version().changedAt()));
      Optional<RecordRef> source =
          held.map(Profile.Held::origin).or(() -> erased.map(Profile.Erased::record));
      // Where nobody says anything of it any more, nobody says that it changed.
      if (last != null && at.isPresent() && source.isPresent() && counts(at.get(), cause)) {
        changes.add(
            new FieldChange(
                person,
                field,
                memory.count(person, field) + 1,
                last,
                value,
                at.get(),
                source.get()));
      }
    }
  }

  private boolean counts(Instant at, Cause cause) {
    return cause.lane() != Lane.BULK
        || rules.automations().rules().stream()
            .filter(rule -> rule.trigger().watches().isPresent())
            .anyMatch(rule -> rule.terms().past().filter(past -> !at.isBefore(past)).isPresent());
  }
}
