package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Deliveries.Count;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every keeper of deliveries does. How they are claimed is in [DeliveryQueuesContract], how
/// claims end in [DeliverySettlingContract].
public abstract class DeliveriesContract extends PortContract {
  private static final Instant EARLY = NOW.minusSeconds(300);
  private static final Instant LATER = NOW.plusSeconds(300);
  private static final SystemName OTHER = new SystemName("mailer");

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private List<Delivery> find(SystemName target, Subject... subjects) {
    return read(ports -> ports.deliveries().find(target, List.of(subjects)));
  }

  @Test
  void a_delivery_comes_out_as_it_went_in() {
    Delivery never = aDelivery().contactOf(1).lane(Lane.URGENT).attempts(3).build();
    Delivery sent =
        aDelivery()
            .order("1000/é", 2)
            .desiring("new")
            .delivered("old", "4711", "ada@example.com", EARLY)
            .state(State.WAITING)
            .flow("erp", "order")
            .changedAt(EARLY)
            .dueAt(LATER)
            .together(500)
            .build();
    Delivery enrolment = aDelivery().enrolment("welcome/shop/é'1", 2).notAfter(LATER).build();
    plan(never, sent, enrolment);
    assertThat(find(TARGET, enrolment.subject(), sent.subject(), never.subject()))
        .containsExactly(never, sent, enrolment);
    assertThat(find(TARGET, Subject.contact(new PersonId(9)))).isEmpty();
    assertThat(find(TARGET)).isEmpty();
  }

  @Test
  void a_contact_and_an_order_of_one_id_are_two() {
    plan(aDelivery().contactOf(7).build(), aDelivery().order("7", 1).build());
    assertThat(find(TARGET, Subject.contact(new PersonId(7)), Subject.order(new OrderKey("7"))))
        .hasSize(2);
  }

  @Test
  void one_subject_stands_apart_at_each_target() {
    Delivery here = aDelivery().desiring("here").build();
    Delivery there = aDelivery().at("mailer").desiring("there").state(State.SETTLED).build();
    plan(here, there);
    assertThat(find(TARGET, here.subject())).containsExactly(here);
    assertThat(find(OTHER, here.subject())).containsExactly(there);
    assertThat(find(new SystemName("nobody"), here.subject())).isEmpty();
  }

  @Test
  void all_of_a_facet_are_gone_through_page_by_page_in_the_order_of_their_ids() {
    plan(
        aDelivery().order("B", 1).build(),
        aDelivery().order("A", 1).build(),
        aDelivery().order("C", 1).build(),
        aDelivery().contactOf(7).build());

    List<String> first = ids("", 2);
    assertThat(first).containsExactly("A", "B");
    assertThat(ids("B", 2)).containsExactly("C");
    assertThat(ids("C", 2)).isEmpty();
  }

  private List<String> ids(String after, int limit) {
    return read(ports -> ports.deliveries().following(TARGET, Facet.ORDER, after, limit)).stream()
        .map(row -> row.subject().id())
        .toList();
  }

  @Test
  void what_persons_have_at_a_target_is_found_by_facet() {
    Delivery first = aDelivery().order("1", 1).build();
    Delivery second = aDelivery().order("2", 2).state(State.PARKED).build();
    plan(
        second,
        first,
        aDelivery().order("3", 3).build(),
        aDelivery().order("4", 1).at("mailer").build(),
        aDelivery().enrolment("5", 1).build(),
        aDelivery().contactOf(1).build());
    Set<PersonId> persons = Set.of(new PersonId(1), new PersonId(2), new PersonId(9));
    reading(
        ports -> {
          assertThat(ports.deliveries().ofPersons(TARGET, Facet.ORDER, persons))
              .containsExactly(first, second);
          assertThat(ports.deliveries().ofPersons(TARGET, Facet.ENROLMENT, persons)).hasSize(1);
          assertThat(ports.deliveries().ofPersons(OTHER, Facet.CONTACT, persons)).isEmpty();
          assertThat(ports.deliveries().ofPersons(TARGET, Facet.ORDER, Set.of())).isEmpty();
        });
  }

  @Test
  void planning_again_replaces() {
    plan(aDelivery().build());
    Delivery next =
        aDelivery()
            .desiring("other")
            .delivered("desired", "1", "ada@example.com", EARLY)
            .state(State.SETTLED)
            .lane(Lane.BULK)
            .flow("erp", "customer")
            .changedAt(LATER)
            .dueAt(LATER)
            .attempts(2)
            .together(8)
            .notAfter(LATER)
            .build();
    plan(next);
    assertThat(find(TARGET, next.subject())).containsExactly(next);
  }

  @Test
  void what_cannot_be_repeated_is_never_made_due_again_by_planning() {
    for (State state : State.values()) {
      Delivery there =
          aDelivery().enrolment("mail/" + state, 1).state(state).notAfter(LATER).build();
      Delivery again =
          aDelivery()
              .enrolment("mail/" + state, 2)
              .desiring("other")
              .lane(Lane.BULK)
              .dueAt(LATER)
              .attempts(9)
              .state(State.DUE)
              .build();
      plan(there);
      plan(again);
      Delivery found = find(TARGET, there.subject()).getFirst();

      assertThat(found.desired()).isEqualTo(there.desired());
      assertThat(found.lane()).isEqualTo(there.lane());
      assertThat(found.attempts()).isZero();
      assertThat(found.notAfter()).isEqualTo(LATER);
      boolean gone = state == State.SETTLED;
      assertThat(found.person()).isEqualTo(new PersonId(gone ? 1 : 2));
      boolean starts = state == State.WAITING || state == State.DUE || state == State.CLAIMED;
      assertThat(found.state()).isEqualTo(starts ? State.DUE : state);
    }
  }

  @Test
  void what_was_not_tried_may_be_cancelled_and_only_that_is_wanted_again() {
    for (State state : State.values()) {
      Delivery there =
          aDelivery().enrolment("mail/" + state, 1).state(state).notAfter(LATER).build();
      plan(there);
      if (state == State.CLAIMED) {
        write(ports -> ports.deliveries().claim(new Claim(TARGET, there.queue(), 9, "run", LATER)));
      }
      plan(cancelled(there));
      Delivery found = find(TARGET, there.subject()).getFirst();

      boolean stays = state == State.CLAIMED || state == State.SETTLED;
      assertThat(found.isCancelled()).as(state.name()).isEqualTo(!stays);
      assertThat(found.state()).isEqualTo(stays ? state : State.SETTLED);

      plan(there.dueAgain(LATER, 0));
      Delivery again = find(TARGET, there.subject()).getFirst();
      assertThat(again.desired()).isEqualTo(there.desired());
      assertThat(again.state()).isEqualTo(stays ? state : State.DUE);
    }
  }

  private static Delivery cancelled(Delivery row) {
    return new Delivery(
        row.target(),
        row.subject(),
        row.person(),
        Delivery.CANCELLED,
        row.delivered(),
        State.SETTLED,
        row.lane(),
        row.flow(),
        row.changedAt(),
        row.dueAt(),
        row.attempts(),
        row.together(),
        row.notAfter());
  }

  @Test
  void the_last_of_several_plans_for_one_subject_stays() {
    Delivery last = aDelivery().desiring("c").build();
    plan(aDelivery().desiring("a").build(), aDelivery().desiring("b").build(), last);
    assertThat(find(TARGET, last.subject())).containsExactly(last);
  }

  @Test
  void what_is_outstanding_is_counted_by_facet_and_lane() {
    plan(
        aDelivery().contactOf(1).build(),
        aDelivery().contactOf(2).state(State.WAITING).build(),
        aDelivery().contactOf(3).lane(Lane.BULK).flow("erp", "customer").together(4).build(),
        aDelivery().contactOf(4).lane(Lane.BULK).dueAt(LATER).build(),
        aDelivery().contactOf(5).state(State.SETTLED).build(),
        aDelivery().contactOf(6).state(State.PARKED).build(),
        aDelivery().contactOf(7).at("mailer").build(),
        aDelivery().order("8", 1).build());
    reading(
        ports ->
            assertThat(ports.deliveries().outstanding(TARGET))
                .containsExactlyInAnyOrder(
                    new Outstanding(Facet.CONTACT, Lane.NORMAL, 2),
                    new Outstanding(Facet.CONTACT, Lane.BULK, 2),
                    new Outstanding(Facet.ORDER, Lane.NORMAL, 1)));
  }

  @Test
  void counts_are_by_target_facet_state_and_flow() {
    plan(
        aDelivery().contactOf(1).build(),
        aDelivery().contactOf(2).build(),
        aDelivery().contactOf(3).flow("erp", "customer").build(),
        aDelivery().contactOf(4).state(State.PARKED).build(),
        aDelivery().contactOf(1).at("mailer").build(),
        aDelivery().order("1", 1).flow("erp", "order").build());
    reading(
        ports ->
            assertThat(ports.deliveries().counts())
                .containsExactlyInAnyOrder(
                    new Count(OTHER, Facet.CONTACT, State.DUE, "shop/customer", 1),
                    new Count(TARGET, Facet.CONTACT, State.DUE, "shop/customer", 2),
                    new Count(TARGET, Facet.CONTACT, State.DUE, "erp/customer", 1),
                    new Count(TARGET, Facet.CONTACT, State.PARKED, "shop/customer", 1),
                    new Count(TARGET, Facet.ORDER, State.DUE, "erp/order", 1)));
  }

  @Test
  void what_is_settled_is_not_counted() {
    plan(
        aDelivery().contactOf(1).state(State.SETTLED).build(),
        aDelivery().contactOf(2).state(State.WAITING).build(),
        aDelivery().contactOf(3).lane(Lane.BULK).build(),
        aDelivery().contactOf(4).build());
    reading(
        ports ->
            assertThat(ports.deliveries().counts())
                .containsExactlyInAnyOrder(
                    new Count(TARGET, Facet.CONTACT, State.WAITING, "shop/customer", 1),
                    new Count(TARGET, Facet.CONTACT, State.DUE, "shop/customer", 2)));
  }

  /// Everything, counted row by row.
  private static List<Count> recounted(Deliveries deliveries) {
    Map<Count, Long> rows = new HashMap<>();
    for (SystemName target : List.of(TARGET, OTHER)) {
      for (Facet facet : Facet.values()) {
        for (Delivery row : deliveries.following(target, facet, "", 1000)) {
          if (row.state() != State.SETTLED) {
            rows.merge(
                new Count(target, facet, row.state(), row.flow().toString(), 0), 1L, Long::sum);
          }
        }
      }
    }
    return rows.entrySet().stream()
        .map(
            one ->
                new Count(
                    one.getKey().target(),
                    one.getKey().facet(),
                    one.getKey().state(),
                    one.getKey().flow(),
                    one.getValue()))
        .toList();
  }

  private static Delivery any(Random dice) {
    long person = 1L + dice.nextInt(30);
    DeliveryBuilder builder =
        dice.nextBoolean()
            ? aDelivery().contactOf(person)
            : aDelivery().order(Long.toString(person), person);
    State[] planned = {State.WAITING, State.DUE, State.SETTLED, State.PARKED};
    Lane[] lanes = Lane.values();
    return builder
        .at(dice.nextInt(4) == 0 ? OTHER.value() : TARGET.value())
        .flow(dice.nextBoolean() ? "shop" : "erp", "thing")
        .lane(lanes[dice.nextInt(lanes.length)])
        .state(planned[dice.nextInt(planned.length)])
        .build();
  }

  private static void act(Deliveries deliveries, Random dice) {
    Delivery one = any(dice);
    SystemName target = one.target();
    switch (dice.nextInt(6)) {
      case 0, 1 -> deliveries.plan(List.of(one));
      case 2 -> deliveries.claim(new Claim(target, one.queue(), 5, "run", LATER));
      case 3 -> {
        List<Delivery> held = deliveries.heldBy(target, "run");
        State next = dice.nextBoolean() ? State.SETTLED : State.PARKED;
        deliveries.settle("run", held.stream().limit(2).map(row -> row.with(next)).toList());
      }
      case 4 -> deliveries.unpark(target, List.of(one.subject()), State.DUE, NOW);
      default -> deliveries.wake(target, List.of(one.person()), NOW);
    }
  }

  @Test
  void counts_equal_a_recount_whatever_came_before() {
    Random dice = new Random(20_261_129);
    for (int round = 0; round < 60; round++) {
      writing(
          ports -> {
            for (int act = 0; act < 5; act++) {
              act(ports.deliveries(), dice);
            }
          });
      reading(
          ports ->
              assertThat(ports.deliveries().counts())
                  .containsExactlyInAnyOrderElementsOf(recounted(ports.deliveries())));
    }
  }
}
