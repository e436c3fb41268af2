package dev.selvedge.store;

import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.util.function.Function;

/// A store that is only looked at, while a hub may be at work on it. Safe for use by many threads.
final class ReadOnlyStore implements Store {
  private final Reads readers;

  ReadOnlyStore(Reads readers) {
    this.readers = readers;
  }

  @Override
  public <T> T write(Function<Ports, T> work) {
    throw new StoreException(StoreException.Reason.CLOSED, "the store was opened for reading only");
  }

  @Override
  public <T> T writeFirst(Function<Ports, T> work) {
    return write(work);
  }

  @Override
  public <T> T read(Function<Ports, T> queries) {
    return readers.run(session -> session.inTransaction(queries));
  }

  @Override
  public <T> T lead(Function<Ports, T> work) {
    return write(work);
  }

  @Override
  public boolean leads() {
    return false;
  }

  @Override
  public boolean isExclusive() {
    return false;
  }

  @Override
  public boolean tidy() {
    return false;
  }

  @Override
  public void close() {
    readers.close();
  }
}
