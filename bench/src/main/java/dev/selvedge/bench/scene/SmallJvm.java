package dev.selvedge.bench.scene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// A measured program in a JVM of its own with 512 MB of heap. It prints its figures, a name and a
/// number a line with a tab between.
public final class SmallJvm {
  private SmallJvm() {}

  /// Runs a program of this class path to its end.
  ///
  /// @param program its class and its arguments
  /// @param figure takes each figure
  /// @return what its heap came to
  /// @throws BenchException if it fails
  public static GcLog run(Path folder, List<String> program, BiConsumer<String, Double> figure)
      throws IOException {
    Path heap = folder.resolve("gc.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add(GcLog.option(heap));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exit(process) != 0) {
      throw new BenchException(program.getFirst() + " failed");
    }
    said.lines()
        .map(line -> line.split("\t", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> figure.accept(pair[0], Double.parseDouble(pair[1])));
    return GcLog.read(heap);
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
