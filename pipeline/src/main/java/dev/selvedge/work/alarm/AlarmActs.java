package dev.selvedge.work.alarm;

import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.alarm.Alarm;
import java.time.Duration;

/// What people do about alarms. Safe for use by many threads.
public interface AlarmActs {
  /// Silence is for what is known to pass.
  Duration LONGEST_SILENCE = Duration.ofDays(30);

  /// Somebody looks after it: nobody else is called, and nobody is reminded, unless it gets worse.
  Acted acknowledge(long number, ByHand hand);

  /// Nothing is told of it for a time, but that it is over where people know of it; also if it
  /// comes back within that time.
  ///
  /// @param length at most [#LONGEST_SILENCE]
  Acted silence(long number, Duration length, ByHand hand);

  /// What came of it.
  sealed interface Acted {
    record Done(Alarm alarm) implements Acted {}

    /// It is over already.
    record Over() implements Acted {}

    /// There is no such alarm.
    record NotThere() implements Acted {}
  }
}
