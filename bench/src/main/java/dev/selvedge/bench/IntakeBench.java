package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Signed order webhooks into the whole hub: every 2xx is on disk, and the records are resolved
/// and sent meanwhile, as in production.
///
/// @param connections kept alive, all busy
/// @param drained whether to wait until the last order was acknowledged and count what is there
record IntakeBench(int connections, Duration warmUp, Duration time, boolean drained)
    implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  @Override
  public String name() {
    return "intake, " + connections + " connections";
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofWebhooks(folder, sandbox.baseUrl());
      try (HubProcess hub = HubProcess.start(brand, true).awaitReady()) {
        long accepted = Rush.into(hub, brand, new Rush.Plan(connections, warmUp, time), figures);
        if (drained) {
          drain(hub, brand, sandbox, accepted, figures);
        }
      }
    }
  }

  private static void drain(
      HubProcess hub, Brand brand, SandboxServer sandbox, long accepted, Figures figures) {
    try (StoreView store = new StoreView(brand.store())) {
      figures.count("backlog when the load ends", store.backlog());
      StoreView.await(store::isAtRest, PATIENCE, "the orders to be acknowledged");
      figures.add(
          "hub CPU an order, webhook to acknowledged, ms", hub.cpu().toNanos() / 1e6 / accepted);
      figures.count("accepted orders missing", accepted - sandbox.inside().recordCount("Orders"));
    }
  }
}
