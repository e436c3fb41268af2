package dev.selvedge.app.trace;

import dev.selvedge.connectors.http.CallWatch;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.function.Supplier;

/// A span of OpenTelemetry. Used by one thread at a time.
final class OtelSpan implements Span {
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final io.opentelemetry.api.trace.Span span;
  private final CallWatch.Listener calls;

  /// @param calls hears of the calls that connectors make within it
  OtelSpan(io.opentelemetry.api.trace.Span span, CallWatch.Listener calls) {
    this.span = span;
    this.calls = calls;
  }

  @Override
  public Optional<TraceContext> context() {
    SpanContext own = span.getSpanContext();
    return own.isValid() && own.isSampled()
        ? Optional.of(new TraceContext(own.getTraceId(), own.getSpanId(), true))
        : Optional.empty();
  }

  @Override
  public Span note(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Span note(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Span failed(String type) {
    span.setAttribute(ERROR, type);
    span.setStatus(StatusCode.ERROR);
    return this;
  }

  /// The message of what is thrown may name people, so only its kind is kept.
  @Override
  public <T> T within(Supplier<T> work) {
    try (Scope _ = span.makeCurrent()) {
      return CallWatch.during(calls, work);
    } catch (RuntimeException e) {
      failed(e.getClass().getSimpleName());
      throw e;
    }
  }

  @Override
  public void close() {
    span.end();
  }
}
