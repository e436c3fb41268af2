package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactImportTest {
  private static final String IMPORT = "/contacts/v3/import";

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

  private static String contact(String email) {
    return "{'matchIdentifier':'email','identifiers':{'email':'" + email + "'}}";
  }

  private static String contacts(String... items) {
    return "{'contacts':[" + String.join(",", items) + "]}";
  }

  private Caller.Got report(String id) {
    return caller.get(IMPORT + "/" + id);
  }

  @Test
  void the_report_counts_new_updated_and_invalid_contacts() {
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");

    String id =
        caller.startImport(
            IMPORT,
            contacts(
                "{'matchIdentifier':'email','identifiers':{'email':'ada@example.com'},"
                    + "'dataFields':{'FIRSTNAME':'Ada'},'lists':[50117]}",
                contact("bo@example.com"),
                contact("no-at-sign")));

    Caller.Got got = report(id);
    assertThat(got.at("/status")).isEqualTo("Finished");
    assertThat(got.json().at("/summary/newContacts").asInt()).isEqualTo(1);
    assertThat(got.json().at("/summary/updatedContacts").asInt()).isEqualTo(1);
    assertThat(got.json().at("/summary/invalidEntries").asInt()).isEqualTo(1);
    assertThat(got.at("/created/0/identifiers/email")).isEqualTo("bo@example.com");
    assertThat(got.json().at("/updated/0/contactId").asInt()).isPositive();
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("invalidEmail");
    assertThat(got.at("/failures/0/matchIdentifier")).isEqualTo("email");
  }

  @Test
  void an_import_is_not_finished_until_the_clock_has_moved() {
    server.change(Settings.unthrottled().withJobDelay(Duration.ofMinutes(1)));
    String id = caller.startImport(IMPORT, contacts(contact("ada@example.com")));

    assertThat(report(id).at("/status")).isEqualTo("NotFinished");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(report(id).at("/status")).isEqualTo("Finished");
    assertThat(server.inside().contact("ada@example.com")).isPresent();
  }

  @Test
  void an_item_without_identifiers_fails_the_whole_call_in_the_vendors_words() {
    Caller.Got got =
        caller.put(IMPORT, contacts(contact("ada@example.com"), "{'matchIdentifier':'email'}"));

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.at("/errorCode") + " - " + got.at("/description"))
        .isEqualTo("contacts:badRequest - The Identifiers field is required");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
  }

  @Test
  void malformed_and_empty_bodies_are_refused_at_once() {
    assertThat(caller.put(IMPORT, "{'contacts':[").at("/errorCode")).isEqualTo("contacts:badJson");
    assertThat(caller.put(IMPORT, "{'contacts':[]}").status()).isEqualTo(400);
  }

  @Test
  void the_twenty_sixth_active_import_is_refused_with_its_own_429() {
    server.change(Settings.unthrottled().withJobDelay(Duration.ofMinutes(1)));
    IntStream.range(0, 25)
        .forEach(i -> caller.startImport(IMPORT, contacts(contact("c" + i + "@example.com"))));

    Caller.Got got = caller.put(IMPORT, contacts(contact("late@example.com")));

    assertThat(got.status()).isEqualTo(429);
    assertThat(got.at("/errorCode")).isEqualTo("contacts:tooManyActiveImports");

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(caller.put(IMPORT, contacts(contact("late@example.com"))).status()).isEqualTo(202);
  }

  @Test
  void identifiers_of_two_contacts_in_one_item_are_a_duplicate() {
    caller.startImport(
        IMPORT,
        contacts(
            contact("ada@example.com"),
            "{'matchIdentifier':'mobileNumber','identifiers':{'mobileNumber':'447700900123'}}"));

    String id =
        caller.startImport(
            IMPORT,
            contacts(
                "{'matchIdentifier':'mobileNumber',"
                    + "'identifiers':{'mobileNumber':'+447700900123','email':'ada@example.com'}}"));

    Caller.Got got = report(id);
    assertThat(got.json().at("/summary/duplicateIdentifiers").asInt()).isEqualTo(1);
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("duplicateIdentifier");
  }

  @Test
  void an_address_is_changed_by_contact_id() {
    int id =
        caller
            .post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}")
            .json()
            .path("contactId")
            .asInt();

    caller.startImport(
        IMPORT,
        contacts(
            "{'matchIdentifier':'contactId','identifiers':{'contactId':"
                + id
                + ",'email':'ada.new@example.com'}}"));

    assertThat(
            server.inside().contact("ada.new@example.com").orElseThrow().path("contactId").asInt())
        .isEqualTo(id);
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
  }

  @Test
  void a_contact_with_a_bad_consent_record_is_written_and_also_listed_as_failed() {
    String id =
        caller.startImport(
            IMPORT,
            contacts(
                "{'matchIdentifier':'email','identifiers':{'email':'ada@example.com'},"
                    + "'consentRecords':[{'text':'Yes'}]}"));

    Caller.Got got = report(id);
    assertThat(got.json().at("/summary/newContacts").asInt()).isEqualTo(1);
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("consentRecordsNotApplied");
    assertThat(got.json().at("/failures/0/contactId").asInt())
        .isEqualTo(got.json().at("/created/0/contactId").asInt());
  }

  @Test
  void a_watchdog_can_reject_an_import_and_nothing_is_written() {
    server.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobEnds("RejectedByWatchdog")));

    String id = caller.startImport(IMPORT, contacts(contact("ada@example.com")));

    assertThat(report(id).at("/status")).isEqualTo("RejectedByWatchdog");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
  }

  @Test
  void an_import_can_stay_unfinished_for_some_polls_or_for_ever() {
    server.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobHeld(2)));
    String two = caller.startImport(IMPORT, contacts(contact("ada@example.com")));
    server.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobHeld(0)));
    String ever = caller.startImport(IMPORT, contacts(contact("bo@example.com")));

    assertThat(report(two).at("/status")).isEqualTo("NotFinished");
    assertThat(report(two).at("/status")).isEqualTo("NotFinished");
    assertThat(report(two).at("/status")).isEqualTo("Finished");
    IntStream.range(0, 5)
        .forEach(_ -> assertThat(report(ever).at("/status")).isEqualTo("NotFinished"));
  }

  @Test
  void chosen_contacts_can_be_made_to_fail_with_a_chosen_code() {
    server
        .faults()
        .add(FaultRule.always("*", "/**", new Fault.ItemFails("ada@example.com", "blocker")));

    String id =
        caller.startImport(IMPORT, contacts(contact("ada@example.com"), contact("bo@example.com")));

    assertThat(report(id).at("/failures/0/failures/0/failureCode")).isEqualTo("blocker");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
    assertThat(server.inside().contact("bo@example.com")).isPresent();
    assertThat(
            caller
                .patch(
                    "/contacts/v3/email/ada@example.com",
                    "{'identifiers':{'email':'ada@example.com'}}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void unknown_and_malformed_import_ids_are_told_apart() {
    Caller.Got unknown = report("3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.at("/errorCode")).isEqualTo("contacts:importNotFound");
    assertThat(report("12").at("/errorCode")).isEqualTo("contacts:invalidId");
  }

  @Test
  void a_bulk_delete_reports_what_it_deleted_and_what_it_did_not_find() {
    caller.startImport(IMPORT, contacts(contact("ada@example.com")));

    Caller.Got started =
        caller.post(
            "/contacts/v3/delete", "[{'email':'ada@example.com'},{'email':'nobody@example.com'}]");
    assertThat(started.status()).isEqualTo(202);
    Caller.Got got = caller.get("/contacts/v3/delete/" + started.at("/deleteId"));

    assertThat(got.at("/status")).isEqualTo("Finished");
    assertThat(got.json().at("/summary/deletedContacts").asInt()).isEqualTo(1);
    assertThat(got.at("/failures/0/failures/0/failureCode")).isEqualTo("contactNotFound");
    assertThat(caller.post("/contacts/v3/delete", "[]").at("/errorCode"))
        .isEqualTo("contacts:noContactsSpecified");
  }
}
