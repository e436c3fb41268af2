package dev.selvedge.watch.alarm;

import java.time.Duration;

/// A way on which people are told of alarms. Called by one thread at a time; every call ends within
/// a time-out.
public interface Channel {
  /// Its name in the project.
  String name();

  /// Whether it wants to know of a change; of the others it is not told.
  boolean wants(Change change);

  /// Tells it. A notice that was begun before and of which nobody knows whether it arrived is told
  /// again with the same id, by which the receiver knows it where there is a way.
  Answer tell(Notice notice);

  /// What became of telling.
  sealed interface Answer {
    /// It arrived.
    ///
    /// @param said what the receiver said, in short
    record Taken(String said) implements Answer {}

    /// It did not, and may later.
    ///
    /// @param why a sentence
    /// @param after not before then; zero where the receiver did not say
    record Failed(String why, Duration after) implements Answer {}

    /// The receiver will never take this one.
    ///
    /// @param why a sentence
    record Refused(String why) implements Answer {}
  }
}
