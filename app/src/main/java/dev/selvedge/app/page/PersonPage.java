package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.trail.TrailEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// All that is known of one person, and why. Immutable.
///
/// @param address the normalised e-mail
/// @param answer whether they may be e-mailed, and why not
/// @param timeline newest first
public record PersonPage(
    PersonId id,
    String address,
    Answer answer,
    Who who,
    List<FieldLine> profile,
    List<ConsentLine> consents,
    List<OrderLine> orders,
    Told told,
    List<TimelineLine> timeline) {
  public PersonPage {
    profile = List.copyOf(profile);
    consents = List.copyOf(consents);
    orders = List.copyOf(orders);
    timeline = List.copyOf(timeline);
  }

  /// What a marketer asks first.
  ///
  /// @param mailable whether marketing e-mail may go out
  /// @param headline `Not to be e-mailed: opted out`
  /// @param why one sentence
  /// @param notes what each target knows of it
  public record Answer(boolean mailable, String headline, String why, List<String> notes) {
    public Answer {
      notes = List.copyOf(notes);
    }
  }

  /// Which records are this person.
  ///
  /// @param sources those that are, by a reason of their own first
  /// @param former the addresses they had before
  /// @param elsewhere records that have or had the person's address and count for others or nobody
  public record Who(
      List<SourceLine> sources, List<FormerLine> former, List<ElsewhereLine> elsewhere) {
    public Who {
      sources = List.copyOf(sources);
      former = List.copyOf(former);
      elsewhere = List.copyOf(elsewhere);
    }

    /// Those that count by themselves or by a steward's word.
    public List<SourceLine> leading() {
      return sources.stream().filter(source -> !source.follows()).toList();
    }

    /// How a record that is missing is put together with the person.
    public String linkCommand() {
      return "selvedge person link system/kind/key --with "
          + sources.stream()
              .findFirst()
              .map(first -> WhoLines.quoted(first.record()))
              .orElse("system/kind/key")
          + " --why \"…\"";
    }

    /// Those that only belong to others: orders, mostly.
    public List<SourceLine> following() {
      return sources.stream().filter(SourceLine::follows).toList();
    }
  }

  /// One source record that counts for the person.
  ///
  /// @param record `system/kind/key`
  /// @param why the sentence that says why it is theirs
  /// @param steps what stewards decided about it, newest first
  /// @param acts what a steward can do about it
  /// @param follows it only belongs to another record
  /// @param gone the source deleted it
  public record SourceLine(
      String record,
      String why,
      List<Step> steps,
      List<Act> acts,
      Instant changedAt,
      boolean follows,
      boolean gone) {
    public SourceLine {
      steps = List.copyOf(steps);
      acts = List.copyOf(acts);
    }
  }

  /// What a steward decided about a record.
  ///
  /// @param what `put together with shop/customer/1`
  /// @param by on whose word
  /// @param why in that person's words
  public record Step(String what, String by, String why, Instant at) {}

  /// Something to be done on the command line.
  ///
  /// @param what what comes of it
  /// @param command to copy
  public record Act(String what, String command) {}

  /// An address that one of the records left.
  public record FormerLine(String address, String record, Instant leftAt) {}

  /// A record that has or had the person's address and does not count for them.
  ///
  /// @param holder number of the person it counts for, or empty
  public record ElsewhereLine(
      String record, String why, String holder, List<Step> steps, List<Act> acts) {
    public ElsewhereLine {
      steps = List.copyOf(steps);
      acts = List.copyOf(acts);
    }
  }

  /// One field of the profile.
  ///
  /// @param value as a person reads it; empty when an owner says that it is empty
  /// @param dataField what targets call it, or empty
  /// @param rule why this value counts
  /// @param origins where it comes from; of a sum or union all that went into it
  /// @param overruled values that other records gave and that do not count
  public record FieldLine(
      String name,
      String value,
      String dataField,
      String rule,
      List<Origin> origins,
      List<Overruled> overruled) {
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
  ///
  /// @param why `crm may not set this field`, or empty where the rule says it all
  public record Overruled(String value, String record, Instant changedAt, String why) {}

  /// What a person's decisions about one topic come to.
  public enum Standing {
    OPTED_IN("opted in", true),
    /// nobody decided anything, and the project takes a purchase for an opt-in
    CUSTOMER("customer, not opted out", true),
    OPTED_OUT("opted out", false),
    SUPPRESSED("suppressed", false),
    NEVER_ASKED("never asked", false);

    private final String words;
    private final boolean allows;

    Standing(String words, boolean allows) {
      this.words = words;
      this.allows = allows;
    }

    /// As the badge says it.
    public String words() {
      return words;
    }

    /// Whether marketing may go out.
    public boolean allows() {
      return allows;
    }
  }

  /// The effective consent to one topic and the decisions behind it.
  ///
  /// @param channel `e-mail`, `SMS`, `list News`
  /// @param why a sentence
  /// @param decisions the lines of the ledger, newest first
  public record ConsentLine(
      String channel, Standing standing, String why, List<DecisionLine> decisions) {
    public ConsentLine {
      decisions = List.copyOf(decisions);
    }

    /// Whether the person may be written to.
    public boolean granted() {
      return standing.allows();
    }
  }

  /// One line of the ledger.
  ///
  /// @param decision `opt-in` or `opt-out`, `told: opt-out` where the hub said it
  /// @param at when they decided, or when it was told
  /// @param speaker who said or was told it: a record, or `Dotdigital, of ann@example.com`
  /// @param evidence in one line, or empty
  /// @param proof whether it was sent as a proof, when, or why not; empty where there is none
  /// @param note why it may not mean what it seems to, or empty
  /// @param decides whether this is the line that the effective consent rests on
  public record DecisionLine(
      String decision,
      Moment at,
      String speaker,
      Instant enteredAt,
      String evidence,
      String proof,
      String note,
      boolean decides) {}

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

  /// What other systems hold and were told.
  ///
  /// @param deliveries where each subject stands
  /// @param consents what each was told about consent, newest first
  public record Told(List<DeliveryLine> deliveries, List<ToldLine> consents) {
    public Told {
      deliveries = List.copyOf(deliveries);
      consents = List.copyOf(consents);
    }
  }

  /// A system was told what a person decided.
  ///
  /// @param what `opt-out from e-mail`
  /// @param of the record there, or the address
  /// @param certain whether it is known to have arrived
  public record ToldLine(Instant at, String target, String what, String of, boolean certain) {}

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
