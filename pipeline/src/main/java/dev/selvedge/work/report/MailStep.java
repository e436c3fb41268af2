package dev.selvedge.work.report;

import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.report.Mailing;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts reports to what is to be sent when they are due: each once, by the process that leads,
/// whoever is killed. Of those that were due while no hub ran, the newest is sent, and no other.
/// One that was declared just now begins with the next that is due. Confined to one loop.
public final class MailStep implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(MailStep.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Store store;
  private final List<Mailing> mailings;
  private final ZoneId midnights;
  private final InstantSource clock;
  private final Runnable added;

  /// @param midnights by which days begin and end
  /// @param added is run after something was put there
  public MailStep(
      Store store, List<Mailing> mailings, ZoneId midnights, InstantSource clock, Runnable added) {
    this.store = store;
    this.mailings = List.copyOf(mailings);
    this.midnights = midnights;
    this.clock = clock;
    this.added = added;
  }

  @Override
  public Duration get() {
    Instant now = clock.instant();
    Duration rest = LOOK_EVERY;
    for (Mailing mailing : mailings) {
      boolean due = store.read(ports -> isToDo(mailing, ports.notices(), now));
      if (due && store.lead(ports -> turn(mailing, ports, now))) {
        added.run();
      }
      Duration next = Duration.between(now, mailing.next(now, midnights));
      rest = next.compareTo(rest) < 0 ? next : rest;
    }
    return rest;
  }

  private boolean isToDo(Mailing mailing, Notices notices, Instant now) {
    return notices
        .planned(mailing.name())
        .map(
            planned ->
                planned.until().isAfter(now)
                    || mailing.dueAt(mailing.last(now, midnights)).isAfter(planned.until()))
        .orElse(true);
  }

  /// Whether there is anything new to be sent.
  private boolean turn(Mailing mailing, Store.Ports ports, Instant now) {
    Notices notices = ports.notices();
    Optional<Notices.Planned> before = notices.planned(mailing.name());
    // a clock that was ahead and was put right must not keep every report back until then
    if (before.isEmpty() || before.get().until().isAfter(now)) {
      String last = before.map(Notices.Planned::report).orElse("");
      notices.keep(new Notices.Planned(mailing.name(), now, last));
      return false;
    }
    Span span = mailing.last(now, midnights);
    Instant due = mailing.dueAt(span);
    if (!due.isAfter(before.get().until())) {
      return false;
    }
    // nothing is told of a time before the hub, and a span only once, also where its hour was moved
    boolean counted =
        ports.tallies().first().filter(first -> first.isBefore(span.end())).isPresent();
    boolean fresh = counted && !span.word().equals(before.get().report());
    notices.keep(
        new Notices.Planned(mailing.name(), due, fresh ? span.word() : before.get().report()));
    if (fresh) {
      mailing.queues().forEach(queue -> notices.addReport(queue, span.word(), now));
      LOG.log(Level.INFO, "reports: {0} of {1} is to be sent", mailing.name(), span.word());
    }
    return fresh;
  }
}
