package dev.selvedge.dotdigital.delivery.insight;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Order records written in imports.
class InsightImportsTest {
  private static final String ADA = "ada@example.com";
  private static final Subject FIRST = Subject.order(new OrderKey("A-1"));
  private static final Subject SECOND = Subject.order(new OrderKey("A-2"));
  private static final Settlement DONE = new Settlement(new Outcome.Done(), "");

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Progress progress(String state, String summary, String failures) {
    rig.replies(
        200,
        "{\"importId\":\"%s\",\"status\":\"%s\",\"summary\":{%s},\"failures\":[%s]}"
            .formatted(Rig.IMPORT_ID, state, summary, failures));
    return rig.target.progress(job());
  }

  private Job job() {
    return rig.job(
        Facet.ORDER, Rig.IMPORT_ID, Rig.sentOrder("A-1", ADA), Rig.sentOrder("A-2", ADA));
  }

  private static String failure(String key, String reason) {
    return "{\"failureReason\":\""
        + reason
        + "\",\"key\":\""
        + key
        + "\",\"details\":[\"secret\"]}";
  }

  private Settlement settled(String reason) {
    Map<Subject, Settlement> settled =
        Rig.finished(progress("Finished", "", failure("A-1", reason)));
    assertThat(Rig.of(settled, SECOND)).isEqualTo(DONE);
    return Rig.of(settled, FIRST);
  }

  @Test
  void records_are_handed_over_with_their_contacts_numbers() {
    rig.replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");

    Submission submission =
        rig.target.pack(Facet.ORDER, List.of(Rig.orderItem(1, ADA, "A-1"))).handOver();

    assertThat(submission).isEqualTo(new Submission.Accepted(Rig.IMPORT_ID));
    assertThat(rig.server.only().line()).isEqualTo("PUT /insightData/v3/import");
    assertJson(
        rig.last().body(),
        """
        {"collectionName":"Orders","collectionScope":"contact","collectionType":"orders","records":[
          {"contactIdentity":{"identifier":"contactId","value":"120034501"},"key":"A-1",
           "json":{"id":"A-1"}}]}
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Finished", "Complete"})
  void both_words_for_done_settle_all_that_did_not_fail(String state) {
    assertThat(
            Rig.finished(
                progress(state, "\"totalRecords\":2,\"totalImported\":2,\"totalRejected\":0", "")))
        .isEqualTo(Map.of(FIRST, DONE, SECOND, DONE));
  }

  @Test
  void a_report_that_counts_more_refusals_than_it_names_settles_only_those_it_names() {
    assertThat(
            Rig.finished(
                progress(
                    "Finished",
                    "\"totalRecords\":2,\"totalImported\":0,\"totalRejected\":2",
                    failure("A-1", "InvalidJson"))))
        .containsOnlyKeys(FIRST);
    assertThat(
            Rig.finished(
                progress(
                    "Finished", "\"totalRecords\":2,\"totalImported\":1,\"totalRejected\":0", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ContactEmailDoesNotExist",
        "ContactIdDoesNotExist",
        "ContactPhoneNumberDoesNotExist",
        "contactCustomIdentifierValueDoesNotExist"
      })
  void a_record_whose_contact_is_missing_waits_for_it(String reason) {
    assertThat(settled(reason).lacksOwner()).isTrue();
    assertThat(settled(reason).outcome()).isInstanceOf(Outcome.Retry.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KeyExistingForDifferentContact", "DuplicateKey"})
  void a_key_of_another_contact_is_for_a_person(String reason) {
    assertThat(settled(reason).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> assertThat(it.sentence()).contains(reason).contains("replay"));
  }

  @Test
  void a_refusal_is_said_in_words_and_without_the_records_content() {
    assertThat(settled("JsonValueIncompatibleWithSchema").outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.JsonValueIncompatibleWithSchema",
                "Dotdigital refused this order record (JsonValueIncompatibleWithSchema): a value"
                    + " has another type than the collection got with its first record, which is"
                    + " for ever. Mend it at its source; it then goes again by itself."));
    assertThat(settled("SomethingNew").outcome().toString())
        .contains("SomethingNew")
        .contains("compare its values")
        .doesNotContain("secret");
  }

  @Test
  void a_refusal_without_a_reason_is_tried_again() {
    assertThat(settled("Unknown").outcome()).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void an_import_refused_for_want_of_its_collection_makes_it_and_goes_again() {
    rig.replies(404, Rig.error("insightData:collectionNotFound"))
        .replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]")
        .replies(201, "");

    assertThat(rig.target.pack(Facet.ORDER, List.of(Rig.orderItem(1, ADA, "A-1"))).handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Retry.class));
  }

  @Test
  void a_collection_that_vanished_is_made_again() {
    rig.replies(
            200,
            "{\"importId\":\"x\",\"status\":\"Finished\",\"failures\":[%s]}"
                .formatted(failure("A-1", "MissingCollection")))
        .replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]")
        .replies(201, "");

    assertThat(Rig.of(Rig.finished(rig.target.progress(job())), FIRST).outcome())
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void other_states_are_running_gone_or_to_be_tried_in_smaller_company() {
    assertThat(progress("Processing", "", "")).isInstanceOf(Progress.Running.class);
    assertThat(progress("NotStarted", "", "")).isInstanceOf(Progress.Running.class);
    assertThat(progress("Vanished", "", "")).isEqualTo(new Progress.Gone());
    assertThat(progress("Failed", "", "")).isInstanceOf(Progress.Refused.class);
    rig.replies(404, Rig.error("insightData:importNotFound"));
    assertThat(rig.target.progress(job())).isEqualTo(new Progress.Gone());
    rig.replies(500, "");
    assertThat(rig.target.progress(job())).isInstanceOf(Progress.NotKnown.class);
  }
}
