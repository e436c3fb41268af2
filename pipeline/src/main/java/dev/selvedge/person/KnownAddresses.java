package dev.selvedge.person;

import dev.selvedge.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The addresses that records have or had, each record's read once. Confined to one transaction,
/// and to that part of it which notes no more.
public final class KnownAddresses implements FormerAddresses {
  private final FormerAddresses stored;
  private final Map<RecordRef, List<FormerAddress>> ofRecord = new HashMap<>();

  public KnownAddresses(FormerAddresses stored) {
    this.stored = stored;
  }

  @Override
  public void note(Collection<FormerAddress> seen) {
    stored.note(seen);
    seen.forEach(one -> ofRecord.remove(one.record()));
  }

  @Override
  public List<FormerAddress> ofRecords(Collection<RecordRef> records) {
    Collection<RecordRef> asked = new LinkedHashSet<>(records);
    List<RecordRef> unread = asked.stream().filter(ref -> !ofRecord.containsKey(ref)).toList();
    if (!unread.isEmpty()) {
      unread.forEach(ref -> ofRecord.put(ref, new ArrayList<>()));
      stored
          .ofRecords(unread)
          .forEach(
              one -> ofRecord.computeIfAbsent(one.record(), ref -> new ArrayList<>()).add(one));
    }
    return asked.stream()
        .sorted()
        .flatMap(ref -> ofRecord.getOrDefault(ref, List.of()).stream())
        .toList();
  }

  @Override
  public List<FormerAddress> at(Collection<String> addresses) {
    return stored.at(addresses);
  }

  @Override
  public List<RecordRef> recordsAt(String address, int most) {
    return stored.recordsAt(address, most);
  }
}
