package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a claim ends, and what planning does meanwhile, at every keeper of deliveries.
public abstract class DeliverySettlingContract extends PortContract {
  private static final Instant EARLY = NOW.minusSeconds(300);
  private static final Instant LATER = NOW.plusSeconds(300);

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private void settle(Delivery delivery) {
    writing(ports -> ports.deliveries().settle("run-1", List.of(delivery)));
  }

  private Delivery claimOne() {
    return claim(aDelivery().build().queue()).getFirst();
  }

  private List<Delivery> claim(DueQueue queue) {
    return write(ports -> ports.deliveries().claim(new Claim(TARGET, queue, 1, "run-1", NOW)));
  }

  private Delivery stored() {
    return read(ports -> ports.deliveries().find(TARGET, List.of(aDelivery().build().subject())))
        .getFirst();
  }

  private static Delivery acknowledged(Delivery claimed, State next) {
    return claimed.acknowledged(
        new Delivered.Acknowledged(claimed.desired(), "4711", "ada@example.com", NOW), next);
  }

  private void isClaimedNoMore() {
    writing(ports -> assertThat(ports.deliveries().release(List.of("run-1"), LATER)).isZero());
  }

  @Test
  void what_somebody_else_holds_by_now_is_left_to_him() {
    plan(aDelivery().build());
    Delivery claimed = claimOne();
    writing(
        ports -> {
          ports.deliveries().release(List.of("run-1"), NOW);
          ports.deliveries().claim(new Claim(TARGET, claimed.queue(), 1, "run-2", NOW));
          assertThat(
                  ports.deliveries().settle("run-1", List.of(acknowledged(claimed, State.SETTLED))))
              .isEmpty();
          assertThat(ports.deliveries().heldBy(TARGET, "run-1")).isEmpty();
          assertThat(ports.deliveries().heldBy(new SystemName("mailer"), "run-2")).isEmpty();
          assertThat(ports.deliveries().heldBy(TARGET, "run-2"))
              .extracting(Delivery::subject)
              .containsExactly(claimed.subject());
        });
    assertThat(stored().state()).isEqualTo(State.CLAIMED);
    writing(
        ports ->
            assertThat(
                    ports
                        .deliveries()
                        .settle("run-2", List.of(acknowledged(claimed, State.SETTLED))))
                .containsExactly(claimed.subject()));
    assertThat(stored().state()).isEqualTo(State.SETTLED);
  }

  @Test
  void what_the_dead_held_is_due_and_what_the_target_holds_of_it_is_doubtful() {
    plan(
        aDelivery().delivered("before", "4711", "ada@example.com", EARLY).build(),
        aDelivery().contactOf(2).build(),
        aDelivery().contactOf(3).delivered("before", "", "eve@example.com", EARLY).build());
    writing(
        ports -> ports.people().create(List.of(new Person(new PersonId(2), "bob@example.com"))));
    List<Delivery> claimed =
        write(
            ports ->
                ports
                    .deliveries()
                    .claim(new Claim(TARGET, aDelivery().build().queue(), 9, "run-1", NOW)));
    assertThat(claimed).hasSize(3);
    writing(
        ports -> assertThat(ports.deliveries().releaseDoubtful(List.of("run-2"), LATER)).isZero());
    writing(
        ports ->
            assertThat(ports.deliveries().releaseDoubtful(List.of("run-1"), LATER)).isEqualTo(3));
    List<Delivery> rows =
        read(
            ports ->
                ports.deliveries().find(TARGET, claimed.stream().map(Delivery::subject).toList()));
    assertThat(rows).extracting(Delivery::state).containsOnly(State.DUE);
    assertThat(rows).extracting(Delivery::dueAt).containsOnly(LATER);
    // Only where the call may have moved it, and it can be found by its number, is its address
    // forgotten.
    assertThat(rows)
        .extracting(Delivery::delivered)
        .containsExactlyInAnyOrder(
            new Delivered.Doubtful("4711", "", LATER),
            new Delivered.Doubtful("", "bob@example.com", LATER),
            new Delivered.Doubtful("", "eve@example.com", LATER));
    isClaimedNoMore();
  }

  @Test
  void an_order_that_the_dead_held_may_be_with_its_former_person_or_with_the_present() {
    Delivery moved =
        aDelivery().order("A1", 7).delivered("before", "5", "ada@example.com", EARLY).build();
    plan(moved, aDelivery().order("A2", 7).build());
    writing(
        ports ->
            assertThat(ports.deliveries().claim(new Claim(TARGET, moved.queue(), 9, "run-1", NOW)))
                .hasSize(2));
    writing(ports -> ports.deliveries().releaseDoubtful(List.of("run-1"), LATER));
    reading(
        ports ->
            assertThat(ports.deliveries().ofPersons(TARGET, Facet.ORDER, List.of(new PersonId(7))))
                .extracting(Delivery::delivered)
                .containsExactly(
                    new Delivered.Doubtful("5 7", "ada@example.com", LATER),
                    new Delivered.Doubtful("7", "", LATER)));
  }

  @Test
  void what_else_is_filed_under_contacts_is_in_doubt_as_orders_are() {
    Subject cart = new Subject(Facet.CART, "8841");
    Subject ours = new Subject(Facet.RECORD, "Loyalty/1");
    Subject shared = new Subject(Facet.RECORD, "Stores/York");
    Delivery moved =
        aDelivery().subject(cart, 7).delivered("before", "5", "ada@example.com", EARLY).build();
    Delivery filed = aDelivery().subject(ours, 7).build();
    Delivery nobodys =
        aDelivery().subject(shared, 0).delivered("before", "", "Stores", EARLY).build();
    plan(moved, filed, nobodys);
    writing(
        ports -> {
          ports.deliveries().claim(new Claim(TARGET, moved.queue(), 9, "run-1", NOW));
          ports.deliveries().claim(new Claim(TARGET, filed.queue(), 9, "run-1", NOW));
        });
    writing(
        ports ->
            assertThat(ports.deliveries().releaseDoubtful(List.of("run-1"), LATER)).isEqualTo(3));
    reading(
        ports ->
            assertThat(ports.deliveries().find(TARGET, List.of(cart, ours, shared)))
                .extracting(Delivery::subject, Delivery::delivered)
                .containsExactlyInAnyOrder(
                    tuple(cart, new Delivered.Doubtful("5 7", "ada@example.com", LATER)),
                    tuple(ours, new Delivered.Doubtful("7", "", LATER)),
                    tuple(shared, new Delivered.Doubtful("", "Stores", LATER))));
  }

  @Test
  void a_proof_that_the_dead_held_may_be_at_the_contact_its_person_has_now() {
    Delivery proof = aDelivery().proof("a", 7).build();
    plan(
        aDelivery().contactOf(7).delivered("c", "4711", "ada@example.com", EARLY).build(),
        proof,
        aDelivery().proof("b", 8).build());
    writing(
        ports ->
            assertThat(ports.deliveries().claim(new Claim(TARGET, proof.queue(), 9, "run-1", NOW)))
                .hasSize(2));
    writing(ports -> ports.deliveries().releaseDoubtful(List.of("run-1"), LATER));
    reading(
        ports ->
            assertThat(
                    ports
                        .deliveries()
                        .find(TARGET, List.of(Subject.proof("a"), Subject.proof("b"))))
                .extracting(row -> row.delivered().remoteId(), Delivery::state)
                .containsExactly(tuple("4711", State.DUE), tuple("", State.DUE)));
  }

  @Test
  void doubt_is_kept_until_the_target_says_what_it_holds() {
    plan(aDelivery().build());
    Delivered doubtful = new Delivered.Doubtful("4711", "ada@example.com", NOW);
    settle(claimOne().holding(doubtful).dueAgain(NOW, 1));
    assertThat(stored().delivered()).isEqualTo(doubtful);
    plan(stored());
    assertThat(stored().delivered()).isEqualTo(doubtful);
    settle(acknowledged(claimOne(), State.SETTLED));
    assertThat(stored().delivered()).isInstanceOf(Delivered.Acknowledged.class);
  }

  @Test
  void a_settled_claim_is_over() {
    plan(aDelivery().attempts(2).build());
    Delivery settled = acknowledged(claimOne(), State.SETTLED);
    settle(settled);
    assertThat(stored()).isEqualTo(settled);
    isClaimedNoMore();
  }

  @Test
  void a_failed_attempt_is_due_again_later() {
    plan(aDelivery().build());
    Delivery again = claimOne().dueAgain(LATER, 1);
    settle(again);
    assertThat(stored()).isEqualTo(again);
    isClaimedNoMore();
  }

  @Test
  void what_a_person_must_look_at_is_parked() {
    plan(aDelivery().build());
    Delivery parked = claimOne().with(State.PARKED);
    settle(parked);
    assertThat(stored()).isEqualTo(parked);
    isClaimedNoMore();
  }

  @Test
  void planning_leaves_a_claim_with_its_sender() {
    plan(aDelivery().desiring("old").changedAt(EARLY).attempts(1).build());
    Delivery claimed = claimOne();
    plan(
        aDelivery()
            .desiring("new")
            .lane(Lane.URGENT)
            .flow("erp", "customer")
            .changedAt(NOW)
            .dueAt(LATER)
            .delivered("something", "1", "x@example.com", EARLY)
            .build());
    assertThat(stored())
        .isEqualTo(
            aDelivery()
                .desiring("new")
                .lane(Lane.URGENT)
                .flow("erp", "customer")
                .changedAt(EARLY)
                .dueAt(claimed.dueAt())
                .attempts(1)
                .state(State.CLAIMED)
                .build());
    writing(
        ports -> {
          assertThat(ports.deliveries().release(List.of("run-2"), NOW)).isZero();
          assertThat(ports.deliveries().release(List.of("run-1"), NOW)).isEqualTo(1);
        });
  }

  @Test
  void planning_an_older_change_moves_the_change_back() {
    plan(aDelivery().changedAt(NOW).build());
    claimOne();
    plan(aDelivery().desiring("new").changedAt(EARLY).build());
    assertThat(stored().changedAt()).isEqualTo(EARLY);
  }

  @Test
  void what_was_planned_as_claimed_is_due_when_nobody_holds_it() {
    plan(aDelivery().state(State.CLAIMED).build());
    assertThat(stored().state()).isEqualTo(State.DUE);
    assertThat(claimOne().state()).isEqualTo(State.CLAIMED);
  }

  @Test
  void a_newer_state_planned_meanwhile_is_due_when_the_older_is_settled() {
    plan(aDelivery().desiring("old").build());
    Delivery claimed = claimOne();
    plan(aDelivery().desiring("new").lane(Lane.URGENT).flow("erp", "customer").build());
    settle(acknowledged(claimed, State.SETTLED));
    assertThat(stored())
        .isEqualTo(
            aDelivery()
                .desiring("new")
                .lane(Lane.URGENT)
                .flow("erp", "customer")
                .delivered("old", "4711", "ada@example.com", NOW)
                .build());
    isClaimedNoMore();
  }

  @Test
  void a_newer_state_planned_meanwhile_is_due_when_the_older_is_parked() {
    plan(aDelivery().desiring("old").build());
    Delivery claimed = claimOne();
    plan(aDelivery().desiring("new").build());
    settle(claimed.with(State.PARKED));
    assertThat(stored()).isEqualTo(aDelivery().desiring("new").build());
  }

  @Test
  void a_retry_keeps_a_newer_state_planned_meanwhile() {
    plan(aDelivery().desiring("old").build());
    Delivery claimed = claimOne();
    plan(aDelivery().desiring("new").lane(Lane.BULK).build());
    settle(claimed.dueAgain(LATER, 1));
    assertThat(stored().desired()).isEqualTo(ContentHash.of("new"));
    assertThat(stored().lane()).isEqualTo(Lane.BULK);
    assertThat(stored().state()).isEqualTo(State.DUE);
    assertThat(stored().dueAt()).isEqualTo(LATER);
    assertThat(stored().attempts()).isEqualTo(1);
  }

  @Test
  void a_state_that_was_planned_and_taken_back_meanwhile_is_settled() {
    plan(aDelivery().desiring("old").build());
    Delivery claimed = claimOne();
    plan(aDelivery().desiring("new").build());
    plan(aDelivery().desiring("old").build());
    settle(acknowledged(claimed, State.SETTLED));
    assertThat(stored().state()).isEqualTo(State.SETTLED);
  }

  @Test
  void planning_leaves_the_company_of_a_claim_and_replaces_its_deadline() {
    plan(aDelivery().build());
    Delivery suspect = claimOne().inCompanyOf(4, NOW);
    settle(suspect);
    claim(suspect.queue());
    plan(aDelivery().desiring("new").notAfter(LATER).build());
    assertThat(stored().together()).isEqualTo(4);
    assertThat(stored().notAfter()).isEqualTo(LATER);
    assertThat(stored().state()).isEqualTo(State.CLAIMED);
    plan(aDelivery().desiring("new").build());
    assertThat(stored().notAfter()).isEqualTo(Delivery.NO_DEADLINE);
  }

  @Test
  void an_item_under_suspicion_queues_in_smaller_company_until_it_goes_through() {
    plan(aDelivery().build());
    Delivery suspect = claimOne().inCompanyOf(1, NOW);
    settle(suspect);
    assertThat(stored()).isEqualTo(suspect);
    assertThat(claim(aDelivery().build().queue())).isEmpty();
    settle(acknowledged(claim(suspect.queue()).getFirst(), State.SETTLED));
    assertThat(stored().together()).isEqualTo(DueQueue.ANY);
  }

  @Test
  void what_must_wait_for_something_else_is_claimed_no_more() {
    plan(aDelivery().notAfter(LATER).build());
    Delivery waiting = claimOne().with(State.WAITING);
    settle(waiting);
    assertThat(stored()).isEqualTo(waiting);
    isClaimedNoMore();
  }

  @Test
  void what_a_target_no_longer_holds_is_due_again_as_if_never_delivered() {
    Delivery settled =
        aDelivery().delivered("desired", "1", "a@example.com", EARLY).state(State.SETTLED).build();
    plan(settled);
    writing(ports -> ports.deliveries().settle("", List.of(settled.forgotten(NOW))));
    assertThat(stored()).isEqualTo(aDelivery().changedAt(NOW).dueAt(NOW).build());
  }

  @Test
  void a_change_to_what_a_first_sync_holds_claimed_counts_from_the_change() {
    plan(aDelivery().lane(Lane.BULK).changedAt(EARLY).build());
    write(
        ports ->
            ports
                .deliveries()
                .claim(
                    new Claim(
                        TARGET, aDelivery().lane(Lane.BULK).build().queue(), 1, "run-1", NOW)));
    plan(aDelivery().desiring("other").changedAt(NOW).build());
    assertThat(stored().changedAt()).isEqualTo(NOW);
    assertThat(stored().state()).isEqualTo(State.CLAIMED);
  }

  @Test
  void many_are_settled_at_once_each_with_its_own_outcome() {
    plan(
        IntStream.rangeClosed(1, 600)
            .mapToObj(n -> aDelivery().contactOf(n).build())
            .toArray(Delivery[]::new));
    List<Delivery> claimed =
        write(
            ports ->
                ports
                    .deliveries()
                    .claim(new Claim(TARGET, aDelivery().build().queue(), 600, "run-1", NOW)));
    List<Delivery> settled =
        claimed.stream()
            .map(
                it ->
                    it.person().value() % 2 == 0
                        ? acknowledged(it, State.SETTLED)
                        : it.dueAgain(LATER, (int) it.person().value()))
            .toList();
    writing(ports -> ports.deliveries().settle("run-1", settled.reversed()));
    List<Subject> subjects = settled.stream().map(Delivery::subject).toList();
    List<Delivery> found = read(ports -> ports.deliveries().find(TARGET, subjects));
    assertThat(found).containsExactlyInAnyOrderElementsOf(settled);
  }
}
