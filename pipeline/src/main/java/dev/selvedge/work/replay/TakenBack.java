package dev.selvedge.work.replay;

import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Plays work in a write transaction to its end and takes it all back: what it shows is what the
/// same code would do on the same tables, and nothing of it stays. Chosen over an imitation of the
/// store in memory, which would have to learn each new table.
final class TakenBack {
  private TakenBack() {}

  static <T> T play(Store store, Function<Store.Ports, T> work) {
    List<T> seen = new ArrayList<>(1);
    try {
      store.change(
          ports -> {
            seen.add(work.apply(ports));
            throw new Enough();
          });
    } catch (Enough end) {
      return seen.getLast();
    }
    throw new IllegalStateException("a rehearsal must not be stored");
  }

  /// Rolls back what was played; never leaves this class.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("taken back", null, false, false);
    }
  }
}
