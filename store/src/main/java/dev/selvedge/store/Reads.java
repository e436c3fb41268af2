package dev.selvedge.store;

import java.util.function.Function;

/// Lends sessions that only read. Safe for use by many threads.
interface Reads extends AutoCloseable {
  <T> T run(Function<Session, T> task);

  @Override
  void close();
}
