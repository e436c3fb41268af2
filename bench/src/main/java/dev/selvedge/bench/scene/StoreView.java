package dev.selvedge.bench.scene;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.inbox.Hints;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A look into the store of a hub at work, from outside. Confined to one thread.
public final class StoreView implements AutoCloseable {
  private static final int LOOK_EVERY_MILLIS = 250;
  private static final SystemName TARGET = new SystemName("dotdigital");

  private final Store store;

  public StoreView(Path file) {
    store = Stores.openReadOnly(StoreConfig.file(file));
  }

  public long backlog() {
    return store.read(ports -> ports.inbox().backlog());
  }

  /// How many records are to be read since somebody said that they changed.
  public long hinted() {
    return store.read(
        ports -> ports.hints().waiting().stream().mapToLong(Hints.Waiting::count).sum());
  }

  /// How many records of a flow went through.
  public long received(String flow) {
    return store.read(
        ports ->
            ports.flowMinutes().totals().stream()
                .filter(total -> total.flow().equals(flow))
                .mapToLong(FlowMinute::received)
                .sum());
  }

  /// Whether nothing waits and nothing is on its way; what is parked does not count. Asks first
  /// what costs little: to count what is outstanding reads all there is.
  public boolean isAtRest() {
    return store.read(
        ports ->
            ports.jobs().count() == 0
                && ports.inbox().backlog() == 0
                && ports.deliveries().outstanding(TARGET).isEmpty());
  }

  public long parked() {
    return store.read(ports -> ports.parked().count());
  }

  /// How many of these addresses have a contact at Dotdigital, as the hub knows it.
  public long acknowledged(Collection<String> addresses) {
    return store.read(
        ports -> {
          List<PersonId> persons =
              ports.people().byEmail(addresses).stream().map(Person::id).toList();
          return ports.deliveries().ofPersons(TARGET, Facet.CONTACT, persons).stream()
              .filter(delivery -> delivery.state() == Delivery.State.SETTLED)
              .count();
        });
  }

  /// Waits for something that is seen from outside; what it waits for costs the hub little.
  public static void await(BooleanSupplier reached, Duration patience, String what) {
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
