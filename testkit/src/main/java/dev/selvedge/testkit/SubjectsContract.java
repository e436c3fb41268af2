package dev.selvedge.testkit;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.inbox.Edit;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.privacy.Erasure;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.Traces.Flight;
import dev.selvedge.send.Job;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every store does for people who ask what is held of them, or to be forgotten. Its store has
/// a key.
public abstract class SubjectsContract extends PortContract {
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final ByHand HAND = new ByHand("otto", "they asked us");
  private static final PersonId ADAS = new PersonId(1);
  private static final PersonId BOBS = new PersonId(2);
  private static final String PARCEL = "JD0001";
  private static final String LONG = " ".repeat(400);

  /// Two people, of whom the store has something in every table that is about people.
  private static void fill(Store.Ports ports) {
    ports
        .inbox()
        .accept(
            List.of(
                aSourceRecord().of("shop/customer/1").saying(body("Ada@Example.COM")).build(),
                aSourceRecord().of("shop/subscriber/ada@example.com").saying("{}").build(),
                aSourceRecord().of("shop/order/7").saying(body("ada%40example.com")).build(),
                aSourceRecord().of("shop/customer/2").saying(body(BOB)).build()),
            NOW);
    List<Long> ids = ports.inbox().waiting(10).stream().map(item -> item.id()).toList();
    ports.inbox().settle(ids);
    ports
        .inbox()
        .edit(ids.getFirst(), Payload.ofText(body(ADA)), new Edit.Made(NOW, "otto", "typo"));
    ports.people().create(List.of(new Person(ADAS, ADA), new Person(BOBS, BOB)));
    ports
        .contributions()
        .save(
            List.of(
                aContribution().of("shop/customer/1").email(ADA).about("1001").heldBy(ADAS),
                aContribution().of("erp/parcel/5").email("").about("1001", parcel()).heldByNobody(),
                aContribution().of("shop/customer/2").email(BOB).heldBy(BOBS),
                aContribution().of("shop/order/7").email(ADA).about("1007").heldBy(BOBS)));
    ports.ledger().append(List.of(said("shop/customer/1"), said("shop/customer/2")));
    ports.ledger().append(List.of(said("dotdigital/address/ada@example.com")));
    ports
        .deliveries()
        .plan(
            List.of(
                aDelivery().contactOf(1).delivered("a", "77", ADA, NOW).build(),
                aDelivery().order("1001", 1).build(),
                aDelivery().contactOf(2).delivered("b", "78", BOB, NOW).build()));
    ports
        .trail()
        .append(
            List.of(
                entry(1, "", "updated"),
                entry(0, "shop/customer/1", "parked"),
                entry(2, "shop/customer/2", "updated"),
                entry(0, "", "something about ADA@example.com")));
    ports
        .parked()
        .park(
            List.of(
                parked("inbox/9", "shop/customer/1"),
                parked("dotdigital/contact/1", "shop/customer"),
                parked("dotdigital/contact/2", "shop/customer")));
    Job job = Job.packing(900, DeliveryBuilder.TARGET, Facet.CONTACT, "run-1", NOW);
    ports.jobs().open(job.handingOver(List.of(sent(ADAS, ADA), sent(BOBS, BOB)), NOW));
  }

  private static OrderPart parcel() {
    return new OrderPart.Fulfilment("1", "sent", "DPD", PARCEL, new OrderPart.When.NotKnown());
  }

  private static String body(String email) {
    return "{\"email\":\"" + email + "\",\"note\":\"" + LONG + "\"}";
  }

  private static LedgerEntry said(String origin) {
    return LedgerEntry.said(
        RecordRef.parse(origin),
        ConsentClaim.stated(Topic.EMAIL, ConsentClaim.Choice.OPT_IN, NOW, Map.of()),
        NOW);
  }

  private static TrailEntry entry(long person, String source, String sentence) {
    return new TrailEntry(
        NOW,
        Stage.PERSON,
        "updated",
        new TrailEntry.About(person, "", source, "shop", 0),
        sentence);
  }

  private static ParkedItem parked(String subject, String source) {
    return new ParkedItem(
        subject, Stage.MAPPING, source, "cause", "Sentence.", "", "", 0, NOW, NOW, 1);
  }

  private static Job.Sent sent(PersonId person, String email) {
    return new Job.Sent(Subject.contact(person), ContentHash.of(email), email, "");
  }

  private Found find(String address) {
    return read(ports -> ports.traces().find(address));
  }

  @Test
  void everything_of_one_person_is_found_and_nothing_of_another() {
    writing(SubjectsContract::fill);
    Found found = find(ADA);
    assertThat(found.persons()).containsExactly(ADAS);
    assertThat(found.addresses()).containsExactly(ADA);
    assertThat(found.records())
        .contains(RecordRef.parse("shop/customer/1"), RecordRef.parse("erp/parcel/5"))
        .doesNotContain(RecordRef.parse("shop/customer/2"), RecordRef.parse("shop/order/7"));
    assertThat(found.orders()).containsExactly("1001");
    assertThat(found.items()).as("its versions and what is named by the address").hasSize(2);
    assertThat(found.bodies()).as("somebody else's order that names them").hasSize(1);
    assertThat(found.counts())
        .containsEntry("persons", 1L)
        .containsEntry("contributions", 2L)
        .containsEntry("ledger entries", 2L)
        .containsEntry("deliveries", 2L)
        .containsEntry("raw records", 3L)
        .containsEntry("parked items", 1L);
    assertThat(find("nobody@example.com").isEmpty()).isTrue();
  }

  @Test
  void what_is_forgotten_is_gone_and_others_stay_as_they_were() {
    writing(SubjectsContract::fill);
    Found found = find(ADA);
    writing(ports -> ports.traces().forget(found));
    reading(ports -> assertThat(ports.traces().mentions(Set.of(ADA))).isEmpty());
    assertThat(find(ADA).isEmpty()).as(find(ADA).toString()).isTrue();
    reading(
        ports -> {
          assertThat(ports.people().byId(List.of(ADAS, BOBS))).hasSize(1);
          assertThat(ports.contributions().withParcel(PARCEL, 9)).isEmpty();
          assertThat(ports.contributions().ofPersons(List.of(BOBS)))
              .extracting(stored -> stored.contribution().ref().text())
              .containsExactly("shop/customer/2", "shop/order/7");
          assertThat(
                  ports
                      .contributions()
                      .ofPersons(List.of(BOBS))
                      .getLast()
                      .contribution()
                      .identity())
              .as("the address of the erased is taken out of it")
              .extracting(identity -> identity.email())
              .isEqualTo("");
          assertThat(ports.ledger().of(List.of(RecordRef.parse("shop/customer/2")))).hasSize(1);
          assertThat(ports.ledger().of(List.of(RecordRef.parse("shop/customer/1")))).isEmpty();
          assertThat(ports.trail().ofPerson(2, 10)).hasSize(1);
          assertThat(ports.trail().latest(10)).hasSize(1);
          assertThat(ports.parked().newest(10))
              .extracting(ParkedItem::subject)
              .containsExactly("dotdigital/contact/2");
          assertThat(ports.jobs().ofOwner("run-1").getFirst().items())
              .extracting(Job.Sent::address)
              .containsExactly(BOB);
          assertThat(
                  ports.deliveries().find(DeliveryBuilder.TARGET, List.of(Subject.contact(BOBS))))
              .hasSize(1);
        });
  }

  @Test
  void a_former_address_leads_to_its_person_unless_it_is_somebody_elses_by_now() {
    writing(SubjectsContract::fill);
    writing(
        ports ->
            ports
                .deliveries()
                .plan(List.of(aDelivery().contactOf(1).delivered("x", "77", BOB, NOW).build())));
    assertThat(find(ADA).addresses()).containsExactly(ADA);
  }

  @Test
  void what_is_held_is_not_sent_and_what_is_under_way_is_seen() {
    writing(SubjectsContract::fill);
    Set<PersonId> ada = Set.of(ADAS);
    assertThat(flight(ada, NOW)).isEqualTo(Flight.NONE);
    writing(ports -> ports.runs().beat("run-1", NOW.plusSeconds(60)));
    claim("run-1");
    assertThat(flight(ada, NOW)).isEqualTo(Flight.CALL);
    assertThat(flight(ada, NOW.plusSeconds(61)))
        .as("of a run that is no more")
        .isEqualTo(Flight.NONE);
    writing(ports -> ports.deliveries().release(List.of("run-1"), NOW));
    writing(ports -> ports.traces().hold(ada));
    claim("job-900");
    assertThat(flight(ada, NOW)).isEqualTo(Flight.NONE);
    assertThat(flight(Set.of(BOBS), NOW)).isEqualTo(Flight.IMPORT);
  }

  private Flight flight(Set<PersonId> persons, Instant at) {
    return read(ports -> ports.traces().flight(persons, at));
  }

  private boolean anybodyErased() {
    return read(ports -> ports.erasures().any());
  }

  private void claim(String claimant) {
    writing(
        ports -> {
          for (var backlog : ports.deliveries().due(DeliveryBuilder.TARGET, LATER, 100)) {
            ports
                .deliveries()
                .claim(
                    new dev.selvedge.plan.Deliveries.Claim(
                        DeliveryBuilder.TARGET, backlog.queue(), 100, claimant, LATER));
          }
        });
  }

  private static final Instant LATER = NOW.plus(Duration.ofDays(1));

  @Test
  void a_tombstone_knows_its_addresses_and_records_again_and_goes_when_it_is_lifted() {
    RecordRef customer = RecordRef.parse("shop/customer/1");
    assertThat(anybodyErased()).isFalse();
    Erasure begun =
        write(ports -> ports.erasures().begin(Set.of(ADA), Set.of(customer), HAND, NOW));
    assertThat(begun.stage()).isEqualTo(Erasure.Stage.REQUESTED);
    reading(
        ports -> {
          assertThat(ports.erasures().any()).isTrue();
          assertThat(ports.erasures().ofAddresses(Set.of(ADA, BOB))).containsOnlyKeys(ADA);
          assertThat(
                  ports.erasures().ofRecords(Set.of(customer, RecordRef.parse("shop/customer/2"))))
              .containsOnlyKeys(customer);
          assertThat(ports.erasures().unfinished()).containsExactly(begun);
        });
    Erasure again = write(ports -> ports.erasures().begin(Set.of(ADA), Set.of(), HAND, LATER));
    assertThat(again).as("goes on, as it was begun").isEqualTo(begun);
    writing(ports -> ports.erasures().move(begun.number(), Erasure.Stage.DONE, LATER));
    reading(ports -> assertThat(ports.erasures().unfinished()).isEmpty());
    writing(ports -> ports.erasures().lift(begun.number(), LATER));
    assertThat(anybodyErased()).isFalse();
    reading(ports -> assertThat(ports.erasures().ofAddresses(Set.of(ADA))).isEmpty());
    reading(
        ports ->
            assertThat(ports.erasures().find(begun.number()).map(Erasure::stage))
                .contains(Erasure.Stage.LIFTED));
  }

  @Test
  void of_what_was_turned_away_the_latest_refusal_is_kept() {
    long number = write(ports -> ports.erasures().begin(Set.of(ADA), Set.of(), HAND, NOW)).number();
    writing(ports -> ports.erasures().refused(number, LATER));
    writing(ports -> ports.erasures().refused(number, NOW.plusSeconds(1)));
    writing(ports -> ports.erasures().move(number, Erasure.Stage.DONE, NOW));
    Map<String, Erasure> there = read(ports -> ports.erasures().ofAddresses(Set.of(ADA)));
    assertThat(there.values())
        .singleElement()
        .satisfies(
            erasure -> {
              assertThat(erasure.refusedAt()).isEqualTo(LATER);
              assertThat(erasure.isBefore(LATER)).isFalse();
              assertThat(erasure.isBefore(LATER.plusMillis(1))).isTrue();
            });
  }

  @Test
  void whoever_has_an_address_with_theirs_in_it_is_left_alone() {
    String neighbour = "m" + ADA;
    PersonId neighbours = new PersonId(3);
    writing(SubjectsContract::fill);
    writing(
        ports -> {
          ports
              .inbox()
              .accept(
                  List.of(
                      aSourceRecord().of("shop/customer/3").saying(body(neighbour)).build(),
                      aSourceRecord().of("shop/subscriber/" + neighbour).saying("{}").build()),
                  NOW);
          ports.people().create(List.of(new Person(neighbours, neighbour)));
          ports
              .contributions()
              .save(
                  List.of(
                      aContribution().of("shop/customer/3").email(neighbour).heldBy(neighbours)));
          ports.ledger().append(List.of(said("dotdigital/address/" + neighbour)));
          ports
              .deliveries()
              .plan(List.of(aDelivery().contactOf(3).delivered("c", "79", neighbour, NOW).build()));
          ports.trail().append(List.of(entry(0, "", "something about " + neighbour)));
        });
    Map<String, Long> before = read(ports -> ports.traces().mentions(Set.of(neighbour)));
    Found theirs = find(neighbour);
    Found found = find(ADA);
    writing(ports -> ports.traces().forget(found));
    reading(ports -> assertThat(ports.traces().mentions(Set.of(ADA))).isEmpty());
    reading(ports -> assertThat(ports.traces().mentions(Set.of(neighbour))).isEqualTo(before));
    assertThat(find(neighbour)).isEqualTo(theirs);
  }

  @Test
  void the_audit_log_is_read_newest_first_and_by_whom_it_is_about() {
    String mark = write(ports -> ports.erasures().mark(ADA));
    assertThat(mark).startsWith("address:").doesNotContain("ada", "example");
    String same = write(ports -> ports.erasures().mark(ADA));
    String other = write(ports -> ports.erasures().mark(BOB));
    assertThat(same).isEqualTo(mark);
    assertThat(other).isNotEqualTo(mark);
    AuditEntry first = AuditEntry.of(NOW, HAND, "person.export", mark, "done");
    AuditEntry second = AuditEntry.of(LATER, HAND, "person.erase", "person:2", "begun");
    writing(
        ports -> {
          ports.auditLog().append(first);
          ports.auditLog().append(second);
        });
    reading(
        ports -> {
          assertThat(ports.auditLog().newest("", 10)).containsExactly(second, first);
          assertThat(ports.auditLog().newest("", 1)).containsExactly(second);
          assertThat(ports.auditLog().newest(mark, 10)).containsExactly(first);
        });
  }

  @Test
  void a_delivery_that_waits_for_the_erasure_is_parked_without_a_word() {
    writing(SubjectsContract::fill);
    writing(ports -> ports.traces().hold(Set.of(ADAS)));
    reading(
        ports ->
            assertThat(
                    ports.deliveries().ofPersons(DeliveryBuilder.TARGET, Facet.ORDER, Set.of(ADAS)))
                .extracting(Delivery::state)
                .containsExactly(Delivery.State.PARKED));
  }
}
