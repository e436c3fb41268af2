package dev.selvedge.person.duplicate;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.person.StoredContribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds what one source holds twice: several records of one system and kind, each by itself and
/// with the same normalised address, such as two accounts or one account spelt in two ways. Orders,
/// and all records that belong to another, share an address by their nature and do not count. Pure.
final class SourceTwins {
  private SourceTwins() {}

  /// @param held all records of some persons
  static List<Suspicion> among(Collection<StoredContribution> held) {
    SortedMap<String, List<RecordRef>> groups = new TreeMap<>();
    for (StoredContribution stored : held) {
      Contribution contribution = stored.contribution();
      if (standsAlone(contribution)) {
        RecordRef ref = contribution.ref();
        groups
            .computeIfAbsent(
                contribution.identity().email() + ' ' + ref.system() + '/' + ref.kind(),
                key -> new ArrayList<>())
            .add(ref);
      }
    }
    List<Suspicion> found = new ArrayList<>();
    groups.forEach(
        (key, refs) -> {
          if (refs.size() > 1) {
            refs.sort(RecordRef::compareTo);
            String address = key.substring(0, key.lastIndexOf(' '));
            found.add(suspicion(address, refs));
          }
        });
    return found;
  }

  private static boolean standsAlone(Contribution contribution) {
    return !contribution.identity().gone()
        && !contribution.identity().email().isEmpty()
        && contribution.identity().owner().isEmpty()
        && contribution.order() instanceof OrderClaim.NoOrder;
  }

  private static Suspicion suspicion(String address, List<RecordRef> refs) {
    String system = refs.getFirst().system().value();
    return new Suspicion(
        Suspicion.Kind.RECORDS,
        system,
        address,
        refs.stream().map(RecordRef::text).toList(),
        refs.size(),
        "merge them in " + system + "; until then they count as one person",
        "");
  }
}
