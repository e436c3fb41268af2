package dev.selvedge.app.report;

import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Reported;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports of a store. Immutable.
///
/// @param project its name
/// @param zone by whose midnights
public record StoreReportDesk(
    Store store, Reported.Scene scene, String project, ZoneId zone, InstantSource clock)
    implements ReportDesk {
  private static final int SPANS_AT_MOST = 31;

  @Override
  public List<Span> spans(Period period) {
    Optional<Instant> first = store.read(ports -> ports.tallies().first());
    Span newest = Span.of(period, clock.instant().atZone(zone).toLocalDate(), zone);
    return first
        .map(
            from ->
                Stream.iterate(newest, span -> span.end().isAfter(from), Span::before)
                    .limit(SPANS_AT_MOST)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public boolean isCounted(Span span) {
    return store.read(ports -> isCounted(ports, span));
  }

  private static boolean isCounted(Store.Ports ports, Span span) {
    return ports.tallies().first().filter(first -> first.isBefore(span.end())).isPresent();
  }

  @Override
  public Optional<Reported> read(Period period, LocalDate day) {
    Instant now = clock.instant();
    Span span = Span.of(period, day, zone);
    if (span.start().isAfter(now)) {
      return Optional.empty();
    }
    return store.read(
        ports ->
            isCounted(ports, span)
                ? Optional.of(Reported.read(ports, scene, span, now))
                : Optional.empty());
  }

  @Override
  public Report report(Reported reported, Audience audience) {
    return Told.of(reported, audience, project);
  }
}
