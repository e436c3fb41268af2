package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.trail.TrailEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// All that is known of one person, and why. Immutable.
///
/// @param address the normalised e-mail
/// @param sources the source records that make them one person
/// @param timeline newest first
public record PersonPage(
    PersonId id,
    String address,
    List<SourceLine> sources,
    List<FieldLine> profile,
    List<ConsentLine> consents,
    List<OrderLine> orders,
    List<DeliveryLine> deliveries,
    List<TimelineLine> timeline) {
  public PersonPage {
    sources = List.copyOf(sources);
    profile = List.copyOf(profile);
    consents = List.copyOf(consents);
    orders = List.copyOf(orders);
    deliveries = List.copyOf(deliveries);
    timeline = List.copyOf(timeline);
  }

  /// One source record that counts for the person.
  ///
  /// @param record `system/kind/key`
  /// @param why the sentence that says why it is theirs
  /// @param gone the source deleted it
  public record SourceLine(String record, String why, Instant changedAt, boolean gone) {}

  /// One field of the profile.
  ///
  /// @param value as a person reads it; empty when an owner says that it is empty
  /// @param rule why this value counts
  /// @param origins where it comes from; of a sum or union all that went into it
  /// @param overruled values that other records gave and that do not count
  public record FieldLine(
      String name, String value, String rule, List<Origin> origins, List<Overruled> overruled) {
    public FieldLine {
      origins = List.copyOf(origins);
      overruled = List.copyOf(overruled);
    }
  }

  /// A record that a value comes from.
  ///
  /// @param record `system/kind/key`
  /// @param share what it gave to a sum or union; empty when the value is its own
  public record Origin(String record, Instant changedAt, String share) {}

  /// A value that lost.
  public record Overruled(String value, String record) {}

  /// The effective consent of one channel and the decisions behind it.
  ///
  /// @param channel `e-mail`, `SMS`
  /// @param granted whether the person may be written to
  /// @param why a sentence
  /// @param decisions newest first
  public record ConsentLine(
      String channel, boolean granted, String why, List<DecisionLine> decisions) {
    public ConsentLine {
      decisions = List.copyOf(decisions);
    }
  }

  /// One line of the ledger.
  ///
  /// @param decision `opt-in` or `opt-out`
  /// @param at when they decided
  /// @param record on whose word, `system/kind/key`
  /// @param evidence in one line, or empty
  /// @param proof whether it was sent as a proof, when, or why not; empty where there is none
  public record DecisionLine(
      String decision,
      Moment at,
      String record,
      Instant enteredAt,
      String evidence,
      String proof) {}

  /// A time that may not be known.
  public sealed interface Moment {
    record At(Instant instant) implements Moment {}

    record NotKnown() implements Moment {}
  }

  /// One order.
  ///
  /// @param summary `3 items, 1 sent, £12.00 refunded`
  public record OrderLine(
      String key,
      Moment placedAt,
      String status,
      BigDecimal total,
      String currency,
      String summary) {}

  /// One subject at a target.
  ///
  /// @param subject `contact` or `order 1001`
  /// @param target which system
  /// @param state as people read it: `up to date`, `due`, `waiting for the contact` …
  /// @param told what the target was last told, in one sentence
  /// @param at when it acknowledged
  public record DeliveryLine(
      String subject, String target, String state, String told, Moment at, int attempts) {}

  /// One entry of the trail.
  ///
  /// @param stage of the data path
  /// @param source the record it concerns, or empty
  public record TimelineLine(
      Instant at, String stage, String word, String source, String sentence) {

    public static TimelineLine of(TrailEntry entry) {
      return new TimelineLine(
          entry.at(),
          entry.stage().name().toLowerCase(java.util.Locale.ROOT),
          entry.word(),
          entry.about().source(),
          entry.sentence());
    }
  }
}
