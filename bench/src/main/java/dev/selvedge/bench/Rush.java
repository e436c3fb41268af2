package dev.selvedge.bench;

import dev.selvedge.bench.load.LoadDriver;
import dev.selvedge.bench.load.OrderCalls;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import java.time.Duration;

/// Webhooks as fast as they are answered, and what came of them.
final class Rush {
  private Rush() {}

  /// @param connections kept alive, all busy
  /// @param warmUp not measured
  record Plan(int connections, Duration warmUp, Duration time) {}

  /// Drives the load and adds its figures.
  ///
  /// @return how many were accepted, the warm-up's too
  static long into(HubProcess hub, Brand brand, Plan plan, Figures figures) {
    return into(hub, new LoadDriver(brand.port(), OrderCalls::new), plan, figures);
  }

  /// The same with other calls than orders.
  static long into(HubProcess hub, LoadDriver driver, Plan plan, Figures figures) {
    LoadDriver.Load warmUp = driver.drive(plan.connections(), plan.warmUp());
    Duration before = hub.cpu();
    LoadDriver.Load load = driver.drive(plan.connections(), plan.time());
    double cpu = hub.cpu().minus(before).toNanos() / 1e6;
    figures.add("webhooks accepted, /s", load.perSecond());
    figures.add("latency p50, ms", load.millis(50));
    figures.add("latency p99, ms", load.millis(99));
    figures.add("latency p99.9, ms", load.millis(99.9));
    figures.count("refused or put off", load.refused() + warmUp.refused());
    figures.add("hub CPU a webhook meanwhile, ms", cpu / load.accepted());
    return warmUp.accepted() + load.accepted();
  }
}
