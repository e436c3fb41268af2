package dev.selvedge.dotdigital.delivery.contact;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Contacts written by calls of their own.
class ContactDeliveryTest {
  private static final String OLD = "ada@example.com";
  private static final String NEW = "ada@new.example";
  private static final Delivered HELD = Rig.held("120034511", OLD);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Settlement done(long number) {
    return new Settlement(new Outcome.Done(), Long.toString(number));
  }

  private static Item retired(Delivered delivered) {
    return new Item(Subject.contact(new PersonId(1)), new Desired.Retired(), delivered, delivered);
  }

  @Test
  void a_contact_is_written_by_its_address_and_never_relies_on_a_default() {
    rig.replies(201, Rig.contactJson(120034511, OLD));

    assertThat(rig.target.send(Rig.contactItem(1, OLD))).isEqualTo(done(120034511));
    assertThat(rig.server.only().line())
        .isEqualTo("PATCH /contacts/v3/email/ada%40example.com?merge-option=overwrite");
    assertJson(
        rig.last().body(),
        """
        {"identifiers":{"email":"ada@example.com"},
         "channelProperties":{"email":{"status":"subscribed",
           "resubscribeOptions":{"resubscribeWithNoChallenge":false}}},
         "dataFields":{"FIRSTNAME":"Ada"}}
        """);
  }

  @Test
  void a_changed_address_moves_the_contact_by_its_number() {
    rig.replies(200, Rig.contactJson(120034511, NEW));

    assertThat(rig.target.send(Rig.contactItem(1, NEW, HELD))).isEqualTo(done(120034511));
    assertThat(rig.server.only().line())
        .isEqualTo("PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
    assertThat(rig.last().body()).contains("\"email\":\"" + NEW + "\"");
  }

  @Test
  void a_contact_that_may_have_moved_is_looked_at_and_written_by_its_number() {
    rig.replies(200, Rig.contactJson(120034511, NEW)).replies(200, Rig.contactJson(120034511, OLD));
    Delivered doubtful = new Delivered.Doubtful("120034511", "", Rig.NOW);

    assertThat(rig.target.send(Rig.contactItem(1, OLD, doubtful))).isEqualTo(done(120034511));
    assertThat(rig.lines())
        .containsExactly(
            "GET /contacts/v3/contactId/120034511",
            "PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
    assertThat(rig.last().body()).contains("\"email\":\"" + OLD + "\"");
  }

  @Test
  void one_that_did_not_move_is_not_told_again_to_be_subscribed() {
    rig.replies(200, Rig.contactJson(120034511, OLD)).replies(200, Rig.contactJson(120034511, OLD));
    Delivered doubtful = new Delivered.Doubtful("120034511", "", Rig.NOW);

    assertThat(rig.target.send(Rig.contactItem(1, OLD, doubtful))).isEqualTo(done(120034511));
    assertThat(rig.last().body()).doesNotContain("subscribed");
  }

  @Test
  void a_contact_whose_number_was_never_told_is_looked_up_before_it_moves() {
    Delivered unnumbered = new Delivered.Doubtful("", OLD, Rig.NOW);
    rig.replies(200, Rig.contactJson(120034511, OLD)).replies(200, Rig.contactJson(120034511, NEW));

    assertThat(rig.target.send(Rig.contactItem(1, NEW, unnumbered))).isEqualTo(done(120034511));
    assertThat(rig.lines())
        .containsExactly(
            "GET /contacts/v3/email/ada%40example.com",
            "PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");

    rig.replies(404, Rig.error("contacts:contactNotFound"))
        .replies(201, Rig.contactJson(120034512, NEW));
    assertThat(rig.target.send(Rig.contactItem(1, NEW, unnumbered))).isEqualTo(done(120034512));
    assertThat(rig.lines().getLast())
        .isEqualTo("PATCH /contacts/v3/email/ada%40new.example?merge-option=overwrite");

    rig.replies(503, "");
    assertThat(rig.target.send(Rig.contactItem(1, NEW, unnumbered)).outcome())
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void a_new_address_that_has_a_contact_gets_the_data_and_the_old_one_is_mailed_no_more() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(200, Rig.contactJson(120034599, NEW))
        .replies(200, Rig.contactJson(120034599, NEW))
        .replies(200, Rig.contactJson(120034511, OLD));

    assertThat(rig.target.send(Rig.contactItem(1, NEW, HELD))).isEqualTo(done(120034599));
    assertThat(rig.lines())
        .containsExactly(
            "PATCH /contacts/v3/contactId/120034511?merge-option=overwrite",
            "GET /contacts/v3/email/ada%40new.example",
            "PATCH /contacts/v3/email/ada%40new.example?merge-option=overwrite",
            "PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
    assertJson(
        rig.last().body(), "{\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}}");
  }

  @Test
  void a_move_is_not_done_before_the_old_contact_is_mailed_no_more() {
    rig.replies(409, Rig.error("contacts:idAlreadyExists"))
        .replies(200, Rig.contactJson(120034599, NEW))
        .replies(200, Rig.contactJson(120034599, NEW))
        .replies(503, "");

    Settlement settlement = rig.target.send(Rig.contactItem(1, NEW, HELD));

    assertThat(settlement.outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(settlement.remoteId()).isEqualTo("120034599 120034511");
  }

  @Test
  void of_two_contacts_of_one_person_that_with_the_persons_address_remains() {
    Delivered both = new Delivered.Doubtful("120034599 120034511", "", Rig.NOW);
    rig.replies(200, Rig.contactJson(120034511, OLD)).replies(200, Rig.contactJson(120034599, NEW));

    assertThat(rig.target.send(Rig.contactItem(1, OLD, both))).isEqualTo(done(120034511));
    assertThat(rig.lines())
        .containsExactly(
            "PATCH /contacts/v3/email/ada%40example.com?merge-option=overwrite",
            "PATCH /contacts/v3/contactId/120034599?merge-option=overwrite");
    assertJson(
        rig.last().body(), "{\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}}");
  }

  @Test
  void a_contact_that_nobody_stands_behind_goes_to_the_recycle_bin_where_the_project_says_so() {
    try (Rig deleting = new Rig(Rig.settings().withRetired(Retirement.DELETE))) {
      deleting.replies(200, "{\"contactId\":120034511}");

      assertThat(deleting.target.send(retired(HELD))).isEqualTo(done(120034511));
      assertThat(deleting.server.only().line())
          .isEqualTo("DELETE /contacts/v3/contactId/120034511");

      deleting.replies(404, Rig.error("contacts:contactNotFound"));
      assertThat(deleting.target.send(retired(HELD))).isEqualTo(done(120034511));
    }
  }

  @Test
  void a_contact_that_nobody_stands_behind_is_left_alone_where_the_project_says_so() {
    try (Rig keeping = new Rig(Rig.settings().withRetired(Retirement.KEEP))) {
      assertThat(keeping.target.send(retired(HELD)).outcome()).isInstanceOf(Outcome.Drop.class);
      assertThat(keeping.lines()).isEmpty();
    }
  }

  @Test
  void one_that_is_kept_is_mailed_no_more_when_who_had_its_address_declined() {
    try (Rig keeping = new Rig(Rig.settings().withRetired(Retirement.KEEP))) {
      keeping.replies(200, Rig.contactJson(120034511, OLD));
      Item item = new Item(Subject.contact(new PersonId(1)), new Desired.Retired(true), HELD, HELD);

      assertThat(keeping.target.send(item)).isEqualTo(done(120034511));
      assertJson(
          keeping.last().body(),
          "{\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}}");
    }
  }

  @Test
  void a_contact_that_is_kept_is_mailed_no_more_when_its_person_is_not_to_be() {
    Delivered both = new Delivered.Doubtful("120034599 120034511", "", Rig.NOW);
    try (Rig keeping = new Rig(Rig.settings().withRetired(Retirement.KEEP))) {
      keeping.replies(200, Rig.contactJson(120034511, OLD));
      assertThat(keeping.target.send(Rig.contactItem(1, OLD, both))).isEqualTo(done(120034511));
      assertThat(keeping.lines()).hasSize(1);

      keeping
          .replies(200, Rig.contactJson(120034511, OLD))
          .replies(200, Rig.contactJson(120034599, NEW));
      Desired.Contact declined = new Desired.Contact(OLD, Desired.Mail.REFUSED, Map.of());
      Item item = new Item(Subject.contact(new PersonId(1)), declined, both, both);
      assertThat(keeping.target.send(item)).isEqualTo(done(120034511));
      assertThat(keeping.lines().getLast())
          .isEqualTo("PATCH /contacts/v3/contactId/120034599?merge-option=overwrite");
      assertJson(
          keeping.last().body(),
          "{\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}}");
    }
  }

  @Test
  void a_number_nobody_has_any_more_is_written_by_its_address() {
    rig.replies(404, Rig.error("contacts:contactNotFound"))
        .replies(201, Rig.contactJson(120034600, NEW));

    assertThat(rig.target.send(Rig.contactItem(1, NEW, HELD))).isEqualTo(done(120034600));
  }

  @Test
  void a_contact_that_shares_an_identifier_is_written_without_naming_any() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(200, Rig.contactJson(120034511, OLD))
        .replies(200, Rig.contactJson(120034511, OLD));

    assertThat(rig.target.send(Rig.contactItem(1, OLD))).isEqualTo(done(120034511));
    assertThat(rig.last().line())
        .isEqualTo("PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
    assertThat(rig.last().body()).doesNotContain("identifiers");
  }

  @Test
  void an_identifier_that_stays_another_contacts_is_for_a_person() {
    rig.replies(409, Rig.error("contacts:identifierConflict"))
        .replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> {
              assertThat(it.cause()).isEqualTo("dotdigital.conflict");
              assertThat(it.sentence())
                  .contains("contacts:identifierConflict")
                  .doesNotContain("ada@");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR_CONTACT_SUPPRESSED", "globallySuppressed", "SuppressedByDomain"})
  void a_suppressed_address_is_dropped_with_a_sentence(String code) {
    rig.replies(400, "{\"errorCode\":\"" + code + "\"}");

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome())
        .isEqualTo(
            new Outcome.Drop("Dotdigital suppresses this address everywhere (" + code + ")"));
  }

  @ParameterizedTest
  @CsvSource({"503, retry", "400, park", "413, park", "429, snooze", "401, snooze", "302, retry"})
  void other_answers_come_to_what_the_table_says(int status, String word) {
    rig.replies(status, Rig.error("contacts:invalidId"));

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome().word()).isEqualTo(word);
  }

  @Test
  void what_people_read_names_the_code_and_no_address() {
    rig.replies(400, Rig.error("contacts:invalidId"));

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome())
        .isEqualTo(
            new Outcome.Park(
                "dotdigital.rejected",
                "Dotdigital refused it (400 contacts:invalidId). Look at the record, mend it at"
                    + " its source; it then goes again by itself."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR_DATAFIELD_NOTFOUND", "contacts:badRequest", ""})
  void a_data_field_that_was_deleted_meanwhile_is_made_again_and_the_contact_tried_again(
      String code) {
    rig.replies(400, Rig.error(code))
        .replies(200, "[]")
        .replies(201, "{\"name\":\"FIRSTNAME\",\"type\":\"String\"}")
        .replies(200, "")
        .replies(400, Rig.v2Error("ERROR_DATAFIELD_NOTFOUND"));

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome())
        .isInstanceOf(Outcome.Retry.class);
    // The next ones that failed for the same reason look no more.
    assertThat(rig.target.send(Rig.contactItem(2, NEW)).outcome())
        .isInstanceOf(Outcome.Retry.class);
    assertThat(rig.calls()).isEqualTo(5);
  }

  @Test
  void a_data_field_error_with_all_fields_there_is_the_values_fault() {
    rig.replies(400, Rig.error("contacts:invalidDataField"))
        .replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]")
        .replies(200, "");

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome()).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void a_full_account_lets_updates_through_and_new_contacts_wait_after_one_was_parked() {
    rig.replies(400, Rig.v2Error("ERROR_CONTACT_TOOMANY"));

    assertThat(rig.target.send(Rig.contactItem(1, OLD)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.cause()).isEqualTo("dotdigital.contact-limit"));
    assertThat(rig.target.send(Rig.contactItem(2, NEW)).outcome())
        .isEqualTo(
            new Outcome.Snooze(
                "the account may hold no more contacts", Rig.NOW.plus(Duration.ofHours(1))));
    assertThat(rig.calls()).isEqualTo(1);
    rig.replies(200, Rig.contactJson(120034511, OLD));
    assertThat(rig.target.send(Rig.contactItem(3, OLD, HELD))).isEqualTo(done(120034511));

    rig.pass(Duration.ofHours(1));
    rig.replies(201, Rig.contactJson(120034600, NEW));
    assertThat(rig.target.send(Rig.contactItem(2, NEW))).isEqualTo(done(120034600));
  }

  @Test
  void a_retired_contact_is_mailed_no_more() {
    rig.replies(200, Rig.contactJson(120034511, OLD));

    assertThat(rig.target.send(retired(HELD))).isEqualTo(done(120034511));
    assertThat(rig.server.only().line())
        .isEqualTo("PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void a_retired_contact_that_is_gone_is_done(int status) {
    rig.replies(status, Rig.error("contacts:badRequest"))
        .replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.send(retired(HELD))).isEqualTo(done(120034511));
  }

  @Test
  void retiring_never_creates_anybody() {
    rig.replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.send(retired(Rig.held("", OLD))).outcome())
        .isInstanceOf(Outcome.Done.class);
    assertThat(rig.server.only().line()).isEqualTo("GET /contacts/v3/email/ada%40example.com");
  }

  @Test
  void an_address_no_call_can_carry_is_parked_without_one() {
    Outcome outcome = rig.target.send(Rig.contactItem(1, "a".repeat(300))).outcome();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.sentence()).contains("1 to 256 characters"));
    assertThat(rig.calls()).isZero();
  }
}
