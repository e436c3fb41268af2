package dev.selvedge.plan.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Fact;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.EnrolmentStates.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnrolmentPlanTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant DEADLINE = NOON.plusSeconds(7200);
  private static final PersonId ADA = new PersonId(1);
  private static final PersonId BOB = new PersonId(2);
  private static final OrderKey ORDER = new OrderKey("WEB-1");
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final Holder HOLDER =
      new Holder(DOTDIGITAL, Set.of(Facet.CONTACT, Facet.ORDER, Facet.ENROLMENT));
  private static final Feed FLOW = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final ContentHash HASH = ContentHash.of("held");

  @Test
  void it_is_due_when_contact_and_order_are_there() {
    Delivery planned = planned(Lane.NORMAL, NOON, contact(ADA), order(State.SETTLED));

    assertThat(planned.state()).isEqualTo(State.DUE);
    assertThat(planned.lane()).isEqualTo(Lane.URGENT);
    assertThat(planned.notAfter()).isEqualTo(DEADLINE);
    assertThat(planned.person()).isEqualTo(ADA);
    assertThat(planned.subject().id()).isEqualTo("shipped-mail/shipped/WEB-1/P1");
  }

  @Test
  void it_waits_while_either_is_missing() {
    assertThat(planned(Lane.NORMAL, NOON, contact(ADA), order(State.DUE)).state())
        .isEqualTo(State.WAITING);
    assertThat(planned(Lane.NORMAL, NOON, contact(ADA), order(State.PARKED)).state())
        .isEqualTo(State.WAITING);
    assertThat(planned(Lane.NORMAL, NOON, order(State.SETTLED)).state()).isEqualTo(State.WAITING);
  }

  @Test
  void it_waits_for_no_order_where_none_is_kept() {
    assertThat(planned(Lane.NORMAL, NOON, contact(ADA)).state()).isEqualTo(State.DUE);
  }

  @Test
  void it_may_still_be_made_in_the_last_moment_and_not_after_it() {
    assertThat(planned(Lane.NORMAL, DEADLINE, contact(ADA)).state()).isEqualTo(State.DUE);
    assertThat(planned(Lane.NORMAL, DEADLINE.plusMillis(1), contact(ADA)).state())
        .isEqualTo(State.SETTLED);
    assertThat(planned(Lane.NORMAL, DEADLINE.plus(Duration.ofDays(900)), contact(ADA)).state())
        .isEqualTo(State.SETTLED);
  }

  @Test
  void a_first_sync_starts_nothing_and_keeps_nothing_of_long_ago() {
    assertThat(planned(Lane.BULK, NOON, contact(ADA)).state()).isEqualTo(State.SETTLED);
    assertThat(planned(Lane.BULK, DEADLINE.plus(Duration.ofDays(1)), contact(ADA)).state())
        .isEqualTo(State.SETTLED);

    EnrolmentPlan old = plan(Lane.BULK, DEADLINE.plus(Duration.ofDays(1)).plusMillis(1), ADA);

    assertThat(old.subjects()).isEmpty();
    assertThat(old.changes(HOLDER, Map.of(), List.of())).isEmpty();
  }

  @Test
  void planned_once_more_it_stays_as_it_is() {
    for (State state : State.values()) {
      Delivery known = enrolment(ADA, state);
      Map<Subject, Delivery> standing = standing(contact(ADA), order(State.DUE));

      assertThat(plan(Lane.NORMAL, NOON, ADA).changes(HOLDER, standing, List.of(known))).isEmpty();
      assertThat(plan(Lane.BULK, NOON, ADA).changes(HOLDER, standing, List.of(known))).isEmpty();
    }
  }

  @Test
  void what_waited_is_due_when_all_it_waited_for_turns_out_to_be_there() {
    List<Delivery> changes =
        plan(Lane.NORMAL, NOON, ADA)
            .changes(
                HOLDER,
                standing(contact(ADA), order(State.SETTLED)),
                List.of(enrolment(ADA, State.WAITING)));

    assertThat(changes).extracting(Delivery::state).containsExactly(State.DUE);
  }

  @Test
  void what_has_not_gone_comes_to_wait_where_its_rule_sends_it_now() {
    Delivery before = enrolment(ADA, State.DUE).by("11");

    assertThat(
            plan(Lane.NORMAL, NOON, ADA)
                .changes(HOLDER, standing(contact(ADA), order(State.DUE)), List.of(before)))
        .containsExactly(enrolment(ADA, State.DUE));
  }

  @Test
  void it_follows_its_order_to_another_person_until_it_has_gone() {
    Map<Subject, Delivery> standing = standing(contact(BOB), order(State.DUE));
    for (State state : List.of(State.WAITING, State.DUE, State.CLAIMED, State.PARKED)) {
      assertThat(
              plan(Lane.NORMAL, NOON, BOB)
                  .changes(HOLDER, standing, List.of(enrolment(ADA, state))))
          .containsExactly(enrolment(BOB, state));
    }

    assertThat(
            plan(Lane.NORMAL, NOON, BOB)
                .changes(HOLDER, standing, List.of(enrolment(ADA, State.SETTLED))))
        .isEmpty();
  }

  @Test
  void what_was_cancelled_follows_it_too_and_so_can_come_back() {
    Map<Subject, Delivery> standing = standing(contact(BOB), order(State.SETTLED));
    Delivery ofAda = enrolment(ADA, State.SETTLED).wanted(Delivery.CANCELLED, State.SETTLED);
    Delivery ofBob = ofAda.ownedBy(BOB);

    assertThat(
            plan(Lane.NORMAL, NOON, BOB, Optional.of("it is over"))
                .changes(HOLDER, standing, List.of(ofAda)))
        .containsExactly(ofBob);
    assertThat(
            plan(Lane.NORMAL, DEADLINE.plusMillis(1), BOB)
                .changes(HOLDER, standing, List.of(ofAda)))
        .containsExactly(ofBob);
    assertThat(plan(Lane.NORMAL, NOON, BOB).changes(HOLDER, standing, List.of(ofBob)))
        .extracting(Delivery::state, Delivery::person)
        .containsExactly(tuple(State.DUE, BOB));
  }

  @Test
  void what_happened_before_starts_nobody_because_their_contact_was_edited() {
    assertThat(changes(FactKind.FIRST_ORDER, "WEB-1", true))
        .extracting(Delivery::state)
        .containsExactly(State.DUE);
    assertThat(changes(FactKind.FIRST_ORDER, "WEB-1", false))
        .extracting(Delivery::state)
        .containsExactly(State.SETTLED);
    assertThat(changes(FactKind.BACK_IN_STOCK, "W", false)).isEmpty();
    assertThat(changes(FactKind.FIELD_CHANGED, "1-1", false)).hasSize(1);
  }

  private static List<Delivery> changes(FactKind kind, String key, boolean news) {
    Trigger trigger =
        switch (kind) {
          case FIRST_ORDER -> new Trigger.NthOrder(1);
          case FIELD_CHANGED -> new Trigger.FieldChanged("tier", "", "");
          default -> new Trigger.BackInStock();
        };
    Rule rule =
        new Rule(
            "rule",
            trigger,
            new Action.Enrol(12),
            Duration.ofHours(2),
            Rule.Purpose.TRANSACTIONAL,
            Terms.NONE);
    Fact fact = new Fact(kind, key, "", NOON, NOON);
    Asked asked =
        new Asked(
            rule.enrolment(fact),
            rule,
            fact,
            ADA,
            news,
            news,
            Optional.empty(),
            "",
            Optional.empty());
    return new EnrolmentPlan(
            List.of(asked),
            Map.of(Subject.contact(ADA), new Cause(FLOW, Lane.NORMAL, NOON)),
            new Cause(FLOW, Lane.NORMAL, NOON),
            NOON)
        .changes(HOLDER, standing(contact(ADA), order(State.SETTLED)), List.of());
  }

  private static Delivery planned(Lane lane, Instant now, Delivery... standing) {
    List<Delivery> changes = plan(lane, now, ADA).changes(HOLDER, standing(standing), List.of());
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  private static EnrolmentPlan plan(Lane lane, Instant now, PersonId person) {
    return plan(lane, now, person, Optional.empty());
  }

  private static EnrolmentPlan plan(
      Lane lane, Instant now, PersonId person, Optional<String> over) {
    Rule rule =
        new Rule(
            "shipped-mail",
            FactKind.SHIPPED,
            new Action.Enrol(12),
            Duration.between(NOON, DEADLINE),
            Rule.Purpose.MARKETING);
    Fact fact = new Fact(FactKind.SHIPPED, ORDER, "P1", NOON);
    return new EnrolmentPlan(
        List.of(
            new Asked(
                rule.enrolment(fact), rule, fact, person, true, true, Optional.empty(), "", over)),
        Map.of(Subject.order(ORDER), new Cause(FLOW, lane, NOON)),
        new Cause(FLOW, Lane.NORMAL, NOON),
        now);
  }

  private static Map<Subject, Delivery> standing(Delivery... deliveries) {
    Map<Subject, Delivery> standing = new HashMap<>();
    Arrays.stream(deliveries).forEach(delivery -> standing.put(delivery.subject(), delivery));
    return standing;
  }

  private static Delivery contact(PersonId person) {
    return delivery(Subject.contact(person), person, State.SETTLED, Delivery.NO_DEADLINE);
  }

  private static Delivery order(State state) {
    return delivery(Subject.order(ORDER), ADA, state, Delivery.NO_DEADLINE);
  }

  private static Delivery enrolment(PersonId person, State state) {
    return delivery(Subject.enrolment("shipped-mail/shipped/WEB-1/P1"), person, state, DEADLINE)
        .by("12");
  }

  private static Delivery delivery(
      Subject subject, PersonId person, State state, Instant notAfter) {
    return new Delivery(
        DOTDIGITAL,
        subject,
        person,
        HASH,
        new Delivered.Acknowledged(HASH, "77", "ada@example.com", NOON),
        state,
        Lane.URGENT,
        FLOW,
        NOON,
        NOON,
        0,
        DueQueue.ANY,
        notAfter);
  }
}
