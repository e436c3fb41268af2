package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactUpsertTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Caller.Got ada(String body) {
    return caller.patch("/contacts/v3/email/ada%40example.com", body);
  }

  private static String status(Caller.Got got) {
    return got.at("/channelProperties/email/status");
  }

  @Test
  void a_new_contact_is_subscribed_although_nobody_said_so() {
    Caller.Got got = ada("{'identifiers':{'email':'ada@example.com'}}");

    assertThat(got.status()).isEqualTo(201);
    assertThat(status(got)).isEqualTo("subscribed");
    assertThat(
            server
                .inside()
                .contact("ada@example.com")
                .orElseThrow()
                .at("/dataFields/LASTSUBSCRIBED")
                .asString())
        .isNotEmpty();
  }

  @Test
  void a_subscribed_status_resubscribes_an_opted_out_person_without_a_challenge() {
    ada("{'identifiers':{'email':'ada@example.com'}}");
    server.act("unsubscribe", "ada@example.com");

    Caller.Got got = ada("{'channelProperties':{'email':{'status':'subscribed'}}}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(status(got)).isEqualTo("subscribed");
  }

  @Test
  void with_a_challenge_the_person_stays_out_until_they_confirm() {
    ada("{'identifiers':{'email':'ada@example.com'}}");
    server.act("unsubscribe", "ada@example.com");

    Caller.Got got =
        ada(
            "{'channelProperties':{'email':{'status':'subscribed',"
                + "'resubscribeOptions':{'resubscribeWithNoChallenge':false}}}}");
    assertThat(status(got)).isEqualTo("unsubscribed");

    server.act("confirm", "ada@example.com");
    assertThat(status(caller.get("/contacts/v3/email/ada@example.com"))).isEqualTo("subscribed");
  }

  @Test
  void a_complaint_is_not_lifted_and_nobody_is_told() {
    ada("{'identifiers':{'email':'ada@example.com'}}");
    server.act("complain", "ada@example.com");

    Caller.Got got = ada("{'channelProperties':{'email':{'status':'subscribed'}}}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(status(got)).isEqualTo("ispComplained");
  }

  @Test
  void data_fields_of_an_opted_out_contact_can_change_and_the_status_stays() {
    ada("{'identifiers':{'email':'ada@example.com'}}");
    server.act("unsubscribe", "ada@example.com");

    Caller.Got got = ada("{'dataFields':{'firstname':'Ada'}}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.at("/dataFields/FIRSTNAME")).isEqualTo("Ada");
    assertThat(status(got)).isEqualTo("unsubscribed");
  }

  @Test
  void a_deleted_contact_is_restored_by_its_identifier_and_keeps_its_id() {
    int id = ada("{'identifiers':{'email':'ada@example.com'}}").json().path("contactId").asInt();
    assertThat(
            caller.delete("/contacts/v3/email/ada%40example.com").json().path("contactId").asInt())
        .isEqualTo(id);
    assertThat(caller.get("/contacts/v3/email/ada%40example.com").status()).isEqualTo(404);

    Caller.Got got = ada("{'identifiers':{'email':'ada@example.com'}}");

    assertThat(got.json().path("contactId").asInt()).isEqualTo(id);
    assertThat(server.inside().contactCount()).isEqualTo(2);
  }

  @Test
  void an_identifier_of_somebody_else_is_a_409_and_changes_nothing() {
    ada("{'identifiers':{'email':'ada@example.com'},'dataFields':{'FIRSTNAME':'Ada'}}");
    caller.patch("/contacts/v3/email/bo@example.com", "{'identifiers':{'email':'bo@example.com'}}");

    Caller.Got got =
        ada("{'identifiers':{'email':'bo@example.com'},'dataFields':{'FIRSTNAME':'Changed'}}");

    assertThat(got.status()).isEqualTo(409);
    assertThat(got.at("/errorCode")).isEqualTo("contacts:idAlreadyExists");
    assertThat(caller.get("/contacts/v3/email/ada@example.com").at("/dataFields/FIRSTNAME"))
        .isEqualTo("Ada");
  }

  @Test
  void an_address_change_keeps_the_contact() {
    int id = ada("{'identifiers':{'email':'ada@example.com'}}").json().path("contactId").asInt();

    Caller.Got got = ada("{'identifiers':{'email':'Ada.New@example.com'}}");

    assertThat(got.json().path("contactId").asInt()).isEqualTo(id);
    assertThat(caller.get("/contacts/v3/email/ada@example.com").status()).isEqualTo(404);
    assertThat(caller.get("/contacts/v3/email/ada.new@example.com").status()).isEqualTo(200);
  }

  @Test
  void creating_an_existing_contact_is_a_409() {
    String body = "{'identifiers':{'email':'ada@example.com'}}";
    assertThat(caller.post("/contacts/v3", body).status()).isEqualTo(201);
    assertThat(caller.post("/contacts/v3/", body).status()).isEqualTo(409);
  }

  @Test
  void merge_options_decide_over_values_that_are_there() {
    ada(
        "{'identifiers':{'email':'ada@example.com'},'dataFields':{'FIRSTNAME':'Ada','LASTNAME':'B'}}");
    String path = "/contacts/v3/email/ada%40example.com?merge-option=";

    Caller.Got blanks =
        caller.patch(
            path + "overwrite-if-not-empty", "{'dataFields':{'FIRSTNAME':'','LASTNAME':'Byron'}}");
    assertThat(blanks.at("/dataFields/FIRSTNAME")).isEqualTo("Ada");
    assertThat(blanks.at("/dataFields/LASTNAME")).isEqualTo("Byron");

    Caller.Got fill =
        caller.patch(path + "overwrite-if-empty", "{'dataFields':{'FIRSTNAME':'Bo','GENDER':'f'}}");
    assertThat(fill.at("/dataFields/FIRSTNAME")).isEqualTo("Ada");
    assertThat(fill.at("/dataFields/GENDER")).isEqualTo("f");

    Caller.Got cleared = ada("{'dataFields':{'FIRSTNAME':null}}");
    assertThat(cleared.json().at("/dataFields/FIRSTNAME").isMissingNode()).isTrue();
  }

  @Test
  void lists_are_additive_and_consent_records_are_appended() {
    String consent =
        "{'text':'Yes','dateTimeConsented':'2026-01-10T09:12:40Z','url':'https://shop.example.com',"
            + "'ipAddress':'203.0.113.7','userAgent':'Mozilla/5.0'}";
    ada(
        "{'identifiers':{'email':'ada@example.com'},'lists':[50117],'consentRecords':["
            + consent
            + "]}");

    Caller.Got got = ada("{'consentRecords':[" + consent + "]}");

    assertThat(got.json().path("lists").size()).isEqualTo(1);
    assertThat(got.at("/lists/0/name")).isEqualTo("Newsletter");
    assertThat(got.json().path("consentRecords").size()).isEqualTo(2);
  }

  @Test
  void a_contact_created_unsubscribed_shows_up_as_suppressed() {
    Caller.Got got =
        ada(
            "{'identifiers':{'email':'ada@example.com'},"
                + "'channelProperties':{'email':{'status':'unsubscribed'}}}");
    assertThat(status(got)).isEqualTo("unsubscribed");
    assertThat(got.at("/status")).isEqualTo("unsubscribed");
  }

  @Test
  void an_undefined_field_a_bad_address_and_a_missing_contact_are_refused() {
    assertThat(ada("{'identifiers':{'email':'ada@example.com'},'dataFields':{'NOPE':1}}").status())
        .isEqualTo(400);
    assertThat(ada("{'identifiers':{'email':'ada@example'}}").status()).isEqualTo(400);
    assertThat(ada("{'dataFields':{}}").status()).isEqualTo(400);
    assertThat(ada("nonsense").at("/errorCode")).isEqualTo("contacts:badJson");
    assertThat(caller.put("/contacts/v3/email/x@example.com", "{'identifiers':{}}").status())
        .isEqualTo(404);
  }
}
