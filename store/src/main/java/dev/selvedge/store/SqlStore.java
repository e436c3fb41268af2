package dev.selvedge.store;

import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.sql.Connection;
import java.util.function.Function;
import java.util.function.Predicate;

/// A store on SQL: one writer, many readers. Safe for use by many threads.
final class SqlStore implements Store {
  private final Line writer;
  private final Reads readers;
  private final Standing standing;
  private final Predicate<Connection> tidy;
  private final Runnable unlock;

  /// @param tidy empties what deleted rows are still in; run outside of transactions
  /// @param unlock runs last, when nothing can be written any more
  SqlStore(
      Line writer, Reads readers, Standing standing, Predicate<Connection> tidy, Runnable unlock) {
    this.writer = writer;
    this.readers = readers;
    this.standing = standing;
    this.tidy = tidy;
    this.unlock = unlock;
  }

  @Override
  public <T> T write(Function<Ports, T> work) {
    return writer.run(session -> session.inTransaction(work));
  }

  @Override
  public <T> T writeFirst(Function<Ports, T> work) {
    return writer.runFirst(session -> session.inTransaction(work));
  }

  @Override
  public <T> T read(Function<Ports, T> queries) {
    return readers.run(session -> session.inTransaction(queries));
  }

  @Override
  public <T> T lead(Function<Ports, T> work) {
    return writer.run(
        session -> {
          if (!standing.holdsLead()) {
            throw new StoreException(
                StoreException.Reason.IN_USE,
                "another process leads now; this one only takes in and sends");
          }
          return session.inTransaction(work);
        });
  }

  @Override
  public boolean leads() {
    return standing.leads();
  }

  @Override
  public boolean isExclusive() {
    return standing.isExclusive();
  }

  @Override
  public boolean tidy() {
    return writer.run(session -> tidy.test(session.connection()));
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    unlock.run();
  }
}
