package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.bench.scene.GcLog;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Signed order webhooks as fast as they are answered while a table of customers is backfilled
/// into the unthrottled sandbox: what intake takes while everything else is at work.
///
/// @param customers rows; enough that the backfill outlasts the load
/// @param plan of the load
record IntakeDuringBench(int customers, Rush.Plan plan) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return String.format(
        "intake during a backfill of %,d, %d connections", customers, plan.connections());
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofTable(folder, sandbox.baseUrl());
      new CustomerTable(folder.resolve("crm.db"), customers).fill();
      int before = sandbox.inside().contactCount();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store())) {
        StoreView.await(
            () -> sandbox.inside().contactCount() > before, PATIENCE, "the backfill to begin");
        long resolved = store.received("crm/customer");
        long begin = System.nanoTime();
        Rush.into(hub, brand, plan, figures);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long left = customers - store.received("crm/customer");
        figures.add(
            "backfill meanwhile, records resolved/s", (customers - left - resolved) / seconds);
        figures.count("backfill, records left when the load ends", left);
        figures.count("backlog when the load ends", store.backlog());
        GcLog heap = hub.heap();
        figures.add("peak heap of 512 MB, MB", heap.peakMegabytes());
      }
    }
  }
}
