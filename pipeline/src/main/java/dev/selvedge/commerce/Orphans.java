package dev.selvedge.commerce;

import dev.selvedge.mapping.OrderKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The port to the account of orders that only parts have come of. It follows from the
/// contributions, which are the truth, but for since when; it is kept so that nobody has to search
/// all of them. Every method runs inside the caller's transaction.
public interface Orphans {
  /// Notes those that are not noted yet.
  void note(Collection<OrderKey> orders, Instant now);

  /// Those of these that are noted, in the order of their keys.
  List<Orphan> find(Collection<OrderKey> orders);

  /// Forgets these: the order has come, or its parts are gone.
  void forget(Collection<OrderKey> orders);

  /// Forgets those whose parts are gone, as after an erasure.
  void forgetGone();

  /// Those that wait since before this and that nobody was told of, the oldest first.
  List<Orphan> overdue(Instant before, int limit);

  /// People were told.
  void reported(Collection<OrderKey> orders);

  /// Those that wait longest, the oldest first.
  List<Orphan> oldest(int limit);

  Tally tally();

  /// How many there are.
  ///
  /// @param waiting all of them
  /// @param reported those that people were told of
  record Tally(long waiting, long reported) {
    public static final Tally NONE = new Tally(0, 0);
  }
}
