package dev.selvedge.person.duplicate;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.person.StoredContribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is suspected of some persons, with the records it concerns. Pure.
public final class Duplicates {
  private Duplicates() {}

  /// All that is suspected of them.
  ///
  /// @param held all records of these persons
  /// @param misspelt those of them whose address looks misspelt; one that nobody's record has any
  ///     more is left out
  public static List<Suspicion> among(
      Collection<StoredContribution> held, Map<PersonId, Suspicion> misspelt) {
    List<Suspicion> found = new ArrayList<>(SourceTwins.among(held));
    misspelt.forEach(
        (person, suspicion) -> {
          List<RecordRef> records =
              held.stream()
                  .filter(stored -> stored.person().filter(person::equals).isPresent())
                  .map(stored -> stored.contribution())
                  .filter(said -> said.identity().email().equals(suspicion.address()))
                  .map(said -> said.ref())
                  .sorted()
                  .toList();
          if (!records.isEmpty()) {
            found.add(
                new Suspicion(
                    suspicion.kind(),
                    records.stream()
                        .map(ref -> ref.system().value())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                    suspicion.address(),
                    records.stream().map(RecordRef::text).toList(),
                    records.size(),
                    suspicion.mend(),
                    suspicion.meant()));
          }
        });
    return found;
  }
}
