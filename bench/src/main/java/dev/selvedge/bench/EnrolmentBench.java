package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Orders told by webhook at a steady pace: how soon the account is asked to start the buyer in the
/// program that thanks for them. The contact's figures and the order's record go first each time,
/// which are two calls before the third. Every buyer is known and agreed to marketing.
///
/// @param customers rows of the table; with as many as there are orders, hardly anything else
///     happens meanwhile; with many more, they are backfilled all the while
/// @param every the pace
record EnrolmentBench(int customers, int orders, Duration every) implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return isQuiet()
        ? "enrolment, nothing else going on"
        : String.format("enrolment during a backfill of %,d", customers);
  }

  /// Two in three customers agreed to marketing.
  private boolean isQuiet() {
    return customers <= 2 * orders;
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.unthrottled())) {
      Brand brand = Brand.ofAutomations(folder, sandbox.baseUrl());
      new CustomerTable(folder.resolve("crm.db"), customers).fill();
      int before = sandbox.inside().contactCount();
      List<String> buyers = buyers();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store());
          EnrolmentWatch watch = new EnrolmentWatch(sandbox, brand.port())) {
        StoreView.await(
            () -> store.acknowledged(buyers) == buyers.size(), PATIENCE, "the buyers' contacts");
        if (isQuiet()) {
          StoreView.await(store::isAtRest, PATIENCE, "nothing to do");
        }
        watch.tell(buyers, every);
        figures.count(
            "left to backfill when the last is told",
            customers - (sandbox.inside().contactCount() - before));
        figures.count("orders that started nobody", watch.finish(PATIENCE));
        watch.addTo(figures);
        figures.add("peak heap of 512 MB, MB", hub.heap().peakMegabytes());
      }
    }
  }

  private List<String> buyers() {
    return IntStream.iterate(0, number -> number + 1)
        .filter(CustomerTable::wantsNewsletter)
        .limit(orders)
        .mapToObj(CustomerTable::address)
        .toList();
  }
}
