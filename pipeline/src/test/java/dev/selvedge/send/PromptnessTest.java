package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Terms;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptnessTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant CHANGED = NOW.minus(Duration.ofMinutes(10));
  private static final PersonId ADA = new PersonId(1);
  private static final ContentHash HASH = ContentHash.of("x");

  private static Delivery delivery(Subject subject, Lane lane, Instant notAfter) {
    return new Delivery(
        new SystemName("dotdigital"),
        subject,
        ADA,
        HASH,
        new Delivered.Never(),
        Delivery.State.CLAIMED,
        lane,
        new Feed(new SystemName("shop"), new RecordKind("order")),
        CHANGED,
        NOW,
        3,
        DueQueue.ANY,
        notAfter);
  }

  private static Attempt attempt(Delivery delivery, Outcome outcome, Aftermath aftermath) {
    return new Attempt(delivery, outcome, new Sent(HASH, HASH, "", ""), "", aftermath);
  }

  private static Optional<Told> of(Delivery delivery, Outcome outcome) {
    return new Promptness(Automations.NONE, NOW)
        .of(attempt(delivery, outcome, Aftermath.nothing()));
  }

  private static Delivery contact(Lane lane) {
    return delivery(Subject.contact(ADA), lane, Delivery.NO_DEADLINE);
  }

  @Test
  void what_was_acknowledged_took_from_the_change_until_now() {
    assertThat(of(contact(Lane.NORMAL), new Outcome.Done()))
        .contains(
            new Told(
                new Strand("shop/order", "dotdigital", Matter.CONTACT),
                NOW,
                Bounds.bucket(Duration.ofMinutes(10)),
                1));
    assertThat(of(contact(Lane.URGENT), new Outcome.Done()))
        .map(told -> told.strand().matter())
        .contains(Matter.CONSENT);
  }

  @Test
  void a_first_sync_is_no_change() {
    assertThat(of(contact(Lane.BULK), new Outcome.Done())).isEmpty();
  }

  @Test
  void what_was_not_told_took_no_time_yet() {
    for (Outcome outcome :
        List.of(
            new Outcome.Retry("no", NOW),
            new Outcome.Snooze("no", NOW),
            new Outcome.Unknown("no", NOW),
            new Outcome.Park("cause", "no"),
            new Outcome.Drop("no"))) {
      assertThat(of(contact(Lane.NORMAL), outcome)).isEmpty();
    }
    assertThat(
            new Promptness(Automations.NONE, NOW)
                .of(attempt(contact(Lane.NORMAL), new Outcome.Done(), new Aftermath.OnItsWay())))
        .isEmpty();
  }

  @Test
  void what_was_to_start_later_counts_from_then() {
    Instant happened = NOW.minus(Duration.ofHours(2));
    Rule rule =
        new Rule(
                "welcome",
                FactKind.ORDER_PLACED,
                new Action.Enrol(1),
                Duration.ofDays(1),
                Rule.Purpose.MARKETING)
            .with(Terms.NONE.after(Duration.ofMinutes(119)));
    Delivery enrolment =
        delivery(
            Subject.enrolment(
                new EnrolmentKey("welcome", FactKind.ORDER_PLACED, "shop/1", "").text()),
            Lane.URGENT,
            happened.plus(Duration.ofDays(1)));

    assertThat(
            new Promptness(new Automations(List.of(rule)), NOW)
                .of(attempt(enrolment, new Outcome.Done(), Aftermath.nothing())))
        .map(Told::bucket)
        .contains(Bounds.bucket(Duration.ofMinutes(1)));
    assertThat(of(enrolment, new Outcome.Done()))
        .map(Told::bucket)
        .contains(Bounds.bucket(Duration.ofMinutes(10)));
  }

  @Test
  void what_was_to_start_and_was_dropped_too_late_never_came() {
    Subject start = Subject.enrolment("welcome/order-placed/1/");
    assertThat(of(delivery(start, Lane.URGENT, NOW.minusSeconds(1)), new Outcome.Drop("late")))
        .contains(
            new Told(
                new Strand("shop/order", "dotdigital", Matter.AUTOMATION),
                NOW,
                Bounds.beyond(),
                1));
    assertThat(of(delivery(start, Lane.URGENT, NOW.plusSeconds(1)), new Outcome.Drop("no consent")))
        .isEmpty();
  }

  @Test
  void each_facet_tells_one_matter() {
    assertThat(Promptness.matter(Facet.ORDER, Lane.URGENT)).isEqualTo(Matter.ORDER);
    assertThat(Promptness.matter(Facet.CHOICE, Lane.NORMAL)).isEqualTo(Matter.CONSENT);
    assertThat(Promptness.matter(Facet.CART, Lane.NORMAL)).isEqualTo(Matter.ITEM);
  }
}
