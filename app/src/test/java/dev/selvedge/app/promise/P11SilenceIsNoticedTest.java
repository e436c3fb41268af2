package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The heartbeat of a hub at work, and its silence.
class P11SilenceIsNoticedTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// No call in so long: three intervals of the hub under test, and what one call may take.
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void it_falls_silent_while_the_store_takes_nothing_in(@TempDir Path folder)
      throws IOException, SQLException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    String beat =
        "\nheartbeat: { url: \"http://127.0.0.1:%d/ping\", every: 1s }\n"
            .formatted(receiver.getAddress().getPort());
    try (RunningBrand brand = new RunningBrand(folder, settings -> settings + beat)) {
      Await.until("it calls", PATIENCE, () -> calls.get() > 1);
      assertThat(brand.get("/health/live").body()).isEqualTo("live\n");
      assertThat(brand.get("/health/ready").body()).isEqualTo("ready\n");

      int silent = locked(folder);

      Await.until("it calls again", PATIENCE, () -> calls.get() > silent);
    } finally {
      receiver.stop(0);
    }
  }

  /// Holds the store's file as another program would, until no call has come for a while.
  private int locked(Path folder) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/hub.db"));
        Statement statement = other.createStatement()) {
      statement.execute("pragma busy_timeout = 30000");
      statement.execute("begin immediate");
      long[] quiet = {System.nanoTime()};
      int[] last = {calls.get()};
      Await.until(
          "it falls silent",
          PATIENCE,
          () -> {
            if (calls.get() != last[0]) {
              last[0] = calls.get();
              quiet[0] = System.nanoTime();
            }
            return System.nanoTime() - quiet[0] > SILENCE.toNanos();
          });
      statement.execute("rollback");
      return last[0];
    }
  }
}
