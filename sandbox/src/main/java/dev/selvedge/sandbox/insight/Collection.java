package dev.selvedge.sandbox.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/// One collection of insight data with its inferred schema and its records, kept small: a million
/// of them must fit a modest heap.
///
/// Guarded by the account's lock.
public final class Collection {
  private static final InsightRecord[] NONE = {};

  private final String name;
  private final String type;
  private final Scope scope;
  private final Schema schema = new Schema();
  private final Map<Place, InsightRecord> records = new HashMap<>();
  private final List<@Nullable InsightRecord> slots = new ArrayList<>();
  private final Map<Integer, InsightRecord[]> byOwner = new HashMap<>();

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
    List<InsightRecord> all = new ArrayList<>(records.size());
    for (InsightRecord record : slots) {
      if (record != null) {
        all.add(record);
      }
    }
    return all;
  }

  /// The places records have or had, in the order they were first stored; a deleted one's is empty.
  public List<@Nullable InsightRecord> slots() {
    return slots;
  }

  /// The records of one contact.
  public List<InsightRecord> of(int owner) {
    return owner == InsightRecord.ACCOUNT ? records() : List.of(byOwner.getOrDefault(owner, NONE));
  }

  public Optional<InsightRecord> find(int owner, String key, boolean keysPerContact) {
    return holder(owner, key, keysPerContact).filter(record -> record.owner() == owner);
  }

  /// Whoever holds that key, where keys are unique in the collection.
  Optional<InsightRecord> holder(int owner, String key, boolean keysPerContact) {
    return Optional.ofNullable(records.get(place(owner, key, keysPerContact)));
  }

  void add(int owner, String key, boolean keysPerContact, byte[] json, long now) {
    InsightRecord record = new InsightRecord(key, owner, slots.size(), now, json);
    records.put(place(owner, key, keysPerContact), record);
    slots.add(record);
    if (owner != InsightRecord.ACCOUNT) {
      InsightRecord[] others = byOwner.getOrDefault(owner, NONE);
      InsightRecord[] all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = record;
      byOwner.put(owner, all);
    }
  }

  boolean remove(int owner, String key, boolean keysPerContact) {
    Optional<InsightRecord> record = find(owner, key, keysPerContact);
    if (record.isEmpty()) {
      return false;
    }
    records.remove(place(owner, key, keysPerContact));
    forget(record.get());
    return true;
  }

  private void forget(InsightRecord gone) {
    slots.set(gone.slot(), null);
    byOwner.computeIfPresent(
        gone.owner(),
        (_, all) -> {
          InsightRecord[] rest =
              Arrays.stream(all)
                  .filter(record -> record.slot() != gone.slot())
                  .toArray(InsightRecord[]::new);
          return rest.length == 0 ? null : rest;
        });
  }

  /// Removes all records; the inferred schema stays, for only deleting the collection forgets it.
  int clear() {
    int removed = records.size();
    records.clear();
    slots.clear();
    byOwner.clear();
    return removed;
  }

  int clear(int owner) {
    List<InsightRecord> gone = of(owner);
    records.values().removeIf(record -> record.owner() == owner);
    gone.forEach(this::forget);
    return gone.size();
  }

  private Place place(int owner, String key, boolean keysPerContact) {
    return new Place(keysPerContact && scope == Scope.CONTACT ? owner : 0, key);
  }

  private record Place(int owner, String key) {}
}
