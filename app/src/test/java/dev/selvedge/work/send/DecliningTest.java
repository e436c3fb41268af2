package dev.selvedge.work.send;

import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Stage;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.plan.Delivery;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.DeliveryBuilder;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What says that somebody is not to be mailed, and was not taken, is tried again every hour:
/// however many there are, and of nobody who is being erased.
class DecliningTest {
  private static final String CAUSE = "dotdigital.opt-out-undelivered";
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final int MANY = 1200;

  @TempDir private Path folder;

  private Store store() {
    return Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(() -> NOW));
  }

  @Test
  void all_are_tried_again_however_many_there_are_and_however_often_they_are_refused() {
    try (Store store = store()) {
      store.change(
          ports ->
              ports
                  .parked()
                  .park(
                      IntStream.rangeClosed(1, MANY)
                          .mapToObj(i -> item("dotdigital/contact/" + i, NOW))
                          .toList()));
      Set<String> tried = new TreeSet<>();
      for (int minute = 60; minute <= 120; minute++) {
        Instant now = NOW.plus(Duration.ofMinutes(minute));
        store.change(ports -> Declining.tryAgain(DeliveryBuilder.TARGET, ports, now));
        tried.addAll(refuse(store, now));
      }
      assertThat(tried).hasSize(MANY);
    }
  }

  /// Whatever is on its way comes back.
  private static List<String> refuse(Store store, Instant now) {
    List<String> subjects =
        store.read(ports -> ports.parked().newest(CAUSE, MANY, 0)).stream()
            .filter(Parked::isOnItsWay)
            .map(parked -> parked.item().subject())
            .toList();
    store.change(
        ports -> ports.parked().park(subjects.stream().map(one -> item(one, now)).toList()));
    return subjects;
  }

  @Test
  void nobody_is_tried_again_who_is_being_erased() {
    try (Store store = store()) {
      Delivery row = aDelivery().state(Delivery.State.PARKED).build();
      store.change(
          ports -> {
            ports.deliveries().plan(List.of(row));
            ports
                .parked()
                .park(
                    List.of(
                        item(row.target() + "/" + row.subject(), NOW.minus(Duration.ofHours(2)))));
            ports.traces().hold(Set.of(row.person()));
            Declining.tryAgain(row.target(), ports, NOW);
          });

      List<Delivery> held =
          store.read(ports -> ports.deliveries().find(row.target(), List.of(row.subject())));
      assertThat(held).singleElement().matches(one -> one.state() == Delivery.State.PARKED);
      List<ParkedItem> parked = store.read(ports -> ports.parked().newest(9));
      assertThat(parked).isEmpty();
    }
  }

  private static ParkedItem item(String subject, Instant at) {
    return new ParkedItem(subject, Stage.SEND, "shop/customer", CAUSE, "no", "", "", 0, at, at, 1);
  }
}
