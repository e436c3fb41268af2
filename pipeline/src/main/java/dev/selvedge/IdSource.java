package dev.selvedge;

/// Hands out numbers that grow with time and never repeat within a store. Implementations are
/// safe for use by many threads.
@FunctionalInterface
public interface IdSource {
  /// The next id, greater than every id handed out before by this source.
  long next();

  /// Called by a store when it is opened, and again when it lost its place among the processes that
  /// share it: the ids from now on are greater than `last`, and of this slot, which no other
  /// process has. A source that has its store to itself need not care.
  ///
  /// @param last the greatest id in the store
  /// @param slot 0 to [TimeOrderedIds#SLOTS] − 1
  default void goOn(long last, int slot) {}
}
