package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Deliveries.Count;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of deliveries does. How claims end is in [DeliverySettlingContract].
public abstract class DeliveriesContract extends PortContract {
  private static final Instant EARLY = NOW.minusSeconds(300);
  private static final Instant LATER = NOW.plusSeconds(300);

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private List<Delivery> claim(Facet facet, Lane lane, int limit) {
    return write(
        ports -> ports.deliveries().claim(new Claim(facet, lane, limit, "run-1", NOW, LATER)));
  }

  private State stateOf(Subject subject) {
    return read(ports -> ports.deliveries().find(List.of(subject))).getFirst().state();
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
            .build();
    plan(never, sent);
    reading(
        ports -> {
          assertThat(ports.deliveries().find(List.of(sent.subject(), never.subject())))
              .containsExactly(never, sent);
          assertThat(ports.deliveries().find(List.of(Subject.contact(new PersonId(9))))).isEmpty();
          assertThat(ports.deliveries().find(List.of())).isEmpty();
        });
  }

  @Test
  void a_contact_and_an_order_of_one_id_are_two() {
    plan(aDelivery().contactOf(7).build(), aDelivery().order("7", 1).build());
    reading(
        ports ->
            assertThat(
                    ports
                        .deliveries()
                        .find(
                            List.of(
                                Subject.contact(new PersonId(7)),
                                Subject.order(new OrderKey("7")))))
                .hasSize(2));
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
            .build();
    plan(next);
    reading(
        ports ->
            assertThat(ports.deliveries().find(List.of(next.subject()))).containsExactly(next));
  }

  @Test
  void the_last_of_several_plans_for_one_subject_stays() {
    Delivery last = aDelivery().desiring("c").build();
    plan(aDelivery().desiring("a").build(), aDelivery().desiring("b").build(), last);
    reading(
        ports ->
            assertThat(ports.deliveries().find(List.of(last.subject()))).containsExactly(last));
  }

  @Test
  void only_what_is_due_in_this_facet_and_lane_is_claimed() {
    plan(
        aDelivery().contactOf(1).dueAt(NOW).build(),
        aDelivery().contactOf(2).dueAt(NOW.plusMillis(1)).build(),
        aDelivery().contactOf(3).lane(Lane.BULK).build(),
        aDelivery().order("4", 1).build(),
        aDelivery().contactOf(5).state(State.SETTLED).build(),
        aDelivery().contactOf(6).state(State.PARKED).build(),
        aDelivery().contactOf(7).state(State.WAITING).build());
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 10))
        .extracting(delivery -> delivery.subject().id())
        .containsExactly("1");
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 10)).isEmpty();
    assertThat(claim(Facet.ORDER, Lane.NORMAL, 10)).hasSize(1);
    assertThat(claim(Facet.CONTACT, Lane.BULK, 10)).hasSize(1);
    assertThat(claim(Facet.CONTACT, Lane.URGENT, 10)).isEmpty();
  }

  @Test
  void the_oldest_are_claimed_first() {
    plan(
        IntStream.rangeClosed(1, 9)
            .mapToObj(n -> aDelivery().contactOf(n).dueAt(NOW.minusSeconds((n * 7) % 10)).build())
            .toArray(Delivery[]::new));
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 4))
        .extracting(delivery -> NOW.getEpochSecond() - delivery.dueAt().getEpochSecond())
        .containsExactly(9L, 8L, 7L, 6L);
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 100)).hasSize(5);
  }

  @Test
  void what_is_claimed_is_given_as_claimed_and_not_again() {
    plan(aDelivery().build());
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 10))
        .containsExactly(aDelivery().state(State.CLAIMED).build());
    assertThat(stateOf(aDelivery().build().subject())).isEqualTo(State.CLAIMED);
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 10)).isEmpty();
  }

  @Test
  void claims_of_the_dead_and_the_overdue_are_released() {
    plan(aDelivery().contactOf(1).build());
    claim(Facet.CONTACT, Lane.NORMAL, 1);
    writing(
        ports -> {
          assertThat(ports.deliveries().release("run-1", NOW)).isZero();
          assertThat(ports.deliveries().release("run-1", LATER)).isZero();
          assertThat(ports.deliveries().release("run-1", LATER.plusMillis(1))).isEqualTo(1);
        });
    assertThat(stateOf(aDelivery().contactOf(1).build().subject())).isEqualTo(State.DUE);
    claim(Facet.CONTACT, Lane.NORMAL, 1);
    writing(ports -> assertThat(ports.deliveries().release("run-2", NOW)).isEqualTo(1));
    assertThat(claim(Facet.CONTACT, Lane.NORMAL, 1)).hasSize(1);
  }

  @Test
  void what_is_in_an_open_job_is_not_released() {
    Delivery first = aDelivery().contactOf(1).build();
    plan(first, aDelivery().contactOf(2).build(), aDelivery().order("1", 2).build());
    claim(Facet.CONTACT, Lane.NORMAL, 10);
    claim(Facet.ORDER, Lane.NORMAL, 10);
    Job.Sent sent = new Job.Sent(first.subject(), first.desired(), "ada@example.com", "");
    writing(
        ports -> {
          ports.jobs().open(new Job(5, Facet.CONTACT, "", NOW, NOW, List.of(sent)));
          assertThat(ports.deliveries().release("run-2", NOW)).isEqualTo(2);
          assertThat(ports.deliveries().release("run-2", NOW)).isZero();
          ports.jobs().close(5);
          assertThat(ports.deliveries().release("run-2", NOW)).isEqualTo(1);
        });
  }

  @Test
  void waiting_orders_of_a_person_are_woken() {
    plan(
        aDelivery().order("1", 1).state(State.WAITING).dueAt(EARLY).build(),
        aDelivery().order("2", 2).state(State.WAITING).build(),
        aDelivery().order("3", 3).state(State.WAITING).build(),
        aDelivery().order("4", 1).state(State.SETTLED).build(),
        aDelivery().contactOf(1).state(State.WAITING).build());
    writing(
        ports ->
            assertThat(ports.deliveries().wake(List.of(new PersonId(1), new PersonId(2)), NOW))
                .isEqualTo(2));
    assertThat(claim(Facet.ORDER, Lane.NORMAL, 10))
        .extracting(Delivery::dueAt)
        .containsExactly(NOW, NOW);
    assertThat(stateOf(Subject.order(new OrderKey("3")))).isEqualTo(State.WAITING);
    assertThat(stateOf(Subject.contact(new PersonId(1)))).isEqualTo(State.WAITING);
  }

  @Test
  void the_backlog_is_what_could_be_claimed_now() {
    reading(
        ports ->
            assertThat(ports.deliveries().due(Facet.CONTACT, Lane.NORMAL, NOW))
                .isEqualTo(new Backlog(0, NOW)));
    plan(
        aDelivery().contactOf(1).dueAt(EARLY.plusSeconds(1)).build(),
        aDelivery().contactOf(2).dueAt(EARLY).build(),
        aDelivery().contactOf(3).dueAt(LATER).build(),
        aDelivery().contactOf(4).lane(Lane.URGENT).dueAt(EARLY.minusSeconds(9)).build());
    reading(
        ports ->
            assertThat(ports.deliveries().due(Facet.CONTACT, Lane.NORMAL, NOW))
                .isEqualTo(new Backlog(2, EARLY)));
    claim(Facet.CONTACT, Lane.NORMAL, 1);
    reading(
        ports ->
            assertThat(ports.deliveries().due(Facet.CONTACT, Lane.NORMAL, NOW))
                .isEqualTo(new Backlog(1, EARLY.plusSeconds(1))));
  }

  @Test
  void counts_are_by_facet_state_and_flow() {
    plan(
        aDelivery().contactOf(1).build(),
        aDelivery().contactOf(2).build(),
        aDelivery().contactOf(3).flow("erp", "customer").build(),
        aDelivery().contactOf(4).state(State.PARKED).build(),
        aDelivery().order("1", 1).flow("erp", "order").build());
    reading(
        ports ->
            assertThat(ports.deliveries().counts())
                .containsExactlyInAnyOrder(
                    new Count(Facet.CONTACT, State.DUE, "shop/customer", 2),
                    new Count(Facet.CONTACT, State.DUE, "erp/customer", 1),
                    new Count(Facet.CONTACT, State.PARKED, "shop/customer", 1),
                    new Count(Facet.ORDER, State.DUE, "erp/order", 1)));
  }
}
