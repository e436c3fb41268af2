package dev.selvedge.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Runs the named benchmarks, or all, and prints for each figure the median, the least and the
/// most of its runs. Arguments: names, `--runs N`, `--small` for a quick look that proves nothing.
final class Bench {
  private static final List<String> NAMES =
      List.of("intake", "intake-alone", "plan", "backfill", "resync", "startup");
  private static final int RUNS = 3;

  private final Path work;
  private final int runs;
  private final boolean small;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Bench(Path work, int runs, boolean small) {
    this.work = work;
    this.runs = runs;
    this.small = small;
  }

  public static void main(String[] arguments) throws IOException {
    List<String> names = new ArrayList<>();
    int runs = RUNS;
    boolean small = false;
    for (int at = 0; at < arguments.length; at++) {
      switch (arguments[at]) {
        case "--runs" -> runs = Integer.parseInt(arguments[++at]);
        case "--small" -> small = true;
        default -> names.add(arguments[at]);
      }
    }
    if (!NAMES.containsAll(names) || runs < 1) {
      System.err.println("bench/run [--small] [--runs N] " + NAMES);
      System.exit(2);
    }
    Path work = HubProcess.root().resolve("bench/target/work");
    Files.createDirectories(work);
    new Bench(work, runs, small).all(names.isEmpty() ? NAMES : names);
  }

  private void all(List<String> names) throws IOException {
    out.println(Machine.describe(work));
    for (Benchmark benchmark : benchmarks(names)) {
      measure(benchmark);
    }
  }

  /// A backfill and its resync are one run.
  private List<Benchmark> benchmarks(List<String> names) {
    List<Benchmark> benchmarks = new ArrayList<>();
    if (names.contains("plan")) {
      benchmarks.add(new PlanBench(small ? 10_000 : 300_000));
    }
    if (names.contains("backfill") || names.contains("resync")) {
      benchmarks.add(new BackfillBench(small ? 5_000 : 200_000));
    }
    if (names.contains("intake")) {
      benchmarks.add(new IntakeBench(1, warmUp(), time(), false));
      benchmarks.add(new IntakeBench(32, warmUp(), time(), true));
      benchmarks.add(new IntakeBench(256, warmUp(), time(), false));
    }
    if (names.contains("intake-alone")) {
      benchmarks.add(new IntakeAloneBench(1, warmUp(), time()));
      benchmarks.add(new IntakeAloneBench(32, warmUp(), time()));
      benchmarks.add(new IntakeAloneBench(256, warmUp(), time()));
    }
    if (names.contains("startup")) {
      benchmarks.add(new StartupBench(false));
      benchmarks.add(new StartupBench(true));
    }
    return benchmarks;
  }

  /// Long enough for the compiler to have been at most of it: a hub runs for weeks.
  private Duration warmUp() {
    return Duration.ofSeconds(small ? 5 : 20);
  }

  private Duration time() {
    return Duration.ofSeconds(small ? 2 : 10);
  }

  private void measure(Benchmark benchmark) throws IOException {
    Figures figures = new Figures();
    for (int run = 0; run < runs; run++) {
      figures.add("load average before the run", Machine.load());
      Path folder = Files.createTempDirectory(work, "run");
      try {
        benchmark.run(folder, figures);
      } finally {
        delete(folder);
      }
    }
    out.printf("%n%s (%d runs)%n", benchmark.name(), runs);
    for (String name : figures.names()) {
      List<Double> sorted = figures.sorted(name);
      out.printf(
          Locale.ROOT,
          "  %-50s %12s   %s … %s%n",
          name,
          text(figures.median(name)),
          text(sorted.getFirst()),
          text(sorted.getLast()));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) || Math.abs(value) >= 1_000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.3g", value);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
