package dev.selvedge.work.alarm;

import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What people do about alarms, on a store. A hub that runs on it tells of it.
public final class StoreAlarmActs implements AlarmActs {
  private final Store store;
  private final InstantSource clock;

  public StoreAlarmActs(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Acted acknowledge(long number, ByHand hand) {
    Instant now = now();
    return change(
        number,
        (ports, alarm) -> {
          if (alarm.care().isAcknowledged()) {
            return alarm;
          }
          Alarm taken = alarm.acknowledged(hand.who(), now);
          Instant raise = alarm.course().toldAt();
          News news =
              new News(
                  taken, Change.ACKNOWLEDGED, now, raise.isAfter(now) ? raise : now, alarm.told());
          ports.notices().add(List.of(news), Duration.ZERO);
          return taken;
        });
  }

  @Override
  public Acted silence(long number, Duration length, ByHand hand) {
    if (!length.isPositive() || length.compareTo(LONGEST_SILENCE) > 0) {
      throw new IllegalArgumentException("an alarm is silent for 30 days at most: " + length);
    }
    Instant until = now().plus(length);
    return change(number, (ports, alarm) -> alarm.silenced(until, hand.who(), hand.why()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Something that changes an alarm.
  @FunctionalInterface
  private interface Deed {
    Alarm on(Store.Ports ports, Alarm alarm);
  }

  private Acted change(long number, Deed deed) {
    Function<Store.Ports, Acted> work =
        ports -> {
          Optional<Alarm> found = ports.alarms().find(number);
          if (found.isEmpty() || found.get().stage() == Alarm.Stage.PENDING) {
            return new Acted.NotThere();
          }
          if (found.get().stage() == Alarm.Stage.ENDED) {
            return new Acted.Over();
          }
          Alarm changed = deed.on(ports, found.get());
          ports.alarms().keep(List.of(changed));
          return new Acted.Done(changed);
        };
    return store.write(work);
  }
}
