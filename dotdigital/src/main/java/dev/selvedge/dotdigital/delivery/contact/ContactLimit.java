package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import java.time.Duration;
import java.time.Instant;

/// What is remembered when the account may hold no more contacts. Those it has can still be
/// changed, so only new ones wait, an hour at a time and without a call; one of them is parked, so
/// that somebody learns of it and nobody gets thousands of parked contacts. Thread-safe.
public final class ContactLimit {
  private static final Duration WAIT = Duration.ofHours(1);

  private final Outcomes outcomes;
  private Instant fullSince = Instant.MAX;
  private Instant fullUntil = Instant.MIN;
  private boolean said;

  public ContactLimit(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  synchronized boolean isFull() {
    return outcomes.now().isBefore(fullUntil);
  }

  /// Dotdigital said that the account is full.
  synchronized void reached() {
    if (!isFull()) {
      fullSince = outcomes.now();
    }
    fullUntil = outcomes.now().plus(WAIT);
  }

  /// Whether it was known at an instant, so that what was sent then held no new contact on purpose.
  synchronized boolean wasKnownAt(Instant instant) {
    return isFull() && !instant.isBefore(fullSince);
  }

  /// A contact was created: there is room.
  synchronized void hasRoom() {
    fullSince = Instant.MAX;
    fullUntil = Instant.MIN;
    said = false;
  }

  /// Whether it has been said by a parked contact.
  synchronized boolean isSaid() {
    return said;
  }

  /// For all of an import that met the limit: contacts that are there already go on, new ones wait.
  Outcome knownOnes() {
    return new Outcome.Snooze(
        "the account may hold no more contacts; those it has go again", outcomes.now());
  }

  /// For a contact that has to wait, when it has been said.
  synchronized Outcome waiting() {
    return new Outcome.Snooze("the account may hold no more contacts", fullUntil);
  }

  /// What a new contact comes to now.
  synchronized Outcome refuse() {
    if (said) {
      return waiting();
    }
    said = true;
    return outcomes.park(
        "contact-limit",
        "The account may hold no more contacts. Those it has are kept up to date; new ones wait and"
            + " are tried every hour. Extend the package or remove contacts, then replay this one.");
  }
}
