package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the integration tests of the vendor's own PHP client expect of a server.
class VendorClientTest {
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

  @Test
  void lists_have_their_four_properties() {
    assertThat(caller.get("/v2/address-books?select=10&skip=0").json().get(0).propertyNames())
        .containsExactlyInAnyOrder("id", "name", "visibility", "contacts");
  }

  @Test
  void data_fields_have_their_four_properties() {
    assertThat(caller.get("/v2/data-fields").json().get(0).propertyNames())
        .containsExactlyInAnyOrder("name", "type", "visibility", "defaultValue");
  }

  @Test
  void an_old_style_contact_is_written_with_pascal_case_names() {
    Caller.Got got =
        caller.post("/v2/contacts", "{'email':'demo@apiconnector.com','EmailType':'PlainText'}");

    assertThat(got.status()).isEqualTo(201);
    assertThat(got.json().propertyNames())
        .containsExactlyInAnyOrder("id", "email", "optInType", "emailType", "dataFields", "status");
    assertThat(got.at("/emailType")).isEqualTo("PlainText");
  }

  @Test
  void an_address_without_a_top_level_domain_is_an_error_with_a_message() {
    assertThat(caller.post("/v2/contacts", "{'email':'demo@apiconnector'}").at("/message"))
        .contains("ERROR_INVALID_EMAIL");
    assertThat(caller.get("/v2/contacts/demo@apiconnector").at("/message"))
        .contains("ERROR_CONTACT_NOT_FOUND");
    assertThat(
            caller
                .post(
                    "/v2/contacts/resubscribe",
                    "{'unsubscribedContact':{'email':'demo@apiconnector'}}")
                .json()
                .has("message"))
        .isTrue();
  }

  @Test
  void the_demo_contact_is_there_and_resubscribing_it_is_no_error() {
    assertThat(caller.get("/v2/contacts/demo@apiconnector.com").status()).isEqualTo(200);

    Caller.Got got =
        caller.post(
            "/v2/contacts/resubscribe",
            "{'unsubscribedContact':{'email':'demo@apiconnector.com'}}");

    assertThat(got.json().has("message")).isFalse();
    assertThat(got.at("/status")).isEqualTo("ContactAdded");
  }

  @Test
  void surveys_are_an_empty_array() {
    assertThat(caller.get("/v2/surveys").text()).isEqualTo("[]");
  }

  @Test
  void a_created_contact_has_every_property() {
    Caller.Got got =
        caller.post(
            "/contacts/v3",
            "{'matchIdentifier':'email','identifiers':{'email':'new@example.com'},"
                + "'dataFields':{'firstName':'Ada'}}");

    assertThat(got.status()).isEqualTo(201);
    assertThat(got.json().propertyNames())
        .contains(
            "contactId",
            "status",
            "created",
            "updated",
            "identifiers",
            "channelProperties",
            "dataFields",
            "consentRecords");
  }

  @Test
  void creating_without_identifiers_is_a_structured_error() {
    Caller.Got got = caller.post("/contacts/v3", "{'dataFields':{}}");

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.at("/errorCode") + " - " + got.at("/description"))
        .isEqualTo("contacts:badRequest - The Identifiers field is required");
  }

  @Test
  void an_import_with_undefined_fields_and_stray_properties_is_accepted() {
    Caller.Got got =
        caller.put(
            "/contacts/v3/import",
            "{'mergeOption':'overwrite','contacts':["
                + "{'matchIdentifier':'email','identifiers':{'email':'a@example.com'},"
                + "'dataFields':{'FIRST_NAME':'A','COMPANY':'C'}},"
                + "{'matchIdentifier':'mobileNumber','identifiers':{'mobileNumber':'447700900123'},"
                + "'sms':{'status':'subscribed'}},"
                + "{'matchIdentifier':'email','identifiers':{'email':'b@example.com'}}]}");

    assertThat(got.status()).isEqualTo(202);
    assertThat(server.inside().contactCount()).isEqualTo(4);
  }

  @Test
  void two_hundred_and_one_contacts_with_a_bad_one_have_a_report() {
    String items =
        IntStream.range(0, 201)
            .mapToObj(
                i ->
                    "{'matchIdentifier':'email','identifiers':{'email':'"
                        + (i == 100 ? "bad" : "c" + i + "@example.com")
                        + "'}}")
            .collect(Collectors.joining(","));
    String id = caller.startImport("/contacts/v3/import", "{'contacts':[" + items + "]}");

    Caller.Got got = caller.get("/contacts/v3/import/" + id);

    assertThat(got.at("/importId")).isEqualTo(id);
    assertThat(got.json().path("status").isString()).isTrue();
    assertThat(got.json().path("failures").size()).isEqualTo(1);
  }

  @Test
  void a_record_key_may_have_a_dot_and_the_path_a_slash_at_the_end() {
    String path = "/insightData/v3/account/Integrations/php-app.dev/";

    Caller.Got got = caller.put(path, "{'name':'php-app'}");

    assertThat(got.status()).isEqualTo(201);
    assertThat(got.text()).isEmpty();
    assertThat(caller.put(path, "{'name':'php-app'}").status()).isEqualTo(204);
    assertThat(server.inside().records("Integrations").getFirst().path("key").asString())
        .isEqualTo("php-app.dev");
  }

  @Test
  void a_cart_of_a_contact_can_be_written_into_the_seeded_collection() {
    assertThat(
            caller
                .put(
                    "/insightData/v3/contacts/email/demo@apiconnector.com/CartInsight/1",
                    "{'contactIdentity':{'identifier':'email'},'key':'1','json':{'cartId':'1'}}")
                .status())
        .isIn(201, 204);
  }

  @Test
  void collection_types_are_read_in_any_case() {
    Caller.Got got =
        caller.put(
            "/insightData/v3/import",
            "{'collectionName':'ConsentInsight','collectionScope':'contact',"
                + "'collectionType':'ConsentInsight','records':[{'contactIdentity':"
                + "{'identifier':'email','value':'demo@apiconnector.com'},'key':7,"
                + "'json':{'text':'Yes'}}]}");

    assertThat(got.status()).isEqualTo(202);
    assertThat(server.inside().records("ConsentInsight").getFirst().path("key").asString())
        .isEqualTo("7");
  }
}
