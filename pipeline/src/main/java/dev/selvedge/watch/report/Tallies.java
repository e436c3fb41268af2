package dev.selvedge.watch.report;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to what was counted between two times, the first counted in and the second not. Every
/// method runs inside the caller's transaction.
public interface Tallies {
  /// The first minute of which anything was counted; empty before anything was.
  Optional<Instant> first();

  /// What the flows did, by flow, `system/kind`; what did nothing is left out.
  Map<String, Moved> moved(Instant from, Instant to);

  /// How fresh what was told was: of every grain whose middle is in between.
  Map<Strand, Histogram> told(Grain grain, Instant from, Instant to);

  /// What people decided about being contacted, by what these systems say. What a system only says
  /// again is no decision.
  ///
  /// @param systems names of sources and targets
  List<Decided> decided(Collection<String> systems, Instant from, Instant to);

  /// Alarms that were open at any time in between, in the order in which they were raised.
  List<Raised> alarms(Instant from, Instant to, int limit);

  /// Records with the header of an order that was placed in between, of known people, in the order
  /// of their times: each with the last enrolment that a target took of its person before that.
  ///
  /// @param within no longer before the order
  /// @param after those behind it, for the next page
  List<Placed> placed(Instant from, Instant to, Duration within, Optional<Placed> after, int limit);

  /// How many parked things people sent on their way again.
  long replayed(Instant from, Instant to);

  /// How many differences that audits had found were mended, by people or by themselves.
  long mended(Instant from, Instant to);

  /// A record with the header of an order.
  ///
  /// @param ref of the record
  /// @param order its key as text
  /// @param enrolment its key as text; empty where there was none in time
  record Placed(Instant at, String ref, String order, String enrolment) {}

  /// What one flow did.
  ///
  /// @param received records accepted, repeats not counted
  /// @param parked records parked
  /// @param delivered changes that a target acknowledged
  record Moved(long received, long parked, long delivered) {
    public static final Moved NOTHING = new Moved(0, 0, 0);

    /// Both together.
    public Moved plus(Moved other) {
      return new Moved(
          received + other.received, parked + other.parked, delivered + other.delivered);
    }
  }

  /// Decisions of one sort.
  ///
  /// @param topic what it is about: `email`, `sms`, a preference
  /// @param choice `OPT_IN`, `OPT_OUT`, `SUPPRESSED` or `PENDING`
  record Decided(String system, String topic, String choice, long count) {}

  /// An alarm.
  ///
  /// @param about which system, flow or thing
  /// @param endedAt EPOCH while it is open
  /// @param what what was wrong, a sentence
  record Raised(
      long number,
      AlarmKind kind,
      String about,
      Severity severity,
      Instant raisedAt,
      Instant endedAt,
      String what) {
    /// Whether it was not over by then.
    public boolean isOpen(Instant at) {
      return endedAt.equals(Instant.EPOCH) || !endedAt.isBefore(at);
    }
  }
}
