package dev.selvedge.app.page;

import dev.selvedge.Masking;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.app.page.DuplicatesPage.Line;
import dev.selvedge.app.page.DuplicatesPage.Named;
import dev.selvedge.app.page.PersonPage.Act;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.duplicate.Suspicion;
import dev.selvedge.work.Store;
import dev.selvedge.work.steward.DuplicateSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the pages of duplicates from the store, the same that `selvedge person duplicates` tells,
/// as many at a time as a reader waits for. Safe for use by many threads.
final class DuplicatePages {
  private static final int FOUND_A_PAGE = 50;
  private static final int LOOKED_A_PAGE = 10_000;

  private final Store store;
  private final int found;
  private final int looked;

  DuplicatePages(Store store) {
    this(store, FOUND_A_PAGE, LOOKED_A_PAGE);
  }

  /// @param found about as many on a page
  /// @param looked how many people are looked at for a page
  DuplicatePages(Store store, int found, int looked) {
    this.store = store;
    this.found = found;
    this.looked = looked;
  }

  /// The page that begins after a person; 0 for the first one.
  DuplicatesPage page(PersonId after) {
    DuplicateSearch.Glance glance = new DuplicateSearch(store).look(after, found, looked);
    return new DuplicatesPage(
        store.read(ports -> lines(glance.found(), ports)),
        glance.looked(),
        after.value() == 0 ? "" : after.toString(),
        glance.end() ? "" : glance.last().toString());
  }

  private static List<Line> lines(List<Suspicion> found, Store.Ports ports) {
    Map<RecordRef, String> holders = new HashMap<>();
    for (StoredContribution one :
        ports.contributions().find(found.stream().flatMap(DuplicatePages::records).toList())) {
      one.person().ifPresent(id -> holders.put(one.contribution().ref(), id.toString()));
    }
    Map<String, Person> meant = new HashMap<>();
    ports
        .people()
        .byEmail(
            found.stream().map(Suspicion::meant).filter(address -> !address.isEmpty()).toList())
        .forEach(person -> meant.put(person.email(), person));
    Map<PersonId, RecordRef> records = leading(meant.values().stream().toList(), ports);
    return found.stream().map(one -> line(one, holders, meant.get(one.meant()), records)).toList();
  }

  private static java.util.stream.Stream<RecordRef> records(Suspicion suspicion) {
    return suspicion.members().stream().map(RecordRef::parse);
  }

  /// A record by which each of them can be named.
  private static Map<PersonId, RecordRef> leading(List<Person> persons, Store.Ports ports) {
    Map<PersonId, RecordRef> leading = new HashMap<>();
    for (StoredContribution one :
        ports.contributions().ofPersons(persons.stream().map(Person::id).toList())) {
      Contribution said = one.contribution();
      if (!said.identity().gone() && said.identity().owner().isEmpty()) {
        one.person()
            .ifPresent(id -> leading.merge(id, said.ref(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
      }
    }
    return leading;
  }

  private static Line line(
      Suspicion one,
      Map<RecordRef, String> holders,
      @org.jspecify.annotations.Nullable Person meant,
      Map<PersonId, RecordRef> records) {
    boolean spelling = one.kind() == Suspicion.Kind.SPELLING;
    return new Line(
        one.kind().words(),
        spelling,
        one.where(),
        Masking.maskAddresses(one.address()),
        spelling ? oddDomain(one) : severalRecords(one),
        sentence(Masking.maskAddresses(one.mend())),
        records(one)
            .map(ref -> new Named(Masking.maskAddresses(ref.text()), holders.getOrDefault(ref, "")))
            .toList(),
        one.count() - one.members().size(),
        meant == null
            ? List.of()
            : List.of(new Named(Masking.maskAddresses(meant.email()), meant.id().toString())),
        acts(one, Optional.ofNullable(meant).map(Person::id).map(records::get)));
  }

  private static String oddDomain(Suspicion one) {
    return "The domain %s looks like %s.".formatted(domain(one.address()), domain(one.meant()));
  }

  private static String severalRecords(Suspicion one) {
    return "%d records of %s have this address once it is written alike."
        .formatted(one.count(), one.where());
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  /// Commands to copy; one that would have to name an address is left to the person's own page.
  private static List<Act> acts(Suspicion one, Optional<RecordRef> other) {
    List<RecordRef> members = records(one).toList();
    List<Act> acts = new ArrayList<>();
    if (one.kind() == Suspicion.Kind.RECORDS) {
      acts.add(
          new Act(
              "Two people share the address: set one of the records apart",
              WhoLines.command("unlink", members.getLast())));
    }
    other
        .map(
            with ->
                new Act(
                    "It is the same human being: put the record together with theirs",
                    WhoLines.command("link", members.getFirst(), with)))
        .ifPresent(acts::add);
    acts.removeIf(act -> !Masking.maskAddresses(act.command()).equals(act.command()));
    return acts;
  }
}
