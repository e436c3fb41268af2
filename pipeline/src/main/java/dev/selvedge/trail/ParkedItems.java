package dev.selvedge.trail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to what waits for a person. Every method runs inside the caller's transaction. An item
/// stays until it is cleared: nothing here expires.
public interface ParkedItems {
  /// Adds, or counts once more what is there; that keeps its number and is no longer on its way.
  void park(Collection<ParkedItem> items);

  /// No longer parked: it went through, a newer record of the same thing did, or a person
  /// discarded it.
  void clear(Collection<String> subjects);

  /// They are on their way again; they stay parked until it is known what came of it.
  void replayed(Collection<Long> numbers, Instant now);

  /// Puts one on its way for the caller alone: of several who claim it as the same, one gets it.
  ///
  /// @param as since when it is on its way as the caller read it; [Parked#NEVER] where it waits
  /// @return whether the caller has it
  boolean claim(long number, Instant as, Instant now);

  /// It waits again, unless somebody else has claimed it or put it on its way since.
  ///
  /// @param claimed when the caller claimed it
  void release(long number, Instant claimed);

  /// What is parked for these source records.
  List<Parked> ofSources(Collection<String> sources);

  /// What is parked under these subjects.
  List<Parked> ofSubjects(Collection<String> subjects);

  Optional<Parked> find(long number);

  /// The newest of all causes.
  List<ParkedItem> newest(int limit);

  /// A page for people, newest first.
  ///
  /// @param cause of this cause only, or empty for all
  List<Parked> newest(String cause, int limit, long skip);

  /// The next in the order of their numbers, for working through all of them: what is parked again
  /// meanwhile keeps its number and is not met twice.
  ///
  /// @param cause of this cause only, or empty for all
  List<Parked> after(long number, String cause, int limit);

  /// Those of a cause that are to be tried again: the ones that were parked longest ago first, and
  /// none that is on its way.
  ///
  /// @param notSince parked then or before, for the last time
  /// @param timesAtMost parked no more often than that
  List<Parked> oldest(String cause, Instant notSince, long timesAtMost, int limit);

  /// The greatest number given so far, 0 before the first.
  long lastNumber();

  List<Group> groups();

  /// The same of one flow.
  List<Group> groups(String flow);

  /// How many of each flow are parked at this side of the sender; parked deliveries are counted
  /// with the deliveries.
  Map<String, Long> unsent();

  long count();

  long count(String cause);

  /// Parked items of one cause.
  ///
  /// @param firstSeen when the oldest was first parked
  /// @param lastSeen when the newest was last parked
  /// @param example the sentence of the newest
  record Group(String cause, long count, Instant firstSeen, Instant lastSeen, String example) {}
}
