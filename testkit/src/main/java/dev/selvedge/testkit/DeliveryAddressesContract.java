package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How every keeper of deliveries finds contacts by where a target files them.
public abstract class DeliveryAddressesContract extends PortContract {
  private static final String A = "a@example.com";
  private static final Instant EARLY = NOW.minusSeconds(300);

  private static final Instant LATE = NOW.plusSeconds(60);
  private static final Topic NEWS = Topic.list("100% News");

  private static Delivery choice(long person, Topic topic, Instant dueAt) {
    return aDelivery().choice(person, topic).state(State.WAITING).dueAt(dueAt).build();
  }

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private static Delivery contact(long person, String number, String address, State state) {
    return aDelivery()
        .contactOf(person)
        .delivered("old", number, address, EARLY)
        .state(state)
        .dueAt(EARLY)
        .build();
  }

  private State stateOf(Delivery delivery) {
    return read(ports -> ports.deliveries().find(TARGET, List.of(delivery.subject())))
        .getFirst()
        .state();
  }

  @Test
  void who_is_to_leave_an_address_is_found_there() {
    Delivery due = contact(1, "11", A, State.DUE);
    Delivery waiting = contact(2, "12", A, State.WAITING);
    Delivery elsewhere = contact(5, "15", "b@example.com", State.DUE);
    plan(
        due,
        waiting,
        contact(3, "13", A, State.SETTLED),
        contact(4, "14", A, State.PARKED),
        elsewhere,
        aDelivery().contactOf(6).build(),
        aDelivery().order("1", 7).delivered("old", "7", A, EARLY).build());
    reading(
        ports -> {
          assertThat(ports.deliveries().leaving(TARGET, List.of(A))).containsExactly(due, waiting);
          assertThat(ports.deliveries().leaving(TARGET, List.of("b@example.com", "c@example.com")))
              .containsExactly(elsewhere);
          assertThat(ports.deliveries().leaving(new SystemName("other"), List.of(A))).isEmpty();
          assertThat(ports.deliveries().leaving(TARGET, List.of())).isEmpty();
        });
  }

  @Test
  void contacts_are_found_by_the_targets_own_number() {
    Delivery one = contact(1, "11", A, State.SETTLED);
    Delivery two = contact(2, "12", A, State.PARKED);
    plan(one, two, aDelivery().order("1", 11).delivered("old", "11", A, EARLY).build());
    reading(
        ports -> {
          assertThat(ports.deliveries().numbered(TARGET, List.of("11", "12", "13")))
              .containsExactly(one, two);
          assertThat(ports.deliveries().numbered(new SystemName("other"), List.of("11"))).isEmpty();
        });
  }

  @Test
  void who_waits_for_an_address_is_woken_by_it() {
    Delivery waiting = contact(1, "11", "old@example.com", State.WAITING);
    Delivery another = contact(2, "12", "old2@example.com", State.WAITING);
    Delivery order = aDelivery().order("1", 1).state(State.WAITING).build();
    writing(
        ports ->
            ports
                .people()
                .create(
                    List.of(
                        new Person(new PersonId(1), A),
                        new Person(new PersonId(2), "b@example.com"))));
    plan(waiting, another, order);

    int woken = write(ports -> ports.deliveries().wakeAt(TARGET, List.of(A), NOW));

    assertThat(woken).isEqualTo(1);
    assertThat(stateOf(waiting)).isEqualTo(State.DUE);
    assertThat(stateOf(another)).isEqualTo(State.WAITING);
    assertThat(stateOf(order)).isEqualTo(State.WAITING);
  }

  @Test
  void contacts_that_are_held_back_are_woken_some_at_a_time_and_nobody_else_is() {
    Delivery waiting = contact(1, "11", A, State.WAITING);
    List<Delivery> held =
        IntStream.rangeClosed(2, 4)
            .mapToObj(n -> contact(n, "1" + n, n + A, State.WAITING))
            .map(row -> row.dueAgain(NOW.plusSeconds(60), 0).with(State.WAITING))
            .toList();
    Delivery order =
        aDelivery().order("1", 1).state(State.WAITING).dueAt(NOW.plusSeconds(60)).build();
    plan(waiting, order);
    held.forEach(this::plan);

    assertThat(write(ports -> ports.deliveries().wakeHeld(TARGET, 2, NOW)).intValue()).isEqualTo(2);
    assertThat(write(ports -> ports.deliveries().wakeHeld(TARGET, 2, NOW)).intValue()).isEqualTo(1);
    assertThat(held)
        .allSatisfy(
            row -> {
              Delivery woken =
                  read(ports -> ports.deliveries().find(TARGET, List.of(row.subject()))).getFirst();
              assertThat(woken.state()).isEqualTo(State.DUE);
              assertThat(woken.changedAt()).isEqualTo(NOW);
            });
    assertThat(stateOf(waiting)).isEqualTo(State.WAITING);
    assertThat(stateOf(order)).isEqualTo(State.WAITING);
  }

  @Test
  void choices_that_were_put_off_become_due_by_their_topics() {
    List<Delivery> held = List.of(choice(1, NEWS, LATE), choice(22, NEWS, LATE));
    Delivery other = choice(1, Topic.SMS, LATE);
    Delivery contactFirst = choice(3, NEWS, EARLY);
    held.forEach(this::plan);
    plan(other, contactFirst);

    assertThat(write(ports -> ports.deliveries().wakeHeld(TARGET, List.of(), 9, NOW)).intValue())
        .isZero();
    assertThat(
            write(ports -> ports.deliveries().wakeHeld(TARGET, List.of(NEWS), 1, NOW)).intValue())
        .isEqualTo(1);
    assertThat(
            write(ports -> ports.deliveries().wakeHeld(TARGET, List.of(NEWS), 9, NOW)).intValue())
        .isEqualTo(1);
    assertThat(held).allSatisfy(row -> assertThat(stateOf(row)).isEqualTo(State.DUE));
    assertThat(stateOf(other)).isEqualTo(State.WAITING);
    assertThat(stateOf(contactFirst)).isEqualTo(State.WAITING);
  }

  @Test
  void a_contact_that_has_waited_long_is_looked_at_again() {
    Delivery longAgo = contact(1, "11", A, State.WAITING);
    Delivery order = aDelivery().order("1", 1).state(State.WAITING).dueAt(EARLY).build();
    plan(longAgo, order);

    assertThat(write(ports -> ports.deliveries().wakeContacts(TARGET, EARLY, NOW)).intValue())
        .isZero();
    assertThat(
            write(ports -> ports.deliveries().wakeContacts(TARGET, EARLY.plusMillis(1), NOW))
                .intValue())
        .isEqualTo(1);
    assertThat(stateOf(longAgo)).isEqualTo(State.DUE);
    assertThat(stateOf(order)).isEqualTo(State.WAITING);
  }
}
