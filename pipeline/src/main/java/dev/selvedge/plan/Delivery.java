package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import java.time.Instant;
import java.util.List;

/// Where one subject stands at one target: the row the hub steers by. Immutable.
///
/// @param target the system that is to hold it; each has queues of its own, so that one that fails
///     delays no other
/// @param person whose subject it is; an order waits for this person's contact
/// @param desired hash of what the target should hold
/// @param delivered what it is known to hold
/// @param state what happens next
/// @param lane how urgent
/// @param flow the feed whose record made it due
/// @param changedAt the source's change time of the oldest change not yet delivered; freshness
///     counts from here
/// @param dueAt not before this
/// @param attempts failed attempts since the last success
/// @param together how many may share an import with it, see [DueQueue#together]
/// @param notAfter when it is dropped instead of sent, [#NO_DEADLINE] for never
/// @param channel what it is done with, where that differs within a facet, see [DueQueue#channel]
public record Delivery(
    SystemName target,
    Subject subject,
    PersonId person,
    ContentHash desired,
    Delivered delivered,
    State state,
    Lane lane,
    Feed flow,
    Instant changedAt,
    Instant dueAt,
    int attempts,
    int together,
    Instant notAfter,
    String channel) {
  /// It is sent however late.
  public static final Instant NO_DEADLINE = Instant.EPOCH;

  /// What goes with all others of its facet.
  public Delivery(
      SystemName target,
      Subject subject,
      PersonId person,
      ContentHash desired,
      Delivered delivered,
      State state,
      Lane lane,
      Feed flow,
      Instant changedAt,
      Instant dueAt,
      int attempts,
      int together,
      Instant notAfter) {
    this(
        target,
        subject,
        person,
        desired,
        delivered,
        state,
        lane,
        flow,
        changedAt,
        dueAt,
        attempts,
        together,
        notAfter,
        DueQueue.COMMON);
  }

  /// Stands in place of what was desired of an enrolment that is not to happen any more. Should it
  /// be wanted again before its deadline, it is planned again: nothing came of it.
  public static final ContentHash CANCELLED = ContentHash.of("cancelled");

  /// What happens next with a delivery.
  ///
  /// ```
  ///           plan                claim               settle
  ///  (none) ───────► WAITING ───► DUE ──────► CLAIMED ──────► SETTLED
  ///                  (contact      ▲             │               │
  ///                   first)       └─retry/crash─┤◄──changed─────┘
  ///                                              └─► PARKED (a person, or a newer record)
  /// ```
  public enum State {
    /// an order, proof or choice whose contact is not there yet, an enrolment whose contact or
    /// order is not, a contact whose new address another one has not left yet, or a contact or
    /// choice that may be told only when the target's past opt-outs are known
    WAITING,
    DUE,
    /// in a call or an import job right now
    CLAIMED,
    /// the target holds what it should
    SETTLED,
    PARKED
  }

  /// Whether it would come too late at this time.
  public boolean isTooLate(Instant now) {
    return !notAfter.equals(NO_DEADLINE) && now.isAfter(notAfter);
  }

  /// The queue in which it waits: of its facet and lane, and with whom it may go together.
  public DueQueue queue() {
    return new DueQueue(subject.facet(), lane, together, flow, channel);
  }

  /// The same in another state.
  public Delivery with(State next) {
    return new Delivery(
        target, subject, person, desired, delivered, next, lane, flow, changedAt, dueAt, attempts,
        together, notAfter, channel);
  }

  /// The same, due at this time after so many attempts.
  public Delivery dueAgain(Instant at, int attemptsNow) {
    return new Delivery(
        target,
        subject,
        person,
        desired,
        delivered,
        State.DUE,
        lane,
        flow,
        changedAt,
        at,
        attemptsNow,
        together,
        notAfter,
        channel);
  }

  /// Whether it was cancelled: nothing is desired of it any more.
  public boolean isCancelled() {
    return desired.equals(CANCELLED);
  }

  /// The same where something else is desired of it.
  public Delivery wanted(ContentHash other, State next) {
    return new Delivery(
        target, subject, person, other, delivered, next, lane, flow, changedAt, dueAt, attempts,
        together, notAfter, channel);
  }

  /// Not to happen any more; nothing came of it.
  public Delivery cancelled() {
    return wanted(CANCELLED, State.SETTLED);
  }

  /// The same at another time.
  public Delivery timed(Instant at, Instant until) {
    return new Delivery(
        target, subject, person, desired, delivered, state, lane, flow, changedAt, at, attempts,
        together, until, channel);
  }

  /// The same, done with something else.
  public Delivery by(String otherChannel) {
    return new Delivery(
        target,
        subject,
        person,
        desired,
        delivered,
        state,
        lane,
        flow,
        changedAt,
        dueAt,
        attempts,
        together,
        notAfter,
        otherChannel);
  }

  /// The same of another person.
  public Delivery ownedBy(PersonId other) {
    return new Delivery(
        target, subject, other, desired, delivered, state, lane, flow, changedAt, dueAt, attempts,
        together, notAfter, channel);
  }

  /// Due again, with at most so many in one import.
  public Delivery inCompanyOf(int atMost, Instant at) {
    return new Delivery(
        target, subject, person, desired, delivered, State.DUE, lane, flow, changedAt, at, attempts,
        atMost, notAfter, channel);
  }

  /// Due again because the target no longer holds what it once acknowledged: freshness counts from
  /// when that was noticed.
  public Delivery forgotten(Instant at) {
    return new Delivery(
        target,
        subject,
        person,
        desired,
        new Delivered.Never(),
        State.DUE,
        lane,
        flow,
        at,
        at,
        attempts,
        DueQueue.ANY,
        notAfter,
        channel);
  }

  /// The same, of which other things are known at the target.
  public Delivery holding(Delivered known) {
    return new Delivery(
        target, subject, person, desired, known, state, lane, flow, changedAt, dueAt, attempts,
        together, notAfter, channel);
  }

  /// The same after a call of which nothing is known, not even whether it moved the contact to
  /// another address or the order to its present person.
  public Delivery inDoubt(Instant now) {
    if (subject.facet() == Facet.PROOF) {
      return holding(new Delivered.Doubtful(delivered.remoteId(), delivered.address(), now));
    }
    if (delivered instanceof Delivered.Never || !subject.facet().repeatable()) {
      return this;
    }
    if (subject.facet() == Facet.CHOICE) {
      return holding(new Delivered.Doubtful(delivered.remoteId(), delivered.address(), now));
    }
    String id = delivered.remoteId();
    return holding(
        subject.facet() == Facet.CONTACT
            ? new Delivered.Doubtful(id, id.isEmpty() ? delivered.address() : "", now)
            : new Delivered.Doubtful(
                OrderOwners.both(id, OrderOwners.text(List.of(person))), delivered.address(), now));
  }

  /// The same after the target said that it holds this.
  public Delivery acknowledged(Delivered.Acknowledged what, State next) {
    return new Delivery(
        target,
        subject,
        person,
        desired,
        what,
        next,
        lane,
        flow,
        changedAt,
        dueAt,
        0,
        DueQueue.ANY,
        notAfter,
        channel);
  }
}
