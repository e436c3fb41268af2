package dev.selvedge.watch.alarm;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to alarms. Every method runs inside the caller's transaction.
public interface Alarms {
  /// For [AlarmBook]: the pending and open ones, those that have ended since a time, and those that
  /// are silenced at this one; held for this transaction.
  List<Alarm> known(Instant endedSince, Instant now);

  /// A number no alarm ever had.
  long nextNumber();

  /// Stores them as they are.
  void keep(Collection<Alarm> alarms);

  /// They never became alarms.
  void drop(Collection<Long> numbers);

  /// One that is open or was; held for this transaction where it writes.
  Optional<Alarm> find(long number);

  /// Those that are open: the worst first, then the oldest.
  List<Alarm> open();

  /// Those that have ended, the last first.
  List<Alarm> past(int limit, long skip);

  /// What people were to be told of one, in the order in which it happened.
  List<Said> history(long number);

  /// A change that somebody was to be told of.
  record Said(Change change, Severity severity, Instant at) {}
}
