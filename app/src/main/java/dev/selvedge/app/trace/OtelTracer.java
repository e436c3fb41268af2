package dev.selvedge.app.trace;

import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.Tracer;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.function.Supplier;

/// Begins spans of OpenTelemetry. Thread-safe.
final class OtelTracer implements Tracer {
  static final int HTTPS = 443;
  static final int HTTP = 80;

  /// From here on an answer to a call of ours says that it failed.
  static final int FAILED = 400;

  private final io.opentelemetry.api.trace.Tracer tracer;

  OtelTracer(io.opentelemetry.api.trace.Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Span begin(Beginning of) {
    SpanBuilder builder = tracer.spanBuilder(of.name()).setSpanKind(kind(of.role()));
    of.parent()
        .ifPresentOrElse(
            above -> builder.setParent(Context.root().with(wrapped(above))), builder::setNoParent);
    of.links().forEach(link -> builder.addLink(context(link)));
    of.since().ifPresent(builder::setStartTimestamp);
    return new OtelSpan(builder.startSpan(), this::called);
  }

  private static SpanKind kind(Role role) {
    return switch (role) {
      case SERVER -> SpanKind.SERVER;
      case CLIENT -> SpanKind.CLIENT;
      case INTERNAL -> SpanKind.INTERNAL;
    };
  }

  private static io.opentelemetry.api.trace.Span wrapped(TraceContext above) {
    return io.opentelemetry.api.trace.Span.wrap(context(above));
  }

  private static SpanContext context(TraceContext of) {
    return SpanContext.createFromRemoteParent(
        of.traceId(),
        of.spanId(),
        of.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /// A call of a connector, below the span at hand. Its path may name people, so it is left out.
  private HttpReply called(HttpCall call, Supplier<HttpReply> making) {
    try (OtelSpan span = client(call.method(), call.method(), call.to())) {
      try {
        HttpReply reply = making.get();
        answered(span, reply.status());
        return reply;
      } catch (RuntimeException e) {
        span.failed(e.getClass().getSimpleName());
        throw e;
      }
    }
  }

  /// Begins a call of ours below the span at hand, where there is one.
  OtelSpan client(String name, String method, URI to) {
    io.opentelemetry.api.trace.Span span =
        tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).startSpan();
    int port = to.getPort() > 0 ? to.getPort() : "https".equals(to.getScheme()) ? HTTPS : HTTP;
    span.setAttribute("http.request.method", method);
    span.setAttribute("server.address", String.valueOf(to.getHost()));
    span.setAttribute("server.port", port);
    return new OtelSpan(span, this::called);
  }

  static void answered(OtelSpan span, int status) {
    span.note("http.response.status_code", status);
    if (status >= FAILED) {
      span.failed(Integer.toString(status));
    }
  }
}
