package dev.selvedge.dotdigital.delivery;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.person.Proof;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Sighting;
import dev.selvedge.send.Target.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Proofs of opt-ins, kept with contacts that are there.
class ProofTest {
  private static final String ADA = "ada@example.com";
  private static final Delivered HELD = Rig.held("11", ADA);
  private static final Delivered NEVER = new Delivered.Never();
  private static final Delivered DOUBTFUL = new Delivered.Doubtful("9 11", ADA, Instant.EPOCH);
  private static final String RECORDS =
      """
      ,"consentRecords":[{"text":"Yes 1","dateTimeConsented":"2026-01-10T09:12:40",
        "url":"https://shop.example.com/join","ipAddress":"203.0.113.7","userAgent":"Firefox"}]}""";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Desired.Proof proof(int number) {
    return new Desired.Proof(
        new PersonId(1),
        ADA,
        new Proof(
            "id" + number,
            "Yes " + number,
            Instant.parse("2026-01-10T09:12:40.250Z"),
            "https://shop.example.com/join",
            "203.0.113.7",
            "Firefox"));
  }

  private static Item item(int number, Delivered delivered, Delivered owner) {
    Desired.Proof proof = proof(number);
    return new Item(Subject.proof(proof.said().id()), proof, delivered, owner);
  }

  private static Job.Sent sent(int number, String contact) {
    Desired.Proof proof = proof(number);
    return new Job.Sent(
        Subject.proof(proof.said().id()), proof.hash(), proof.hash(), ADA, "", contact);
  }

  private static String with(String records) {
    String contact = Rig.contactJson(11, ADA).strip();
    return contact.substring(0, contact.length() - 1) + records;
  }

  @Test
  void they_are_sent_unless_the_project_sends_none() {
    assertThat(rig.target.facets())
        .containsExactlyInAnyOrder(Facet.CONTACT, Facet.ORDER, Facet.ENROLMENT, Facet.PROOF);
    var none = new TargetSettings.Consent(TargetSettings.Consent.STANDARD.resubscription(), false);
    try (Rig other = new Rig(Rig.settings().withConsent(none))) {
      assertThat(other.target.facets())
          .containsExactlyInAnyOrder(Facet.CONTACT, Facet.ORDER, Facet.ENROLMENT);
    }
  }

  @Test
  void one_goes_by_the_contacts_number_and_says_nothing_of_any_channel() {
    rig.replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(1, NEVER, HELD)))
        .isEqualTo(new Settlement(new Outcome.Done(), "11"));
    assertThat(rig.server.only().line())
        .isEqualTo("PATCH /contacts/v3/contactId/11?merge-option=overwrite");
    assertJson(
        rig.last().body(),
        """
        {"consentRecords":[{"text":"Yes 1","dateTimeConsented":"2026-01-10T09:12:40Z",
          "url":"https://shop.example.com/join","ipAddress":"203.0.113.7",
          "userAgent":"Firefox"}]}
        """);
  }

  @Test
  void what_may_be_there_is_looked_for_wherever_it_may_be_and_not_written_again() {
    rig.replies(404, Rig.error("contacts:contactNotFound")).replies(200, with(RECORDS));

    assertThat(rig.target.send(item(1, DOUBTFUL, HELD)))
        .isEqualTo(new Settlement(new Outcome.Done(), "11"));
    assertThat(rig.lines())
        .containsExactly("GET /contacts/v3/contactId/9", "GET /contacts/v3/contactId/11");
  }

  @Test
  void what_is_not_there_after_all_is_written() {
    rig.replies(404, Rig.error("contacts:contactNotFound"))
        .replies(200, with(RECORDS))
        .replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(2, DOUBTFUL, HELD)).outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(rig.lines()).last().asString().startsWith("PATCH");
  }

  @Test
  void what_cannot_be_looked_up_is_not_written() {
    rig.replies(500, "");

    assertThat(rig.target.send(item(1, DOUBTFUL, HELD)).outcome())
        .isInstanceOf(Outcome.Retry.class);
    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void a_contact_that_is_gone_goes_first() {
    rig.replies(400, Rig.error("contacts:badRequest"))
        .replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.send(item(1, NEVER, HELD)).lacksOwner()).isTrue();
  }

  @Test
  void what_is_refused_is_for_a_person() {
    rig.replies(400, Rig.error("contacts:badRequest")).replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(1, NEVER, HELD)).outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.proof-refused",
                "Dotdigital does not take this proof of consent (contacts:badRequest). It stays in"
                    + " the ledger, and what may be sent to the person does not depend on it. Look"
                    + " at what it says; replay it when the cause is mended, or leave it."));
  }

  @Test
  void a_contact_stands_in_an_import_once_with_five_at_most() {
    rig.replies(202, "{\"importId\":\"i1\"}");
    List<Item> items = IntStream.range(0, 7).mapToObj(i -> item(i, NEVER, HELD)).toList();

    Parcel parcel = rig.target.pack(Facet.PROOF, items);

    assertThat(parcel.packed()).isEqualTo(items.subList(0, 5));
    assertThat(parcel.leftOver()).isEqualTo(items.subList(5, 7));
    assertThat(parcel.handOver()).isEqualTo(new Submission.Accepted("i1"));
    assertThat(rig.last().body())
        .contains("\"matchIdentifier\":\"contactId\"")
        .doesNotContain("channelProperties")
        .containsOnlyOnce("\"contactId\":11");
  }

  @Test
  void an_import_that_was_hardly_taken_may_have_been() {
    rig.replies(503, "");

    assertThat(rig.target.pack(Facet.PROOF, List.of(item(1, NEVER, HELD))).handOver())
        .isInstanceOf(Submission.Lost.class);
  }

  private Map<Subject, Settlement> report(String failures, Job.Sent... sent) {
    rig.replies(
        200,
        """
        {"importId":"i1","status":"Finished","created":[],
         "updated":[{"contactId":11,"identifiers":{"email":"ada@example.com"}}],
         "failures":[%s]}"""
            .formatted(failures));
    return Rig.finished(rig.target.progress(rig.job(Facet.PROOF, "i1", sent)));
  }

  private static String failure(String contact, String code) {
    return """
    {%s"matchIdentifier":"contactId","identifiers":{"contactId":"%s"},
     "failures":[{"failureCode":"%s","description":""}]}"""
        .formatted("", contact, code);
  }

  @Test
  void what_the_report_says_was_written_is_there() {
    assertThat(report("", sent(1, "11")))
        .containsEntry(Subject.proof("id1"), new Settlement(new Outcome.Done(), "11"));
  }

  @Test
  void which_of_several_was_refused_is_looked_up_one_by_one() {
    var settled = report(failure("11", "consentRecordsNotApplied"), sent(1, "11"), sent(2, "11"));

    assertThat(settled.values())
        .extracting(Settlement::outcome)
        .hasSize(2)
        .allMatch(Outcome.Unknown.class::isInstance);
  }

  @Test
  void one_that_was_refused_alone_is_for_a_person() {
    var settled = report(failure("11", "consentRecordsNotApplied"), sent(1, "11"));

    assertThat(Rig.of(settled, Subject.proof("id1")).outcome()).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void a_lost_import_shows_by_its_last_and_its_first() {
    rig.replies(200, with(RECORDS)).replies(200, with(RECORDS));
    Job both = rig.job(Facet.PROOF, "", sent(1, "11"), sent(1, "11"));
    assertThat(rig.target.lookFor(both, List::of)).isEqualTo(new Sighting.Done());

    rig.replies(200, with(RECORDS));
    Job other = rig.job(Facet.PROOF, "", sent(2, "11"));
    assertThat(rig.target.lookFor(other, List::of)).isEqualTo(new Sighting.NotSeen());

    rig.replies(503, "");
    assertThat(rig.target.lookFor(other, List::of)).isInstanceOf(Sighting.NotKnown.class);
  }
}
