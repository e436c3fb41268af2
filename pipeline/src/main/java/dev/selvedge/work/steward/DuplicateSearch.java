package dev.selvedge.work.steward;

import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.duplicate.Duplicates;
import dev.selvedge.person.duplicate.Spelling;
import dev.selvedge.person.duplicate.Suspicion;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Goes through all persons of a store and tells who looks like a duplicate or misspelt. Reads a
/// page at a time, so that neither the memory nor a snapshot has to hold them all: what changes
/// meanwhile is seen or not. Changes nothing.
public final class DuplicateSearch {
  private static final int AT_ONCE = 500;

  private final Store store;

  public DuplicateSearch(Store store) {
    this.store = store;
  }

  /// Looks at everybody.
  ///
  /// @param each gets every suspicion as it is found; answers nothing
  /// @param progress gets how many persons have been looked at
  /// @return how many persons were looked at
  public long run(Consumer<Suspicion> each, LongConsumer progress) {
    long looked = 0;
    PersonId after = new PersonId(0);
    while (true) {
      PersonId from = after;
      Page page = store.read(ports -> page(from, ports));
      page.found().forEach(each);
      looked += page.persons();
      progress.accept(looked);
      if (page.persons() < AT_ONCE) {
        return looked;
      }
      after = page.last();
    }
  }

  private static Page page(PersonId after, Store.Ports ports) {
    List<Person> persons = ports.people().following(after, AT_ONCE);
    if (persons.isEmpty()) {
      return new Page(0, after, List.of());
    }
    List<StoredContribution> held =
        ports.contributions().ofPersons(persons.stream().map(Person::id).toList());
    Spelling spelling = Spelling.of(persons);
    Set<String> known =
        ports.people().byEmail(spelling.mended()).stream()
            .map(Person::email)
            .collect(Collectors.toSet());
    return new Page(
        persons.size(), persons.getLast().id(), Duplicates.among(held, spelling.found(known)));
  }

  /// @param last the last person of the page
  private record Page(int persons, PersonId last, List<Suspicion> found) {}
}
