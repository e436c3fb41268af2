package dev.selvedge.work.alarm;

import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Channel.Answer;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells one channel what there is to tell, one notice after the other. That one is begun is stored
/// before it is told, and what came of it afterwards: a hub that is killed in between tells it
/// again, under the same id. Confined to one loop, of the process that leads.
public final class TellStep implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(TellStep.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// Longer than any channel takes.
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int DOUBLED_AT_MOST = 10;

  /// An alarm that is older is of no use to anybody.
  private static final Duration GIVE_UP_ALARMS = Duration.ofDays(1);

  /// The next one takes the place of a report anyhow; but that of a month would be tried for one.
  private static final Duration GIVE_UP_REPORTS = Duration.ofDays(7);

  /// A receiver that refuses what it is told may be mended meanwhile; but it must not keep all the
  /// others back.
  private static final int REFUSED_AT_MOST = 3;

  private final Store store;
  private final Channel channel;
  private final InstantSource clock;

  public TellStep(Store store, Channel channel, InstantSource clock) {
    this.store = store;
    this.channel = channel;
    this.clock = clock;
  }

  @Override
  public Duration get() {
    Instant now = clock.instant();
    Optional<Notice> first = store.read(ports -> ports.notices().first(channel.name()));
    if (first.isEmpty()) {
      return LOOK_EVERY;
    }
    Notice notice = first.get();
    if (notice.dueAt().isAfter(now)) {
      Duration rest = Duration.between(now, notice.dueAt());
      return rest.compareTo(LOOK_EVERY) > 0 ? LOOK_EVERY : rest;
    }
    store
        .lead(ports -> ports.notices().begin(notice, now.plus(TOLD_WITHIN)))
        .ifPresent(begun -> settle(begun, answer(begun)));
    return Duration.ZERO;
  }

  private Answer answer(Notice begun) {
    Notice wanted = begun.only(channel::wants);
    return wanted.items().isEmpty() && !wanted.isReport()
        ? new Answer.Taken("")
        : channel.tell(wanted);
  }

  private void settle(Notice notice, Answer answer) {
    Instant now = clock.instant();
    switch (answer) {
      case Answer.Taken ignored -> store.change(ports -> ports.notices().told(notice.id(), now));
      case Answer.Failed(String why, Duration after) -> {
        Duration patience = notice.isReport() ? GIVE_UP_REPORTS : GIVE_UP_ALARMS;
        if (now.isAfter(notice.madeAt().plus(patience)) && notice.attempts() > 0) {
          giveUp(notice, why, now);
        } else {
          Duration pause = pause(notice.attempts());
          putOff(notice, why, now.plus(after.compareTo(pause) > 0 ? after : pause));
        }
      }
      case Answer.Refused(String why) -> {
        if (notice.attempts() + 1 < REFUSED_AT_MOST) {
          putOff(notice, why, now.plus(pause(notice.attempts())));
        } else {
          giveUp(notice, why, now);
        }
      }
    }
  }

  private void putOff(Notice notice, String why, Instant until) {
    LOG.log(
        Level.WARNING,
        "{0}: {1} could not be told, and is told again: {2}",
        matter(notice),
        channel.name(),
        why);
    store.change(ports -> ports.notices().putOff(notice.id(), until, why));
  }

  private void giveUp(Notice notice, String why, Instant now) {
    LOG.log(Level.ERROR, "{0}: {1} was never told: {2}", matter(notice), channel.name(), why);
    store.change(ports -> ports.notices().giveUp(notice.id(), why, now));
  }

  private static String matter(Notice notice) {
    return notice.isReport() ? "reports" : "alarms";
  }

  private static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLED_AT_MOST));
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
