package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Target.Item;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What says that somebody is not to be mailed is not parked like other things, to wait for a
/// person: it is tried again every hour.
///
/// | a contact that is not to be mailed, a choice that is declined | and the target |  |
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

  /// Whether an item says of somebody whom the target may mail until then that it must not, or not
  /// in one way.
  static boolean isOne(Item item) {
    boolean refused =
        item.desired() instanceof Desired.Contact contact && contact.mail() == Desired.Mail.REFUSED;
    boolean left = item.desired() instanceof Desired.Chosen chosen && !chosen.optIn();
    return (refused || left || item.desired() instanceof Desired.Retired)
        && item.tellings().stream().anyMatch(telling -> telling.choice() == Choice.OPT_OUT);
  }

  /// For whom of the contacts and choices that are about to be parked somebody has declined.
  static Set<Subject> among(List<Attempt> attempts, PlanRules rules, Store.Ports ports) {
    List<Delivery> parked =
        attempts.stream().filter(Declining::isParked).map(Attempt::delivery).toList();
    DesiredStates states = new DesiredStates(rules, ports.records());
    Set<Subject> declined = new HashSet<>();
    states
        .contacts(of(Facet.CONTACT, parked).map(Delivery::person).toList())
        .forEach(
            (person, want) -> {
              if (want instanceof Desired.Contact contact
                  && contact.mail() == Desired.Mail.REFUSED) {
                declined.add(Subject.contact(person));
              }
            });
    states
        .choices(of(Facet.CHOICE, parked).map(Delivery::subject).toList())
        .forEach(
            (subject, want) -> {
              if (want instanceof Desired.Chosen chosen && !chosen.optIn()) {
                declined.add(subject);
              }
            });
    return declined;
  }

  private static Stream<Delivery> of(Facet facet, List<Delivery> parked) {
    return parked.stream().filter(row -> row.subject().facet() == facet);
  }

  static boolean isParked(Attempt attempt) {
    Facet facet = attempt.delivery().subject().facet();
    return attempt.outcome() instanceof Outcome.Park
        && (facet == Facet.CONTACT || facet == Facet.CHOICE);
  }

  /// The same as something that is tried again.
  static Outcome.Park undelivered(SystemName target, Outcome.Park park) {
    return new Outcome.Park(
        target.value() + UNDELIVERED,
        park.sentence()
            + " Somebody declined, which has not been taken either; it is tried again every hour for"
            + " a month.");
  }

  /// What was not taken an hour ago becomes due, some at a time and what waits longest first.
  ///
  /// @return how many
  static int tryAgain(SystemName target, Store.Ports ports, Instant now) {
    String cause = target.value() + UNDELIVERED;
    List<Parked> due = ports.parked().oldest(cause, now.minus(TRY_EVERY), TRIES, AT_ONCE);
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

  /// What [dev.selvedge.send.Settler#parkedAs] wrote.
  private static Subject subject(SystemName target, ParkedItem item) {
    String written = item.subject().substring(target.value().length() + 1);
    int slash = written.indexOf('/');
    Facet facet = Facet.valueOf(written.substring(0, slash).toUpperCase(Locale.ROOT));
    return new Subject(facet, written.substring(slash + 1));
  }
}
