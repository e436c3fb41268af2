package dev.selvedge.bench.load;

import dev.selvedge.bench.scene.BenchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Sends webhooks over kept-alive connections, each one's next as soon as its last was
/// answered, for a bounded time. Confined to one thread.
public final class LoadDriver {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int DIGITS = 3;

  private final int port;
  private final Function<AtomicLong, Calls> calls;
  private final AtomicLong numbers = new AtomicLong();

  /// @param calls what one connection sends, given the numbers that it shares with the others
  public LoadDriver(int port, Function<AtomicLong, Calls> calls) {
    this.port = port;
    this.calls = calls;
  }

  /// What came of it.
  ///
  /// @param latency of the accepted, in nanoseconds, from the first byte sent to the answer read
  public record Load(long accepted, long refused, double seconds, Histogram latency) {
    public double perSecond() {
      return accepted / seconds;
    }

    public double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1e6;
    }
  }

  public Load drive(int connections, Duration time) {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    long refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Sender>> senders = new ArrayList<>();
      for (int count = 0; count < connections; count++) {
        senders.add(threads.submit(() -> new Sender(calls.apply(numbers)).run(port, end)));
      }
      for (Future<Sender> sender : senders) {
        latency.add(sender.get().latency);
        refused += sender.get().refused;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new BenchException("a connection broke", e);
    }
    return new Load(latency.getTotalCount(), refused, (System.nanoTime() - begin) / 1e9, latency);
  }

  /// One connection.
  private static final class Sender {
    private final Calls calls;
    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long refused;

    Sender(Calls calls) {
      this.calls = calls;
    }

    Sender run(int port, long end) throws IOException {
      try (KeptConnection connection = new KeptConnection(port)) {
        while (System.nanoTime() < end) {
          byte[] request = calls.next();
          long begin = System.nanoTime();
          int status = connection.ask(request);
          if (status / 100 == 2) {
            latency.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
          } else {
            refused++;
          }
        }
      }
      return this;
    }
  }
}
