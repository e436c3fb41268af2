package dev.selvedge.connector;

import dev.selvedge.Outcome;
import dev.selvedge.RecordRef;
import java.time.Instant;
import java.util.List;

/// A system that can be told what somebody decided about being contacted: one kind of its records,
/// one topic. Called from several virtual threads at once; every call ends within a time-out, is
/// made once, and never retried here.
///
/// It never overrides a newer decision of the system itself: it asks first, or makes the system
/// compare. Where the system's own decision is the newer one, the outcome is a Drop and nothing is
/// changed; that decision comes in by the ordinary feed. Telling the same twice is safe.
public interface ConsentTarget extends AutoCloseable {
  /// Why nothing is written over a decision of the system's own.
  String NEWER = "%s holds a newer decision; it comes in with its next reading";

  /// Writes one decision to one record. Unknown where it may have been written; all other outcomes
  /// but Done say that it was not.
  Told tell(Decision decision);

  /// Asks whether the system can be written to at all; writes nothing. Done when it can, or when
  /// there is no way to ask.
  Told reach();

  /// Looks at the real system for `selvedge check`: is the field there, may we write. Writes
  /// nothing.
  List<Connector.Finding> examine();

  @Override
  void close();

  /// What is to be written.
  ///
  /// @param record whose field
  /// @param email the person's, normalised
  /// @param optIn the choice; a suppression is an opt-out
  /// @param at when it was decided; [#UNKNOWN_TIME] for an opt-in of unknown age, which is older
  ///     than whatever the system knows
  /// @param held what the record said last, or was told last
  record Decision(RecordRef record, String email, boolean optIn, Instant at, Held held) {
    /// As the ledger writes it.
    public static final Instant UNKNOWN_TIME = Instant.EPOCH;

    /// Whether it is known when it was decided.
    public boolean isTimeKnown() {
      return !at.equals(UNKNOWN_TIME);
    }

    /// What to do to a record that was found to hold this. Only what the hub has heard of is ever
    /// written over.
    ///
    /// | it holds | since | so |
    /// |---|---|---|
    /// | the same | ever | nothing is to be done |
    /// | nothing | – | it is written |
    /// | the other | we last heard something else of it | its decision is newer |
    /// | the other | later than ours, or the same instant and ours is the opt-in | it is newer |
    /// | the other | before ours | it is written |
    /// | the other | no time is known, and it is what we last heard | it is written |
    /// | the other | no time is known, and we never heard of it | it is newer |
    public Next against(Held now, SourceRecord.Stamp since) {
      if (now == Held.NOT_KNOWN) {
        return Next.WRITE;
      }
      if ((now == Held.OPT_IN) == optIn) {
        return Next.HOLDS_IT;
      }
      if (held != Held.NOT_KNOWN && held != now) {
        return Next.NEWER;
      }
      return switch (since) {
        case SourceRecord.Stamp.At(Instant theirs) ->
            theirs.isAfter(at) || (theirs.equals(at) && optIn) ? Next.NEWER : Next.WRITE;
        case SourceRecord.Stamp.Absent ignored -> held == Held.NOT_KNOWN ? Next.NEWER : Next.WRITE;
      };
    }

    /// Names nobody.
    @Override
    public String toString() {
      return "Decision[" + record + ", " + (optIn ? "opt-in" : "opt-out") + ", " + at + "]";
    }
  }

  /// What a record is known to hold.
  enum Held {
    OPT_IN,
    OPT_OUT,
    NOT_KNOWN
  }

  /// What to do to a record that was looked at.
  enum Next {
    WRITE,
    HOLDS_IT,
    NEWER
  }

  /// What came of a call.
  ///
  /// @param outcome of the one record
  /// @param bearing what the call told about the system as a whole
  /// @param mayStand whether it may have been written though the outcome does not say so: what was
  ///     begun by this call is still under way there
  record Told(Outcome outcome, Bearing bearing, boolean mayStand) {
    /// One of which the outcome says all.
    public Told(Outcome outcome, Bearing bearing) {
      this(outcome, bearing, false);
    }

    /// The same, of something that is under way there by now.
    public Told butMayStand() {
      return new Told(outcome, bearing, true);
    }

    /// It answered, whatever it said.
    public static Told answered(Outcome outcome) {
      return new Told(outcome, new Bearing.Answered());
    }
  }

  /// How a system behaves, whatever became of the record.
  sealed interface Bearing {
    record Answered() implements Bearing {}

    /// No answer, or one that says that it is in trouble.
    record Silent(String why) implements Bearing {}

    /// It will not let us write at all until a person acts.
    ///
    /// @param cause groups alarms of one kind: `credentials`, `forbidden`
    record Refusing(String cause, String sentence) implements Bearing {}

    /// It asks to wait until then.
    record Busy(Instant until) implements Bearing {}
  }
}
