package dev.selvedge.dotdigital.delivery;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Decisions about lists, preferences and SMS, kept with contacts that are there.
class ChoiceTest {
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final String MOBILE = "+447700900123";
  private static final Topic NEWS = Topic.list("News");
  private static final Topic OFFERS = Topic.preference("offers");
  private static final Delivered NEVER = new Delivered.Never();
  private static final Settlement DONE = new Settlement(new Outcome.Done(), "11");
  private static final String LISTS =
      """
      [{"id":5,"name":"News","visibility":"Public","contacts":3}]""";
  private static final String PREFERENCES =
      """
      [{"id":6,"publicName":"Topics","privateName":"topics","isPreference":false,"preferences":[
        {"id":7,"publicName":"Nice offers","privateName":"offers","isPreference":true}]}]""";

  private final Rig rig =
      new Rig(
          Rig.settings()
              .withConsent(
                  TargetSettings.Consent.STANDARD.withTopics(Set.of(NEWS, OFFERS, Topic.SMS))));

  @AfterEach
  void close() {
    rig.close();
  }

  private static Item item(long person, String email, Topic topic, boolean optIn, String number) {
    return new Item(
        Subject.choice(new PersonId(person), topic),
        new Desired.Chosen(new PersonId(person), email, topic, optIn, number, false),
        NEVER,
        Rig.held(Long.toString(person + 10), email));
  }

  /// Who left the list in Dotdigital as far as the ledger knows, and decided otherwise since.
  private static Item back() {
    return new Item(
        Subject.choice(new PersonId(1), NEWS),
        new Desired.Chosen(new PersonId(1), ADA, NEWS, true, "", true),
        NEVER,
        Rig.held("11", ADA));
  }

  private static Item item(Topic topic, boolean optIn) {
    return item(1, ADA, topic, optIn, topic.equals(Topic.SMS) ? MOBILE : "");
  }

  private Rig names() {
    return rig.replies(200, LISTS).replies(200, PREFERENCES);
  }

  private static String on(String list, String email) {
    String contact = Rig.contactJson(11, ADA).strip();
    return contact.substring(0, contact.length() - 1)
        + ",\"lists\":[{\"id\":5,\"name\":\"News\",\"status\":\""
        + list
        + "\"}],\"channelProperties\":{\"email\":{\"status\":\""
        + email
        + "\"}}}";
  }

  @Test
  void they_are_sent_where_the_project_names_any() {
    assertThat(rig.target.facets()).contains(Facet.CHOICE);
    try (Rig other = new Rig()) {
      assertThat(other.target.facets()).doesNotContain(Facet.CHOICE);
    }
  }

  @Test
  void an_opt_in_puts_on_the_list_and_says_nothing_of_any_channel() {
    names().replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(NEWS, true))).isEqualTo(DONE);
    assertThat(rig.lines())
        .last()
        .isEqualTo("PATCH /contacts/v3/contactId/11?merge-option=overwrite");
    assertJson(rig.last().body(), "{\"lists\":[5]}");
  }

  @Test
  void an_opt_out_takes_off_the_list() {
    names().replies(204, "");

    assertThat(rig.target.send(item(NEWS, false))).isEqualTo(DONE);
    assertThat(rig.lines()).last().isEqualTo("DELETE /v2/address-books/5/contacts/11");
  }

  @Test
  void who_is_not_on_the_list_is_off_it() {
    names()
        .replies(404, Rig.v2Error("ERROR_CONTACT_NOT_FOUND"))
        .replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(NEWS, false))).isEqualTo(DONE);
  }

  @Test
  void a_preference_is_said_either_way() {
    names().replies(200, Rig.contactJson(11, ADA)).replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(OFFERS, false))).isEqualTo(DONE);
    assertJson(rig.last().body(), "{\"preferences\":[{\"id\":7,\"isOptedIn\":false}]}");
    assertThat(rig.target.send(item(OFFERS, true))).isEqualTo(DONE);
    assertJson(rig.last().body(), "{\"preferences\":[{\"id\":7,\"isOptedIn\":true}]}");
    assertThat(rig.calls()).as("the names are looked up once").isEqualTo(4);
  }

  @Test
  void who_left_the_list_there_is_brought_back_the_way_the_project_says() {
    names()
        .replies(200, on("suppressed", "subscribed"))
        .replies(200, "{\"status\":\"ContactChallenged\"}");

    assertThat(rig.target.send(back())).isEqualTo(DONE);
    assertThat(rig.lines()).last().isEqualTo("POST /v2/address-books/5/contacts/resubscribe");
  }

  /// The feed tells of it, and then the ledger decides.
  @Test
  void who_left_a_moment_ago_is_not_brought_back() {
    names().replies(200, on("suppressed", "subscribed"));

    assertThat(rig.target.send(item(NEWS, true))).isEqualTo(DONE.without(NEWS));
    assertThat(rig.lines()).last().asString().startsWith("PATCH");
  }

  @Test
  void who_may_not_be_mailed_is_not_brought_back_by_way_of_a_list() {
    names().replies(200, on("suppressed", "unsubscribed"));

    assertThat(rig.target.send(back())).isEqualTo(DONE);
    assertThat(rig.lines()).last().asString().startsWith("PATCH");
  }

  @Test
  void who_comes_back_at_once_is_not_asked() {
    var atOnce =
        new TargetSettings.Consent(
            new EmailStatus.Resubscription.WithNoChallenge(), true, Set.of(NEWS));
    try (Rig other = new Rig(Rig.settings().withConsent(atOnce))) {
      other
          .replies(200, LISTS)
          .replies(200, PREFERENCES)
          .replies(200, on("suppressed", "subscribed"))
          .replies(200, "{\"status\":\"ContactAdded\"}");

      assertThat(other.target.send(back())).isEqualTo(DONE);
      assertThat(other.lines())
          .last()
          .isEqualTo("POST /v2/address-books/5/contacts/resubscribe-with-no-challenge");
    }
  }

  @Test
  void sms_goes_with_the_number_and_leaves_the_other_channels() {
    rig.replies(200, Rig.contactJson(11, ADA)).replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(Topic.SMS, true))).isEqualTo(DONE);
    assertJson(
        rig.last().body(),
        """
        {"identifiers":{"mobileNumber":"447700900123"},
         "channelProperties":{"sms":{"status":"subscribed"}}}""");
    assertThat(rig.target.send(item(1, ADA, Topic.SMS, false, ""))).isEqualTo(DONE);
    assertJson(
        rig.last().body(), "{\"channelProperties\":{\"sms\":{\"status\":\"unsubscribed\"}}}");
  }

  @Test
  void a_number_that_is_not_taken_is_for_a_person_and_holds_up_nothing_else() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(200, Rig.contactJson(11, ADA));

    assertThat(rig.target.send(item(Topic.SMS, true)).outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.mobile-refused",
                "Dotdigital does not take the mobile number with what was decided about SMS"
                    + " (contacts:identifierConflict): another contact may have it, or it is none."
                    + " E-mail is not held up by it. Correct the number at its source, or take it"
                    + " from the other contact there and replay."));
  }

  @Test
  void an_opt_out_of_sms_is_told_also_where_its_number_is_not_taken() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(200, Rig.contactJson(11, ADA))
        .replies(200, Rig.contactJson(11, ADA));

    Settlement settled = rig.target.send(item(Topic.SMS, false));
    assertThat(settled.outcome()).isInstanceOf(Outcome.Park.class);
    assertThat(settled.declined()).isTrue();
    assertJson(
        rig.last().body(), "{\"channelProperties\":{\"sms\":{\"status\":\"unsubscribed\"}}}");
  }

  @Test
  void an_opt_out_of_sms_that_is_not_taken_without_its_number_either_is_tried_again() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(200, Rig.contactJson(11, ADA))
        .replies(429, "{}");

    Settlement settled = rig.target.send(item(Topic.SMS, false));
    assertThat(settled.outcome()).isNotInstanceOf(Outcome.Park.class);
    assertThat(settled.declined()).isFalse();
  }

  @Test
  void a_name_that_is_not_there_is_explained_and_looked_for_again_later() {
    names();
    Item vip = item(1, ADA, Topic.list("Newz"), true, "");

    assertThat(rig.target.send(vip).outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.list-unknown",
                "Dotdigital has no list 'Newz'; did you mean 'News'? Name it so there, or correct"
                    + " consent.lists, then replay; the contact itself is not held up."));
    rig.target.send(vip);
    assertThat(rig.calls()).isEqualTo(2);
    rig.pass(java.time.Duration.ofMinutes(2));
    rig.replies(200, LISTS.replace("News", "Newz")).replies(200, PREFERENCES);
    rig.replies(200, Rig.contactJson(11, ADA));
    assertThat(rig.target.send(vip)).isEqualTo(DONE);
  }

  private static final String RENAMED =
      """
      [{"id":5,"name":"Old news","visibility":"Public","contacts":3},
       {"id":9,"name":"News","visibility":"Public","contacts":0}]""";

  @Test
  void a_list_that_was_renamed_gets_nobody_any_more() {
    names().replies(200, Rig.contactJson(11, ADA));
    rig.target.send(item(NEWS, true));
    rig.pass(java.time.Duration.ofMinutes(16));
    rig.replies(200, RENAMED).replies(200, PREFERENCES).replies(200, Rig.contactJson(11, ADA));
    rig.target.send(item(NEWS, true));

    assertThat(rig.lines()).last().asString().startsWith("PATCH");
    assertJson(rig.last().body(), "{\"lists\":[9]}");
  }

  @Test
  void who_leaves_a_list_that_was_made_anew_leaves_the_new_one() {
    names().replies(200, Rig.contactJson(11, ADA));
    rig.target.send(item(NEWS, true));
    rig.pass(java.time.Duration.ofMinutes(5));
    rig.replies(404, Rig.v2Error("ERROR_ADDRESSBOOK_NOT_FOUND"))
        .replies(200, Rig.contactJson(11, ADA));
    assertThat(rig.target.send(item(NEWS, false)).outcome()).isInstanceOf(Outcome.Retry.class);

    rig.replies(200, RENAMED).replies(200, PREFERENCES).replies(204, "");
    assertThat(rig.target.send(item(NEWS, false))).isEqualTo(DONE);
    assertThat(rig.lines()).last().isEqualTo("DELETE /v2/address-books/9/contacts/11");
  }

  @Test
  void a_contact_that_is_gone_goes_first() {
    names()
        .replies(404, Rig.error("contacts:contactNotFound"))
        .replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.send(item(NEWS, true)).lacksOwner()).isTrue();
  }

  @Test
  void all_that_a_contact_decided_goes_together() {
    names().replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");
    Parcel parcel =
        rig.target.pack(
            Facet.CHOICE,
            List.of(
                item(NEWS, true),
                item(OFFERS, false),
                item(Topic.SMS, true),
                item(2, BOB, OFFERS, true, "")));

    assertThat(parcel.packed()).hasSize(4);
    assertThat(parcel.handOver()).isEqualTo(new Submission.Accepted(Rig.IMPORT_ID));
    assertJson(
        rig.last().body(),
        """
        {"mergeOption":"overwrite","contacts":[
          {"matchIdentifier":"contactId",
           "identifiers":{"contactId":11,"mobileNumber":"447700900123"},
           "lists":[5],"preferences":[{"id":7,"isOptedIn":false}],
           "channelProperties":{"sms":{"status":"subscribed"}}},
          {"matchIdentifier":"contactId","identifiers":{"contactId":12},
           "preferences":[{"id":7,"isOptedIn":true}]}]}""");
  }

  @Test
  void what_has_no_name_leaves_by_itself_and_calls_nobody() {
    names();
    Item nowhere = item(2, BOB, Topic.list("Nowhere"), true, "");
    Parcel parcel = rig.target.pack(Facet.CHOICE, List.of(item(NEWS, true), nowhere));

    assertThat(parcel.packed()).containsExactly(nowhere);
    assertThat(parcel.leftOver()).containsExactly(item(NEWS, true));
    assertThat(parcel.handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            not -> assertThat(not.outcome()).isInstanceOf(Outcome.Park.class));
    assertThat(rig.calls()).isEqualTo(2);
  }

  private Job job(String remoteId, Item... items) {
    List<Job.Sent> sent =
        java.util.Arrays.stream(items)
            .map(
                item ->
                    new Job.Sent(
                        item.subject(),
                        item.desired().hash(),
                        item.desired().hash(),
                        ADA,
                        "",
                        item.owner().remoteId()))
            .toList();
    return new Job(
        1,
        rig.target.name(),
        Facet.CHOICE,
        "run",
        Job.Stage.RUNNING,
        remoteId,
        Instant.EPOCH,
        Instant.EPOCH,
        sent);
  }

  private Map<Subject, Settlement> report(String failures, String updated, Item... items) {
    rig.replies(
        200,
        "{\"importId\":\""
            + Rig.IMPORT_ID
            + "\",\"status\":\"Finished\",\"updated\":["
            + updated
            + "],\"failures\":["
            + failures
            + "]}");
    return rig.target.progress(job(Rig.IMPORT_ID, items))
            instanceof Progress.Finished(Map<Subject, Settlement> all)
        ? all
        : Map.of();
  }

  @Test
  void a_refused_number_in_an_import_does_not_hold_up_the_lists() {
    Item sms = item(Topic.SMS, true);
    Item news = item(NEWS, true);
    Map<Subject, Settlement> settled =
        report(
            """
            {"matchIdentifier":"contactId","identifiers":{"contactId":11},"failures":[
              {"failureCode":"duplicateIdentifier","failureDescription":"no"}]}""",
            "",
            sms,
            news);

    assertThat(settled)
        .hasEntrySatisfying(
            sms.subject(), one -> assertThat(one.outcome()).isInstanceOf(Outcome.Park.class))
        .hasEntrySatisfying(
            news.subject(), one -> assertThat(one.outcome()).isInstanceOf(Outcome.Retry.class));
  }

  @Test
  void those_who_leave_one_list_leave_it_together() {
    names().replies(202, "{\"id\":\"" + Rig.IMPORT_ID + "\",\"status\":\"Started\"}");
    Item ada = item(NEWS, false);
    Item bob = item(2, BOB, NEWS, false, "");
    Item offers = item(OFFERS, true);
    Parcel parcel = rig.target.pack(Facet.CHOICE, List.of(ada, offers, bob));

    assertThat(parcel.packed()).containsExactly(ada, bob);
    assertThat(parcel.leftOver()).containsExactly(offers);
    assertThat(parcel.handOver()).isEqualTo(new Submission.Accepted("leave " + Rig.IMPORT_ID));
    assertThat(rig.last().line()).isEqualTo("POST /v2/address-books/5/contacts/delete");
    assertJson(rig.last().body(), "[11,12]");

    rig.replies(200, "{\"Id\":\"x\",\"Status\":\"Started\"}");
    assertThat(left(ada, bob)).isInstanceOf(Progress.Running.class);
    rig.replies(200, "{\"Id\":\"x\",\"Status\":\"Completed\"}");
    assertThat(left(ada, bob))
        .isEqualTo(
            new Progress.Finished(
                Map.of(
                    ada.subject(), DONE, bob.subject(), new Settlement(new Outcome.Done(), "12"))));
    rig.replies(200, "{\"Id\":\"x\",\"Status\":\"Failed\"}");
    assertThat(left(ada, bob)).isInstanceOf(Progress.Refused.class);
  }

  private Progress left(Item... items) {
    return rig.target.progress(job("leave " + Rig.IMPORT_ID, items));
  }
}
