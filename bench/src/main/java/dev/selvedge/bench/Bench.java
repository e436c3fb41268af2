package dev.selvedge.bench;

import dev.selvedge.bench.hook.Caller;
import dev.selvedge.bench.poll.Family;
import dev.selvedge.bench.poll.Polls;
import dev.selvedge.bench.scene.HubProcess;
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
/// most of its runs. Arguments: names, `--runs N`, `--customers N` for the tables that are
/// backfilled, `--small` for a quick look that proves nothing.
final class Bench {
  private static final List<String> NAMES =
      List.of(
          "intake",
          "intake-alone",
          "intake-during",
          "plan",
          "backfill",
          "resync",
          "converge",
          "drain",
          "urgent",
          "enrolment",
          "catalogue",
          "polls",
          "webhooks",
          "audit",
          "reports",
          "startup");
  private static final int RUNS = 3;
  private static final String USAGE = "bench/run [--small] [--runs N] [--customers N] ";

  private final Path work;
  private final Options options;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Bench(Path work, Options options) {
    this.work = work;
    this.options = options;
  }

  /// What was asked for.
  ///
  /// @param customers rows of the tables that are backfilled; 0 for each benchmark's own number
  private record Options(List<String> names, int runs, boolean small, int customers) {
    boolean wants(String name) {
      return names.contains(name);
    }

    /// A size that differs for a quick look.
    int size(int usual, int ifSmall) {
      return small ? ifSmall : usual;
    }

    int customers(int usual, int ifSmall) {
      return customers > 0 ? customers : size(usual, ifSmall);
    }
  }

  public static void main(String[] arguments) throws IOException {
    List<String> names = new ArrayList<>();
    int runs = RUNS;
    int customers = 0;
    boolean small = false;
    for (int at = 0; at < arguments.length; at++) {
      switch (arguments[at]) {
        case "--runs" -> runs = Integer.parseInt(arguments[++at]);
        case "--customers" -> customers = Integer.parseInt(arguments[++at]);
        case "--small" -> small = true;
        default -> names.add(arguments[at]);
      }
    }
    if (!NAMES.containsAll(names) || runs < 1 || customers < 0) {
      System.err.println(USAGE + NAMES);
      System.exit(2);
    }
    Path work = HubProcess.root().resolve("bench/target/work");
    Files.createDirectories(work);
    new Bench(work, new Options(names.isEmpty() ? NAMES : names, runs, small, customers)).all();
  }

  private void all() throws IOException {
    out.println(Machine.describe(work));
    for (Benchmark benchmark : benchmarks()) {
      measure(benchmark);
    }
  }

  private List<Benchmark> benchmarks() {
    List<Benchmark> benchmarks = new ArrayList<>();
    if (options.wants("plan")) {
      benchmarks.add(new PlanBench(options.customers(300_000, 10_000)));
    }
    if (options.wants("backfill") || options.wants("resync")) {
      // A resync needs a backfill before it: they are one run.
      benchmarks.add(new BackfillBench(options.customers(200_000, 5_000), options.wants("resync")));
    }
    if (options.wants("converge")) {
      benchmarks.add(new ConvergeBench(options.size(2_000, 200), 5));
    }
    if (options.wants("drain")) {
      benchmarks.add(new DrainBench(options.size(50_000, 5_000), options.size(500, 100)));
    }
    if (options.wants("urgent")) {
      urgent(benchmarks);
    }
    if (options.wants("enrolment")) {
      enrolment(benchmarks);
    }
    if (options.wants("catalogue")) {
      benchmarks.add(new CatalogueBench(options.customers(500_000, 20_000)));
    }
    if (options.wants("polls")) {
      for (Family family : Family.values()) {
        benchmarks.add(new PollBench(new Polls(family, options.customers(1_000_000, 20_000))));
      }
    }
    if (options.wants("webhooks")) {
      for (Caller caller : Caller.values()) {
        benchmarks.add(new HookBench(caller, new Rush.Plan(32, warmUp(), time())));
      }
    }
    if (options.wants("audit")) {
      benchmarks.add(new AuditBench(options.customers(1_000_000, 20_000)));
    }
    if (options.wants("reports")) {
      benchmarks.add(new ReportsBench(options.customers(1_000_000, 20_000)));
    }
    intake(benchmarks);
    if (options.wants("startup")) {
      benchmarks.add(new StartupBench(false));
      benchmarks.add(new StartupBench(true));
    }
    return benchmarks;
  }

  private void urgent(List<Benchmark> benchmarks) {
    int customers = options.customers(1_000_000, 50_000);
    Duration every = Duration.ofMillis(options.size(1_000, 250));
    for (UrgentBench.Account account : UrgentBench.Account.values()) {
      benchmarks.add(new UrgentBench(customers, options.size(150, 40), every, account));
    }
  }

  private void enrolment(List<Benchmark> benchmarks) {
    int orders = options.size(300, 40);
    Duration every = Duration.ofMillis(options.size(200, 250));
    benchmarks.add(new EnrolmentBench(2 * orders, orders, every));
    benchmarks.add(new EnrolmentBench(options.customers(1_000_000, 50_000), orders, every));
  }

  private void intake(List<Benchmark> benchmarks) {
    if (options.wants("intake")) {
      benchmarks.add(new IntakeBench(1, warmUp(), time(), false));
      benchmarks.add(new IntakeBench(32, warmUp(), time(), true));
      benchmarks.add(new IntakeBench(256, warmUp(), time(), false));
    }
    if (options.wants("intake-alone")) {
      benchmarks.add(new IntakeAloneBench(1, warmUp(), time()));
      benchmarks.add(new IntakeAloneBench(32, warmUp(), time()));
      benchmarks.add(new IntakeAloneBench(256, warmUp(), time()));
    }
    if (options.wants("intake-during")) {
      benchmarks.add(
          new IntakeDuringBench(
              options.customers(200_000, 50_000), new Rush.Plan(32, warmUp(), time())));
    }
  }

  /// Long enough for the compiler to have been at most of it: a hub runs for weeks.
  private Duration warmUp() {
    return Duration.ofSeconds(options.size(20, 5));
  }

  private Duration time() {
    return Duration.ofSeconds(options.size(10, 2));
  }

  private void measure(Benchmark benchmark) throws IOException {
    Figures figures = new Figures();
    for (int run = 0; run < options.runs(); run++) {
      figures.add("load average before the run", Machine.load());
      Path folder = Files.createTempDirectory(work, "run");
      try {
        benchmark.run(folder, figures);
      } finally {
        delete(folder);
      }
    }
    out.printf("%n%s (%d runs)%n", benchmark.name(), options.runs());
    for (String name : figures.names()) {
      List<Double> sorted = figures.sorted(name);
      out.printf(
          Locale.ROOT,
          "  %-66s %12s   %s … %s%n",
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
