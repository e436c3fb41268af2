package dev.selvedge.bench;

import dev.selvedge.bench.load.KeptConnection;
import dev.selvedge.bench.load.OrderCalls;
import dev.selvedge.bench.load.Signature;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Pause;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.program.Enrolment;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Tells orders by webhook, one after the other at a steady pace, and follows each until the
/// account was asked to start its buyer. Confined to one thread.
final class EnrolmentWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
  private static final int DIGITS = 3;

  private final SandboxServer sandbox;
  private final KeptConnection connection;
  private final Signature signature = new Signature();

  /// When the webhook was answered, by the buyer's number at Dotdigital.
  private final Map<Long, Long> pending = new HashMap<>();

  private final Histogram millis = new Histogram(LONGEST_MILLIS, DIGITS);
  private int seen;
  private int calls;

  EnrolmentWatch(SandboxServer sandbox, int port) throws IOException {
    this.sandbox = sandbox;
    this.connection = new KeptConnection(port);
  }

  /// Tells one order of each buyer.
  void tell(List<String> buyers, Duration every) throws IOException {
    seen = sandbox.inside().enrolments().size();
    long begin = System.nanoTime();
    for (int at = 0; at < buyers.size(); at++) {
      lookUntil(begin + every.toNanos() * at);
      tell("E-" + at, buyers.get(at));
    }
  }

  private void tell(String number, String buyer) throws IOException {
    long contact = sandbox.inside().contact(buyer).orElseThrow().path("contactId").asLong(0);
    int status =
        connection.ask(
            signature.request(OrderCalls.placed(number, buyer, sandbox.clock().instant())));
    if (status / 100 != 2) {
      throw new BenchException("an order was answered " + status);
    }
    pending.put(contact, sandbox.clock().instant().toEpochMilli());
  }

  /// Waits for those that are still on their way.
  ///
  /// @return how many orders started nobody
  int finish(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!pending.isEmpty() && System.nanoTime() < end) {
      lookUntil(System.nanoTime() + LOOK_EVERY.toNanos());
    }
    return pending.size();
  }

  private void lookUntil(long nanos) {
    do {
      look();
      long left = (nanos - System.nanoTime()) / 1_000_000;
      Pause.millis(Math.clamp(left, 0, LOOK_EVERY.toMillis()));
    } while (System.nanoTime() < nanos);
  }

  /// The call's own time says when it was received, however late it is seen. One that comes twice
  /// would have no order left and is not what a benchmark is to hide.
  private void look() {
    List<Enrolment> all = sandbox.inside().enrolments();
    Iterator<Enrolment> fresh = all.listIterator(seen);
    while (fresh.hasNext()) {
      Enrolment call = fresh.next();
      calls++;
      for (long contact : call.contacts()) {
        Long answered = pending.remove(contact);
        if (answered == null) {
          throw new BenchException("contact " + contact + " was started twice, or for no order");
        }
        millis.recordValue(Math.max(0, call.created().toEpochMilli() - answered));
      }
    }
    seen = all.size();
  }

  void addTo(Figures figures) {
    figures.count("2xx to the enrolment's receipt, p50, ms", millis.getValueAtPercentile(50));
    figures.count("2xx to the enrolment's receipt, p95, ms", millis.getValueAtPercentile(95));
    figures.count("2xx to the enrolment's receipt, p99, ms", millis.getValueAtPercentile(99));
    figures.count("2xx to the enrolment's receipt, longest, ms", millis.getMaxValue());
    figures.count("enrolment calls", calls);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
