package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.plan.Delivery.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to what became of enrolments, for people who look. Every method runs inside the
/// caller's transaction; none takes longer than it takes to read so many rows.
public interface EnrolmentLists {

  /// How those of a rule stand.
  ///
  /// @param atMost no more of them are read
  Tally tally(String rule, int atMost);

  /// Those that something happened to last, newest first; of those that wait, the next to go first.
  ///
  /// @param within so many are looked through at most for those that are asked for
  List<Line> newest(Wanted wanted, int within, int limit, int skip);

  /// Which are asked for.
  ///
  /// @param rule only this one's, empty for all
  /// @param fate only these, empty for all
  record Wanted(String rule, Optional<Fate> fate) {}

  /// How an enrolment stands, as people see it.
  enum Fate {
    /// it is to go
    WAITING,
    /// it went, or may have gone
    FIRED,
    /// something else happened that its rule names
    CANCELLED,
    /// it did not go, and never will
    DROPPED,
    /// a person must look
    PARKED;

    /// Of a row.
    public static Fate of(Delivery row) {
      return switch (row.state()) {
        case WAITING, DUE, CLAIMED -> WAITING;
        case PARKED -> PARKED;
        case SETTLED -> settled(row);
      };
    }

    private static Fate settled(Delivery row) {
      if (!(row.delivered() instanceof Delivered.Never)) {
        return FIRED;
      }
      return row.isCancelled() ? CANCELLED : DROPPED;
    }

    /// In lower case, as pages and commands write it.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// How those of one rule stand.
  ///
  /// @param whole whether all were counted
  /// @param lastFired when one went last
  /// @param nextDue when the next one is to go
  record Tally(
      String rule,
      long waiting,
      long fired,
      long cancelled,
      long dropped,
      long parked,
      boolean whole,
      Optional<Instant> lastFired,
      Optional<Instant> nextDue) {}

  /// One enrolment.
  ///
  /// @param at when it went, for one that waits when it is to go, else when what started it changed
  record Line(EnrolmentKey key, PersonId person, State state, Fate fate, Instant at) {}
}
