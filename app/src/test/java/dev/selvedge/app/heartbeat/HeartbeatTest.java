package dev.selvedge.app.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that are really received.
class HeartbeatTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

  @SuppressWarnings("NullAway.Init")
  private HttpServer receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/ping/secret",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/ping/secret");
  }

  private Optional<String> state() {
    asked.incrementAndGet();
    return trouble.get();
  }

  /// Until the hub has been asked some more times how it is.
  private void someMore() {
    int before = asked.get();
    Await.until("asked again", PATIENCE, () -> asked.get() > before + 3);
  }

  @Test
  void it_calls_while_the_hub_works_and_is_silent_while_something_stands_still() {
    try (Heartbeat heartbeat = Heartbeat.start(url(), OFTEN, this::state)) {
      assertThat(heartbeat).isNotNull();
      Await.until("some calls", PATIENCE, () -> calls.get() > 2);

      trouble.set(Optional.of("the loop 'resolve' has ended"));
      someMore();
      int silent = calls.get();
      someMore();
      assertThat(calls.get()).isEqualTo(silent);

      trouble.set(Optional.empty());
      Await.until("calls again", PATIENCE, () -> calls.get() > silent);
    }
    int after = calls.get();
    assertThat(asked.get()).isPositive();
    assertThat(calls.get()).isLessThanOrEqualTo(after + 1);
  }

  @Test
  void it_is_silent_while_nobody_can_say_how_the_hub_is() throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch asks = new CountDownLatch(1);
    try (Heartbeat heartbeat =
        Heartbeat.start(
            url(),
            OFTEN,
            () -> {
              asks.countDown();
              try {
                hangs.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            })) {
      assertThat(heartbeat).isNotNull();
      asks.await();
      assertThat(calls.get()).isZero();
      hangs.countDown();
      Await.until("it calls", PATIENCE, () -> calls.get() > 0);
    }
  }

  @Test
  void a_receiver_that_refuses_or_is_away_is_called_again() {
    status.set(500);
    try (Heartbeat heartbeat = Heartbeat.start(url(), OFTEN, this::state)) {
      assertThat(heartbeat).isNotNull();
      Await.until("some calls", PATIENCE, () -> calls.get() > 2);
      receiver.stop(0);
      someMore();
      assertThat(asked.get()).isPositive();
    }
  }
}
