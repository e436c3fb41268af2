package dev.selvedge.bench;

import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.GcLog;
import dev.selvedge.bench.scene.SmallJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Inbox to planned: accepted in pages as a poll does, then resolved to the end, in a JVM of its
/// own with a small heap.
///
/// @param records of customers of two systems and orders
record PlanBench(int records) implements Benchmark {
  @Override
  public String name() {
    return "plan, " + records + " records";
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    // Nothing is sent: the address leads nowhere.
    Brand brand = Brand.ofWebhooks(folder, "http://127.0.0.1:9");
    GcLog log =
        SmallJvm.run(
            folder,
            List.of(PlanRun.class.getName(), brand.folder().toString(), Integer.toString(records)),
            figures::add);
    figures.add("peak heap of 512 MB, MB", log.peakMegabytes());
    figures.add("peak after a collection, MB", log.liveMegabytes());
    figures.add("store, MB", brand.storeMegabytes());
  }
}
