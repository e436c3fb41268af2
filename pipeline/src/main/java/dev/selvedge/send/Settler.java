package dev.selvedge.send;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.Stage;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.trail.Trail;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.FlowMinutes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes down what became of sent items: the delivery's new state, its trail entry, the flow's
/// freshness, and what may go next because of it. Confined to one transaction.
public final class Settler {
  private final Deliveries deliveries;
  private final Trail trail;
  private final ParkedItems parked;
  private final FlowMinutes flowMinutes;
  private final Instant now;

  public Settler(
      Deliveries deliveries,
      Trail trail,
      ParkedItems parked,
      FlowMinutes flowMinutes,
      Instant now) {
    this.deliveries = deliveries;
    this.trail = trail;
    this.parked = parked;
    this.flowMinutes = flowMinutes;
    this.now = now;
  }

  /// Settles items of one call or import.
  public void settle(List<Attempt> attempts) {
    List<Delivery> settled = new ArrayList<>();
    List<TrailEntry> entries = new ArrayList<>();
    List<ParkedItem> toPark = new ArrayList<>();
    List<String> through = new ArrayList<>();
    List<PersonId> firstContacts = new ArrayList<>();
    Map<String, FlowMinute> minutes = new HashMap<>();
    for (Attempt attempt : attempts) {
      Delivery delivery = attempt.delivery();
      settled.add(after(attempt));
      entries.add(entry(attempt));
      switch (attempt.outcome()) {
        case Outcome.Done ignored -> {
          through.add(delivery.subject().toString());
          minutes.merge(delivery.flow().toString(), delivered(delivery), Settler::sum);
          if (delivery.subject().facet() == Facet.CONTACT
              && delivery.delivered() instanceof Delivered.Never) {
            firstContacts.add(delivery.person());
          }
        }
        case Outcome.Park park -> toPark.add(parkedItem(delivery, park));
        case Outcome.Retry ignored -> {}
        case Outcome.Snooze ignored -> {}
        case Outcome.Drop ignored -> {}
        case Outcome.Unknown ignored -> {}
      }
    }
    deliveries.settle(settled);
    trail.append(entries);
    parked.park(toPark);
    parked.clear(through);
    flowMinutes.add(minutes.values());
    if (!firstContacts.isEmpty()) {
      deliveries.wake(firstContacts, now);
    }
  }

  private Delivery after(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    return switch (attempt.outcome()) {
      case Outcome.Done ignored ->
          delivery.acknowledged(
              new Delivered.Acknowledged(
                  attempt.sent(), attempt.remoteId(), attempt.address(), now),
              ended(attempt, State.SETTLED));
      case Outcome.Retry retry -> delivery.dueAgain(retry.at(), delivery.attempts() + 1);
      case Outcome.Snooze snooze -> delivery.dueAgain(snooze.until(), delivery.attempts());
      // Writes to Dotdigital are upserts: sending one again is safe, so the check is the next
      // attempt.
      case Outcome.Unknown unknown -> delivery.dueAgain(unknown.checkAt(), delivery.attempts() + 1);
      case Outcome.Park ignored -> delivery.with(ended(attempt, State.PARKED));
      case Outcome.Drop ignored -> delivery.with(ended(attempt, State.SETTLED));
    };
  }

  /// An import takes its time: what was planned since it was handed over is still to be sent.
  private static State ended(Attempt attempt, State state) {
    return attempt.sent().equals(attempt.delivery().desired()) ? state : State.DUE;
  }

  private TrailEntry entry(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    boolean order = delivery.subject().facet() == Facet.ORDER;
    TrailEntry.About about =
        new TrailEntry.About(
            delivery.person().value(),
            order ? delivery.subject().id() : "",
            "",
            delivery.flow().system().value(),
            0);
    return new TrailEntry(
        now, Stage.SEND, attempt.outcome().word(), about, sentence(attempt, order));
  }

  private static String sentence(Attempt attempt, boolean order) {
    String what = order ? "order record" : "contact";
    return switch (attempt.outcome()) {
      case Outcome.Done ignored -> what + " written to " + attempt.target() + " " + attempt.how();
      case Outcome.Retry retry -> what + " not written: " + retry.why() + "; trying again";
      case Outcome.Snooze snooze -> what + " waits: " + snooze.why();
      case Outcome.Park park -> what + " parked: " + park.sentence();
      case Outcome.Drop drop -> what + " not sent: " + drop.why();
      case Outcome.Unknown unknown ->
          what + " may have been written: " + unknown.why() + "; writing it again is safe";
    };
  }

  private ParkedItem parkedItem(Delivery delivery, Outcome.Park park) {
    return new ParkedItem(
        delivery.subject().toString(),
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

  /// One item that was sent.
  ///
  /// @param delivery as it was claimed
  /// @param sent fingerprint of what was sent
  /// @param remoteId the target's id for it, or empty
  /// @param address the e-mail it was filed under
  /// @param target the target's name
  /// @param how `by itself` or `in import …`
  public record Attempt(
      Delivery delivery,
      Outcome outcome,
      ContentHash sent,
      String remoteId,
      String address,
      String target,
      String how) {}
}
