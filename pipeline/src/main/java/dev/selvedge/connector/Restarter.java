package dev.selvedge.connector;

import dev.selvedge.RecordRef;
import java.time.Duration;

/// Does once more in a system what went wrong there, with what a report of it holds. Every call
/// ends within a time-out. Only a person has it called. Safe for use by many threads.
public interface Restarter {
  /// Whether a record is a report of something that can be done once more.
  boolean takes(RecordRef record);

  /// Does it once more.
  ///
  /// @param report as it stands, perhaps edited
  /// @param again whether also where it shows that it was done once more already
  Restart restart(SourceRecord report, boolean again);

  /// Only looks whether it shows that it was done once more already, which [Restart.Already] tells;
  /// [Restart.NotBegun] says what was seen instead.
  Restart look(SourceRecord report);

  /// How long a call of [#restart] takes at most, and then until what it began shows: by then
  /// [#look] sees what there is to be seen.
  Duration settled();

  /// What came of it; the text is for people and holds no record's content.
  sealed interface Restart {
    /// It is on its way.
    ///
    /// @param what was begun: `run 1234 of flow 77`
    record Begun(String what) implements Restart {}

    /// It shows that it was begun before, since the report.
    record Already(String what) implements Restart {}

    record NotBegun(String why) implements Restart {}

    /// No answer: it may have been begun.
    record Unknown(String why) implements Restart {}
  }
}
