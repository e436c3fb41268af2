package dev.selvedge.app.http;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.watch.trace.Tracer.Beginning;
import dev.selvedge.watch.trace.Tracer.Role;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a span of each webhook that was found genuine: strangers neither begin traces here nor
/// join any. Thread-safe.
final class HookSpans {
  private static final String ROUTE = "/hook/{system}/{kind}";
  private static final int FAILED = 500;

  private final Tracer tracer;

  HookSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /// Answers a call within its span.
  void around(Context ctx, WebhookSource.Call call, Consumer<Span> answer) {
    if (!tracer.isOn()) {
      answer.accept(tracer.begin(Beginning.of(ROUTE, Role.SERVER)));
      return;
    }
    Beginning beginning = Beginning.of("POST " + ROUTE, Role.SERVER).since(call.receivedAt());
    Optional<TraceContext> caller =
        Optional.ofNullable(call.headers().get("traceparent")).flatMap(TraceContext::parse);
    try (Span span = tracer.begin(caller.map(beginning::under).orElse(beginning))) {
      span.note("http.request.method", "POST")
          .note("http.route", ROUTE)
          .note("url.scheme", "http")
          .note("url.path", "/hook/" + ctx.pathParam("system") + "/" + call.kind());
      try {
        answer.accept(span);
      } catch (RuntimeException e) {
        // its message may name people
        span.failed(e.getClass().getSimpleName());
        throw e;
      }
      span.note("http.response.status_code", ctx.statusCode());
      if (ctx.statusCode() >= FAILED) {
        span.failed(Integer.toString(ctx.statusCode()));
      }
    }
  }

  /// The records of a call, going on with its span.
  static List<SourceRecord> followed(List<SourceRecord> records, Span span) {
    return span.context().isEmpty()
        ? records
        : records.stream().map(one -> one.followed(span.context())).toList();
  }
}
