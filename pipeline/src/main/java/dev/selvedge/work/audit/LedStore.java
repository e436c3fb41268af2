package dev.selvedge.work.audit;

import dev.selvedge.work.Store;
import java.util.function.Function;

/// A store into which nothing is written but by the process that leads, however it is asked: what a
/// hub began while it led is not gone on with beside the hub that leads since. Closing it closes
/// nothing. Thread-safe.
final class LedStore implements Store {
  private final Store store;

  LedStore(Store store) {
    this.store = store;
  }

  @Override
  public <T> T write(Function<Ports, T> work) {
    return store.lead(work);
  }

  @Override
  public <T> T writeFirst(Function<Ports, T> work) {
    return store.lead(work);
  }

  @Override
  public <T> T read(Function<Ports, T> queries) {
    return store.read(queries);
  }

  @Override
  public boolean leads() {
    return store.leads();
  }

  @Override
  public <T> T lead(Function<Ports, T> work) {
    return store.lead(work);
  }

  @Override
  public boolean isExclusive() {
    return store.isExclusive();
  }

  @Override
  public boolean tidy() {
    return store.tidy();
  }

  @Override
  public void close() {
    // It belongs to whoever opened it.
  }
}
