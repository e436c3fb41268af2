package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// What we hold true about a person: for every field the value of the first owner that has one, and
/// where it came from. A pure function of the person's contributions. Immutable.
public record Profile(Map<String, Held> fields) {
  private static final Comparator<Contribution> NEWEST =
      Comparator.comparing(Contribution::version)
          .thenComparing(Contribution::ref, Comparator.reverseOrder());

  public Profile {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /// A value and its origin.
  ///
  /// @param rank which owner it was, 1 the most trusted
  /// @param owners how many systems may set the field
  public record Held(Value value, RecordRef origin, Version version, int rank, int owners) {
    /// The rule in words, for the person page.
    public String rule() {
      return rank == 1
          ? origin.system() + " owns this field"
          : origin.system()
              + " is owner "
              + rank
              + " of "
              + owners
              + "; the owners before it have no value";
    }
  }

  /// Resolves every field of the catalogue. A system that does not own a field cannot set it; of an
  /// owner's records the newest that has the field counts; an absent field does not erase.
  public static Profile of(Collection<Contribution> contributions, FieldCatalogue catalogue) {
    Map<String, Held> held = new TreeMap<>();
    for (FieldCatalogue.Field field : catalogue.fields().values()) {
      for (int rank = 0; rank < field.owners().size() && !held.containsKey(field.name()); rank++) {
        var owner = field.owners().get(rank);
        int shownRank = rank + 1;
        contributions.stream()
            .filter(contribution -> contribution.ref().system().equals(owner))
            .filter(contribution -> contribution.fields().containsKey(field.name()))
            .max(NEWEST)
            .ifPresent(winner -> held.put(field.name(), held(winner, field, shownRank)));
      }
    }
    return new Profile(held);
  }

  private static Held held(Contribution winner, FieldCatalogue.Field field, int rank) {
    Value value = java.util.Objects.requireNonNull(winner.fields().get(field.name()));
    return new Held(value, winner.ref(), winner.version(), rank, field.owners().size());
  }
}
