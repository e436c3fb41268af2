package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a claim ends, and what planning does meanwhile, at every keeper of deliveries.
public abstract class DeliverySettlingContract extends PortContract {
  private static final Instant EARLY = NOW.minusSeconds(300);
  private static final Instant LATER = NOW.plusSeconds(300);

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private void settle(Delivery delivery) {
    writing(ports -> ports.deliveries().settle(List.of(delivery)));
  }

  private Delivery claimOne() {
    Claim claim = new Claim(TARGET, aDelivery().build().queue(), 1, "run-1", NOW);
    return write(ports -> ports.deliveries().claim(claim)).getFirst();
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
}
