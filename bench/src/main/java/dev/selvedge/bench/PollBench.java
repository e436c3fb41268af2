package dev.selvedge.bench;

import dev.selvedge.bench.poll.Polls;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.GcLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reading a whole system through its connector, in a JVM of its own with a small heap. Nothing is
/// stored: that is measured elsewhere.
record PollBench(Polls polls) implements Benchmark {
  @Override
  public String name() {
    return "polls, " + polls.what();
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    Path heap = folder.resolve("gc.log");
    try (Polls.Ready ready = polls.prepare(folder)) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx512m");
      command.add("-XX:+UseCompactObjectHeaders");
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add(GcLog.option(heap));
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.addAll(ready.program());
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (exit(process) != 0) {
        throw new BenchException("the run of polls failed");
      }
      said.lines()
          .map(line -> line.split("\t", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> figures.add(pair[0], Double.parseDouble(pair[1])));
    }
    figures.add("peak heap of 512 MB, MB", GcLog.read(heap).peakMegabytes());
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
