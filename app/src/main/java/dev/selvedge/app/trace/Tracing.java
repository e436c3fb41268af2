package dev.selvedge.app.trace;

import dev.selvedge.app.config.watch.Watching;
import dev.selvedge.dotdigital.http.Transport;
import dev.selvedge.watch.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where the spans of one project go: nowhere, unless it says where. Thread-safe.
public final class Tracing implements AutoCloseable {
  /// By whom the spans are made, as collectors show it.
  private static final String SCOPE = "dev.selvedge";

  private static final Duration SENT_WITHIN = Duration.ofSeconds(10);
  private static final Duration GATHERED = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// Spans that wait; more are let go.
  private static final int WAITING = 2048;

  private static final int AT_ONCE = 512;
  private static final double PERCENT = 100;

  /// It says of every failure that it failed; the hub says it once. Held, as levels of loggers that
  /// nobody holds are forgotten.
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private final List<SdkTracerProvider> provider;
  private final Tracer tracer;
  private final UnaryOperator<Transport> around;

  private Tracing(
      List<SdkTracerProvider> provider, Tracer tracer, UnaryOperator<Transport> around) {
    this.provider = List.copyOf(provider);
    this.tracer = tracer;
    this.around = around;
  }

  /// Nothing is traced.
  public static Tracing off() {
    return new Tracing(List.of(), Tracer.OFF, UnaryOperator.identity());
  }

  /// Begins to trace, where the plan says who collects.
  ///
  /// @param project the brand whose hub it is
  /// @param account where Dotdigital is called
  public static Tracing open(
      Watching.Traces plan, String project, URI account, InstantSource clock) {
    if (!plan.isOn()) {
      return off();
    }
    LIBRARY.setLevel(Level.OFF);
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setClock(new HubClock(clock))
            .setResource(
                Resource.builder()
                    .put("service.name", "selvedge")
                    .put("service.namespace", project)
                    .build())
            .setSampler(
                new FollowedSampler(Sampler.traceIdRatioBased(plan.sharePercent() / PERCENT)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter(plan))
                    .setMaxQueueSize(WAITING)
                    .setMaxExportBatchSize(AT_ONCE)
                    .setScheduleDelay(GATHERED)
                    .setExporterTimeout(SENT_WITHIN)
                    .build())
            .build();
    OtelTracer tracer = new OtelTracer(provider.get(SCOPE));
    return new Tracing(
        List.of(provider), tracer, transport -> new TracedTransport(transport, tracer, account));
  }

  private static QuietExporter exporter(Watching.Traces plan) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(plan.traces().toString())
            .setTimeout(SENT_WITHIN)
            .setConnectTimeout(SENT_WITHIN)
            .setRetryPolicy(null);
    plan.headers().forEach((name, value) -> builder.addHeader(name, value.reveal()));
    return new QuietExporter(builder.build(), plan.traces().getRawAuthority());
  }

  /// Where the engine's spans begin.
  public Tracer tracer() {
    return tracer;
  }

  /// Has the calls of the account's client traced, too.
  public Transport around(Transport transport) {
    return around.apply(transport);
  }

  /// Sends what waits, for a moment at most.
  @Override
  public void close() {
    provider.forEach(one -> one.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
  }

  /// Spans begin and end by the hub's own clock.
  private record HubClock(InstantSource clock) implements Clock {
    private static final long NANOS = 1_000_000_000L;

    @Override
    public long now() {
      Instant now = clock.instant();
      return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }
}
