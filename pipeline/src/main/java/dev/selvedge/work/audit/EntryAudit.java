package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Sheet;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.Shown;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Audits the records of one collection: all of them page by page, or those of some persons. Used
/// by one thread.
final class EntryAudit {
  private static final int AT_ONCE = 500;
  private static final Duration FRESH = Duration.ofMinutes(2);

  /// Of those whose key is not the hub's so many are remembered, to be recognised by the key that
  /// the hub would write.
  private static final int STRANGERS = 10_000;

  private final Store store;
  private final Mirror mirror;
  private final Shelf shelf;
  private final EntryLook look;
  private final Calls calls;
  private final Findings findings;
  private final Days days;
  private final InstantSource clock;
  private final Seen met = new Seen();
  private final Map<String, Shown.Entry> strangers = new LinkedHashMap<>();

  EntryAudit(
      Store store,
      Mirror mirror,
      EntryLook look,
      Calls calls,
      Findings findings,
      Days days,
      InstantSource clock) {
    this.store = store;
    this.mirror = mirror;
    this.shelf = look.shelf();
    this.look = look;
    this.calls = calls;
    this.findings = findings;
    this.days = days;
    this.clock = clock;
  }

  /// Looks at everything: at all that is there, then at all that should be and was not met.
  void sweep() {
    Pages pages = new Pages(mirror.title());
    Instant begun = clock.instant();
    String place = Sheet.FIRST;
    do {
      String from = place;
      Instant asked = clock.instant();
      Sheet<Shown.Entry> sheet = calls.make(Mirror.Call.ENTRIES, () -> mirror.entries(shelf, from));
      List<Shown.Entry> fresh =
          sheet.items().stream().filter(one -> pages.isNew(one.owner() + ' ' + one.key())).toList();
      findings.there(shelf.facet(), fresh.size());
      Chunks.of(fresh, AT_ONCE).forEach(some -> shown(some, asked));
      place = pages.next(sheet);
    } while (!place.isEmpty());
    absent(begun);
    strangers.values().forEach(this::nobodys);
  }

  private void shown(List<Shown.Entry> entries, Instant asked) {
    EntryLook.Looked looked = store.read(ports -> look.shown(entries, ports));
    for (Shown.Entry stranger : looked.strangers()) {
      if (strangers.size() < STRANGERS) {
        strangers.put(stranger.key(), stranger);
      } else {
        nobodys(stranger);
      }
    }
    entries.forEach(entry -> tally(entry));
    take(looked.judged(), asked);
  }

  private void tally(Shown.Entry entry) {
    if (shelf.facet() == Facet.ORDER) {
      days.there(entry.json());
    }
  }

  private void take(List<Judged> judged, Instant asked) {
    List<Judged> settled = again(judged, asked);
    for (Judged one : settled) {
      met.add(Seen.of(one.subject().id()));
      if (shelf.facet() == Facet.ORDER) {
        one.want().ifPresent(days::here);
      }
    }
    findings.take(shelf.facet(), settled, clock.instant());
  }

  /// @param begun when the first page was asked for: what came to be there since may be on none
  private void absent(Instant begun) {
    String after = "";
    while (true) {
      String from = after;
      List<Delivery> rows =
          store.read(
              ports -> ports.deliveries().following(mirror.target(), shelf.facet(), from, AT_ONCE));
      List<Delivery> unmet =
          rows.stream().filter(row -> !met.has(Seen.of(row.subject().id()))).toList();
      List<Judged> judged = store.read(ports -> unmet(unmet, ports));
      take(judged.stream().map(this::confirmed).toList(), begun);
      if (rows.size() < AT_ONCE) {
        return;
      }
      after = rows.getLast().subject().id();
    }
  }

  /// A list that moves while it is read may leave something out.
  private Judged confirmed(Judged one) {
    boolean missing = !one.isEven() && one.shown().isEmpty();
    return missing
            && one.row().filter(row -> !(row.delivered() instanceof Delivered.Never)).isPresent()
            && calls.mayConfirm()
        ? read(one.row().orElseThrow())
        : one;
  }

  /// Those that are there under a key of their own were met already.
  private List<Judged> unmet(List<Delivery> rows, Store.Ports ports) {
    Map<Subject, Desired> wants = look.wants(rows.stream().map(Delivery::subject).toList(), ports);
    List<Judged> judged = new ArrayList<>();
    List<Delivery> gone = new ArrayList<>();
    for (Delivery row : rows) {
      String key = Optional.ofNullable(wants.get(row.subject())).map(look::key).orElse("");
      Shown.Entry there = key.isEmpty() ? null : strangers.remove(key);
      if (there == null) {
        gone.add(row);
      } else {
        judged.add(look.one(row, Optional.of(there), ports));
      }
    }
    judged.addAll(look.absent(gone, wants, ports));
    return judged;
  }

  private void nobodys(Shown.Entry entry) {
    findings.take(
        shelf.facet(),
        List.of(
            new Judged(
                new Subject(shelf.facet(), entry.key()),
                Difference.NOBODY,
                entry.key(),
                List.of(Gap.whole(Gap.Kind.UNKNOWN, "(no such record)", "is there")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(entry))),
        clock.instant());
  }

  /// Looks at what some persons should have, a call for each record.
  void look(Collection<PersonId> persons) {
    for (List<PersonId> some : Chunks.of(List.copyOf(persons), AT_ONCE)) {
      List<Delivery> rows =
          store.read(ports -> ports.deliveries().ofPersons(mirror.target(), shelf.facet(), some));
      for (Delivery row : rows) {
        if (calls.left() < 1) {
          return;
        }
        Instant asked = clock.instant();
        findings.take(shelf.facet(), again(List.of(read(row)), asked), clock.instant());
      }
    }
  }

  private List<Judged> again(List<Judged> judged, Instant asked) {
    return judged.stream()
        .map(one -> isFresh(one, asked) && calls.left() > 0 ? read(one.row().orElseThrow()) : one)
        .toList();
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

  private record Place(String owner, String key) {}

  private Judged read(Delivery row) {
    Optional<Place> place = store.read(ports -> place(row, ports));
    Optional<Shown.Entry> entry =
        place.flatMap(
            at -> calls.make(Mirror.Call.ENTRY, () -> mirror.entry(shelf, at.owner(), at.key())));
    return store.read(ports -> look.one(row, entry, ports));
  }

  /// Where it should be; empty where its contact is not there, or it belongs to another collection.
  private Optional<Place> place(Delivery row, Store.Ports ports) {
    Desired want = look.wants(List.of(row.subject()), ports).get(row.subject());
    String key = want == null ? "" : look.key(want);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    if (shelf.shared()) {
      return Optional.of(new Place("", key));
    }
    PersonId owner = want instanceof Desired.Insight insight ? insight.owner() : row.person();
    return ports.deliveries().find(mirror.target(), List.of(Subject.contact(owner))).stream()
        .map(contact -> contact.delivered().remoteId())
        .filter(number -> !number.isEmpty() && number.indexOf(' ') < 0)
        .map(number -> new Place(number, key))
        .findFirst();
  }
}
