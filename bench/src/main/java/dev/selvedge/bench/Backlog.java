package dev.selvedge.bench;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.config.Project;
import dev.selvedge.bench.load.CustomerCalls;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A store full of contacts that are due, as after a long absence of the account: accepted and
/// planned, nothing sent.
final class Backlog {
  private static final int PAGE = 1_000;

  private Backlog() {}

  /// Makes the store of a brand.
  static void make(Brand brand, int contacts, int version) {
    InstantSource clock = InstantSource.system();
    Project project = PlanRun.project(brand.folder(), clock);
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    try (Store store = Stores.open(StoreConfig.file(brand.store()), ids);
        Dotdigital account = PlanRun.account(project, clock);
        HandCrank crank =
            new HandCrank(
                PlanRun.parts(project, store, account, clock, ids), HubSettings.standard())) {
      for (int from = 0; from < contacts; from += PAGE) {
        List<SourceRecord> page = page(from, Math.min(contacts, from + PAGE), version, clock);
        store.change(ports -> ports.inbox().accept(page, clock.instant()));
      }
      crank.resolve();
    }
  }

  private static List<SourceRecord> page(int from, int until, int version, InstantSource clock) {
    List<SourceRecord> page = new ArrayList<>(until - from);
    for (int customer = from; customer < until; customer++) {
      page.add(
          new SourceRecord(
              RecordRef.parse("crm/customer/C" + customer),
              Stamp.at(CustomerCalls.changed(version)),
              clock.instant(),
              Change.UPSERT,
              Pace.LIVE,
              Payload.ofText(CustomerCalls.body(customer, version))));
    }
    return page;
  }

  /// Gives another brand the same store.
  static void copy(Brand from, Brand to) throws IOException {
    Files.copy(from.store(), to.store());
    Path log = Path.of(from.store() + "-wal");
    if (Files.exists(log)) {
      Files.copy(log, Path.of(to.store() + "-wal"));
    }
  }
}
