package dev.selvedge.commerce;

import dev.selvedge.PersonId;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.StoredContribution;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A record of a collection that the project declares: each property of the newest source record
/// that has it. A pure function of its contributions. Immutable.
///
/// @param person whose it is, by the newest that knows; nobody where it is the account's
public record Filed(ItemKey key, Optional<PersonId> person, ItemPart held) {
  private static final Comparator<StoredContribution> NEWEST =
      Comparator.comparing((StoredContribution stored) -> stored.contribution().version())
          .thenComparing(stored -> stored.contribution().ref());

  /// Joins what is known of one.
  ///
  /// @return empty where no record speaks of it (any more)
  public static Optional<Filed> of(ItemKey key, Collection<StoredContribution> stored) {
    Map<String, Value> values = new TreeMap<>();
    Map<String, List<String>> lists = new TreeMap<>();
    Map<String, List<Map<String, Value>>> groups = new TreeMap<>();
    Optional<PersonId> person = Optional.empty();
    boolean known = false;
    for (StoredContribution one : stored.stream().sorted(NEWEST).toList()) {
      if (one.contribution().item() instanceof ItemClaim.About(ItemKey about, ItemPart part)
          && about.equals(key)) {
        known = true;
        values.putAll(part.values());
        lists.putAll(part.lists());
        groups.putAll(part.groups());
        person = one.person().isPresent() ? one.person() : person;
      }
    }
    return known
        ? Optional.of(new Filed(key, person, new ItemPart(values, lists, groups)))
        : Optional.empty();
  }
}
