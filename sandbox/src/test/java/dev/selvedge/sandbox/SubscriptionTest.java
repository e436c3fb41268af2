package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SubscriptionTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
    for (String name : new String[] {"ada", "bo", "cy"}) {
      caller.post("/contacts/v3", "{'identifiers':{'email':'" + name + "@example.com'}}");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode feed(String name, String since) {
    return caller.get("/v2/contacts/" + name + "/" + since + "?select=1000&skip=0").json();
  }

  private String now() {
    return caller.get("/v2/server-time").text();
  }

  @Test
  void the_suppression_feed_names_every_reason_and_the_other_only_unsubscribes() {
    server.act("unsubscribe", "ada@example.com");
    server.act("complain", "bo@example.com");
    server.act("bounce", "cy@example.com");

    JsonNode all = feed("suppressed-since", "2020-01-01T00:00:00Z");
    assertThat(all.findValuesAsString("reason"))
        .containsExactlyInAnyOrder("Unsubscribed", "IspComplained", "HardBounced");
    assertThat(all.at("/0/suppressedContact/dataFields").isNull()).isTrue();

    JsonNode unsubscribed = feed("unsubscribed-since", "2020-01-01");
    assertThat(unsubscribed.size()).isEqualTo(1);
    assertThat(unsubscribed.at("/0/suppressedContact/email").asString())
        .isEqualTo("ada@example.com");
  }

  @Test
  void only_what_happened_since_is_in_the_feed_and_pages_work() {
    server.act("unsubscribe", "ada@example.com");
    server.clock().advance(Duration.ofHours(1));
    String since = now();
    server.act("unsubscribe", "bo@example.com");
    server.act("unsubscribe", "cy@example.com");

    assertThat(feed("suppressed-since", since).size()).isEqualTo(2);
    assertThat(
            caller
                .get("/v2/contacts/suppressed-since/2020-01-01%2000:00:00?select=2&skip=2")
                .json()
                .size())
        .isEqualTo(1);
    assertThat(caller.get("/v2/contacts/suppressed-since/soon").at("/message"))
        .contains("ERROR_PARAMETER_INVALID");
  }

  @Test
  void the_old_api_refuses_writes_to_suppressed_contacts() {
    caller.post("/v2/contacts/unsubscribe", "{'Email':'ada@example.com'}");

    Caller.Got got = caller.post("/v2/contacts", "{'Email':'ada@example.com'}");

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.at("/message")).isEqualTo("Contact is suppressed. ERROR_CONTACT_SUPPRESSED");
  }

  @Test
  void resubscribing_challenges_unless_told_otherwise_and_never_lifts_a_complaint() {
    server.act("unsubscribe", "ada@example.com");
    server.act("complain", "bo@example.com");
    String ada = "{'unsubscribedContact':{'email':'ada@example.com'}}";

    assertThat(caller.post("/v2/contacts/resubscribe", ada).at("/status"))
        .isEqualTo("ContactChallenged");
    assertThat(feed("suppressed-since", "2020-01-01").size()).isEqualTo(2);
    assertThat(caller.post("/v2/contacts/resubscribe-with-no-challenge", ada).at("/status"))
        .isEqualTo("ContactAdded");
    assertThat(feed("suppressed-since", "2020-01-01").size()).isEqualTo(1);
    assertThat(
            caller
                .post(
                    "/v2/contacts/resubscribe-with-no-challenge",
                    "{'unsubscribedContact':{'email':'bo@example.com'}}")
                .at("/status"))
        .isEqualTo("ContactCannotBeUnsuppressed");
  }

  @Test
  void suppressing_many_reports_unknown_addresses() {
    Caller.Got got =
        caller.put(
            "/v2/contacts/suppress-contacts",
            "[{'email':'ada@example.com'},{'email':'nobody@example.com'}]");

    assertThat(got.at("/suppressed/0/email")).isEqualTo("ada@example.com");
    assertThat(got.at("/notFound/0/email")).isEqualTo("nobody@example.com");
    assertThat(feed("suppressed-since", "2020-01-01").at("/0/reason").asString())
        .isEqualTo("Suppressed");
  }

  @Test
  void opting_out_of_a_list_leaves_the_account_status_alone() {
    caller.patch("/contacts/v3/email/ada@example.com", "{'lists':[50117]}");

    Caller.Got got =
        caller.post("/v2/address-books/50117/contacts/unsubscribe", "{'email':'ada@example.com'}");

    assertThat(got.at("/suppressedContact/status")).isEqualTo("Subscribed");
    assertThat(got.at("/reason")).isEqualTo("Unsubscribed");
    assertThat(feed("suppressed-since", "2020-01-01").size()).isZero();
    assertThat(
            caller
                .get("/v2/address-books/50117/contacts/unsubscribed-since/2020-01-01")
                .json()
                .size())
        .isEqualTo(1);
    assertThat(
            caller
                .post("/v2/address-books/50117/contacts", "{'email':'ada@example.com'}")
                .at("/message"))
        .contains("ERROR_CONTACT_SUPPRESSEDFORADDRESSBOOK");
  }

  @Test
  void a_globally_suppressed_address_cannot_be_subscribed() {
    caller.post("/__sandbox/suppressions", "{'address':'@blocked.example.com'}");

    Caller.Got got =
        caller.patch(
            "/contacts/v3/email/x@blocked.example.com",
            "{'identifiers':{'email':'x@blocked.example.com'},"
                + "'channelProperties':{'email':{'status':'subscribed'}}}");

    assertThat(got.at("/channelProperties/email/status")).isEqualTo("sharedsuppression");
    String id =
        caller.startImport(
            "/contacts/v3/import",
            "{'contacts':[{'matchIdentifier':'email',"
                + "'identifiers':{'email':'y@blocked.example.com'}}]}");
    assertThat(
            caller
                .get("/contacts/v3/import/" + id)
                .json()
                .at("/summary/globallySuppressed")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void preferences_are_chosen_and_found_since_a_date() {
    JsonNode tree = caller.get("/v2/preferences").json();
    int category = tree.at("/0/id").asInt();
    int offers = tree.at("/0/preferences/0/id").asInt();

    Caller.Got got =
        caller.put(
            "/v2/contacts/ada@example.com/preferences",
            "[{'id':"
                + category
                + ",'isPreference':false,'preferences':[{'id':"
                + offers
                + ",'isPreference':true,'isOptedIn':true}]}]");

    assertThat(got.json().at("/0/preferences/0/isOptedIn").asBoolean()).isTrue();
    JsonNode since =
        caller.get("/v2/contacts/with-preference/" + offers + "/opt-ins-since/2020-01-01").json();
    assertThat(since.size()).isEqualTo(1);
    assertThat(since.at("/0/marketingPreferenceOptIns/0/dateModifed").isString()).isTrue();
  }

  @Test
  void an_old_style_import_has_a_report_and_its_faults_as_csv() {
    Caller.Got started =
        caller.post(
            "/v2/contacts/import-collection",
            "{'addressBookIds':[50117],'mergeOption':0,'contacts':[{'Email':'new@example.com',"
                + "'DataFields':[{'Key':'FIRSTNAME','Value':'N'}]},{'email':'bad'}]}");
    assertThat(started.status()).isEqualTo(202);
    String path = "/v2/contacts/import/" + started.at("/id");

    assertThat(caller.get(path).at("/status")).isEqualTo("Finished");
    assertThat(caller.get(path + "/report").json().path("newContacts").asInt()).isEqualTo(1);
    assertThat(caller.get(path + "/report-faults").text()).contains("Invalid Entries,bad");
    assertThat(caller.get("/v2/address-books/50117/contacts").json().size()).isEqualTo(1);
  }
}
