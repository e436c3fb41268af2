package dev.selvedge.inbox;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to the records that are to be read because somebody said that they changed. Every
/// method runs inside the caller's transaction.
public interface Hints {
  /// Of one record there is one hint, however often it is said; said again, it is due at once.
  void keep(Collection<RecordRef> records, Instant now);

  /// Those of a feed that are due, the longest due first.
  List<Hint> due(Feed feed, Instant now, int limit);

  /// When the next one of a feed is due; empty when none waits.
  Optional<Instant> nextDue(Feed feed);

  /// These were read, or are given up. One that was said again meanwhile stays: what was read may
  /// be older.
  void forget(Collection<Hint> hints);

  /// These are due later, with as many misses as they say. One that was said again meanwhile stays
  /// as it is.
  ///
  /// @param trouble why the system cannot be read, a sentence; empty when it can
  void putOff(Collection<Hint> hints, Instant until, String trouble);

  /// What waits, a line a flow, by name.
  List<Waiting> waiting();

  /// Lets those go that were said before `before`: nobody reads their feed any more.
  void forgetOld(Instant before);

  /// The hints of one flow.
  ///
  /// @param flow `system/kind`
  /// @param oldest since when the longest of them waits
  /// @param trouble why its system cannot be read; empty when it can, as far as is known
  record Waiting(String flow, long count, Instant oldest, String trouble) {}
}
