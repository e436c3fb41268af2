package dev.selvedge.work;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DesiredStates;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Target.Item;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What says that somebody is not to be mailed is not parked like other things, to wait for a
/// person: it is tried again every hour.
///
/// | a contact that is not to be mailed | and the target |  |
/// |---|---|---|
/// | refused as one of an import | | goes by itself |
/// | refused by itself | took that it is not to be mailed | parked like any other |
/// | refused by itself | did not take that either | parked with a cause of its own, and tried again
/// |
final class Declining {
  private static final String UNDELIVERED = ".opt-out-undelivered";
  private static final Duration TRY_EVERY = Duration.ofHours(1);

  /// For a month.
  private static final int TRIES = 24 * 30;

  private static final int AT_ONCE = 500;

  private Declining() {}

  /// Whether an item says of somebody whom the target may mail until then that it must not.
  static boolean isOne(Item item) {
    boolean refused =
        item.desired() instanceof Desired.Contact contact && contact.mail() == Desired.Mail.REFUSED;
    return (refused || item.desired() instanceof Desired.Retired)
        && item.tellings().stream().anyMatch(telling -> telling.choice() == Choice.OPT_OUT);
  }

  /// Whom of the contacts that are about to be parked somebody has declined for.
  static Set<Subject> among(List<Attempt> attempts, PlanRules rules, Store.Ports ports) {
    Set<PersonId> parked =
        attempts.stream()
            .filter(Declining::isParkedContact)
            .map(attempt -> attempt.delivery().person())
            .collect(Collectors.toSet());
    return new DesiredStates(rules, ports.records())
        .contacts(parked).entrySet().stream()
            .filter(
                entry ->
                    entry.getValue() instanceof Desired.Contact contact
                        && contact.mail() == Desired.Mail.REFUSED)
            .map(entry -> Subject.contact(entry.getKey()))
            .collect(Collectors.toSet());
  }

  static boolean isParkedContact(Attempt attempt) {
    return attempt.outcome() instanceof Outcome.Park
        && attempt.delivery().subject().facet() == Facet.CONTACT;
  }

  /// The same as something that is tried again.
  static Outcome.Park undelivered(SystemName target, Outcome.Park park) {
    return new Outcome.Park(
        target.value() + UNDELIVERED,
        park.sentence()
            + " This contact is not to be mailed, which has not been taken either; it is tried"
            + " again every hour for a month.");
  }

  /// What was not taken an hour ago becomes due, some at a time.
  ///
  /// @return how many
  static int tryAgain(SystemName target, Store.Ports ports, Instant now) {
    Instant before = now.minus(TRY_EVERY);
    List<Parked> found = ports.parked().newest(target.value() + UNDELIVERED, AT_ONCE, 0);
    List<Parked> due =
        found.stream()
            .filter(parked -> !parked.isOnItsWay())
            .filter(parked -> !parked.item().lastSeen().isAfter(before))
            .filter(parked -> parked.item().times() <= TRIES)
            .toList();
    if (due.isEmpty()) {
      return 0;
    }
    ports.parked().replayed(due.stream().map(Parked::number).toList(), now);
    return ports
        .deliveries()
        .unpark(
            target,
            due.stream().map(parked -> subject(target, parked.item())).toList(),
            Delivery.State.DUE,
            now);
  }

  private static Subject subject(SystemName target, ParkedItem item) {
    String prefix = target + "/" + Subject.contact(new PersonId(0)).toString().replace("0", "");
    return new Subject(Facet.CONTACT, item.subject().substring(prefix.length()));
  }
}
