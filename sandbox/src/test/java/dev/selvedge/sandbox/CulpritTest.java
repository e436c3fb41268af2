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

class CulpritTest {
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

  private void culprit(String value, String state) {
    server.faults().add(FaultRule.always("*", "/**", new Fault.Culprit(value, state)));
  }

  private Caller.Got imported(String path, String body) {
    return caller.get(path + "/" + caller.startImport(path, body));
  }

  @Test
  void the_watchdog_rejects_every_import_that_holds_the_culprit_and_no_other() {
    culprit("spam@example.com", "");

    Caller.Got bad =
        imported(CONTACT_IMPORT, contacts(contact("ada@example.com"), contact("Spam@Example.com")));
    Caller.Got good = imported(CONTACT_IMPORT, contacts(contact("bo@example.com")));

    assertThat(bad.at("/status")).isEqualTo("RejectedByWatchdog");
    assertThat(bad.json().at("/summary/newContacts").asInt()).isZero();
    assertThat(bad.json().path("created").size()).isZero();
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
    assertThat(good.at("/status")).isEqualTo("Finished");
    assertThat(server.inside().contact("bo@example.com")).isPresent();
    assertThat(imported(CONTACT_IMPORT, contacts(contact("spam@example.com"))).at("/status"))
        .as("also alone, so that halving a batch ends at the culprit")
        .isEqualTo("RejectedByWatchdog");
  }

  @Test
  void a_data_field_can_be_the_culprit_and_the_end_can_be_another() {
    culprit("bought-list", "Failed");

    assertThat(
            imported(
                    CONTACT_IMPORT,
                    contacts(
                        contact("ada@example.com", ",'dataFields':{'POSTCODE':'bought-list'}")))
                .at("/status"))
        .isEqualTo("Failed");
    assertThat(
            imported(
                    CONTACT_IMPORT,
                    contacts(contact("ada@example.com", ",'dataFields':{'POSTCODE':'AB1 2CD'}")))
                .at("/status"))
        .isEqualTo("Finished");
  }

  @Test
  void an_insight_import_with_the_culprit_fails_as_a_whole() {
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    culprit("POISON-1", "");

    Caller.Got bad =
        imported(
            INSIGHT_IMPORT,
            orders(
                order("ada@example.com", "1", "{'a':1}"),
                order("ada@example.com", "2", "{'products':[{'sku':'POISON-1'}]}")));
    Caller.Got good = imported(INSIGHT_IMPORT, orders(order("ada@example.com", "3", "{'a':1}")));

    assertThat(bad.at("/status")).isEqualTo("Failed");
    assertThat(bad.json().at("/summary/totalImported").asInt()).isZero();
    assertThat(good.at("/status")).isEqualTo("Finished");
    assertThat(server.inside().recordCount("Orders")).isEqualTo(1);
  }

  @Test
  void a_records_key_and_owner_can_be_culprits_too() {
    culprit("2", "");
    culprit("spam@example.com", "");

    assertThat(imported(INSIGHT_IMPORT, orders(order("ada@example.com", "2", "{}"))).at("/status"))
        .isEqualTo("Failed");
    assertThat(imported(INSIGHT_IMPORT, orders(order("spam@example.com", "1", "{}"))).at("/status"))
        .isEqualTo("Failed");
  }

  @Test
  void the_older_import_knows_culprits_too() {
    culprit("spam@example.com", "");

    Caller.Got started =
        caller.post(
            "/v2/contacts/import-collection", "{'contacts':[{'email':'spam@example.com'}]}");

    assertThat(caller.get("/v2/contacts/import/" + started.at("/id")).at("/status"))
        .isEqualTo("RejectedByWatchdog");
  }
}
