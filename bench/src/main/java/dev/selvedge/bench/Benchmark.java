package dev.selvedge.bench;

import java.io.IOException;
import java.nio.file.Path;

/// One thing that can be measured again and again.
interface Benchmark {
  String name();

  /// Measures once, in a folder of its own, and adds what it found.
  void run(Path folder, Figures figures) throws IOException;
}
