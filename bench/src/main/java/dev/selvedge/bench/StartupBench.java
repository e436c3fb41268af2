package dev.selvedge.bench;

import dev.selvedge.bench.load.OrderCalls;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.Pause;
import dev.selvedge.bench.scene.Probe;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// From `./selvedge run` on an empty project to the first 2xx, for an operator and for a shop that
/// calls from the first millisecond; and what the hub holds when nothing happens.
///
/// @param cached with the JVM's start-up cache
record StartupBench(boolean cached) implements Benchmark {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CACHE_PATIENCE = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;

  @Override
  public String name() {
    return "startup " + (cached ? "with" : "without") + " the start-up cache";
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      if (cached) {
        makeCache(folder.resolve("first"), sandbox);
      }
      Brand brand = Brand.ofWebhooks(folder, sandbox.baseUrl());
      try (HubProcess hub = HubProcess.start(brand, cached)) {
        knock(hub, brand, figures);
        Pause.millis(IDLE.toMillis());
        figures.add("resident when idle, MB", hub.residentMegabytes());
        figures.add("CPU until then, s", hub.cpu().toNanos() / 1e9);
      }
    }
  }

  private static void knock(HubProcess hub, Brand brand, Figures figures) {
    Probe probe = new Probe(brand.port());
    byte[] order = new OrderCalls(new AtomicLong()).next();
    double answered = 0;
    double ready = 0;
    double accepted = 0;
    int notFound = 0;
    while (ready == 0 || accepted == 0) {
      Pause.millis(2);
      int health = ready == 0 ? probe.get("/health/ready") : 200;
      double afterHealth = millis(hub);
      int hook = accepted == 0 ? probe.ask(order) : 200;
      double afterHook = millis(hub);
      notFound += (health == NOT_FOUND ? 1 : 0) + (hook == NOT_FOUND ? 1 : 0);
      answered = answered == 0 && health != Probe.NO_ANSWER ? afterHealth : answered;
      ready = ready == 0 && health / 100 == 2 ? afterHealth : ready;
      accepted = accepted == 0 && hook / 100 == 2 ? afterHook : accepted;
      if (hub.sinceStart().compareTo(PATIENCE) > 0) {
        throw new BenchException("the hub did not become ready");
      }
    }
    figures.add("first answer of any kind (503), ms", answered);
    figures.add("first 2xx of /health/ready, ms", ready);
    figures.add("first accepted webhook, ms", accepted);
    figures.count("404s while starting", notFound);
  }

  private static double millis(HubProcess hub) {
    return hub.sinceStart().toNanos() / 1e6;
  }

  /// The first start makes it in the background.
  private static void makeCache(Path folder, SandboxServer sandbox) throws IOException {
    if (cacheExists()) {
      return;
    }
    try (HubProcess hub =
        HubProcess.start(Brand.ofWebhooks(folder, sandbox.baseUrl()), true).awaitReady()) {
      StoreView.await(
          StartupBench::cacheExists, CACHE_PATIENCE, "the start-up cache of process " + hub.pid());
    }
  }

  private static boolean cacheExists() {
    Path target = HubProcess.root().resolve("app/target");
    try (Stream<Path> files = Files.list(target)) {
      return files.anyMatch(file -> file.toString().endsWith(".aot"));
    } catch (IOException e) {
      throw new BenchException("there is no build at " + target, e);
    }
  }
}
