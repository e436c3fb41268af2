package dev.selvedge.testkit.npm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A running server of Node on a port of its own of 127.0.0.1. Its script says `READY <port>` in a
/// line once it answers, and ends when its standard input does: so it never outlives whoever
/// started it. Closing it stops the process and whatever that started.
public final class NodeServer implements AutoCloseable {
  private static final String READY = "READY ";
  private static final int LINES_KEPT = 40;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final int port;

  private NodeServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts `server.js` of a folder and waits until it is ready.
  ///
  /// @throws IllegalStateException when it is not in time, with its last lines of output
  public static NodeServer start(Path folder, Map<String, String> environment, Duration patience) {
    Process process = launch(folder, "server.js", environment);
    Output output = new Output();
    Thread.ofVirtual().start(() -> output.readFrom(process));
    try {
      return new NodeServer(process, output.ready.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException failed) {
      stop(process);
      throw new IllegalStateException("the shop did not start: " + output.lastLines(), failed);
    } catch (InterruptedException stopped) {
      stop(process);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shop was starting", stopped);
    }
  }

  /// Runs a script of a folder to its end.
  ///
  /// @throws IllegalStateException when it fails or takes too long, with its last lines of output
  public static void run(
      Path folder, String script, Map<String, String> environment, Duration patience) {
    Process process = launch(folder, script, environment);
    Output output = new Output();
    Thread reader = Thread.ofVirtual().start(() -> output.readFrom(process));
    try {
      if (!process.waitFor(patience)) {
        kill(process);
        throw new IllegalStateException(script + " took too long: " + output.lastLines());
      }
      reader.join();
    } catch (InterruptedException stopped) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + script + " was running", stopped);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(script + " failed: " + output.lastLines());
    }
  }

  private static Process launch(Path folder, String script, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder("node", script).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TZ", "UTC");
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException failure) {
      throw new UncheckedIOException("node cannot be started", failure);
    }
  }

  /// Reads what the process says, so that it never blocks on a full pipe.
  private static final class Output {
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final Deque<String> last = new ArrayDeque<>();

    void readFrom(Process process) {
      process
          .inputReader(StandardCharsets.UTF_8)
          .lines()
          .forEach(
              line -> {
                keep(line);
                if (line.startsWith(READY)) {
                  ready.complete(Integer.valueOf(line.substring(READY.length()).strip()));
                }
              });
      ready.completeExceptionally(new IllegalStateException("the process ended"));
    }

    private synchronized void keep(String line) {
      last.add(line);
      if (last.size() > LINES_KEPT) {
        last.remove();
      }
    }

    synchronized String lastLines() {
      return String.join("\n", last);
    }
  }

  /// The root of what it serves.
  public URI root() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /// The process id, to check that nothing is left behind.
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(GRACE)) {
        kill(process);
      }
    } catch (IOException alreadyClosed) {
      kill(process);
    } catch (InterruptedException stopped) {
      kill(process);
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
