package dev.selvedge.sandbox.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/// One collection of insight data with its inferred schema and its records.
///
/// Guarded by the account's lock.
public final class Collection {
  private final String name;
  private final String type;
  private final Scope scope;
  private final Schema schema = new Schema();
  private final Map<Place, InsightRecord> records = new LinkedHashMap<>();
  private final Map<Integer, Set<Place>> byOwner = new LinkedHashMap<>();

  Collection(String name, String type, Scope scope) {
    this.name = name;
    this.type = type;
    this.scope = scope;
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  public Scope scope() {
    return scope;
  }

  public int size() {
    return records.size();
  }

  public ArrayNode schemaJson() {
    return schema.json();
  }

  Schema schema() {
    return schema;
  }

  /// All records in the order they were first stored.
  public List<InsightRecord> records() {
    return List.copyOf(records.values());
  }

  /// The records of one contact.
  public List<InsightRecord> of(int owner) {
    List<InsightRecord> found = new ArrayList<>();
    for (Place place : byOwner.getOrDefault(owner, Collections.emptySet())) {
      Optional.ofNullable(records.get(place)).ifPresent(found::add);
    }
    return found;
  }

  public Optional<InsightRecord> find(int owner, String key, boolean keysPerContact) {
    return Optional.ofNullable(records.get(place(owner, key, keysPerContact)))
        .filter(record -> record.owner() == owner);
  }

  /// Whoever holds that key, where keys are unique in the collection.
  Optional<InsightRecord> holder(int owner, String key, boolean keysPerContact) {
    return Optional.ofNullable(records.get(place(owner, key, keysPerContact)));
  }

  void put(InsightRecord record, boolean keysPerContact) {
    Place place = place(record.owner(), record.key(), keysPerContact);
    records.put(place, record);
    byOwner.computeIfAbsent(record.owner(), _ -> new LinkedHashSet<>()).add(place);
  }

  boolean remove(int owner, String key, boolean keysPerContact) {
    if (find(owner, key, keysPerContact).isEmpty()) {
      return false;
    }
    Place place = place(owner, key, keysPerContact);
    records.remove(place);
    byOwner.getOrDefault(owner, new LinkedHashSet<>()).remove(place);
    return true;
  }

  /// Removes all records; the inferred schema stays, for only deleting the collection forgets it.
  int clear() {
    int removed = records.size();
    records.clear();
    byOwner.clear();
    return removed;
  }

  int clear(int owner) {
    List<InsightRecord> gone = of(owner);
    records.values().removeIf(record -> record.owner() == owner);
    byOwner.remove(owner);
    return gone.size();
  }

  private Place place(int owner, String key, boolean keysPerContact) {
    return new Place(keysPerContact && scope == Scope.CONTACT ? owner : 0, key);
  }

  private record Place(int owner, String key) {}
}
