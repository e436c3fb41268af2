package dev.selvedge.dotdigital.delivery;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People started in programs.
class EnrolmentTest {
  private static final Subject FIRST = Subject.enrolment("a");
  private static final Subject SECOND = Subject.enrolment("b");
  private static final Settlement DONE = new Settlement(new Outcome.Done(), Rig.ENROLMENT_ID);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Parcel pack(Item... items) {
    return rig.target.pack(Facet.ENROLMENT, List.of(items));
  }

  private Submission handOver(int status, String body) {
    rig.replies(status, body);
    return pack(Rig.enrolmentItem(1, 12, "a"), Rig.enrolmentItem(2, 12, "b")).handOver();
  }

  private Submission handOverOne(int status, String body) {
    rig.replies(status, body);
    return pack(Rig.enrolmentItem(1, 12, "a")).handOver();
  }

  private static String enrolment(String status) {
    return """
    {"id":"%s","programId":12,"status":"%s","dateCreated":"2026-01-01T00:00:31Z",
     "contacts":null,"addressBooks":null}
    """
        .formatted(Rig.ENROLMENT_ID, status);
  }

  private Job job() {
    return rig.job(
        Facet.ENROLMENT,
        Rig.ENROLMENT_ID,
        Rig.sentEnrolment(1, 12, "a"),
        Rig.sentEnrolment(2, 12, "b"));
  }

  private Map<Subject, Settlement> settled(String faults) {
    rig.replies(200, enrolment("Finished"))
        .replies(200, "Id,Email,TelephoneNumber,Reason\r\n" + faults);
    return Rig.finished(rig.target.progress(job()));
  }

  @Test
  void whose_a_fault_is_shows_by_the_number_it_was_sent_by_or_by_being_the_only_one() {
    Job.Sent alone = Rig.sentEnrolment(1, 12, "a");
    Job.Sent numbered =
        new Job.Sent(alone.subject(), alone.hash(), alone.planned(), "", "12", "120034501");
    rig.replies(200, enrolment("Finished"))
        .replies(200, "Id,Email,TelephoneNumber,Reason\r\n120034501,,,AlreadyInProgram\r\n");
    Job two = rig.job(Facet.ENROLMENT, Rig.ENROLMENT_ID, Rig.sentEnrolment(2, 12, "b"), numbered);
    assertThat(Rig.of(Rig.finished(rig.target.progress(two)), numbered.subject()).outcome())
        .isInstanceOf(Outcome.Drop.class);

    rig.replies(200, enrolment("Finished"))
        .replies(200, "Id,Email,TelephoneNumber,Reason\r\n9,new@example.com,,AlreadyInProgram\r\n");
    Job one = rig.job(Facet.ENROLMENT, Rig.ENROLMENT_ID, alone);
    assertThat(Rig.of(Rig.finished(rig.target.progress(one)), alone.subject()).outcome())
        .isInstanceOf(Outcome.Drop.class);
  }

  private static ThrowingConsumer<Submission.NotAccepted> parked(String cause, String says) {
    return it ->
        assertThat(it.outcome())
            .isInstanceOfSatisfying(
                Outcome.Park.class,
                park -> {
                  assertThat(park.cause()).isEqualTo(cause);
                  assertThat(park.sentence()).contains(says);
                });
  }

  @Test
  void contacts_of_the_first_items_program_go_in_one_call() {
    Item first = Rig.enrolmentItem(1, 12, "a");
    Item other = Rig.enrolmentItem(2, 13, "b");
    Item second = Rig.enrolmentItem(3, 12, "c");
    rig.replies(201, enrolment("Processing"));

    Parcel parcel = pack(first, other, second);

    assertThat(parcel.packed()).containsExactly(first, second);
    assertThat(parcel.leftOver()).containsExactly(other);
    assertThat(parcel.handOver()).isEqualTo(new Submission.Accepted(Rig.ENROLMENT_ID));
    assertThat(rig.server.only().line()).isEqualTo("POST /v2/programs/enrolments");
    assertJson(
        rig.last().body(),
        "{\"programId\":12,\"contacts\":[120034501,120034503],\"addressBooks\":[]}");
  }

  @Test
  void a_call_takes_25_contacts_and_each_once() {
    List<Item> items = new ArrayList<>();
    items.add(Rig.enrolmentItem(1, 12, "one"));
    Item again = Rig.enrolmentItem(1, 12, "two");
    items.add(again);
    for (int i = 2; i < 40; i++) {
      items.add(Rig.enrolmentItem(i, 12, "more" + i));
    }

    Parcel parcel = rig.target.pack(Facet.ENROLMENT, items);

    assertThat(parcel.packed()).hasSize(25).doesNotContain(again);
    assertThat(parcel.leftOver()).hasSize(15).startsWith(again);
  }

  @Test
  void a_person_without_a_contact_number_waits_for_their_contact() {
    Item numberless = Rig.enrolmentItem(1, 12, "a", Rig.held("", "ada@example.com"));
    Item never = Rig.enrolmentItem(2, 12, "b", new Delivered.Never());

    Parcel parcel = pack(numberless, never);

    assertThat(parcel.packed()).containsExactly(numberless);
    assertThat(lacksContact(parcel.handOver())).isTrue();
    assertThat(rig.calls()).isZero();
  }

  /// Whether the only item of a job comes back as one whose contact must be written first.
  private boolean lacksContact(Submission submission) {
    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    int calls = rig.calls();
    Job job =
        rig.job(
            Facet.ENROLMENT,
            ((Submission.Accepted) submission).jobId(),
            Rig.sentEnrolment(1, 12, "a"));
    Settlement settlement = Rig.of(Rig.finished(rig.target.progress(job)), FIRST);
    assertThat(rig.calls()).isEqualTo(calls);
    return settlement.lacksOwner() && settlement.outcome() instanceof Outcome.Retry;
  }

  @Test
  void a_contact_that_is_gone_is_written_again_first() {
    assertThat(lacksContact(handOverOne(400, Rig.v2Error("ERROR_CONTACT_NOT_FOUND")))).isTrue();
  }

  @Test
  void one_contact_of_several_that_is_gone_is_found_in_smaller_company() {
    assertThat(handOver(400, Rig.v2Error("ERROR_CONTACT_NOT_FOUND")))
        .isInstanceOf(Submission.Refused.class);
  }

  @Test
  void a_program_that_lets_nobody_in_is_for_a_person_and_named() {
    assertThat(handOver(422, Rig.v2Error("ERROR_PROGRAM_NOT_ACTIVE")))
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            parked("dotdigital.program-not-active", "Program 12 is not active"));
    assertThat(handOver(404, Rig.v2Error("ERROR_PROGRAM_NOT_FOUND")))
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            parked("dotdigital.program-not-found", "There is no program 12"));
  }

  @Test
  void an_account_that_may_start_nobody_is_for_a_person_and_stops_nothing_else() {
    rig.repliesBare(403, "")
        .repliesBare(
            200,
            "{\"id\":1,\"properties\":[{\"name\":\"ApiEndpoint\",\"value\":\"%s\"}]}"
                .formatted(rig.server.url()));

    assertThat(pack(Rig.enrolmentItem(1, 12, "a")).handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            parked("dotdigital.program-forbidden", "does not allow this account"));
    assertThat(rig.target.heard()).containsExactly(new Heard.Answered());
  }

  @Test
  void the_cap_of_enrolment_calls_is_heard_and_waited_for() {
    assertThat(handOver(400, Rig.v2Error("ERROR_ENROLMENT_ALLOWANCE_EXCEEDED ")))
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Snooze.class));
    assertThat(rig.target.heard())
        .contains(new Heard.UsedUp("enrolments", Rig.NOW.plus(Duration.ofMinutes(5))));
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "408"})
  void trouble_may_have_come_after_the_enrolment_was_made(int status) {
    assertThat(handOver(status, "")).isInstanceOf(Submission.Lost.class);
  }

  @Test
  void a_lost_or_unreadable_answer_is_never_repeated_here() {
    rig.server.then(new Step.Cut());
    assertThat(pack(Rig.enrolmentItem(1, 12, "a")).handOver()).isInstanceOf(Submission.Lost.class);
    assertThat(handOver(201, "<html>")).isInstanceOf(Submission.Lost.class);
    assertThat(rig.calls()).isEqualTo(2);
  }

  @Test
  void a_suppressed_contact_is_dropped_when_alone() {
    assertThat(handOver(400, Rig.v2Error("ERROR_CONTACT_SUPPRESSED")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            it -> assertThat(it.whenAlone()).isInstanceOf(Outcome.Drop.class));
  }

  @Test
  void other_refusals_are_tried_in_smaller_company() {
    assertThat(handOver(400, Rig.v2Error("ERROR_ENROLMENT_INVALID")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            it -> assertThat(it.whenAlone()).isInstanceOf(Outcome.Park.class));
  }

  @Test
  void an_enrolment_is_asked_after_until_it_is_finished_and_its_report_tells_the_rest() {
    rig.replies(200, enrolment("Processing"));
    assertThat(rig.target.progress(job())).isEqualTo(new Progress.Running(Rig.NOW.plusSeconds(5)));

    assertThat(settled("120034501,p1@example.com,,AlreadyInProgram\r\n"))
        .isEqualTo(
            Map.of(
                FIRST,
                new Settlement(new Outcome.Drop("the contact is in program 12 already"), ""),
                SECOND,
                DONE));
    assertThat(rig.last().line())
        .isEqualTo("GET /v2/programs/enrolments/" + Rig.ENROLMENT_ID + "/report-faults");
  }

  @ParameterizedTest
  @CsvSource({
    "AlreadyInProgram, drop",
    "Unsubcribed, drop",
    "Unsubscribed, drop",
    "GloballySuppressed, drop",
    "HardBounced, drop",
    "IspComplained, drop",
    "ReEnrolmentNotAllowed, drop",
    "SomethingNew, park",
    "'', park"
  })
  void a_contact_that_was_turned_away_comes_to_what_the_reason_says(String reason, String word) {
    assertThat(Rig.of(settled("120034501,P1@example.com,," + reason), FIRST).outcome().word())
        .isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"Deleted", "ContactNotFound"})
  void a_contact_that_was_deleted_is_written_again_first(String reason) {
    assertThat(Rig.of(settled("120034501,p1@example.com,," + reason), FIRST).lacksOwner()).isTrue();
  }

  @Test
  void somebody_the_report_gives_no_known_address_for_is_found_by_number() {
    rig.replies(200, enrolment("Finished"))
        .replies(200, "120034502,,447700900123,AlreadyInProgram")
        .replies(200, Rig.contactJson(120034502, "P2@example.com"));

    Map<Subject, Settlement> settled = Rig.finished(rig.target.progress(job()));

    assertThat(Rig.of(settled, FIRST)).isEqualTo(DONE);
    assertThat(Rig.of(settled, SECOND).outcome()).isInstanceOf(Outcome.Drop.class);
    assertThat(rig.last().line()).isEqualTo("GET /contacts/v3/contactId/120034502");
  }

  @Test
  void a_report_that_is_not_ready_or_not_there() {
    rig.replies(200, enrolment("Finished"))
        .replies(400, Rig.v2Error("ERROR_ENROLMENT_IS_PROCESSING"));
    assertThat(rig.target.progress(job())).isInstanceOf(Progress.Running.class);
    rig.replies(200, enrolment("Finished")).replies(500, "");
    assertThat(rig.target.progress(job())).isInstanceOf(Progress.NotKnown.class);
    rig.replies(200, enrolment("Finished")).replies(404, Rig.v2Error("ERROR_ENROLMENT_NOT_FOUND"));
    assertThat(Rig.finished(rig.target.progress(job())))
        .isEqualTo(Map.of(FIRST, DONE, SECOND, DONE));
  }

  @Test
  void an_enrolment_that_is_not_known_is_gone() {
    rig.replies(404, Rig.v2Error("ERROR_ENROLMENT_NOT_FOUND"));

    assertThat(rig.target.progress(job())).isEqualTo(new Progress.Gone());
  }

  @Test
  void a_state_nobody_knows_is_over_when_there_is_a_report() {
    rig.replies(200, enrolment("NotAvailableInThisVersion"))
        .replies(200, "Id,Email,TelephoneNumber,Reason");

    assertThat(Rig.finished(rig.target.progress(job()))).hasSize(2);
  }
}
