package dev.selvedge.store;

import dev.selvedge.work.Store;
import java.util.function.Function;

/// A store on SQL: one writer, many readers. Safe for use by many threads.
final class SqlStore implements Store {
  private final Line writer;
  private final Reads readers;
  private final Runnable unlock;

  /// @param unlock runs last, when nothing can be written any more
  SqlStore(Line writer, Reads readers, Runnable unlock) {
    this.writer = writer;
    this.readers = readers;
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
  public boolean leads() {
    return true;
  }

  @Override
  public boolean isExclusive() {
    return true;
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    unlock.run();
  }
}
