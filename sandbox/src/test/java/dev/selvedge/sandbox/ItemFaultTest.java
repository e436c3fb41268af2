package dev.selvedge.sandbox;

import static dev.selvedge.sandbox.Bodies.CONTACT_IMPORT;
import static dev.selvedge.sandbox.Bodies.INSIGHT_IMPORT;
import static dev.selvedge.sandbox.Bodies.contact;
import static dev.selvedge.sandbox.Bodies.contacts;
import static dev.selvedge.sandbox.Bodies.order;
import static dev.selvedge.sandbox.Bodies.orders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ItemFaultTest {
  private static final String CONSENT =
      ",'lists':[50117],'dataFields':{'FIRSTNAME':'Ada'},'consentRecords':[{'text':'Yes',"
          + "'dateTimeConsented':'2026-01-01T00:00:00Z','url':'https://shop.example.com',"
          + "'ipAddress':'203.0.113.7','userAgent':'x'}]";

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

  private void on(Fault fault) {
    server.faults().add(FaultRule.always("*", "/**", fault));
  }

  private Caller.Got imported(String path, String body) {
    return caller.get(path + "/" + caller.startImport(path, body));
  }

  private JsonNode ada() {
    return server.inside().contact("ada@example.com").orElseThrow();
  }

  @Test
  void a_contact_is_written_and_also_listed_for_the_part_that_was_not_applied() {
    on(new Fault.ItemPartlyFails("ada@example.com", "consentRecordsNotApplied"));

    Caller.Got got =
        imported(
            CONTACT_IMPORT,
            contacts(contact("ada@example.com", CONSENT), contact("bo@example.com")));

    assertThat(got.json().at("/summary/newContacts").asInt()).isEqualTo(2);
    assertThat(got.json().path("failures").size()).isEqualTo(1);
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("consentRecordsNotApplied");
    assertThat(got.at("/failures/0/contactId")).isEqualTo(got.at("/created/0/contactId"));
    assertThat(ada().at("/dataFields/FIRSTNAME").asString()).isEqualTo("Ada");
    assertThat(ada().path("consentRecords").size()).isZero();
  }

  @Test
  void the_code_decides_which_part_is_left_out() {
    on(new Fault.ItemPartlyFails("ada@example.com", "InvalidAddressBookIds"));
    imported(CONTACT_IMPORT, contacts(contact("ada@example.com", CONSENT)));
    assertThat(ada().path("lists").size()).isZero();
    assertThat(ada().path("consentRecords").size()).isEqualTo(1);

    server.reset();
    on(new Fault.ItemPartlyFails("ada@example.com", "invalidDataField"));
    imported(CONTACT_IMPORT, contacts(contact("ada@example.com", CONSENT)));
    assertThat(ada().path("dataFields").has("FIRSTNAME")).isFalse();

    server.reset();
    on(new Fault.ItemPartlyFails("ada@example.com", "somethingNobodyKnows"));
    Caller.Got got = imported(CONTACT_IMPORT, contacts(contact("ada@example.com", CONSENT)));
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("somethingNobodyKnows");
    assertThat(ada().path("lists").size()).isEqualTo(1);
  }

  @Test
  void any_code_can_be_given_and_codes_can_be_written_in_pascal_case() {
    server.change(server.settings().with("{\"switches\":{\"pascalFailureCodes\":true}}"));
    on(new Fault.ItemFails("ada@example.com", "somethingNobodyKnows"));

    Caller.Got got =
        imported(CONTACT_IMPORT, contacts(contact("ada@example.com"), contact("no-at-sign")));

    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("SomethingNobodyKnows");
    assertThat(got.at("/failures/1/failures/0/failureCode")).isEqualTo("InvalidEmail");
    Caller.Got deleted =
        caller.get(
            "/contacts/v3/delete/"
                + caller
                    .post("/contacts/v3/delete", "[{'email':'no@example.com'}]")
                    .at("/deleteId"));
    assertThat(deleted.at("/failures/0/failures/0/failureCode")).isEqualTo("ContactNotFound");
  }

  @Test
  void a_report_can_leave_a_contact_out_whether_it_was_written_or_not() {
    on(new Fault.ItemOmitted("ada@example.com", true));
    on(new Fault.ItemOmitted("bo@example.com", false));

    Caller.Got got =
        imported(
            CONTACT_IMPORT,
            contacts(contact("ada@example.com"), contact("bo@example.com"), contact("c@x.co")));

    assertThat(got.at("/status")).isEqualTo("Finished");
    assertThat(got.json().path("created").size()).isEqualTo(1);
    assertThat(got.json().path("updated").size()).isZero();
    assertThat(got.json().path("failures").size()).isZero();
    assertThat(got.json().at("/summary/newContacts").asInt()).isEqualTo(1);
    assertThat(server.inside().contact("ada@example.com")).isPresent();
    assertThat(server.inside().contact("bo@example.com")).isEmpty();
  }

  @Test
  void records_can_be_refused_stored_and_listed_or_left_out() {
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    on(new Fault.ItemFails("1", "Unknown"));
    on(new Fault.ItemPartlyFails("2", "ReasonOfTomorrow"));
    on(new Fault.ItemOmitted("3", true));
    on(new Fault.ItemOmitted("4", false));

    Caller.Got got =
        imported(
            INSIGHT_IMPORT,
            orders(
                order("ada@example.com", "1", "{'a':1}"),
                order("ada@example.com", "2", "{'a':1}"),
                order("ada@example.com", "3", "{'a':1}"),
                order("ada@example.com", "4", "{'a':1}"),
                order("ada@example.com", "5", "{'a':1}")));

    assertThat(server.inside().records("Orders"))
        .extracting(record -> record.path("key").asString())
        .containsExactly("2", "3", "5");
    assertThat(got.json().path("failures").findValuesAsString("failureReason"))
        .containsExactly("Unknown", "ReasonOfTomorrow");
    assertThat(got.json().at("/summary/totalRecords").asInt()).isEqualTo(5);
    assertThat(got.json().at("/summary/totalImported").asInt()).isEqualTo(2);
    assertThat(got.json().at("/summary/totalRejected").asInt()).isEqualTo(2);
  }

  @Test
  void item_faults_are_set_over_http() {
    caller.post(
        "/__sandbox/faults",
        "[{'fault':'item-partly-fails','item':'ada@example.com','code':'x'},"
            + "{'fault':'item-omitted','item':'bo@example.com','written':true},"
            + "{'fault':'culprit','value':'spam@example.com'},"
            + "{'fault':'job-late','millis':5},{'fault':'held','millis':0}]");

    assertThat(server.faults().rules())
        .extracting(FaultRule::fault)
        .containsExactly(
            new Fault.ItemPartlyFails("ada@example.com", "x"),
            new Fault.ItemOmitted("bo@example.com", true),
            new Fault.Culprit("spam@example.com", ""),
            new Fault.JobLate(5),
            new Fault.Held(0));
    assertThat(caller.get("/__sandbox/faults").json().findValuesAsString("fault"))
        .containsExactly("item-partly-fails", "item-omitted", "culprit", "job-late", "held");
  }
}
