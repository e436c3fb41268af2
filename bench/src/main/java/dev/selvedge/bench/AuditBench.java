package dev.selvedge.bench;

import dev.selvedge.bench.scene.AuditProcess;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Everybody of a store and of the account, read back and compared: all of them page by page, then
/// a sample. The hub has stopped by then: what is measured is the audit alone.
///
/// @param customers rows, each a person and a contact
record AuditBench(int customers) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Slower than this and something is wrong.
  private static final int RECORDS_A_SECOND = 800;

  private static final int CALLS = 10_000;

  @Override
  public String name() {
    return String.format("audit, %,d contacts", customers);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofTable(folder, sandbox.baseUrl());
      new CustomerTable(folder.resolve("crm.db"), customers).fill();
      int before = sandbox.inside().contactCount();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store())) {
        Duration patience = PATIENCE.plusSeconds(customers / RECORDS_A_SECOND);
        StoreView.await(
            () -> sandbox.inside().contactCount() - before >= customers, patience, "the contacts");
        StoreView.await(store::isAtRest, PATIENCE, "the contacts to be acknowledged");
        figures.add("backfill before it, s", hub.sinceStart().toNanos() / 1e9);
      }
      add("sweep", AuditProcess.run(brand, "--sweep", CALLS), figures);
      add("sample", AuditProcess.run(brand, "--sample", CALLS), figures);
    }
  }

  private void add(String what, AuditProcess done, Figures figures) {
    figures.add(what + ", s", done.seconds());
    figures.add(what + ", contacts/s", customers / done.seconds());
    figures.count(what + ", calls", done.audit().path("calls").asLong());
    figures.count(what + ", people who differ", done.audit().path("differing").asLong());
    figures.count(
        what + ", contacts compared", done.audit().path("parts").path(0).path("looked").asLong());
    figures.add(what + ", peak heap of 512 MB, MB", done.heap().peakMegabytes());
    figures.add(what + ", peak after a collection, MB", done.heap().liveMegabytes());
  }
}
