package dev.selvedge.app.report;

import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Reported;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports of a store. Immutable.
///
/// @param project its name
/// @param zone by whose midnights
/// @param plans of those that are sent by themselves
public record StoreReportDesk(
    Store store,
    Reported.Scene scene,
    String project,
    ZoneId zone,
    InstantSource clock,
    List<MailLine.Plan> plans)
    implements ReportDesk {
  private static final int SPANS_AT_MOST = 31;

  public StoreReportDesk {
    plans = List.copyOf(plans);
  }

  /// Where none is sent by itself.
  public StoreReportDesk(
      Store store, Reported.Scene scene, String project, ZoneId zone, InstantSource clock) {
    this(store, scene, project, zone, clock, List.of());
  }

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

  @Override
  public List<MailLine> mails() {
    if (plans.isEmpty()) {
      return List.of();
    }
    Map<String, Notices.Post> posts = new HashMap<>();
    Map<String, Notices.Lost> lost = new HashMap<>();
    store.<Boolean>read(
        ports -> {
          ports.notices().posts().forEach(post -> posts.put(post.channel(), post));
          ports.notices().lost(Instant.EPOCH).forEach(one -> lost.put(one.channel(), one));
          return true;
        });
    return plans.stream().map(plan -> line(plan, posts, lost)).toList();
  }

  private MailLine line(
      MailLine.Plan plan, Map<String, Notices.Post> posts, Map<String, Notices.Lost> lost) {
    List<MailLine.Receipt> receipts = new ArrayList<>();
    for (int one = 0; one < plan.who().size(); one++) {
      String queue = plan.mailing().queues().get(one);
      Optional<Notices.Post> post = Optional.ofNullable(posts.get(queue));
      Optional<String> given = Optional.ofNullable(lost.get(queue)).map(Notices.Lost::why);
      receipts.add(
          new MailLine.Receipt(
              plan.who().get(one),
              post.map(Notices.Post::lastTold).orElse(Instant.EPOCH),
              given.orElse(post.map(Notices.Post::trouble).orElse(""))));
    }
    return new MailLine(plan, plan.mailing().next(clock.instant(), zone), receipts);
  }
}
