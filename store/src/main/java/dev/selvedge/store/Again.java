package dev.selvedge.store;

import dev.selvedge.store.sql.StoreException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs work again that the database broke off before anything of it was stored: because it came
/// into the way of another process's transaction, or because the connection was lost. Thread-safe.
///
/// Without a pause: a collision is over when one of the two was broken off, and a database that is
/// away refuses the new connection, which is the caller's to hear.
final class Again {
  private static final int TIMES = 10;

  private Again() {}

  /// The answer of the first run that was not broken off.
  ///
  /// @param lend gives a session for one try
  /// @param giveBack takes it back, whatever became of it
  static <T> T run(Supplier<Session> lend, Consumer<Session> giveBack, Function<Session, T> task) {
    for (int again = 0; true; again++) {
      Session session = lend.get();
      try {
        return task.apply(session);
      } catch (StoreException e) {
        if (again == TIMES || !session.isUndone(e)) {
          throw e;
        }
      } finally {
        giveBack.accept(session);
      }
    }
  }
}
