package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.dotdigital.delivery.setting.FieldRules;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Target.Batch;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What must exist in the account before the first write, and what the target says of itself.
class PreparationTest {
  private static final String FIRSTNAME = "[{\"name\":\"firstName\",\"type\":\"string\"}]";
  private static final String NO_LISTS = "[]";

  private Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void with(TargetSettings settings) {
    rig.close();
    rig = new Rig(settings);
  }

  @Test
  void a_target_has_the_projects_name_and_a_title_to_match() {
    assertThat(rig.target.name()).isEqualTo(new SystemName("dotdigital"));
    assertThat(rig.target.title()).isEqualTo("Dotdigital");
    assertThat(rig.target.facets())
        .containsExactlyInAnyOrder(Facet.CONTACT, Facet.ORDER, Facet.ENROLMENT, Facet.PROOF);
    assertThat(rig.target.batch(Facet.CONTACT)).isEqualTo(new Batch(10_000, 40_000_000));
    assertThat(rig.target.batch(Facet.ORDER)).isEqualTo(new Batch(5_000, 40_000_000));
    assertThat(rig.target.batch(Facet.ENROLMENT).items()).isEqualTo(25);

    with(Rig.settings().withName(new SystemName("uk-account")));

    assertThat(rig.target.name()).isEqualTo(new SystemName("uk-account"));
    assertThat(rig.target.title()).isEqualTo("Dotdigital (uk-account)");
  }

  @Test
  void what_is_there_is_left_as_it_is() {
    rig.replies(200, FIRSTNAME).replies(200, "");

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
    assertThat(rig.lines())
        .containsExactly(
            "GET /v2/data-fields",
            "POST /insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders");
  }

  @Test
  void missing_fields_collection_and_list_are_created() {
    with(Rig.settings().withList("Everybody"));
    rig.replies(200, "[]")
        .replies(201, "{\"name\":\"FIRSTNAME\",\"type\":\"String\"}")
        .replies(201, "")
        .replies(200, "[{\"id\":1,\"name\":\"Test\"}]")
        .replies(200, NO_LISTS)
        .replies(201, "{\"id\":50117,\"name\":\"Everybody\"}")
        .replies(201, Rig.contactJson(1, "ada@example.com"));

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
    rig.target.send(Rig.contactItem(1, "ada@example.com"));

    assertThat(rig.lines())
        .containsExactly(
            "GET /v2/data-fields",
            "POST /v2/data-fields",
            "POST /insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders",
            "GET /v2/address-books?select=1000",
            "GET /v2/address-books?select=1000&skip=1",
            "POST /v2/address-books",
            "PATCH /contacts/v3/email/ada%40example.com?merge-option=overwrite");
    assertThat(rig.last().body()).contains("\"lists\":[50117]");
  }

  @Test
  void a_field_another_process_has_just_created_is_as_good() {
    rig.replies(200, "[]").replies(400, Rig.v2Error("ERROR_NON_UNIQUE_DATAFIELD")).replies(200, "");

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_list_another_process_has_just_created_is_found() {
    with(Rig.settings().withList("Everybody"));
    rig.replies(200, FIRSTNAME)
        .replies(200, "")
        .replies(200, NO_LISTS)
        .replies(400, Rig.v2Error("ERROR_ADDRESSBOOK_DUPLICATE"))
        .replies(200, "[{\"id\":50117,\"name\":\"everybody\"}]");

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_list_name_that_something_else_has_is_said() {
    with(Rig.settings().withList("Everybody"));
    rig.replies(200, FIRSTNAME)
        .replies(200, "")
        .replies(200, NO_LISTS)
        .replies(400, Rig.v2Error("ERROR_ADDRESSBOOK_DUPLICATE"))
        .replies(200, NO_LISTS);

    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> {
              assertThat(it.cause()).isEqualTo("dotdigital.list-name");
              assertThat(it.sentence()).contains("'Everybody'");
            });
  }

  @Test
  void a_field_of_another_type_is_for_a_person() {
    rig.replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"Numeric\"}]");

    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it ->
                assertThat(it.sentence())
                    .contains("FIRSTNAME is Numeric in Dotdigital and String in the project"));
  }

  @Test
  void a_field_that_cannot_be_created_is_named() {
    with(TargetSettings.of(Map.of("A_NAME_OF_MORE_THAN_TWENTY", FieldType.STRING), "Orders"));
    rig.replies(200, "[]");

    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it ->
                assertThat(it.sentence())
                    .contains("A_NAME_OF_MORE_THAN_TWENTY")
                    .contains("1 to 20 letters"));
  }

  @Test
  void what_keeps_the_account_from_being_prepared_keeps_its_cause() {
    rig.repliesBare(401, "");
    assertThat(rig.target.prepare())
        .isEqualTo(
            new Outcome.Park(
                "credentials", "Dotdigital refuses the credentials; check the API user"));
    rig.repliesBare(403, "").repliesBare(500, "");
    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.cause()).isEqualTo("forbidden"));
    rig.repliesBare(503, "");
    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            it -> assertThat(it.why()).isEqualTo("Dotdigital is in trouble (503)"));
    rig.replies(429, "");
    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Snooze.class);
  }

  @Test
  void an_ill_account_is_asked_by_one_call() {
    rig.repliesBare(503, "");

    rig.target.prepare();

    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void a_preparation_that_did_not_come_to_its_end_is_no_look_at_what_is_missing() {
    rig.repliesBare(503, "");
    rig.target.prepare();
    rig.replies(400, Rig.v2Error("ERROR_DATAFIELD_NOTFOUND"))
        .replies(200, "[]")
        .replies(201, "{\"name\":\"FIRSTNAME\",\"type\":\"String\"}")
        .replies(200, "");

    assertThat(rig.target.send(Rig.contactItem(1, "ada@example.com")).outcome())
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void an_account_without_insight_data_still_gets_its_contacts() {
    rig.replies(200, FIRSTNAME)
        .replies(403, "")
        .repliesBare(
            200,
            "{\"id\":1,\"properties\":[{\"name\":\"ApiEndpoint\",\"value\":\"%s\"}]}"
                .formatted(rig.server.url()));

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
    assertThat(rig.target.remarks())
        .containsExactly(
            "Dotdigital does not allow this account insight data; orders will be parked");
  }

  @Test
  void programs_that_let_nobody_in_are_remarked_and_stop_nothing() {
    with(Rig.settings().withPrograms(Set.of(12, 13, 14)));
    rig.replies(200, FIRSTNAME)
        .replies(200, "")
        .replies(200, "{\"id\":12,\"name\":\"Shipped\",\"status\":\"Active\"}")
        .replies(200, "{\"id\":13,\"name\":\"Sale\",\"status\":\"Deactivated\"}")
        .replies(404, Rig.v2Error("ERROR_PROGRAM_NOT_FOUND"));

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);
    assertThat(rig.target.remarks())
        .containsExactly(
            "Program 13 is not active in Dotdigital, so nobody can be started in it. Activate it"
                + " there, then replay.",
            "There is no program 14 in Dotdigital. Correct the number in the rule that starts"
                + " people in it, then replay.");
    assertThat(rig.lines()).contains("GET /v2/programs/12", "GET /v2/programs/14");
  }

  @Test
  void a_field_of_another_type_is_found_before_any_is_created() {
    with(
        TargetSettings.of(
            Map.of("A_FIELD", FieldType.STRING, "FIRSTNAME", FieldType.STRING), "Orders"));
    rig.replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"Numeric\"}]");

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Park.class);
    assertThat(rig.lines()).containsExactly("GET /v2/data-fields");
  }

  @Test
  void where_fields_are_not_to_be_created_a_missing_one_is_for_a_person() {
    with(Rig.settings().withFieldRules(new FieldRules(false, Map.of())));
    rig.replies(200, "[]");

    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> {
              assertThat(it.cause()).isEqualTo("dotdigital.field-missing");
              assertThat(it.sentence())
                  .isEqualTo(
                      "Data fields are missing in Dotdigital: FIRSTNAME (String). Create them"
                          + " there, or let the hub do it with dotdigital.create_fields: true in"
                          + " selvedge.yaml.");
            });
    assertThat(rig.lines()).containsExactly("GET /v2/data-fields");
  }

  @Test
  void an_account_that_holds_no_more_fields_says_which_one_did_not_fit() {
    rig.replies(200, "[]").replies(400, Rig.v2Error("ERROR_DATAFIELD_LIMITEXCEEDED"));

    assertThat(rig.target.prepare())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> {
              assertThat(it.cause()).isEqualTo("dotdigital.field-limit");
              assertThat(it.sentence())
                  .startsWith(
                      "Dotdigital holds no more String data fields, so FIRSTNAME could not be"
                          + " created.");
            });
  }
}
