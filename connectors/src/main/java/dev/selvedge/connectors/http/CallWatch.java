package dev.selvedge.connectors.http;

import java.util.function.Supplier;

/// Hears of the HTTP calls that connectors make in the thread at hand, for as long as somebody
/// listens.
public final class CallWatch {
  private static final ScopedValue<Listener> LISTENING = ScopedValue.newInstance();

  private CallWatch() {}

  /// Hears of one call: it makes it, and gives back what came of it.
  @FunctionalInterface
  public interface Listener {
    HttpReply hear(HttpCall call, Supplier<HttpReply> making);
  }

  /// Has every call heard that the work makes in this thread.
  public static <T> T during(Listener listener, Supplier<T> work) {
    return ScopedValue.where(LISTENING, listener).call(work::get);
  }

  /// Makes a call, heard by whoever listens.
  static HttpReply heard(HttpCall call, Supplier<HttpReply> making) {
    return LISTENING.isBound() ? LISTENING.get().hear(call, making) : making.get();
  }
}
