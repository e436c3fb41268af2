package dev.selvedge.app.heartbeat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A dead man's switch: calls an address at intervals while the hub is truly at work, and falls
/// silent when it is not. Whoever owns the address alarms when no call comes. Thread-safe.
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int GOOD = 200;
  private static final int NO_LONGER_GOOD = 300;

  private final URI url;
  private final Duration every;
  private final Supplier<Optional<String>> trouble;
  private final HttpClient client;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile String state = "";

  private Heartbeat(URI url, Duration every, Supplier<Optional<String>> trouble) {
    this.url = url;
    this.every = every;
    this.trouble = trouble;
    this.client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    this.thread = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::run);
  }

  /// Begins to call.
  ///
  /// @param url what is called with GET; it is a secret as a rule and never logged
  /// @param every how long from one call to the next
  /// @param trouble what stands still in the hub, empty where nothing does; may take its time, and
  ///     while it does nothing is called
  public static Heartbeat start(URI url, Duration every, Supplier<Optional<String>> trouble) {
    Heartbeat heartbeat = new Heartbeat(url, every, trouble);
    heartbeat.thread.start();
    return heartbeat;
  }

  private void run() {
    try {
      do {
        say(beat());
      } while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Why no call went through, or nothing.
  private String beat() throws InterruptedException {
    Optional<String> standstill = trouble.get();
    if (standstill.isPresent()) {
      return "the heartbeat is silent: " + standstill.get();
    }
    HttpRequest call = HttpRequest.newBuilder(url).timeout(ANSWER_WITHIN).GET().build();
    try {
      int status = client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status >= GOOD && status < NO_LONGER_GOOD
          ? ""
          : "the heartbeat was answered with " + status;
    } catch (IOException e) {
      // Its message may quote the address.
      return "the heartbeat does not get through: " + e.getClass().getSimpleName();
    }
  }

  /// A change is said once.
  private void say(String now) {
    if (!now.equals(state)) {
      state = now;
      if (now.isEmpty()) {
        LOG.info("the heartbeat gets through");
      } else {
        LOG.warn("{}", now);
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    client.shutdownNow();
  }
}
