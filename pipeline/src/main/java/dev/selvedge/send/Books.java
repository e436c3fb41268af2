package dev.selvedge.send;

import dev.selvedge.Lane;
import dev.selvedge.Outcome;
import dev.selvedge.Stage;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.OutcomeTotals;
import dev.selvedge.watch.freshness.FreshnessLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is written in the books about settled items: the trail, the ledger of consent, what is
/// parked, and how fresh each flow is. Confined to one transaction.
final class Books {
  private final Promptness promptness;
  private final Instant now;
  private final List<TrailEntry> entries = new ArrayList<>();
  private final List<ParkedItem> toPark = new ArrayList<>();
  private final List<String> through = new ArrayList<>();
  private final List<LedgerEntry> told = new ArrayList<>();
  private final Map<String, FlowMinute> minutes = new HashMap<>();
  private final List<FreshnessLog.Told> times = new ArrayList<>();
  private final List<OutcomeTotals.Counted> outcomes = new ArrayList<>();

  Books(Promptness promptness, Instant now) {
    this.promptness = promptness;
    this.now = now;
  }

  /// Takes down what became of one.
  void note(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    if (!(attempt.aftermath() instanceof Aftermath.Unnoticed)) {
      entries.add(entry(attempt));
    }
    told.addAll(told(attempt));
    promptness.of(attempt).ifPresent(times::add);
    outcomes.add(new OutcomeTotals.Counted(delivery.target().value(), attempt.outcome().word(), 1));
    switch (attempt.outcome()) {
      case Outcome.Done ignored -> {
        through.add(Settler.parkedAs(delivery));
        minutes.merge(delivery.flow().toString(), delivered(delivery), Books::sum);
      }
      case Outcome.Park park -> toPark.add(parkedItem(delivery, park));
      case Outcome.Drop ignored -> through.add(Settler.parkedAs(delivery));
      case Outcome.Retry ignored -> {}
      case Outcome.Snooze ignored -> {}
      case Outcome.Unknown ignored -> {}
    }
  }

  void write(Registers registers) {
    registers.ledger().append(told);
    registers.trail().append(entries);
    registers.parked().park(toPark);
    registers.parked().clear(through);
    registers.flowMinutes().add(minutes.values());
    registers.freshness().add(times);
    registers.outcomes().add(outcomes);
  }

  /// What the target was told about consent, as the ledger keeps it: by that its own word is known
  /// again when it comes back. A call that did not end well may have told it, too.
  private List<LedgerEntry> told(Attempt attempt) {
    Sent sent = attempt.sent();
    boolean left = !sent.address().isEmpty() && !(attempt.outcome() instanceof Outcome.Drop);
    boolean arrived = attempt.outcome() instanceof Outcome.Done;
    return left
        ? sent.told().words().stream()
            .map(
                word ->
                    word.entered(sent.told().from(), now, arrived && isOfWritten(word, attempt)))
            .toList()
        : List.of();
  }

  /// Whether it is about what was written itself. Of the address that a contact leaves nobody
  /// knows whether a contact remained there that had to be told anything.
  private static boolean isOfWritten(Telling word, Attempt attempt) {
    Delivery row = attempt.delivery();
    return row.subject().facet() != Facet.CONTACT
        || word.origin().equals(AddressRef.of(row.target(), attempt.sent().address()));
  }

  private TrailEntry entry(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    TrailEntry.About about =
        new TrailEntry.About(
            delivery.person().value(),
            delivery.subject().orderKey().map(OrderKey::value).orElse(""),
            delivery.subject().inTrail(),
            delivery.flow().system().value(),
            0);
    return new TrailEntry(now, Stage.SEND, attempt.outcome().word(), about, sentence(attempt));
  }

  private static String sentence(Attempt attempt) {
    Facet facet = attempt.delivery().subject().facet();
    String what = noun(attempt.delivery().subject());
    return switch (attempt.outcome()) {
      case Outcome.Done ignored ->
          what + (facet.recognisable() ? " written to " : " made in ") + attempt.how();
      case Outcome.Retry retry -> what + " did not go through: " + retry.why() + "; trying again";
      case Outcome.Snooze snooze -> what + " waits: " + snooze.why();
      case Outcome.Park park -> what + " parked: " + park.sentence();
      case Outcome.Drop drop -> what + " not sent: " + drop.why();
      case Outcome.Unknown unknown ->
          what
              + " may have gone through: "
              + unknown.why()
              + (facet.repeatable() ? "; sending it again is safe" : "; looked up first");
    };
  }

  private static String noun(Subject subject) {
    return switch (subject.facet()) {
      case CONTACT -> "contact";
      case ORDER -> "order record";
      case ENROLMENT -> "enrolment";
      case PROOF -> "proof of consent";
      case CONSENT -> "consent";
      case PRODUCT -> "record of the product " + subject.id();
      case CART -> "record of the cart " + subject.id();
      case RECORD -> "record " + subject.id();
      case CHOICE -> "choice of " + subject.topic().words();
    };
  }

  private ParkedItem parkedItem(Delivery delivery, Outcome.Park park) {
    return new ParkedItem(
        Settler.parkedAs(delivery),
        Stage.SEND,
        delivery.flow().toString(),
        park.cause(),
        park.sentence(),
        "",
        "",
        0,
        now,
        now,
        1);
  }

  private FlowMinute delivered(Delivery delivery) {
    // A backfill's lag is the age of the data, not of the hub: it would drown the live figures.
    long lag =
        delivery.lane() == Lane.BULK
            ? 0
            : Math.max(0, Duration.between(delivery.changedAt(), now).toMillis());
    return new FlowMinute(
        delivery.flow().toString(), now.truncatedTo(ChronoUnit.MINUTES), 0, 0, 1, lag, lag);
  }

  private static FlowMinute sum(FlowMinute a, FlowMinute b) {
    return new FlowMinute(
        a.flow(),
        a.minute(),
        a.received() + b.received(),
        a.parked() + b.parked(),
        a.delivered() + b.delivered(),
        a.lagSumMillis() + b.lagSumMillis(),
        Math.max(a.lagMaxMillis(), b.lagMaxMillis()));
  }
}
