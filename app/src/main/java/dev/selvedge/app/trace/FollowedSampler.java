package dev.selvedge.app.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// Goes on with what is followed already, also where a call carries it among others, and follows a
/// share of what begins here. Immutable.
record FollowedSampler(Sampler share) implements Sampler {
  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    if (above.isValid()) {
      return above.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }
    boolean carries = links.stream().anyMatch(link -> link.getSpanContext().isSampled());
    return carries
        ? SamplingResult.recordAndSample()
        : share.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "FollowedSampler{" + share.getDescription() + "}";
  }
}
