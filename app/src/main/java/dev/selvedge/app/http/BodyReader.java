package dev.selvedge.app.http;

import dev.selvedge.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// Reads request bodies, each up to a limit and all together up to another. Memory is counted as
/// the bytes arrive, so a sender that announces much and sends little holds nothing up. Safe for
/// use by many threads.
final class BodyReader {
  private static final int CHUNK = 16 * 1024;
  private static final long DISCARDED_AT_MOST = 64L * 1024 * 1024;

  private final int maxBody;
  private final Semaphore chunks;

  BodyReader(int maxBodyBytes, int bodiesInHandBytes) {
    this.maxBody = maxBodyBytes;
    this.chunks = new Semaphore(Math.ceilDiv(bodiesInHandBytes, CHUNK) + 1);
  }

  /// What reading came to.
  sealed interface Body {
    /// All of it; the memory counts as used until [Held#close].
    record Whole(Payload payload, Held held) implements Body {}

    record TooLarge() implements Body {}

    /// Too many bodies are in memory right now.
    record NoRoom() implements Body {}
  }

  /// @param announced the Content-Length, or negative when there is none
  Body read(InputStream in, long announced) throws IOException {
    if (announced > maxBody) {
      return new Body.TooLarge();
    }
    Held held = new Held(chunks);
    boolean handedOver = false;
    try {
      byte[] buffer = new byte[announced >= 0 && announced < CHUNK ? (int) announced + 1 : CHUNK];
      int filled = 0;
      if (!held.more()) {
        return new Body.NoRoom();
      }
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer, filled, buffer.length - filled)) {
        filled += n;
        if (filled > maxBody) {
          return new Body.TooLarge();
        }
        if (filled == buffer.length) {
          int target = Math.min(buffer.length * 2, maxBody + 1);
          if (!held.upTo(target)) {
            return new Body.NoRoom();
          }
          buffer = Arrays.copyOf(buffer, target);
        }
      }
      handedOver = true;
      return new Body.Whole(Payload.of(Arrays.copyOf(buffer, filled)), held);
    } finally {
      if (!handedOver) {
        held.close();
      }
    }
  }

  /// Lets in what a sender still has in flight, up to a limit, and throws it away: most senders
  /// look for an answer only when they have sent everything.
  static void discard(InputStream in) throws IOException {
    byte[] scrap = new byte[CHUNK];
    long left = DISCARDED_AT_MOST;
    int n = 0;
    while (n >= 0 && left > 0) {
      n = in.read(scrap);
      left -= n;
    }
  }

  /// The memory one body counts for. Used by one thread.
  static final class Held implements AutoCloseable {
    private final Semaphore chunks;
    private int taken;

    Held(Semaphore chunks) {
      this.chunks = chunks;
    }

    boolean more() {
      return upTo(CHUNK);
    }

    boolean upTo(int bytes) {
      int needed = Math.ceilDiv(bytes, CHUNK) - taken;
      if (!chunks.tryAcquire(needed)) {
        return false;
      }
      taken += needed;
      return true;
    }

    @Override
    public void close() {
      chunks.release(taken);
      taken = 0;
    }
  }
}
