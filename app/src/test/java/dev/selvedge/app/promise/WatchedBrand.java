package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.alarm.AllChecks;
import dev.selvedge.app.alarm.EndingServer;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.hub.HandCrank;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A hub in its fourth week: a shop's webhooks bring an order a minute, an ERP is polled every five
/// minutes, everything is sent, and all that a hub looks for is looked for each minute.
final class WatchedBrand implements AutoCloseable {
  private static final Duration HISTORY = Duration.ofDays(22);
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final String ORDERS = "shop/order";

  final Workbench bench;
  final AllChecks checks;
  final EndingServer shop;
  private final HandCrank polls;
  private final Path folder;

  /// Why the ERP cannot be read; empty while it can.
  Optional<SourceException> erp = Optional.empty();

  /// How old what the shop tells is.
  Duration lag = Duration.ofSeconds(2);

  boolean calls = true;
  boolean polling = true;
  boolean resolving = true;
  boolean sending = true;
  private int orders = 1_000;

  WatchedBrand(Path folder) {
    this(folder, 400);
  }

  /// @param days how long the certificate of the shop is good for
  WatchedBrand(Path folder, int days) {
    this.folder = folder;
    bench = new Workbench(folder);
    shop = new EndingServer(folder, NOON.minus(Duration.ofDays(1)), days);
    Timetable often = Timetable.every(Duration.ofMinutes(5));
    polls = bench.polling(new Erp(), Duration.ofMinutes(5));
    checks =
        new AllChecks(
            bench.store,
            bench.outlooks(),
            Map.of(
                ORDERS,
                Optional.empty(),
                "shop/customer",
                Optional.empty(),
                "erp/customer",
                Optional.of(often)),
            Set.of(shop.address()),
            bench.clock);
    weeksBefore();
    bench.receive(
        Workbench.shop("1").email("ann@example.com").first("Ann").consent(true, NOON).upsert());
    live(20);
    bench.lookAtSchemas();
  }

  private void weeksBefore() {
    List<FlowMinute> minutes = new ArrayList<>();
    for (Instant at = NOON.minus(HISTORY); at.isBefore(NOON); at = at.plus(STEP)) {
      minutes.add(new FlowMinute(ORDERS, at, 20, 0, 20, 20 * 900, 3_000));
    }
    bench.store.change(ports -> ports.flowMinutes().add(minutes));
  }

  private final class Erp implements PolledSource {
    @Override
    public Feed feed() {
      return new Feed(new SystemName("erp"), new RecordKind("customer"));
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      if (erp.isPresent()) {
        throw erp.get();
      }
      return new Page(List.of(), List.of(), cursor, false);
    }
  }

  void live(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      bench.clock.advance(Duration.ofMinutes(1));
      if (calls) {
        bench.receive(order().upsert());
      }
      if (polling) {
        poll();
      }
      if (resolving) {
        bench.crank.resolve();
      }
      if (sending) {
        bench.crank.send();
        bench.crank.send();
      }
      checks.turn();
    }
  }

  private void poll() {
    try {
      polls.poll();
    } catch (SourceException e) {
      // It was noted; the hub's loop tries again after a rest.
    }
  }

  /// One more of Ann's.
  Workbench.Said order() {
    orders++;
    return Workbench.order(Integer.toString(orders))
        .email("ann@example.com")
        .stamp(bench.clock.instant().minus(lag));
  }

  /// A webhook says that something of the ERP changed, and it cannot be read.
  void hint(String ref) {
    bench.store.change(
        ports -> ports.hints().keep(List.of(RecordRef.parse(ref)), bench.clock.instant()));
  }

  /// Somebody deletes an order in the account.
  void deleteOrder(String part) {
    new Harm.Scene(bench, folder).deleteOrder("ann@example.com", part);
  }

  /// An audit, as of the timetable.
  void audit() {
    bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP));
  }

  @Override
  public void close() {
    polls.close();
    shop.close();
    bench.close();
  }
}
