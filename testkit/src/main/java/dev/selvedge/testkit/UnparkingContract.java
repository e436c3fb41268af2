package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How every keeper of deliveries lets people take care of what is parked.
public abstract class UnparkingContract extends PortContract {
  private int unpark(State next, Delivery... deliveries) {
    return write(
        ports ->
            ports
                .deliveries()
                .unpark(
                    TARGET,
                    List.of(deliveries).stream().map(Delivery::subject).toList(),
                    next,
                    NOW));
  }

  private Delivery stored(Delivery delivery) {
    return read(ports -> ports.deliveries().find(delivery.target(), List.of(delivery.subject())))
        .getFirst();
  }

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  @Test
  void a_parked_delivery_becomes_due_as_if_it_had_never_been_tried() {
    Delivery contact =
        aDelivery()
            .state(State.PARKED)
            .attempts(7)
            .together(3)
            .delivered("before", "4711", "ada@example.com", NOW)
            .build();
    Delivery order = aDelivery().order("A-1", 1).state(State.PARKED).build();
    plan(contact, order);

    assertThat(unpark(State.DUE, contact, order)).isEqualTo(2);

    assertThat(stored(contact))
        .isEqualTo(
            aDelivery()
                .state(State.DUE)
                .dueAt(NOW)
                .delivered("before", "4711", "ada@example.com", NOW)
                .build());
    assertThat(stored(order).state()).isEqualTo(State.DUE);
    assertThat(unpark(State.DUE, contact, order)).isZero();
  }

  @Test
  void what_a_person_replays_counts_as_changed_just_now() {
    Delivery contact =
        aDelivery()
            .state(State.PARKED)
            .attempts(7)
            .together(3)
            .changedAt(NOW.minusSeconds(900))
            .build();
    Delivery order =
        aDelivery().order("A-1", 1).state(State.DUE).changedAt(NOW.minusSeconds(900)).build();
    plan(contact, order);

    int replayed =
        write(
            ports ->
                ports
                    .deliveries()
                    .replay(TARGET, List.of(contact.subject(), order.subject()), NOW));

    assertThat(replayed).isEqualTo(1);
    assertThat(stored(contact))
        .isEqualTo(aDelivery().state(State.DUE).dueAt(NOW).changedAt(NOW).build());
    assertThat(stored(order)).isEqualTo(order);
  }

  @Test
  void a_parked_delivery_can_be_left_alone() {
    Delivery contact = aDelivery().state(State.PARKED).attempts(7).build();
    plan(contact);
    assertThat(unpark(State.SETTLED, contact)).isEqualTo(1);
    assertThat(stored(contact).state()).isEqualTo(State.SETTLED);
  }

  @Test
  void what_is_not_parked_stays_as_it_is() {
    Delivery due = aDelivery().contactOf(1).state(State.DUE).attempts(2).build();
    Delivery settled = aDelivery().contactOf(2).state(State.SETTLED).build();
    Delivery elsewhere = aDelivery().contactOf(3).at("erp").state(State.PARKED).build();
    plan(due, settled, elsewhere);

    assertThat(unpark(State.DUE, due, settled, elsewhere)).isZero();

    assertThat(stored(due)).isEqualTo(due);
    assertThat(stored(settled)).isEqualTo(settled);
    assertThat(stored(elsewhere)).isEqualTo(elsewhere);
  }
}
