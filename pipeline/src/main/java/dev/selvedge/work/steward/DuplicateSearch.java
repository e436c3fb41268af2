package dev.selvedge.work.steward;

import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.duplicate.Duplicates;
import dev.selvedge.person.duplicate.Spelling;
import dev.selvedge.person.duplicate.Suspicion;
import dev.selvedge.work.Store;
import java.util.ArrayList;
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

  /// Where somebody waits for the next of them.
  private static final int A_FEW = 100;

  private final Store store;

  public DuplicateSearch(Store store) {
    this.store = store;
  }

  /// Looks on from a person until so many are suspected or so many were looked at: as much as fits
  /// on a page.
  ///
  /// @param after the last who was looked at before; 0 to begin
  /// @param found stops when there are as many; those of a few persons more are told as well
  /// @param persons stops when so many were looked at
  public Glance look(PersonId after, int found, int persons) {
    List<Suspicion> all = new ArrayList<>();
    int looked = 0;
    PersonId last = after;
    while (all.size() < found && looked < persons) {
      PersonId from = last;
      Page page = store.read(ports -> page(from, A_FEW, ports));
      all.addAll(page.found());
      looked += page.persons();
      last = page.last();
      if (page.persons() < A_FEW) {
        return new Glance(all, looked, last, true);
      }
    }
    return new Glance(all, looked, last, false);
  }

  /// What a look came to.
  ///
  /// @param looked how many persons were looked at
  /// @param last of them
  /// @param end whether nobody comes after them
  public record Glance(List<Suspicion> found, int looked, PersonId last, boolean end) {
    public Glance {
      found = List.copyOf(found);
    }
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
      Page page = store.read(ports -> page(from, AT_ONCE, ports));
      page.found().forEach(each);
      looked += page.persons();
      progress.accept(looked);
      if (page.persons() < AT_ONCE) {
        return looked;
      }
      after = page.last();
    }
  }

  private static Page page(PersonId after, int atOnce, Store.Ports ports) {
    List<Person> persons = ports.people().following(after, atOnce);
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
