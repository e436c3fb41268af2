package dev.selvedge.watch.trace;

import java.util.Optional;
import java.util.function.Supplier;

/// The tracer of a hub that nobody follows. Immutable.
final class Untraced implements Tracer, Span {
  @Override
  public boolean isOn() {
    return false;
  }

  @Override
  public Span begin(Beginning of) {
    return this;
  }

  @Override
  public Optional<TraceContext> context() {
    return Optional.empty();
  }

  @Override
  public Span note(String key, String value) {
    return this;
  }

  @Override
  public Span note(String key, long value) {
    return this;
  }

  @Override
  public Span failed(String type) {
    return this;
  }

  @Override
  public <T> T within(Supplier<T> work) {
    return work.get();
  }

  @Override
  public void close() {
    // it never began
  }
}
