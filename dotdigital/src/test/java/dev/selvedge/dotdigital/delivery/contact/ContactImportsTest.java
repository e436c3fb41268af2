package dev.selvedge.dotdigital.delivery.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Contacts written in imports.
class ContactImportsTest {
  private static final String ADA = "ada@example.com";
  private static final String BO = "bo@example.com";
  private static final Subject ADAS = Subject.contact(new PersonId(1));
  private static final Subject BOS = Subject.contact(new PersonId(2));

  private Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Parcel pack(Item... items) {
    return rig.target.pack(Facet.CONTACT, List.of(items));
  }

  private Submission handOver() {
    return pack(Rig.contactItem(1, ADA), Rig.contactItem(2, BO)).handOver();
  }

  private Job job() {
    return rig.job(Facet.CONTACT, Rig.IMPORT_ID, Rig.sentContact(1, ADA), Rig.sentContact(2, BO));
  }

  private Progress progress(String report) {
    rig.replies(200, report);
    return rig.target.progress(job());
  }

  private static String report(String state, String created, String updated, String failures) {
    return """
    {"importId":"%s","status":"%s","created":[%s],"updated":[%s],"failures":[%s]}
    """
        .formatted(Rig.IMPORT_ID, state, created, updated, failures);
  }

  private static String written(long number, String email) {
    return "{\"contactId\":" + number + ",\"identifiers\":{\"email\":\"" + email + "\"}}";
  }

  private static String failed(String email, String... codes) {
    List<String> reasons = new ArrayList<>();
    for (String code : codes) {
      reasons.add("{\"failureCode\":\"" + code + "\",\"description\":\"not " + email + "\"}");
    }
    return "{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"%s\"},\"failures\":[%s]}"
        .formatted(email, String.join(",", reasons));
  }

  private Map<Subject, Settlement> settled(String created, String updated, String failures) {
    return Rig.finished(progress(report("Finished", created, updated, failures)));
  }

  @Test
  void packing_calls_nobody_and_handing_over_gives_the_imports_id() {
    Parcel parcel = pack(Rig.contactItem(1, ADA), Rig.contactItem(2, BO));
    assertThat(rig.calls()).isZero();
    rig.replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");

    assertThat(parcel.packed()).hasSize(2);
    assertThat(parcel.leftOver()).isEmpty();
    assertThat(parcel.handOver()).isEqualTo(new Submission.Accepted(Rig.IMPORT_ID));
    assertThat(rig.server.only().line()).isEqualTo("PUT /contacts/v3/import");
    assertThat(
            Json.parse(rig.last().body().getBytes(StandardCharsets.UTF_8)).get("contacts").size())
        .isEqualTo(2);
  }

  @Test
  void what_does_not_fit_is_left_over_in_order() {
    rig.close();
    rig = new Rig(Rig.settings().withBatches(new TargetSettings.Batches(10_000, 5_000, 600)));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(Rig.contactItem(i, "ada" + i + "@example.com"));
    }

    Parcel parcel = rig.target.pack(Facet.CONTACT, items);

    assertThat(parcel.packed()).isNotEmpty().isEqualTo(items.subList(0, parcel.packed().size()));
    assertThat(parcel.leftOver())
        .isNotEmpty()
        .isEqualTo(items.subList(parcel.packed().size(), items.size()));
  }

  @Test
  void one_that_fits_into_no_import_is_singled_out_without_a_call() {
    rig.close();
    rig = new Rig(Rig.settings().withBatches(new TargetSettings.Batches(10_000, 5_000, 600)));
    Item huge =
        new Item(
            BOS,
            new Desired.Contact(
                BO, Desired.Mail.ALLOWED, Map.of("FIRSTNAME", new Value.Text("b".repeat(900)))),
            Rig.held("1", BO),
            Rig.held("1", BO));

    Parcel parcel = pack(huge, Rig.contactItem(1, ADA));

    assertThat(parcel.packed()).containsExactly(huge);
    assertThat(parcel.leftOver()).hasSize(1);
    assertThat(parcel.handOver())
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            it ->
                assertThat(it.whenAlone())
                    .isInstanceOfSatisfying(
                        Outcome.Park.class,
                        park -> assertThat(park.cause()).isEqualTo("dotdigital.unfit")));
    assertThat(rig.calls()).isZero();
  }

  @Test
  void an_address_no_call_can_carry_is_singled_out_from_among_the_others() {
    Item wrong = Rig.contactItem(2, "b".repeat(300));

    Parcel parcel = pack(Rig.contactItem(1, ADA), wrong, Rig.contactItem(3, BO));

    assertThat(parcel.packed()).containsExactly(wrong);
    assertThat(parcel.leftOver()).hasSize(2);
    assertThat(parcel.handOver()).isInstanceOf(Submission.Refused.class);
  }

  @Test
  void too_many_imports_snooze_this_facet_for_ten_seconds() {
    rig.replies(429, Rig.error("contacts:tooManyActiveImports"));

    assertThat(handOver())
        .isEqualTo(
            new Submission.NotAccepted(
                new Outcome.Snooze(
                    "too many imports are running at once", Rig.NOW.plusSeconds(10))));
  }

  @Test
  void an_import_refused_as_a_whole_is_to_be_tried_in_smaller_company() {
    rig.replies(400, Rig.error("contacts:badJson"));

    assertThat(handOver())
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            it -> {
              assertThat(it.tooLarge()).isFalse();
              assertThat(it.whenAlone().toString()).contains("400 contacts:badJson");
            });
    rig.replies(413, "");
    assertThat(handOver())
        .isInstanceOfSatisfying(Submission.Refused.class, it -> assertThat(it.tooLarge()).isTrue());
  }

  @Test
  void a_field_that_is_missing_has_no_import_halved_but_is_made_again() {
    rig.replies(400, Rig.error("contacts:badRequest"))
        .replies(200, "[]")
        .replies(201, "{\"name\":\"FIRSTNAME\",\"type\":\"String\"}")
        .replies(200, "");

    assertThat(handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Retry.class));
  }

  @Test
  void an_import_that_meets_the_contact_limit_at_once_lets_the_updates_go_again() {
    rig.replies(400, Rig.v2Error("ERROR_CONTACT_TOOMANY"));

    assertThat(handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Snooze.class));
    assertThat(pack(Rig.contactItem(1, ADA), Rig.contactItem(2, BO, Rig.held("22", BO))).packed())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 408})
  void trouble_may_have_come_after_the_import_was_taken(int status) {
    rig.replies(status, "");

    assertThat(handOver()).isInstanceOf(Submission.Lost.class);
  }

  @Test
  void a_lost_and_an_unreadable_answer_may_mean_that_it_was_taken() {
    rig.server.then(new Step.Cut());
    assertThat(handOver()).isInstanceOf(Submission.Lost.class);
    rig.replies(202, "<html>");
    assertThat(handOver()).isInstanceOf(Submission.Lost.class);
  }

  @ParameterizedTest
  @CsvSource({"401, snooze", "403, snooze", "429, snooze", "302, retry", "503, retry"})
  void what_is_not_the_items_fault_holds_for_all(int status, String word) {
    rig.repliesBare(status, "");
    if (status == 403) {
      rig.repliesBare(500, "");
    }

    assertThat(handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class, it -> assertThat(it.outcome().word()).isEqualTo(word));
  }

  @Test
  void a_finished_import_settles_each_contact_and_leaves_out_who_is_not_in_the_report() {
    assertThat(settled(written(11, "ADA@example.com"), "", ""))
        .containsExactly(Map.entry(ADAS, new Settlement(new Outcome.Done(), "11")));
    assertThat(settled(written(11, ADA), written(22, BO), "")).hasSize(2);
  }

  @Test
  void a_contact_with_a_failed_part_is_not_believed_to_be_complete() {
    assertThat(Rig.of(settled("", written(11, ADA), failed(ADA, "consentRecordsNotApplied")), ADAS))
        .isEqualTo(
            new Settlement(
                new Outcome.Park(
                    "dotdigital.consentRecordsNotApplied",
                    "Dotdigital took this contact, but not what was said of consent"
                        + " (consentRecordsNotApplied). Correct it at its source; it then goes"
                        + " again by itself."),
                "11"));
  }

  @Test
  void a_field_that_was_deleted_meanwhile_is_made_again_and_the_contact_goes_again() {
    rig.replies(200, report("Finished", written(11, ADA), "", failed(ADA, "invalidDataField")))
        .replies(200, "[]")
        .replies(201, "{\"name\":\"FIRSTNAME\",\"type\":\"String\"}")
        .replies(200, "");

    assertThat(Rig.of(Rig.finished(rig.target.progress(job())), ADAS).outcome())
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void a_value_that_was_not_taken_is_for_a_person() {
    rig.replies(200, report("Finished", written(11, ADA), "", failed(ADA, "InvalidDataField")))
        .replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]")
        .replies(200, "");

    assertThat(Rig.of(Rig.finished(rig.target.progress(job())), ADAS).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> assertThat(it.sentence()).contains("not a data field's value"));
  }

  @Test
  void a_suppressed_contact_is_dropped_unless_its_data_was_written() {
    assertThat(Rig.of(settled("", "", failed(ADA, "GloballySuppressed")), ADAS).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(Rig.of(settled("", written(11, ADA), failed(ADA, "globallySuppressed")), ADAS))
        .isEqualTo(new Settlement(new Outcome.Done(), "11"));
  }

  @Test
  void a_code_nobody_knows_is_shown_to_a_person_without_the_address() {
    assertThat(Rig.of(settled("", "", failed(ADA, "Blocker")), ADAS).outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.Blocker",
                "Dotdigital refused this contact (Blocker). Correct the address or value at its"
                    + " source; it then goes again by itself."));
    assertThat(Rig.of(settled("", "", failed(ADA)), ADAS).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.cause()).isEqualTo("dotdigital.item-failure"));
    assertThat(Rig.of(settled("", "", failed(ADA, "duplicateIdentifier")), ADAS).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.sentence()).contains("merges no contacts"));
  }

  @Test
  void a_running_import_is_asked_after_less_and_less_often() {
    Job begun = job();

    assertThat(askedAgainAfter(begun)).isEqualTo(Duration.ofSeconds(5));
    rig.pass(Duration.ofSeconds(60));
    assertThat(askedAgainAfter(begun)).isEqualTo(Duration.ofSeconds(15));
    rig.pass(Duration.ofHours(1));
    assertThat(askedAgainAfter(begun)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void where_asking_is_counted_it_is_done_more_seldom() {
    rig.repliesBare(200, Rig.contactJson(1, ADA));
    rig.target.send(Rig.contactItem(1, ADA));
    rig.repliesBare(200, "{\"id\":1,\"properties\":[]}");

    assertThat(askedAgainAfter(job())).isEqualTo(Duration.ofSeconds(30));
  }

  private Duration askedAgainAfter(Job job) {
    rig.repliesBare(200, report("NotFinished", "", "", ""));
    Progress progress = rig.target.progress(job);
    assertThat(progress).isInstanceOf(Progress.Running.class);
    return Duration.between(rig.time.get(), ((Progress.Running) progress).askAgainAt());
  }

  @Test
  void an_import_that_is_not_known_or_in_a_state_nobody_knows_is_gone() {
    assertThat(progress(report("Vanished", "", "", ""))).isEqualTo(new Progress.Gone());
    rig.replies(404, Rig.error("contacts:importNotFound"))
        .replies(400, Rig.error("contacts:invalidId"));
    assertThat(rig.target.progress(job())).isEqualTo(new Progress.Gone());
    assertThat(rig.target.progress(job())).isEqualTo(new Progress.Gone());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 429, 401})
  void an_import_that_cannot_be_asked_after_is_asked_after_later(int status) {
    rig.repliesBare(status, "");

    assertThat(rig.target.progress(job())).isInstanceOf(Progress.NotKnown.class);
  }

  @Test
  void an_import_the_watchdog_stopped_is_tried_in_smaller_company() {
    assertThat(progress(report("RejectedByWatchdog", "", "", "")))
        .isInstanceOfSatisfying(
            Progress.Refused.class,
            it ->
                assertThat(it.whenAlone())
                    .isInstanceOfSatisfying(
                        Outcome.Park.class,
                        park -> assertThat(park.cause()).isEqualTo("dotdigital.watchdog")));
  }

  @Test
  void an_import_that_failed_is_tried_in_smaller_company() {
    assertThat(progress(report("Failed", "", "", "")))
        .isInstanceOfSatisfying(
            Progress.Refused.class,
            it -> assertThat(it.whenAlone()).isInstanceOf(Outcome.Retry.class));
  }

  @Test
  void a_full_account_gets_updates_and_says_once_that_it_is_full() {
    assertThat(progress(report("ExceedsAllowedContactLimit", "", "", "")))
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            it ->
                assertThat(it.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Snooze.class,
                        snooze -> assertThat(snooze.until()).isEqualTo(Rig.NOW)));
    Item held = Rig.contactItem(1, ADA, Rig.held("11", ADA));
    Item fresh = Rig.contactItem(2, BO);
    Item other = Rig.contactItem(3, "cy@example.com");

    Parcel updates = pack(fresh, held, other);
    assertThat(updates.packed()).containsExactly(held);
    assertThat(updates.leftOver()).containsExactly(fresh, other);

    Parcel first = pack(fresh, other);
    assertThat(first.packed()).containsExactly(fresh);
    assertThat(first.handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Park.class));

    Parcel rest = pack(other);
    assertThat(rest.packed()).containsExactly(other);
    assertThat(rest.handOver())
        .isEqualTo(
            new Submission.NotAccepted(
                new Outcome.Snooze(
                    "the account may hold no more contacts", Rig.NOW.plus(Duration.ofHours(1)))));
    // Nothing of this was worth a call.
    assertThat(rig.calls()).isEqualTo(1);

    rig.pass(Duration.ofHours(1));
    assertThat(pack(fresh, other).packed()).hasSize(2);
  }

  @Test
  void an_import_of_updates_alone_that_meets_the_limit_is_tried_in_smaller_company() {
    progress(report("ExceedsAllowedContactLimit", "", "", ""));
    rig.pass(Duration.ofSeconds(1));

    assertThat(progress(report("ExceedsAllowedContactLimit", "", "", "")))
        .isInstanceOf(Progress.Refused.class);
  }

  @Test
  void a_contact_that_was_created_shows_that_there_is_room_again() {
    progress(report("ExceedsAllowedContactLimit", "", "", ""));
    settled(written(11, ADA), "", "");

    assertThat(pack(Rig.contactItem(2, BO), Rig.contactItem(3, ADA)).packed()).hasSize(2);
  }
}
