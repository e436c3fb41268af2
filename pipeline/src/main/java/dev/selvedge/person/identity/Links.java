package dev.selvedge.person.identity;

import dev.selvedge.RecordRef;
import java.util.Collection;
import java.util.List;

/// The port to stewards' decisions. Of each record the newest counts, the others are its history;
/// they stand whatever the sources say of the record later. Every method runs inside the caller's
/// transaction; results come in the order of their records.
public interface Links {
  /// Adds the newest decision about its record; it waits until it is worked through.
  void decide(LinkDecision decision);

  /// The decisions that count, of those of these records that have one.
  List<LinkDecision> of(Collection<RecordRef> records);

  /// The decisions that count and let other records follow one of these.
  List<LinkDecision> following(Collection<RecordRef> records);

  /// All about one record, the newest first.
  List<LinkDecision> history(RecordRef record);

  /// Decisions that count and were not worked through yet.
  List<LinkDecision> waiting(int limit);

  /// Of these records nothing waits any more.
  void workedThrough(Collection<RecordRef> records);
}
