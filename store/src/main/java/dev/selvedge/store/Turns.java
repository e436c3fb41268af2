package dev.selvedge.store;

import java.util.ArrayDeque;
import java.util.Queue;

/// Whose turn it is among those that wait: the ones with precedence before the others, each kind
/// in the order of arrival. So that nobody starves, one of the others comes after [#IN_A_ROW] of
/// them. Guarded by its user.
final class Turns<E> {
  /// The others then wait for some milliseconds of short transactions, not for the end of a rush.
  static final int IN_A_ROW = 16;

  private final Queue<E> first = new ArrayDeque<>();
  private final Queue<E> others = new ArrayDeque<>();
  /// How many with precedence came since one of the others did, while there were others.
  private int inARow;

  void add(E task) {
    others.add(task);
  }

  void addFirst(E task) {
    first.add(task);
  }

  /// Takes the next one away.
  ///
  /// @throws java.util.NoSuchElementException when nobody waits
  E next() {
    if (first.isEmpty() || (inARow == IN_A_ROW && !others.isEmpty())) {
      inARow = 0;
      return others.remove();
    }
    inARow = others.isEmpty() ? 0 : inARow + 1;
    return first.remove();
  }
}
