package dev.selvedge.bench.load;

import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Sends so many webhooks over several kept-alive connections, as fast as they are answered; one
/// that is put off is sent again. Confined to one thread.
public final class EventDriver {
  private static final int PUT_OFF = 503;
  private static final int TRIES = 200;
  private static final long BETWEEN_TRIES_MILLIS = 50;

  private final int port;
  private final int connections;

  public EventDriver(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /// What came of it.
  ///
  /// @param beginNanos when the first was sent
  /// @param seconds until the last was accepted
  /// @param putOff how many answers asked to send again
  public record Sent(long beginNanos, double seconds, long putOff) {}

  /// Returns when all are accepted.
  public Sent drive(int events, IntFunction<Webhook> webhooks) {
    AtomicInteger next = new AtomicInteger();
    long begin = System.nanoTime();
    long putOff = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> senders = new ArrayList<>();
      for (int count = 0; count < connections; count++) {
        senders.add(threads.submit(() -> send(next, events, webhooks)));
      }
      for (Future<Long> sender : senders) {
        putOff += sender.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new BenchException("a connection broke", e);
    }
    return new Sent(begin, (System.nanoTime() - begin) / 1e9, putOff);
  }

  private long send(AtomicInteger next, int events, IntFunction<Webhook> webhooks)
      throws IOException {
    Signature signature = new Signature();
    long putOff = 0;
    try (KeptConnection connection = new KeptConnection(port)) {
      for (int event = next.getAndIncrement(); event < events; event = next.getAndIncrement()) {
        putOff += untilAccepted(connection, signature.request(webhooks.apply(event)));
      }
    }
    return putOff;
  }

  private static int untilAccepted(KeptConnection connection, byte[] request) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      int status = connection.ask(request);
      if (status / 100 == 2) {
        return tries;
      }
      if (status != PUT_OFF) {
        throw new BenchException("a webhook was answered " + status);
      }
      Pause.millis(BETWEEN_TRIES_MILLIS);
    }
    throw new BenchException("a webhook was put off " + TRIES + " times");
  }
}
