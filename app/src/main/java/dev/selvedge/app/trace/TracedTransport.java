package dev.selvedge.app.trace;

import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Transmission;
import dev.selvedge.dotdigital.http.Transport;
import java.net.URI;
import java.util.Locale;

/// Makes each call to Dotdigital a span. Its path is told as a template, because values in it may
/// be addresses of people. Thread-safe.
final class TracedTransport implements Transport {
  private final Transport transport;
  private final OtelTracer tracer;
  private final URI to;

  TracedTransport(Transport transport, OtelTracer tracer, URI to) {
    this.transport = transport;
    this.tracer = tracer;
    this.to = to;
  }

  @Override
  public Transmission send(Request request) {
    try (OtelSpan span = tracer.client(request.kind(), request.method().name(), to)) {
      span.note("url.template", template(request));
      Transmission came = transport.send(request);
      switch (came) {
        case Transmission.Replied replied -> OtelTracer.answered(span, replied.status());
        case Transmission.Overlong overlong ->
            span.note("http.response.status_code", overlong.status()).failed("overlong");
        case Transmission.Lost lost -> span.failed(word(lost.how()));
        case Transmission.NotSent notSent -> span.failed(word(notSent.why()));
      }
      return came;
    }
  }

  private static String template(Request request) {
    return request.kind().substring(request.method().name().length() + 1);
  }

  private static String word(Enum<?> how) {
    return how.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    transport.close();
  }
}
