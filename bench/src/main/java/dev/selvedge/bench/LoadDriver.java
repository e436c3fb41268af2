package dev.selvedge.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// Sends order webhooks over kept-alive connections, each one's next as soon as its last was
/// answered, for a bounded time. Confined to one thread.
final class LoadDriver {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int DIGITS = 3;
  private static final int SOCKET_PATIENCE_MILLIS = 30_000;

  private final int port;
  private final AtomicLong numbers = new AtomicLong();

  LoadDriver(int port) {
    this.port = port;
  }

  /// What came of it.
  ///
  /// @param latency of the accepted, in nanoseconds, from the first byte sent to the answer read
  record Load(long accepted, long refused, double seconds, Histogram latency) {
    double perSecond() {
      return accepted / seconds;
    }

    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1e6;
    }
  }

  Load drive(int connections, Duration time) {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    long refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Sender>> senders = new ArrayList<>();
      for (int count = 0; count < connections; count++) {
        senders.add(threads.submit(() -> new Sender(new OrderCalls(numbers)).run(port, end)));
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
    private final OrderCalls calls;
    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long refused;

    Sender(OrderCalls calls) {
      this.calls = calls;
    }

    Sender run(int port, long end) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SOCKET_PATIENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (System.nanoTime() < end) {
          byte[] request = calls.next();
          long begin = System.nanoTime();
          out.write(request);
          int status = answer(in);
          if (status / 100 == 2) {
            latency.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
          } else {
            refused++;
          }
        }
      }
      return this;
    }

    /// Reads one whole answer; its status.
    private static int answer(InputStream in) throws IOException {
      int status = Integer.parseInt(line(in).split(" ", 3)[1]);
      int length = 0;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        } else if (lower.startsWith("transfer-encoding:")) {
          throw new IOException("this driver reads no chunked answers");
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the hub hung up");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }
}
