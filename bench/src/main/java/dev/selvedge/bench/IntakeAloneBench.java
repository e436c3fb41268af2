package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Signed order webhooks into a hub whose loops stand still: what durable intake takes by itself.
///
/// @param connections kept alive, all busy
record IntakeAloneBench(int connections, Duration warmUp, Duration time) implements Benchmark {
  @Override
  public String name() {
    return "intake alone, loops paused, " + connections + " connections";
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    // Nothing is sent: the address leads nowhere.
    Brand brand = Brand.ofWebhooks(folder, "http://127.0.0.1:9");
    try (HubProcess hub = HubProcess.startParts(IntakeRun.class, brand).awaitReady()) {
      long accepted = Rush.into(hub, brand, new Rush.Plan(connections, warmUp, time), figures);
      try (StoreView store = new StoreView(brand.store())) {
        figures.count("accepted records missing", accepted - store.backlog());
      }
    }
  }
}
