package dev.selvedge.mapping;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a source says somebody decided about being contacted. Immutable.
///
/// @param at when they decided, as far as `timing` says; [#UNKNOWN_TIME] for an opt-in of unknown
///     age
/// @param evidence `text`, `url`, `ip`, `user_agent` of an opt-in, `reason` of a suppression, as
///     far as the source has them
public record ConsentClaim(
    Topic topic, Choice choice, Timing timing, Instant at, Map<String, String> evidence) {
  /// An opt-in whose time nobody knows counts as the oldest there is.
  public static final Instant UNKNOWN_TIME = Instant.EPOCH;

  /// The key of a suppression's reason among its evidence.
  public static final String REASON = "reason";

  /// The reason of a suppression that is about the address and not about who has it.
  public static final String BOUNCE = "bounce";

  /// Among the evidence of what a target said of another spelling of an address.
  public static final String SPELLING = "spelling";

  public ConsentClaim {
    evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /// Absence is not a choice and never recorded as one.
  public enum Choice {
    OPT_IN,
    OPT_OUT,
    /// not to be contacted whatever they wish: a hard bounce, a complaint, a decision by hand
    SUPPRESSED,
    /// asked and not yet confirmed; decides nothing
    PENDING
  }

  /// How the time is known.
  public enum Timing {
    /// the source says when it was decided
    STATED,
    /// the source has a bare flag; the time is the change time of the record's version that had it
    OBSERVED
  }

  /// With a time of its own.
  public static ConsentClaim stated(
      Topic topic, Choice choice, Instant at, Map<String, String> evidence) {
    return new ConsentClaim(topic, choice, Timing.STATED, at, evidence);
  }

  /// A flag that a record had at this time.
  public static ConsentClaim observed(
      Topic topic, Choice choice, Instant at, Map<String, String> evidence) {
    return new ConsentClaim(topic, choice, Timing.OBSERVED, at, evidence);
  }

  /// Whether it was said of another spelling than the address it counts for: it decides all the
  /// same, and says nothing of what the target holds at that address.
  public boolean isOfOtherSpelling() {
    return evidence.containsKey(SPELLING);
  }

  /// Whether it is a suppression that ends with the address.
  public boolean isBounce() {
    return choice == Choice.SUPPRESSED && BOUNCE.equals(evidence.get(REASON));
  }
}
