package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.GcLog;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.ProductTable;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.traffic.CallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A table of products into the catalogue of the unthrottled sandbox until the last is
/// acknowledged; then the same table once more, every row touched and none changed.
///
/// @param products rows
record CatalogueBench(int products) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Slower than this and something is wrong.
  private static final int RECORDS_A_SECOND = 500;

  private static final String FLOW = "crm/product";

  @Override
  public String name() {
    return String.format("catalogue, %,d products", products);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofCatalogue(folder, sandbox.baseUrl());
      ProductTable table = new ProductTable(folder.resolve("crm.db"), products);
      table.fill();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store())) {
        sync(hub, store, sandbox, figures);
        again(store, sandbox, table, figures);
        GcLog heap = hub.heap();
        figures.add("peak heap of 512 MB, MB", heap.peakMegabytes());
        figures.add("peak after a collection, MB", heap.liveMegabytes());
        figures.add("hub's store, MB", brand.storeMegabytes());
      }
    }
  }

  private void sync(HubProcess hub, StoreView store, SandboxServer sandbox, Figures figures) {
    StoreView.await(() -> there(sandbox) >= products, patience(), "the products");
    StoreView.await(store::isAtRest, PATIENCE, "the products to be acknowledged");
    double seconds = hub.sinceStart().toNanos() / 1e9;
    figures.add("sync from process start, s", seconds);
    figures.add("sync, products/s", products / seconds);
    figures.add("sync CPU a product, ms", hub.cpu().toNanos() / 1e6 / products);
    figures.count("products missing", products - there(sandbox));
    figures.count("parked", store.parked());
    figures.count("import calls", writes(sandbox, "/import"));
    figures.count("import calls, minimum", Math.ceilDiv(products, Brand.BATCH));
  }

  private void again(StoreView store, SandboxServer sandbox, ProductTable table, Figures figures) {
    long before = writes(sandbox, "");
    long begin = System.nanoTime();
    table.touch();
    StoreView.await(() -> store.received(FLOW) >= 2L * products, patience(), "the second reading");
    StoreView.await(store::isAtRest, PATIENCE, "the second reading to be resolved");
    figures.add("again, records/s", products / ((System.nanoTime() - begin) / 1e9));
    figures.count("again, writing calls", writes(sandbox, "") - before);
  }

  private static int there(SandboxServer sandbox) {
    return sandbox.inside().recordCount(Brand.CATALOGUE);
  }

  private Duration patience() {
    return PATIENCE.plusSeconds(products / RECORDS_A_SECOND);
  }

  /// Calls that may change something, of a path that ends so.
  private static long writes(SandboxServer sandbox, String end) {
    Map<String, CallLog.Count> calls = sandbox.calls().counts();
    return calls.entrySet().stream()
        .filter(call -> !call.getKey().startsWith("GET ") && call.getKey().endsWith(end))
        .mapToLong(call -> call.getValue().calls())
        .sum();
  }
}
