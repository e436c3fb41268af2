package dev.selvedge.watch.trace;

import java.util.Optional;
import java.util.function.Supplier;

/// A step that takes time. Used by one thread at a time; ends when it is closed.
public interface Span extends AutoCloseable {
  /// By what others join it; empty where nobody collects its trace.
  Optional<TraceContext> context();

  /// Says something of it.
  ///
  /// @param key of a small set
  /// @param value of a small set too: never of a person or a record
  Span note(String key, String value);

  /// Says how many.
  Span note(String key, long value);

  /// It did not do what it should.
  ///
  /// @param type a status, or what kind of failure it was
  Span failed(String type);

  /// Runs a part of it: what this thread calls meanwhile over HTTP becomes a span below it. What
  /// the work throws is thrown on.
  <T> T within(Supplier<T> work);

  @Override
  void close();
}
