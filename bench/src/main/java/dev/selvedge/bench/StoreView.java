package dev.selvedge.bench;

import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A look into the store of a hub at work, from outside. Confined to one thread.
final class StoreView implements AutoCloseable {
  private static final int LOOK_EVERY_MILLIS = 250;

  private final Store store;

  StoreView(Path file) {
    store = Stores.openReadOnly(StoreConfig.file(file));
  }

  long backlog() {
    return store.read(ports -> ports.inbox().backlog());
  }

  /// How many records of a flow went through.
  long received(String flow) {
    return store.read(
        ports ->
            ports.flowMinutes().totals().stream()
                .filter(total -> total.flow().equals(flow))
                .mapToLong(FlowMinute::received)
                .sum());
  }

  /// How many deliveries are not settled yet; the parked ones count as such.
  long unsettled() {
    return store.read(
        ports ->
            ports.deliveries().counts().stream()
                .filter(count -> count.state() != Delivery.State.SETTLED)
                .mapToLong(Deliveries.Count::count)
                .sum());
  }

  boolean isAtRest() {
    return backlog() == 0 && unsettled() == 0;
  }

  /// Waits for something that is seen from outside; what it waits for costs the hub little.
  static void await(BooleanSupplier reached, Duration patience, String what) {
    long end = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new BenchException("gave up waiting after " + patience + " for " + what);
      }
      Pause.millis(LOOK_EVERY_MILLIS);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
