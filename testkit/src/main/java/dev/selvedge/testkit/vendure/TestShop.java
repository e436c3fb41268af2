package dev.selvedge.testkit.vendure;

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

/// A running Vendure shop on a port of its own of 127.0.0.1. Closing it stops the process and
/// whatever that started; should this process die first, the shop ends by itself.
public final class TestShop implements AutoCloseable {
  /// The administrator of every shop started here.
  public static final String ADMIN = "shopkeeper";

  /// Its password.
  public static final String ADMIN_PASSWORD = "keeper-of-the-test-shop";

  private static final String READY = "READY ";
  private static final int LINES_KEPT = 40;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final URI root;

  private TestShop(Process process, URI root) {
    this.process = process;
    this.root = root;
  }

  /// Whether the database is new and gets its tables, settings and products.
  public enum Content {
    TO_BE_FILLED,
    THERE
  }

  /// Starts the shop and waits until it answers.
  ///
  /// @param folder from [Availability]
  /// @throws IllegalStateException when it does not answer in time, with its last lines of output
  public static TestShop start(
      Path folder, ShopDatabase database, Content content, Duration patience) {
    Process process = launch(folder, database, content);
    Output output = new Output();
    Thread.ofVirtual().start(() -> output.readFrom(process));
    try {
      int port = output.ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      TestShop shop = new TestShop(process, URI.create("http://127.0.0.1:" + port + "/"));
      GraphQl.awaitHealth(shop.root.resolve("health"), patience);
      return shop;
    } catch (ExecutionException | TimeoutException failed) {
      stop(process);
      throw new IllegalStateException("the shop did not start: " + output.lastLines(), failed);
    } catch (InterruptedException stopped) {
      stop(process);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shop was starting", stopped);
    }
  }

  private static Process launch(Path folder, ShopDatabase database, Content content) {
    ProcessBuilder builder =
        new ProcessBuilder("node", "server.js")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "TZ", "UTC",
                "VENDURE_DISABLE_TELEMETRY", "true",
                "SHOP_ADMIN", ADMIN,
                "SHOP_ADMIN_PASSWORD", ADMIN_PASSWORD,
                "SHOP_DB_HOST", database.host(),
                "SHOP_DB_PORT", Integer.toString(database.port()),
                "SHOP_DB_NAME", database.name(),
                "SHOP_DB_USER", database.user(),
                "SHOP_DB_PASSWORD", database.password(),
                "SHOP_POPULATE", Boolean.toString(content == Content.TO_BE_FILLED)));
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

  /// Where the connector reads.
  public URI adminApi() {
    return root.resolve("admin-api");
  }

  /// The process id, to check that nothing is left behind.
  public long pid() {
    return process.pid();
  }

  /// A shopkeeper, logged in.
  public Shopkeeper shopkeeper() {
    return new Shopkeeper(new GraphQl(adminApi()), ADMIN, ADMIN_PASSWORD);
  }

  /// Somebody who just entered the shop, with an empty cart.
  public Shopper shopper() {
    return new Shopper(new GraphQl(root.resolve("shop-api")));
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
