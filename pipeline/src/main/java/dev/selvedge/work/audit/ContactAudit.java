package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Sheet;
import dev.selvedge.audit.Shown;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Audits contacts: all of them page by page, or some. Used by one thread.
final class ContactAudit {
  private static final int AT_ONCE = 500;

  /// What was acknowledged about when it was read may show otherwise a moment later.
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Store store;
  private final Mirror mirror;
  private final ContactLook look;
  private final ListLook lists;
  private final Calls calls;
  private final Findings findings;
  private final InstantSource clock;

  ContactAudit(
      Store store,
      Mirror mirror,
      ContactLook look,
      ListLook lists,
      Calls calls,
      Findings findings,
      InstantSource clock) {
    this.store = store;
    this.mirror = mirror;
    this.look = look;
    this.lists = lists;
    this.calls = calls;
    this.findings = findings;
    this.clock = clock;
  }

  /// Looks at everybody: at all that are there, then at all that should be and were not met.
  void sweep() {
    Seen met = new Seen();
    Pages pages = new Pages(mirror.title());
    Instant begun = clock.instant();
    String place = Sheet.FIRST;
    do {
      String from = place;
      Instant asked = clock.instant();
      Sheet<Shown.Contact> sheet = calls.make(Mirror.Call.CONTACTS, () -> mirror.contacts(from));
      List<Shown.Contact> fresh =
          sheet.items().stream().filter(one -> pages.isNew(one.remoteId())).toList();
      findings.there(Facet.CONTACT, fresh.size());
      for (List<Shown.Contact> some : Chunks.of(fresh, AT_ONCE)) {
        List<Judged> judged = store.read(ports -> look.shown(some, ports));
        judged.forEach(one -> met.add(one.person().value()));
        take(again(judged, asked), asked);
      }
      place = pages.next(sheet);
    } while (!place.isEmpty());
    absent(met, begun);
  }

  private void take(List<Judged> judged, Instant asked) {
    findings.take(Facet.CONTACT, judged, clock.instant());
    List<Judged> listed = store.read(ports -> lists.of(judged, asked.minus(FRESH), ports));
    if (!listed.isEmpty()) {
      findings.there(Facet.CHOICE, listed.stream().filter(ContactAudit::isOn).count());
      findings.take(Facet.CHOICE, listed, clock.instant());
    }
  }

  private static boolean isOn(Judged one) {
    return one.want().orElse(null) instanceof Desired.Chosen want
        && one.shown().orElse(null) instanceof Shown.Contact shown
        && shown.lists().containsKey(want.topic().name().toLowerCase(Locale.ROOT));
  }

  /// @param begun when the first page was asked for: what came to be there since may be on none
  private void absent(Seen met, Instant begun) {
    PersonId after = new PersonId(0);
    while (true) {
      PersonId from = after;
      List<Person> persons = store.read(ports -> ports.people().following(from, AT_ONCE));
      List<PersonId> unmet =
          persons.stream().map(Person::id).filter(person -> !met.has(person.value())).toList();
      List<Judged> judged =
          store.read(ports -> look.absent(unmet, ports)).stream().map(this::confirmed).toList();
      findings.take(Facet.CONTACT, again(judged, begun), clock.instant());
      if (persons.size() < AT_ONCE) {
        return;
      }
      after = persons.getLast().id();
    }
  }

  /// A list that moves while it is read may leave somebody out.
  private Judged confirmed(Judged one) {
    boolean wasThere =
        one.row().filter(row -> !(row.delivered() instanceof Delivered.Never)).isPresent();
    return !one.isEven() && wasThere && calls.mayConfirm() ? reread(one) : one;
  }

  /// Looks at some persons, a call each.
  void look(Collection<PersonId> persons) {
    List<PersonId> all = List.copyOf(persons);
    for (List<PersonId> some : Chunks.of(all, AT_ONCE)) {
      Map<PersonId, Delivery> rows = store.read(ports -> look.rows(some, ports));
      List<Judged> judged = new ArrayList<>();
      Instant begun = clock.instant();
      for (PersonId person : some) {
        Delivery row = rows.get(person);
        Instant asked = clock.instant();
        Optional<Shown.Contact> shown =
            row == null || row.delivered() instanceof Delivered.Never
                ? Optional.empty()
                : read(row.delivered());
        judged.addAll(again(List.of(judge(person, shown)), asked));
      }
      take(judged, begun);
    }
  }

  private Judged judge(PersonId person, Optional<Shown.Contact> shown) {
    return store.read(
        ports ->
            shown
                .map(contact -> look.shown(List.of(contact), ports))
                .filter(judged -> judged.getFirst().person().equals(person))
                .orElseGet(() -> look.absent(List.of(person), ports))
                .getFirst());
  }

  /// What changed about when it was read is read once more, by itself.
  private List<Judged> again(List<Judged> judged, Instant asked) {
    return judged.stream()
        .map(one -> isFresh(one, asked) && calls.left() > 0 ? reread(one) : one)
        .toList();
  }

  private Judged reread(Judged one) {
    return judge(one.person(), read(one.row().orElseThrow().delivered()));
  }

  private static boolean isFresh(Judged one, Instant asked) {
    return !one.isEven()
        && one.row()
            .map(Delivery::delivered)
            .filter(Delivered.Acknowledged.class::isInstance)
            .map(told -> ((Delivered.Acknowledged) told).at())
            .filter(at -> at.isAfter(asked.minus(FRESH)))
            .isPresent();
  }

  private Optional<Shown.Contact> read(Delivered told) {
    String number = told.remoteId().indexOf(' ') < 0 ? told.remoteId() : "";
    return number.isEmpty() && told.address().isEmpty()
        ? Optional.empty()
        : calls.make(Mirror.Call.CONTACT, () -> mirror.contact(number, told.address()));
  }
}
