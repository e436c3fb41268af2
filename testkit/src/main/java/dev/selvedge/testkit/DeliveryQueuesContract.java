package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How every keeper of deliveries queues what is due, gives it to those who claim it, takes it back
/// from the dead, and wakes what waits.
public abstract class DeliveryQueuesContract extends PortContract {
  private static final Instant EARLY = NOW.minusSeconds(300);
  private static final Instant LATER = NOW.plusSeconds(300);
  private static final SystemName OTHER = new SystemName("mailer");
  private static final DueQueue CONTACTS = aDelivery().build().queue();
  private static final DueQueue ORDERS = aDelivery().order("1", 1).build().queue();

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private List<Delivery> claim(DueQueue queue, int limit) {
    return claim(TARGET, queue, limit, "run-1");
  }

  private List<Delivery> claim(SystemName target, DueQueue queue, int limit, String claimant) {
    return write(ports -> ports.deliveries().claim(new Claim(target, queue, limit, claimant, NOW)));
  }

  private State stateOf(Subject subject) {
    return read(ports -> ports.deliveries().find(TARGET, List.of(subject))).getFirst().state();
  }

  private List<Backlog> due(SystemName target, int countAtMost) {
    return read(ports -> ports.deliveries().due(target, NOW, countAtMost));
  }

  private int release(String... claimants) {
    return write(ports -> ports.deliveries().release(List.of(claimants), NOW));
  }

  @Test
  void only_what_is_due_in_this_queue_is_claimed() {
    plan(
        aDelivery().contactOf(1).dueAt(NOW).build(),
        aDelivery().contactOf(2).dueAt(NOW.plusMillis(1)).build(),
        aDelivery().contactOf(3).lane(Lane.BULK).build(),
        aDelivery().order("4", 1).build(),
        aDelivery().contactOf(5).state(State.SETTLED).build(),
        aDelivery().contactOf(6).state(State.PARKED).build(),
        aDelivery().contactOf(7).state(State.WAITING).build(),
        aDelivery().contactOf(8).flow("erp", "customer").build(),
        aDelivery().contactOf(9).together(4).build(),
        aDelivery().contactOf(1).at("mailer").dueAt(NOW).build());
    assertThat(claim(CONTACTS, 10))
        .extracting(delivery -> delivery.subject().id())
        .containsExactly("1");
    assertThat(claim(CONTACTS, 10)).isEmpty();
    assertThat(claim(ORDERS, 10)).hasSize(1);
    assertThat(claim(aDelivery().lane(Lane.BULK).build().queue(), 10)).hasSize(1);
    assertThat(claim(aDelivery().lane(Lane.URGENT).build().queue(), 10)).isEmpty();
    assertThat(claim(aDelivery().flow("erp", "customer").build().queue(), 10)).hasSize(1);
    assertThat(claim(aDelivery().together(4).build().queue(), 10)).hasSize(1);
    assertThat(claim(OTHER, CONTACTS, 10, "run-1")).hasSize(1);
  }

  @Test
  void what_is_done_with_different_things_queues_apart() {
    plan(
        aDelivery().enrolment("a", 1).by("12").notAfter(LATER).build(),
        aDelivery().enrolment("b", 2).by("12").notAfter(LATER.minusSeconds(9)).build(),
        aDelivery().enrolment("c", 3).by("12").build(),
        aDelivery().enrolment("d", 4).by("campaign/12").build(),
        aDelivery().enrolment("e", 5).build());
    DueQueue twelve = aDelivery().enrolment("a", 1).by("12").build().queue();
    DueQueue campaign = aDelivery().enrolment("d", 1).by("campaign/12").build().queue();
    DueQueue common = aDelivery().enrolment("e", 1).build().queue();

    Instant since = aDelivery().build().dueAt();
    assertThat(due(TARGET, 10))
        .containsExactlyInAnyOrder(
            new Backlog(twelve, 3, since, LATER.minusSeconds(9)),
            new Backlog(campaign, 1, since),
            new Backlog(common, 1, since));
    assertThat(claim(common, 10)).extracting(row -> row.subject().id()).containsExactly("e");
    assertThat(claim(campaign, 10)).extracting(row -> row.subject().id()).containsExactly("d");
    assertThat(claim(twelve, 10))
        .extracting(row -> row.subject().id())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void the_most_pressing_may_be_claimed_first() {
    plan(
        aDelivery().enrolment("old", 1).by("12").dueAt(EARLY).notAfter(LATER).build(),
        aDelivery().enrolment("near", 2).by("12").dueAt(NOW).notAfter(NOW.plusSeconds(9)).build(),
        aDelivery().enrolment("none", 3).by("12").dueAt(EARLY.minusSeconds(9)).build());
    DueQueue queue = aDelivery().enrolment("a", 1).by("12").build().queue();
    List<Delivery> first =
        write(ports -> ports.deliveries().claim(new Claim(TARGET, queue, 2, "run-1", NOW, true)));
    assertThat(first)
        .extracting(row -> row.subject().id())
        .containsExactlyInAnyOrder("near", "old");
    assertThat(claim(queue, 10)).extracting(row -> row.subject().id()).containsExactly("none");
  }

  @Test
  void what_is_not_gone_may_come_to_be_done_with_something_else() {
    plan(aDelivery().enrolment("a", 1).by("12").build());
    plan(aDelivery().enrolment("a", 1).by("13").build());
    assertThat(claim(aDelivery().enrolment("a", 1).by("12").build().queue(), 10)).isEmpty();
    assertThat(claim(aDelivery().enrolment("a", 1).by("13").build().queue(), 10)).hasSize(1);
  }

  @Test
  void the_oldest_are_claimed_first() {
    plan(
        IntStream.rangeClosed(1, 9)
            .mapToObj(n -> aDelivery().contactOf(n).dueAt(NOW.minusSeconds((n * 7) % 10)).build())
            .toArray(Delivery[]::new));
    assertThat(claim(CONTACTS, 4))
        .extracting(delivery -> NOW.getEpochSecond() - delivery.dueAt().getEpochSecond())
        .containsExactly(9L, 8L, 7L, 6L);
    assertThat(claim(CONTACTS, 100)).hasSize(5);
  }

  @Test
  void what_is_claimed_is_given_as_claimed_and_not_again() {
    plan(aDelivery().build());
    assertThat(claim(CONTACTS, 10)).containsExactly(aDelivery().state(State.CLAIMED).build());
    assertThat(stateOf(aDelivery().build().subject())).isEqualTo(State.CLAIMED);
    assertThat(claim(TARGET, CONTACTS, 10, "run-2")).isEmpty();
  }

  @Test
  void a_claim_of_one_target_leaves_the_same_subject_at_another() {
    plan(aDelivery().build(), aDelivery().at("mailer").build());
    assertThat(claim(CONTACTS, 10)).hasSize(1);
    assertThat(claim(OTHER, CONTACTS, 10, "run-1")).hasSize(1);
  }

  @Test
  void claims_are_released_by_claimant() {
    plan(
        aDelivery().contactOf(1).dueAt(EARLY).build(),
        aDelivery().contactOf(2).dueAt(NOW).build(),
        aDelivery().contactOf(3).at("mailer").build(),
        aDelivery().order("4", 1).build());
    claim(TARGET, CONTACTS, 1, "run-1");
    claim(TARGET, CONTACTS, 1, "job-5");
    claim(OTHER, CONTACTS, 1, "run-1");
    claim(TARGET, ORDERS, 1, "run-2");
    assertThat(release()).isZero();
    assertThat(release("run-9")).isZero();
    assertThat(release("run-1", "run-2")).isEqualTo(3);
    assertThat(release("run-1", "run-2")).isZero();
    assertThat(stateOf(Subject.contact(new PersonId(1)))).isEqualTo(State.DUE);
    assertThat(stateOf(Subject.contact(new PersonId(2)))).isEqualTo(State.CLAIMED);
    assertThat(claim(CONTACTS, 10)).extracting(Delivery::dueAt).containsExactly(NOW);
    assertThat(release("job-5")).isEqualTo(1);
  }

  @Test
  void what_of_these_persons_waits_is_woken() {
    plan(
        aDelivery().order("1", 1).state(State.WAITING).dueAt(EARLY).build(),
        aDelivery().order("2", 2).state(State.WAITING).build(),
        aDelivery().order("3", 3).state(State.WAITING).build(),
        aDelivery().order("4", 1).state(State.SETTLED).build(),
        aDelivery().order("5", 1).at("mailer").state(State.WAITING).build(),
        aDelivery().enrolment("6", 1).state(State.WAITING).build());
    Set<PersonId> persons = Set.of(new PersonId(1), new PersonId(2));
    writing(
        ports -> {
          assertThat(ports.deliveries().wake(TARGET, persons, NOW)).isEqualTo(3);
          assertThat(ports.deliveries().wake(TARGET, persons, NOW)).isZero();
          assertThat(ports.deliveries().wake(TARGET, Set.of(), NOW)).isZero();
        });
    assertThat(claim(ORDERS, 10)).extracting(Delivery::dueAt).containsExactly(NOW, NOW);
    assertThat(stateOf(Subject.order(new OrderKey("3")))).isEqualTo(State.WAITING);
    assertThat(stateOf(Subject.order(new OrderKey("4")))).isEqualTo(State.SETTLED);
    assertThat(claim(OTHER, ORDERS, 10, "run-1")).isEmpty();
  }

  @Test
  void what_waits_beyond_its_deadline_is_due() {
    plan(
        aDelivery().enrolment("1", 1).state(State.WAITING).notAfter(NOW.minusMillis(1)).build(),
        aDelivery().enrolment("2", 1).state(State.WAITING).notAfter(NOW).build(),
        aDelivery().enrolment("3", 1).state(State.WAITING).build(),
        aDelivery().enrolment("4", 1).state(State.SETTLED).notAfter(EARLY).build(),
        aDelivery().enrolment("5", 1).state(State.PARKED).notAfter(EARLY).build(),
        aDelivery().enrolment("1", 1).at("mailer").state(State.WAITING).notAfter(EARLY).build());
    writing(
        ports -> {
          assertThat(ports.deliveries().expire(TARGET, NOW)).isEqualTo(1);
          assertThat(ports.deliveries().expire(TARGET, NOW)).isZero();
        });
    assertThat(claim(aDelivery().enrolment("1", 1).build().queue(), 10))
        .extracting(delivery -> delivery.subject().id())
        .containsExactly("1");
  }

  @Test
  void the_backlog_of_each_queue_is_what_could_be_claimed_now() {
    assertThat(due(TARGET, 10)).isEmpty();
    plan(
        aDelivery().contactOf(1).dueAt(EARLY.plusSeconds(1)).build(),
        aDelivery().contactOf(2).dueAt(EARLY).build(),
        aDelivery().contactOf(3).dueAt(LATER).build(),
        aDelivery().contactOf(4).lane(Lane.URGENT).dueAt(EARLY.minusSeconds(9)).build(),
        aDelivery().contactOf(5).flow("erp", "customer").dueAt(LATER).build(),
        aDelivery().contactOf(6).together(4).dueAt(NOW).build(),
        aDelivery().contactOf(7).at("mailer").dueAt(NOW).build());
    Backlog urgent =
        new Backlog(aDelivery().lane(Lane.URGENT).build().queue(), 1, EARLY.minusSeconds(9));
    Backlog apart = new Backlog(aDelivery().together(4).build().queue(), 1, NOW);
    assertThat(due(TARGET, 10))
        .containsExactlyInAnyOrder(urgent, apart, new Backlog(CONTACTS, 2, EARLY));
    assertThat(due(OTHER, 10)).containsExactly(new Backlog(CONTACTS, 1, NOW));
    claim(CONTACTS, 1);
    assertThat(due(TARGET, 10))
        .containsExactlyInAnyOrder(urgent, apart, new Backlog(CONTACTS, 1, EARLY.plusSeconds(1)));
  }

  @Test
  void a_backlog_is_counted_no_further_than_asked() {
    plan(
        IntStream.rangeClosed(1, 9)
            .mapToObj(n -> aDelivery().contactOf(n).dueAt(EARLY.plusSeconds(n)).build())
            .toArray(Delivery[]::new));
    assertThat(due(TARGET, 4)).containsExactly(new Backlog(CONTACTS, 4, EARLY.plusSeconds(1)));
    assertThat(due(TARGET, 9)).containsExactly(new Backlog(CONTACTS, 9, EARLY.plusSeconds(1)));
  }
}
