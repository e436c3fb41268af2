package dev.selvedge.app.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that spans do not get through, and once that they do again. What does not is let go.
/// Thread-safe.
final class QuietExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(QuietExporter.class);

  private final SpanExporter exporter;
  private final String where;
  private final AtomicBoolean failing = new AtomicBoolean();

  /// @param where who collects, as it is logged
  QuietExporter(SpanExporter exporter, String where) {
    this.exporter = exporter;
    this.where = where;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> say(!result.isSuccess()));
  }

  private void say(boolean failed) {
    if (failing.compareAndSet(!failed, failed)) {
      if (failed) {
        LOG.warn("traces do not get through to {}; they are let go, and the hub works on", where);
      } else {
        LOG.info("traces get through to {} again", where);
      }
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
