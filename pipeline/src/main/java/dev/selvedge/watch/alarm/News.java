package dev.selvedge.watch.alarm;

import java.time.Instant;
import java.util.Set;

/// A change of an alarm, and whom to tell of it when. Immutable.
///
/// @param alarm as it was then
/// @param at when it happened
/// @param tellAt not before this: what comes until then is told together
public record News(Alarm alarm, Change change, Instant at, Instant tellAt, Set<String> channels) {
  public News {
    channels = Set.copyOf(channels);
  }
}
