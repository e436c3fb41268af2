package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Turns what was found into alarms. A pure function of the alarms as they are stored, of what was
/// found, of the policy and of the time: so an alarm is raised once and ends once, whoever is
/// killed in between.
///
/// What flaps is held down twice. A finding must last before it is an alarm, and must be gone for a
/// while before the alarm is over; and of a thing that was an alarm shortly before, each return
/// doubles that while.
public final class AlarmBook {
  /// So long an alarm that has ended is remembered for its returns.
  public static final Duration MEMORY = Duration.ofHours(6);

  private static final int DOUBLED_AT_MOST = 4;
  private static final Duration SHORTEST_GONE = Duration.ofMinutes(1);

  private final AlarmPolicy policy;
  private final LongSupplier numbers;
  private final Instant now;
  private final Map<Long, Alarm> changed = new LinkedHashMap<>();
  private final List<Long> dropped = new ArrayList<>();
  private final List<News> news = new ArrayList<>();

  private AlarmBook(AlarmPolicy policy, LongSupplier numbers, Instant now) {
    this.policy = policy;
    this.numbers = numbers;
    this.now = now;
  }

  /// What changes.
  ///
  /// @param changed alarms that are new or other than before
  /// @param dropped the numbers of those that never became one
  public record Turned(List<Alarm> changed, List<Long> dropped, List<News> news) {
    public Turned {
      changed = List.copyOf(changed);
      dropped = List.copyOf(dropped);
      news = List.copyOf(news);
    }
  }

  /// Goes through the book once.
  ///
  /// @param known the pending and open ones; of those that have ended, the ones of the last
  ///     [#MEMORY] and those that are still silenced
  /// @param numbers gives numbers for new ones
  public static Turned turn(
      List<Alarm> known, Looked looked, AlarmPolicy policy, LongSupplier numbers, Instant now) {
    AlarmBook book = new AlarmBook(policy, numbers, now);
    Map<String, Alarm> live = new HashMap<>();
    Map<String, List<Alarm>> past = new HashMap<>();
    for (Alarm alarm : known) {
      if (alarm.stage() == Alarm.Stage.ENDED) {
        past.computeIfAbsent(alarm.key(), key -> new ArrayList<>()).add(alarm);
      } else {
        live.put(alarm.key(), alarm);
      }
    }
    live.values().stream()
        .sorted(Comparator.comparingLong(Alarm::number))
        .forEach(alarm -> book.goOn(alarm, looked));
    looked.findings().values().stream()
        .filter(finding -> !live.containsKey(finding.key()) && looked.canTell(finding))
        .sorted(Comparator.comparing(Finding::key))
        .forEach(finding -> book.begin(finding, past.getOrDefault(finding.key(), List.of())));
    return new Turned(List.copyOf(book.changed.values()), book.dropped, book.news);
  }

  private void begin(Finding finding, List<Alarm> past) {
    int returns =
        (int) past.stream().filter(one -> one.course().endedAt().plus(MEMORY).isAfter(now)).count();
    Alarm.Care care =
        past.stream()
            .map(Alarm::care)
            .filter(one -> one.isSilent(now))
            .findFirst()
            .map(
                one -> Alarm.Care.NONE.silenced(one.silentUntil(), one.silentBy(), one.silentWhy()))
            .orElse(Alarm.Care.NONE);
    Alarm alarm =
        new Alarm(
            numbers.getAsLong(),
            finding,
            policy.owner(finding),
            Alarm.Stage.PENDING,
            Alarm.Course.found(now, returns),
            care,
            Set.of());
    changed.put(alarm.number(), alarm);
    goOnFound(alarm, finding);
  }

  private void goOn(Alarm alarm, Looked looked) {
    if (!looked.canTell(alarm.finding())) {
      speak(alarm);
    } else {
      looked
          .of(alarm.finding())
          .ifPresentOrElse(finding -> goOnFound(alarm, finding), () -> goOnGone(alarm));
    }
  }

  private void goOnFound(Alarm alarm, Finding finding) {
    Instant since = earlier(alarm.finding().since(), finding.since());
    boolean worse = finding.severity().compareTo(alarm.severity()) > 0;
    Alarm.Course back = alarm.course().goneSince(Alarm.NEVER);
    switch (alarm.stage()) {
      case PENDING -> {
        Alarm seen = alarm.with(finding.with(finding.severity(), since)).with(back);
        keep(alarm, seen);
        if (lasted(back.foundAt(), finding.kind())) {
          speak(keep(alarm, seen.with(Alarm.Stage.OPEN, back.raised(now))));
        }
      }
      case OPEN -> {
        Instant worseSince = worse ? earliest(back.worseSince()) : Alarm.NEVER;
        Alarm seen =
            alarm.with(finding.with(alarm.severity(), since)).with(back.worseSince(worseSince));
        if (worse && lasted(worseSince, finding.kind())) {
          worsen(keep(alarm, seen.with(finding.with(finding.severity(), since))));
        } else {
          speak(keep(alarm, seen));
        }
      }
      case ENDED -> throw new IllegalStateException("an alarm that has ended does not go on");
    }
  }

  private boolean lasted(Instant from, AlarmKind kind) {
    return !now.isBefore(from.plus(kind.lasts()));
  }

  private Instant earliest(Instant worseSince) {
    return worseSince.equals(Alarm.NEVER) ? now : worseSince;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Who has acknowledged what was less bad has not acknowledged this.
  private void worsen(Alarm alarm) {
    Alarm worse =
        alarm
            .with(alarm.course().worseSince(Alarm.NEVER).escalated(Alarm.NEVER))
            .with(alarm.care().unacknowledged());
    keep(alarm, worse);
    if (worse.isTold() && !worse.care().isSilent(now)) {
      Instant tellAt = policy.tellAt(worse.severity(), now);
      tell(worse.with(worse.course().told(tellAt)), Change.WORSENED, tellAt);
    } else {
      speak(worse);
    }
  }

  private void goOnGone(Alarm alarm) {
    Alarm.Course course = alarm.course();
    Instant goneSince = course.goneSince().equals(Alarm.NEVER) ? now : course.goneSince();
    boolean over = !now.isBefore(goneSince.plus(goneFor(alarm)));
    Alarm gone = alarm.with(course.goneSince(goneSince).worseSince(Alarm.NEVER));
    if (!over) {
      speak(keep(alarm, gone));
    } else if (alarm.stage() == Alarm.Stage.PENDING) {
      changed.remove(alarm.number());
      dropped.add(alarm.number());
    } else {
      end(gone);
    }
  }

  private static Duration goneFor(Alarm alarm) {
    Duration gone = alarm.finding().kind().gone();
    int returns = alarm.course().returns();
    if (returns == 0) {
      return gone;
    }
    Duration base = gone.compareTo(SHORTEST_GONE) < 0 ? SHORTEST_GONE : gone;
    return base.multipliedBy(1L << Math.min(returns, DOUBLED_AT_MOST));
  }

  private void end(Alarm alarm) {
    Alarm ended = alarm.with(Alarm.Stage.ENDED, alarm.course().ended(now));
    keep(alarm, ended);
    if (ended.isTold()) {
      Instant tellAt = policy.tellAt(ended.severity(), now);
      Instant raise = ended.course().toldAt();
      tell(ended, Change.RECOVERED, tellAt.isBefore(raise) ? raise : tellAt);
    }
  }

  /// What is told of an alarm for the time that has passed: at most one thing at a time.
  private void speak(Alarm alarm) {
    if (alarm.stage() != Alarm.Stage.OPEN || alarm.care().isSilent(now)) {
      return;
    }
    Instant tellAt = policy.tellAt(alarm.severity(), now);
    if (!alarm.isTold()) {
      tell(alarm.with(alarm.course().told(tellAt)).with(unsilenced(alarm)), Change.RAISED, tellAt);
    } else if (isSilenceOver(alarm)) {
      tell(
          alarm.with(unsilenced(alarm)).with(alarm.course().reminded(now)),
          Change.REMINDED,
          tellAt);
    } else if (isToEscalate(alarm)) {
      tell(alarm.with(alarm.course().escalated(now)), Change.ESCALATED, tellAt);
    } else if (isToRemind(alarm)) {
      tell(alarm.with(alarm.course().reminded(now)), Change.REMINDED, tellAt);
    }
  }

  private static Alarm.Care unsilenced(Alarm alarm) {
    return alarm.care().unsilenced();
  }

  private static boolean isSilenceOver(Alarm alarm) {
    return !alarm.care().silentUntil().equals(Alarm.NEVER);
  }

  private boolean isToEscalate(Alarm alarm) {
    AlarmPolicy.Escalation escalation = policy.escalation();
    return alarm.course().escalatedAt().equals(Alarm.NEVER)
        && !alarm.care().isAcknowledged()
        && alarm.severity().isAtLeast(escalation.from())
        && !now.isBefore(alarm.course().toldAt().plus(escalation.after()));
  }

  private boolean isToRemind(Alarm alarm) {
    Instant last = later(alarm.course().toldAt(), alarm.course().remindedAt());
    return !alarm.care().isAcknowledged() && !now.isBefore(last.plus(policy.remindEvery()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void tell(Alarm alarm, Change change, Instant tellAt) {
    Set<String> channels = policy.channels(alarm, change);
    Alarm told = alarm.toldOn(channels);
    changed.put(told.number(), told);
    news.add(new News(told, change, now, tellAt, channels));
  }

  private Alarm keep(Alarm before, Alarm after) {
    if (!after.equals(before)) {
      changed.put(after.number(), after);
    }
    return after;
  }
}
