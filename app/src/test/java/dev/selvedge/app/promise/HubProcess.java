package dev.selvedge.app.promise;

import dev.selvedge.testkit.Await;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `selvedge run` in a process of its own, which can be killed.
final class HubProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern DASHBOARD = Pattern.compile("\"dashboard\"\\s*:\\s*\"([^\"]+)\"");

  private final Process process;
  private final CompletableFuture<URI> up = new CompletableFuture<>();

  private HubProcess(Process process) {
    this.process = process;
  }

  /// @param log where its standard error goes
  /// @param whenUp is told where it listens
  static HubProcess start(Path project, Path log, Consumer<URI> whenUp) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath,
            TetheredHub.class.getName(),
            "run",
            project.toString(),
            "--json");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(project.toFile())
              .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
              .start();
      HubProcess hub = new HubProcess(process);
      Thread.ofVirtual().start(() -> hub.listen(whenUp));
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(Consumer<URI> whenUp) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = DASHBOARD.matcher(line);
        if (found.find()) {
          URI dashboard = URI.create(found.group(1));
          whenUp.accept(dashboard);
          up.complete(dashboard);
        }
      }
    } catch (IOException killed) {
      up.cancel(false);
    }
  }

  /// Waits until it takes webhooks in.
  ///
  /// @return where it listens
  URI awaitUp() {
    Await.until("the hub's start", PATIENCE, () -> up.isDone() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the hub ended by itself with " + process.exitValue());
    }
    return up.join();
  }

  /// From some moment soon on, the operating system lets none of its files grow beyond this.
  ///
  /// @param bytes or [FileLimit#NONE]
  void limitFiles(long bytes) {
    try {
      OutputStream orders = process.getOutputStream();
      orders.write((bytes + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `kill -9`; returns when it is gone.
  void kill() {
    process.toHandle().destroyForcibly();
    Await.until("the hub's end", PATIENCE, () -> !process.isAlive());
  }

  @Override
  public void close() {
    kill();
  }
}
