package dev.selvedge.bench;

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
record IntakeBench(int connections, Duration time, boolean drained) implements Benchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
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
        LoadDriver driver = new LoadDriver(brand.port());
        LoadDriver.Load warmUp = driver.drive(connections, WARM_UP);
        Duration before = hub.cpu();
        LoadDriver.Load load = driver.drive(connections, time);
        double cpu = hub.cpu().minus(before).toNanos() / 1e6;
        figures.add("webhooks accepted, /s", load.perSecond());
        figures.add("latency p50, ms", load.millis(50));
        figures.add("latency p99, ms", load.millis(99));
        figures.count("refused or put off", load.refused() + warmUp.refused());
        figures.add("hub CPU a webhook meanwhile, ms", cpu / load.accepted());
        if (drained) {
          drain(hub, brand, sandbox, warmUp.accepted() + load.accepted(), figures);
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
