package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.bench.scene.GcLog;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.traffic.CallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A table of customers into the unthrottled sandbox until the last contact is acknowledged; then,
/// where that is asked for, the same table once more, every row touched and none changed.
///
/// @param customers rows, each a person
/// @param twice whether it is read once more
record BackfillBench(int customers, boolean twice) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Slower than this and something is wrong.
  private static final int RECORDS_A_SECOND = 800;

  private static final String FLOW = "crm/customer";

  @Override
  public String name() {
    return String.format("backfill%s, %,d customers", twice ? " and resync" : "", customers);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofTable(folder, sandbox.baseUrl());
      CustomerTable table = new CustomerTable(folder.resolve("crm.db"), customers);
      table.fill();
      int before = sandbox.inside().contactCount();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store())) {
        backfill(hub, store, sandbox, before, figures);
        if (twice) {
          resync(hub, store, sandbox, table, figures);
        }
        GcLog heap = hub.heap();
        figures.add("peak heap of 512 MB, MB", heap.peakMegabytes());
        figures.add("peak after a collection, MB", heap.liveMegabytes());
        figures.add("hub's store, MB", brand.storeMegabytes());
      }
    }
  }

  private void backfill(
      HubProcess hub, StoreView store, SandboxServer sandbox, int before, Figures figures) {
    StoreView.await(
        () -> sandbox.inside().contactCount() - before >= customers, patience(), "the contacts");
    double there = hub.sinceStart().toNanos() / 1e9;
    StoreView.await(store::isAtRest, PATIENCE, "the contacts to be acknowledged");
    double seconds = hub.sinceStart().toNanos() / 1e9;
    Map<String, CallLog.Count> calls = sandbox.calls().counts();
    long imports = writes(calls, true);
    figures.add("backfill from process start, s", seconds);
    figures.add("backfill, contacts/s", customers / seconds);
    figures.add("last contact there, s", there);
    figures.add("backfill CPU a contact, ms", hub.cpu().toNanos() / 1e6 / customers);
    figures.count("parked", store.parked());
    figures.count("contacts missing", customers - (sandbox.inside().contactCount() - before));
    figures.count("import calls", imports);
    figures.count("import calls, minimum", Math.ceilDiv(customers, Brand.BATCH));
    figures.count("other writing calls (data fields, collection)", writes(calls, false));
    figures.count("reading calls (progress of imports)", sandbox.calls().total() - writes(calls));
  }

  private Duration patience() {
    return PATIENCE.plusSeconds(customers / RECORDS_A_SECOND);
  }

  private void resync(
      HubProcess hub,
      StoreView store,
      SandboxServer sandbox,
      CustomerTable table,
      Figures figures) {
    long writesBefore = writes(sandbox.calls().counts());
    Duration cpuBefore = hub.cpu();
    long begin = System.nanoTime();
    table.touch();
    StoreView.await(() -> store.received(FLOW) >= 2L * customers, patience(), "the second reading");
    StoreView.await(store::isAtRest, PATIENCE, "the second reading to be resolved");
    double seconds = (System.nanoTime() - begin) / 1e9;
    figures.add("resync, records/s", customers / seconds);
    figures.add("resync CPU a record, ms", hub.cpu().minus(cpuBefore).toNanos() / 1e6 / customers);
    figures.count("resync, writing calls", writes(sandbox.calls().counts()) - writesBefore);
  }

  private static long writes(Map<String, CallLog.Count> calls) {
    return writes(calls, true) + writes(calls, false);
  }

  private static long writes(Map<String, CallLog.Count> calls, boolean imports) {
    return calls.entrySet().stream()
        .filter(call -> !call.getKey().startsWith("GET "))
        .filter(call -> call.getKey().endsWith("/import") == imports)
        .mapToLong(call -> call.getValue().calls())
        .sum();
  }
}
