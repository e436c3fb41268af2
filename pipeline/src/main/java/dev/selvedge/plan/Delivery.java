package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.connector.Feed;
import java.time.Instant;

/// Where one subject stands at the target: the row the hub steers by. Immutable.
///
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
public record Delivery(
    Subject subject,
    PersonId person,
    ContentHash desired,
    Delivered delivered,
    State state,
    Lane lane,
    Feed flow,
    Instant changedAt,
    Instant dueAt,
    int attempts) {

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
    /// an order whose contact is not there yet
    WAITING,
    DUE,
    /// in a call or an import job right now
    CLAIMED,
    /// the target holds what it should
    SETTLED,
    PARKED
  }

  public Delivery with(State next) {
    return new Delivery(
        subject, person, desired, delivered, next, lane, flow, changedAt, dueAt, attempts);
  }

  public Delivery dueAgain(Instant at, int attemptsNow) {
    return new Delivery(
        subject, person, desired, delivered, State.DUE, lane, flow, changedAt, at, attemptsNow);
  }

  public Delivery acknowledged(Delivered.Acknowledged what, State next) {
    return new Delivery(subject, person, desired, what, next, lane, flow, changedAt, dueAt, 0);
  }
}
