package dev.selvedge.send;

import dev.selvedge.Lane;
import dev.selvedge.Outcome;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long what was told took from the source's change on. A first sync is left out: its age is
/// the age of the data, not of the hub. What was to start only later counts from then, and what
/// was to start and was dropped past its deadline never came.
public final class Promptness {
  private final Automations automations;
  private final Instant now;

  /// @param automations those whose delays are meant
  Promptness(Automations automations, Instant now) {
    this.automations = automations;
    this.now = now;
  }

  /// What an attempt says of it; empty where nothing was told by it.
  Optional<Told> of(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    if (delivery.lane() == Lane.BULK || attempt.aftermath() instanceof Aftermath.OnItsWay) {
      return Optional.empty();
    }
    return switch (attempt.outcome()) {
      case Outcome.Done ignored ->
          Optional.of(told(delivery, Bounds.bucket(Duration.between(from(delivery), now))));
      case Outcome.Drop ignored ->
          delivery.subject().facet() == Facet.ENROLMENT && delivery.isTooLate(now)
              ? Optional.of(told(delivery, Bounds.beyond()))
              : Optional.empty();
      case Outcome.Park ignored -> Optional.empty();
      case Outcome.Retry ignored -> Optional.empty();
      case Outcome.Snooze ignored -> Optional.empty();
      case Outcome.Unknown ignored -> Optional.empty();
    };
  }

  private Told told(Delivery delivery, int bucket) {
    Strand strand =
        new Strand(
            delivery.flow().toString(),
            delivery.target().value(),
            matter(delivery.subject().facet(), delivery.lane()));
    return new Told(strand, now, bucket, 1);
  }

  /// What a facet tells.
  public static Matter matter(Facet facet, Lane lane) {
    return switch (facet) {
      case CONTACT -> lane == Lane.URGENT ? Matter.CONSENT : Matter.CONTACT;
      case ORDER -> Matter.ORDER;
      case ENROLMENT -> Matter.AUTOMATION;
      case PROOF, CONSENT, CHOICE -> Matter.CONSENT;
      case PRODUCT, CART, RECORD -> Matter.ITEM;
    };
  }

  private Instant from(Delivery delivery) {
    Instant changed = delivery.changedAt();
    if (delivery.subject().facet() != Facet.ENROLMENT
        || delivery.notAfter().equals(Delivery.NO_DEADLINE)) {
      return changed;
    }
    // The deadline tells when it happened; when it is due now may only be when it is tried again.
    Instant begins =
        EnrolmentKey.parse(delivery.subject().id())
            .flatMap(key -> automations.named(key.rule()))
            .map(rule -> delivery.notAfter().minus(rule.within()).plus(rule.terms().delay()))
            .orElse(changed);
    return begins.isAfter(changed) ? begins : changed;
  }
}
