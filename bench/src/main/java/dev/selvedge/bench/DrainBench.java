package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A backlog of due contacts drained into the unthrottled sandbox, and the same once more while a
/// tenth of all calls is answered 503. Small imports, so that there are enough calls to fail.
///
/// @param contacts due at the start
/// @param batch contacts in one import at most
record DrainBench(int contacts, int batch) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double SHARE_OF_FAULTS = 0.1;
  private static final String IMPORT = "PUT /contacts/v3/import";
  private static final int VERSION = 1;

  @Override
  public String name() {
    return String.format("drain, %,d contacts in imports of %,d", contacts, batch);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    // Nothing is sent while it is made: the address leads nowhere.
    Brand full = Brand.ofWebhooks(folder.resolve("full"), "http://127.0.0.1:9", batch);
    Backlog.make(full, contacts, VERSION);
    double without = drain(full, folder.resolve("without"), List.of(), figures);
    double with =
        drain(
            full,
            folder.resolve("with"),
            List.of(FaultRule.share(SHARE_OF_FAULTS, "*", "**", new Fault.Status(503, false, ""))),
            figures);
    figures.add("rate with faults, share of the rate without, %", 100 * with / without);
  }

  private double drain(Brand full, Path folder, List<FaultRule> faults, Figures figures)
      throws IOException {
    String what = faults.isEmpty() ? "without faults: " : "with faults: ";
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled().faults(faults))) {
      Brand brand = Brand.ofWebhooks(folder, sandbox.baseUrl(), batch);
      Backlog.copy(full, brand);
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store())) {
        StoreView.await(store::isAtRest, PATIENCE, "the backlog to be drained");
        double seconds = sinceFirstImport(sandbox);
        figures.add(what + "drained, records/s", contacts / seconds);
        figures.add(what + "process start to drained, s", hub.sinceStart().toNanos() / 1e9);
        figures.add(what + "hub CPU a record, ms", hub.cpu().toNanos() / 1e6 / contacts);
        figures.count(what + "contacts left stale", Held.stale(sandbox, contacts, VERSION));
        figures.count(what + "parked", store.parked());
        CallFigures.add(figures, what, sandbox.calls().traffic());
        return contacts / seconds;
      }
    }
  }

  /// The account's preparation is not the drain: it counts from the first import on.
  private static double sinceFirstImport(SandboxServer sandbox) {
    Instant now = sandbox.clock().instant();
    Instant first = sandbox.calls().instants(IMPORT).stream().findFirst().orElse(now);
    return Math.max(1, Duration.between(first, now).toMillis()) / 1e3;
  }
}
