package dev.selvedge.work.poll;

import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.watch.trace.Span;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.watch.trace.Tracer.Beginning;
import dev.selvedge.watch.trace.Tracer.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A reading as a span, which what was read goes on with: changes, and of a page so many at most. A
/// first sync is not followed record by record.
final class PolledSpan {
  private static final int FOLLOWED = 100;

  private PolledSpan() {}

  static Page of(Tracer tracer, String flow, Supplier<Page> reading) {
    try (Span span = tracer.begin(Beginning.of("poll " + flow, Role.INTERNAL))) {
      Page page = span.note("selvedge.flow", flow).within(reading);
      span.note("selvedge.records", page.records().size());
      return span.context().isEmpty()
          ? page
          : new Page(
              followed(page.records(), span.context()), page.refused(), page.next(), page.more());
    }
  }

  static TargetedSource.Found found(
      Tracer tracer, String flow, Supplier<TargetedSource.Found> reading) {
    try (Span span = tracer.begin(Beginning.of("read " + flow, Role.INTERNAL))) {
      TargetedSource.Found found = span.note("selvedge.flow", flow).within(reading);
      span.note("selvedge.records", found.records().size());
      return span.context().isEmpty()
          ? found
          : new TargetedSource.Found(followed(found.records(), span.context()), found.missing());
    }
  }

  private static List<SourceRecord> followed(
      List<SourceRecord> records, Optional<TraceContext> span) {
    List<SourceRecord> followed = new ArrayList<>(records.size());
    int room = FOLLOWED;
    for (SourceRecord one : records) {
      boolean goes = one.pace() == SourceRecord.Pace.LIVE && room-- > 0;
      followed.add(goes ? one.followed(span) : one);
    }
    return followed;
  }
}
