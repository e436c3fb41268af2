package dev.selvedge.bench.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program itself in a process of its own, started as a user starts it, seen from outside.
/// Confined to one thread.
public final class HubProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final Brand brand;
  private final long startedNanos;

  private HubProcess(Process process, Brand brand, long startedNanos) {
    this.process = process;
    this.brand = brand;
    this.startedNanos = startedNanos;
  }

  /// Where the checkout is; `bench/run` says it.
  public static Path root() {
    return Path.of(System.getProperty("selvedge.root", "."));
  }

  /// Starts it; whether it is up, [#awaitReady] tells.
  ///
  /// @param cached whether the JVM may use the start-up cache
  public static HubProcess start(Brand brand, boolean cached, String... jvmOptions)
      throws IOException {
    List<String> options = new ArrayList<>(List.of(jvmOptions));
    options.add(GcLog.option(gcLog(brand)));
    ProcessBuilder builder =
        new ProcessBuilder(
            root().resolve("selvedge").toString(), "run", "--project", brand.folder().toString());
    builder.environment().put("SELVEDGE_JAVA_OPTS", String.join(" ", options));
    if (!cached) {
      builder.environment().put("SELVEDGE_NO_AOT", "1");
    }
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(brand.folder().resolve("hub.log").toFile()));
    long begin = System.nanoTime();
    return new HubProcess(builder.start(), brand, begin);
  }

  /// Some of its parts, joined by another program that takes the brand's folder.
  ///
  /// @param more arguments of that program
  public static HubProcess startParts(Class<?> program, Brand brand, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseCompactObjectHeaders",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        GcLog.option(gcLog(brand)),
        "-cp",
        System.getProperty("java.class.path"),
        program.getName(),
        brand.folder().toString());
    command.addAll(List.of(more));
    long begin = System.nanoTime();
    return new HubProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(brand.folder().resolve("hub.log").toFile()))
            .start(),
        brand,
        begin);
  }

  private static Path gcLog(Brand brand) {
    return brand.folder().resolve("gc.log");
  }

  public HubProcess awaitReady() throws IOException {
    Probe probe = new Probe(brand.port());
    while (probe.get("/health/ready") != 200) {
      if (sinceStart().compareTo(PATIENCE) > 0 || !process.isAlive()) {
        throw new BenchException(
            "the hub does not start: " + Files.readString(brand.folder().resolve("hub.log")));
      }
      Pause.millis(20);
    }
    return this;
  }

  public Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// Processor time of the whole process so far.
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  public GcLog heap() throws IOException {
    return GcLog.read(gcLog(brand));
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
