package dev.selvedge.work.resolve;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.FieldMemory;
import dev.selvedge.person.FieldMemory.Remembered;
import dev.selvedge.person.Profile;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Identification.Identified;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Notes how fields that automations watch change, by comparing what is held of people now with
/// what was held when they were last looked at; of a field that was not looked at yet, with what
/// was held before the batch. What nobody tells any more became empty; what is told for the first
/// time is no change, nor what comes with a record that was somebody else's. Confined to one
/// transaction.
final class Watching {
  private final PlanRules rules;
  private final FieldMemory memory;
  private final Batch batch;
  private final List<Remembered> news = new ArrayList<>();
  private final List<FieldChange> changes = new ArrayList<>();

  private Watching(PlanRules rules, FieldMemory memory, Batch batch) {
    this.rules = rules;
    this.memory = memory;
    this.batch = batch;
  }

  /// What came.
  ///
  /// @param fresh the records of which there is a newer version now
  /// @param replaced the versions that were there before, and whose they were
  /// @param moved who has records now that were somebody else's, or had some that are no more
  record Batch(
      Set<RecordRef> fresh, Map<RecordRef, StoredContribution> replaced, Set<PersonId> moved) {

    static Batch of(
        Set<RecordRef> fresh, Collection<StoredContribution> before, Identified identified) {
      Map<RecordRef, StoredContribution> replaced = new HashMap<>();
      Set<PersonId> moved = new HashSet<>(identified.rehomed());
      for (StoredContribution old : before) {
        RecordRef ref = old.contribution().ref();
        Optional<PersonId> now = Optional.ofNullable(identified.holders().get(ref));
        if (fresh.contains(ref)) {
          replaced.put(ref, old);
        }
        old.person()
            .filter(was -> now.filter(is -> !is.equals(was)).isPresent())
            .ifPresent(moved::add);
      }
      return new Batch(fresh, replaced, moved);
    }

    /// A person's records as they were before.
    private List<Contribution> before(PersonId person, Collection<StoredContribution> own) {
      return Stream.concat(
              own.stream().filter(stored -> !fresh.contains(stored.contribution().ref())),
              replaced.values().stream()
                  .filter(old -> old.person().filter(person::equals).isPresent()))
          .map(StoredContribution::contribution)
          .toList();
    }
  }

  /// @param batch what came
  /// @param causes what made these persons change; a first sync changes nothing, unless a rule asks
  ///     for the past
  static void look(
      Set<PersonId> persons,
      Batch batch,
      Map<Subject, Cause> causes,
      Cause fallback,
      PlanRules rules,
      Store.Ports ports) {
    Set<String> watched = rules.automations().watched();
    if (watched.isEmpty() || persons.isEmpty()) {
      return;
    }
    Watching watching = new Watching(rules, ports.fieldMemory(), batch);
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
    Profile profile = profile(own.stream().map(StoredContribution::contribution).toList());
    Optional<Profile> formerly = Optional.empty();
    for (String field : watched) {
      Optional<String> told = told(profile, field);
      String value = told.orElse("");
      Optional<String> last = Optional.ofNullable(before.get(field));
      if (last.filter(value::equals).isPresent() || (last.isEmpty() && told.isEmpty())) {
        continue;
      }
      news.add(new Remembered(person, field, value));
      if (last.isEmpty()) {
        formerly = formerly.or(() -> Optional.of(profile(batch.before(person, own))));
        last = told(formerly.get(), field);
      }
      if (last.isPresent() && !batch.moved().contains(person)) {
        Optional<Teller> teller = told.isPresent() ? teller(profile, field) : silent(own, field);
        change(person, field, last.get(), value, teller)
            .filter(change -> counts(change.at(), cause))
            .ifPresent(changes::add);
      }
    }
  }

  /// The record that a change comes from.
  private record Teller(RecordRef source, Instant at) {}

  private static Optional<Teller> teller(Profile profile, String field) {
    return Optional.ofNullable(profile.fields().get(field))
        .map(held -> new Teller(held.origin(), held.changedAt()))
        .or(
            () ->
                Optional.ofNullable(profile.erased().get(field))
                    .map(erased -> new Teller(erased.record(), erased.version().changedAt())));
  }

  /// Of a field that nobody tells any more: the newest record that told it before this batch. So it
  /// became empty with that one.
  private Optional<Teller> silent(Collection<StoredContribution> own, String field) {
    return own.stream()
        .map(StoredContribution::contribution)
        .filter(one -> batch.fresh().contains(one.ref()))
        .filter(
            one ->
                Optional.ofNullable(batch.replaced().get(one.ref()))
                    .flatMap(old -> told(profile(List.of(old.contribution())), field))
                    .isPresent())
        .max(Comparator.comparing(Contribution::version))
        .map(one -> new Teller(one.ref(), one.version().changedAt()));
  }

  private Profile profile(List<Contribution> contributions) {
    return Profile.of(contributions, rules.catalogue());
  }

  /// What records say of a field, as it is shown; empty where none says anything.
  private static Optional<String> told(Profile profile, String field) {
    return Optional.ofNullable(profile.fields().get(field))
        .map(held -> held.value().display())
        .or(() -> Optional.ofNullable(profile.erased().get(field)).map(erased -> ""));
  }

  private Optional<FieldChange> change(
      PersonId person, String field, String last, String value, Optional<Teller> teller) {
    return teller
        .filter(ignored -> !last.equals(value))
        .map(
            by ->
                new FieldChange(
                    person,
                    field,
                    memory.count(person, field) + 1,
                    last,
                    value,
                    by.at(),
                    by.source()));
  }

  private boolean counts(Instant at, Cause cause) {
    return cause.lane() != Lane.BULK
        || rules.automations().rules().stream()
            .filter(rule -> rule.trigger().watches().isPresent())
            .anyMatch(rule -> rule.terms().past().filter(past -> !at.isBefore(past)).isPresent());
  }
}
