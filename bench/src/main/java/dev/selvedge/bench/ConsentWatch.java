package dev.selvedge.bench;

import dev.selvedge.bench.load.KeptConnection;
import dev.selvedge.bench.load.PreferenceCalls;
import dev.selvedge.bench.load.Signature;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Pause;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/// Tells decisions about the newsletter by webhook, one after the other at a steady pace, and
/// follows each until the account has received the write it leads to. Confined to one thread.
final class ConsentWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
  private static final int DIGITS = 3;

  private final SandboxServer sandbox;
  private final KeptConnection connection;
  private final Signature signature = new Signature();
  private final List<Pending> pending = new ArrayList<>();
  private final Histogram answers = new Histogram(LONGEST_MILLIS, DIGITS);
  private final Histogram fromSending = new Histogram(LONGEST_MILLIS, DIGITS);
  private final Histogram fromAnswer = new Histogram(LONGEST_MILLIS, DIGITS);

  ConsentWatch(SandboxServer sandbox, int port) throws IOException {
    this.sandbox = sandbox;
    this.connection = new KeptConnection(port);
  }

  /// What somebody decides.
  record Decision(String address, boolean optIn) {}

  /// A decision that was told, in milliseconds of the sandbox's clock.
  private record Pending(Decision decision, long sent, long answered) {}

  /// Tells them all.
  void tell(List<Decision> decisions, Duration every) throws IOException {
    long begin = System.nanoTime();
    for (int at = 0; at < decisions.size(); at++) {
      lookUntil(begin + every.toNanos() * at);
      tell(decisions.get(at));
    }
  }

  private void tell(Decision decision) throws IOException {
    Instant now = sandbox.clock().instant();
    byte[] request =
        signature.request(PreferenceCalls.decision(decision.address(), decision.optIn(), now));
    long sent = millis();
    int status = connection.ask(request);
    long answered = millis();
    if (status / 100 != 2) {
      throw new BenchException("a decision was answered " + status);
    }
    answers.recordValue(answered - sent);
    pending.add(new Pending(decision, sent, answered));
  }

  /// Waits for those that are still on their way.
  ///
  /// @return how many did not arrive
  int finish(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!pending.isEmpty() && System.nanoTime() < end) {
      lookUntil(System.nanoTime() + LOOK_EVERY.toNanos());
    }
    return pending.size();
  }

  private void lookUntil(long nanos) {
    do {
      pending.removeIf(this::hasArrived);
      long left = (nanos - System.nanoTime()) / 1_000_000;
      Pause.millis(Math.clamp(left, 0, LOOK_EVERY.toMillis()));
    } while (System.nanoTime() < nanos);
  }

  /// The contact's own time of change says when the write was received, however late it is seen.
  private boolean hasArrived(Pending one) {
    JsonNode contact = sandbox.inside().contact(one.decision().address()).orElseThrow();
    long updated = Instant.parse(contact.path("updated").asString("")).toEpochMilli();
    String status = contact.path("channelProperties").path("email").path("status").asString("");
    // Who opted out before is challenged first: the status does not show that yet.
    boolean shows = one.decision().optIn() || status.equals("unsubscribed");
    if (updated < one.sent() || !shows) {
      return false;
    }
    fromSending.recordValue(updated - one.sent());
    fromAnswer.recordValue(Math.max(0, updated - one.answered()));
    return true;
  }

  private long millis() {
    return sandbox.clock().instant().toEpochMilli();
  }

  void addTo(Figures figures) {
    add(figures, "webhook answered", answers);
    add(figures, "2xx to Dotdigital's receipt", fromAnswer);
    add(figures, "sending to Dotdigital's receipt", fromSending);
  }

  private static void add(Figures figures, String what, Histogram millis) {
    figures.count(what + ", p50, ms", millis.getValueAtPercentile(50));
    figures.count(what + ", p95, ms", millis.getValueAtPercentile(95));
    figures.count(what + ", p99, ms", millis.getValueAtPercentile(99));
    figures.count(what + ", longest, ms", millis.getMaxValue());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
