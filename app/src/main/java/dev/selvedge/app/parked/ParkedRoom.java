package dev.selvedge.app.parked;

import dev.selvedge.trail.ByHand;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs.Edited;
import dev.selvedge.work.replay.ParkedActs.Tally;
import dev.selvedge.work.replay.Restarting.Restarted;
import java.io.Writer;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Where people take care of parked items. Who may do what is for the caller to know; that it was
/// done is on the trail. Called by many threads at once.
public interface ParkedRoom {
  /// One item with its record covered and what a replay would come to; empty when it is not parked.
  Optional<ParkedView> look(long number);

  /// The same in full, which is put on the trail.
  Optional<ParkedView> show(long number, ByHand hand);

  /// In full, with what a replay would come to if this were the record; nothing is stored.
  Optional<ParkedView> tryOut(long number, String draft, ByHand hand);

  Edited edit(long number, String draft, ByHand hand);

  Tally replay(Choice choice, ByHand hand, LongConsumer progress);

  /// Has what a report tells of done once more in its system.
  ///
  /// @param again also where it shows that it was done already
  Restarted restart(long number, boolean again, ByHand hand);

  Tally discard(Choice choice, ByHand hand, LongConsumer progress);

  /// What the replay of the oldest of a cause would come to, or of all.
  ForecastView forecast(String cause);

  /// Writes everything about the chosen items, a line of JSON each; says how many.
  long export(Choice choice, ByHand hand, Writer out, LongConsumer progress);
}
