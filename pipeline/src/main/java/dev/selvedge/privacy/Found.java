package dev.selvedge.privacy;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything the store has of one human being, by where it is. Immutable.
///
/// @param addresses theirs: the one asked for, those of their persons and former ones
/// @param persons as whom the hub knows them
/// @param records the source records that are theirs
/// @param orders the keys of their orders
/// @param items inbox items of their records, in every version
/// @param bodies inbox items of other records whose body names one of the addresses
/// @param waiting of such items, how many wait in the inbox and are decided when the hub works on
/// @param hits rows elsewhere that name one of the addresses
/// @param counts what there is, in the words of people
public record Found(
    Set<String> addresses,
    Set<PersonId> persons,
    Set<RecordRef> records,
    Set<String> orders,
    Set<Long> items,
    Set<Long> bodies,
    long waiting,
    List<Hit> hits,
    Map<String, Long> counts) {
  public Found {
    addresses = Set.copyOf(addresses);
    persons = Set.copyOf(persons);
    records = Set.copyOf(records);
    orders = Set.copyOf(orders);
    items = Set.copyOf(items);
    bodies = Set.copyOf(bodies);
    hits = List.copyOf(hits);
    counts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(counts));
  }

  /// Whether there is nothing at all.
  public boolean isEmpty() {
    return counts.values().stream().allMatch(count -> count == 0) && waiting == 0;
  }

  /// One row that names an address.
  ///
  /// @param key the values of its primary key, in the order of the columns
  public record Hit(String table, String column, List<Object> key) {
    public Hit {
      key = List.copyOf(key);
    }
  }
}
