package dev.selvedge.bench;

import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.GcLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    Path heap = folder.resolve("gc.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    GcLog.option(heap),
                    "-cp",
                    System.getProperty("java.class.path"),
                    PlanRun.class.getName(),
                    brand.folder().toString(),
                    Integer.toString(records)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exit(process) != 0) {
      throw new BenchException("the plan run failed");
    }
    said.lines()
        .map(line -> line.split("\t", 2))
        .forEach(pair -> figures.add(pair[0], Double.parseDouble(pair[1])));
    GcLog log = GcLog.read(heap);
    figures.add("peak heap of 512 MB, MB", log.peakMegabytes());
    figures.add("peak after a collection, MB", log.liveMegabytes());
    figures.add("store, MB", brand.storeMegabytes());
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
