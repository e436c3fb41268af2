package dev.selvedge.bench;

import dev.selvedge.bench.poll.Polls;
import dev.selvedge.bench.scene.SmallJvm;
import java.io.IOException;
import java.nio.file.Path;

/// Reading a whole system through its connector, in a JVM of its own with a small heap. Nothing is
/// stored: that is measured elsewhere.
record PollBench(Polls polls) implements Benchmark {
  @Override
  public String name() {
    return "polls, " + polls.what();
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (Polls.Ready ready = polls.prepare(folder)) {
      figures.add(
          "peak heap of 512 MB, MB",
          SmallJvm.run(folder, ready.program(), figures::add).peakMegabytes());
    }
  }
}
