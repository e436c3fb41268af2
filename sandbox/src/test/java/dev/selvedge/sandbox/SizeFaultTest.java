package dev.selvedge.sandbox;

import static dev.selvedge.sandbox.Bodies.CONTACT_IMPORT;
import static dev.selvedge.sandbox.Bodies.INSIGHT_IMPORT;
import static dev.selvedge.sandbox.Bodies.contact;
import static dev.selvedge.sandbox.Bodies.contacts;
import static dev.selvedge.sandbox.Bodies.order;
import static dev.selvedge.sandbox.Bodies.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SizeFaultTest {
  private static final long LONGER_THAN_ANYBODY_WAITS = 600_000;

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

  private static FaultRule onImports(Fault fault) {
    return FaultRule.always("PUT", "/*/v3/import", fault);
  }

  @Test
  void an_import_of_too_many_items_is_answered_413() {
    server.faults().add(onImports(new Fault.Status(413, false, "")).overItems(2));

    Caller.Got tooMany = caller.put(CONTACT_IMPORT, contacts(3));
    assertThat(tooMany.status()).isEqualTo(413);
    assertThat(tooMany.at("/errorCode")).isEqualTo("service:tooLarge");
    assertThat(caller.put(CONTACT_IMPORT, contacts(2)).status()).isEqualTo(202);

    String record = order("c0@example.com", "k", "{}");
    assertThat(caller.put(INSIGHT_IMPORT, orders(record, record, record)).status()).isEqualTo(413);
    assertThat(caller.put(INSIGHT_IMPORT, orders(record)).status()).isEqualTo(202);
  }

  @Test
  void an_import_of_too_many_bytes_is_answered_413() {
    String body = contacts(contact("ada@example.com"));
    server.faults().add(onImports(new Fault.Status(413, false, "")).overBytes(body.length()));

    assertThat(caller.put(CONTACT_IMPORT, body).status()).isEqualTo(202);
    assertThat(caller.put(CONTACT_IMPORT, body + " ").status()).isEqualTo(413);
  }

  @Test
  void a_body_over_the_accounts_own_limit_is_answered_413_however_large() {
    server.change(server.settings().with("{\"limits\":{\"bodyBytes\":1000}}"));

    Caller.Got got = caller.put(CONTACT_IMPORT, contacts(100_000));

    assertThat(got.status()).isEqualTo(413);
    server.change(server.settings().with("{\"switches\":{\"tooLargeStatus\":400}}"));
    assertThat(caller.put(CONTACT_IMPORT, contacts(100)).status()).isEqualTo(400);
    server.change(server.settings().with("{\"limits\":{\"bodyBytes\":1000000}}"));
    assertThat(caller.put(CONTACT_IMPORT, contacts(100)).status()).isEqualTo(202);
  }

  @Test
  void a_large_import_can_time_out_before_or_after_it_was_taken() {
    server.faults().add(onImports(new Fault.Held(LONGER_THAN_ANYBODY_WAITS)).overItems(2));
    Caller hasty = caller.patience(Duration.ofMillis(300));

    assertThatThrownBy(() -> hasty.send("PUT", CONTACT_IMPORT, contacts(3).replace('\'', '"')))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(server.inside().contact("c2@example.com")).as("held, but done").isPresent();
    assertThat(server.calls().last().getLast().status()).isEqualTo(202);

    server.reset();
    server.faults().add(onImports(new Fault.Delay(LONGER_THAN_ANYBODY_WAITS)).overItems(2));
    assertThatThrownBy(() -> hasty.send("PUT", CONTACT_IMPORT, contacts(3).replace('\'', '"')))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(server.inside().contact("c2@example.com")).as("not even begun").isEmpty();
    assertThat(caller.put(CONTACT_IMPORT, contacts(2)).status()).isEqualTo(202);
  }

  @Test
  void a_large_import_can_be_cut() {
    server.faults().add(onImports(new Fault.CutAfter()).overItems(2));

    assertThatThrownBy(() -> caller.send("PUT", CONTACT_IMPORT, contacts(3).replace('\'', '"')))
        .isInstanceOf(IOException.class);
    assertThat(server.inside().contact("c2@example.com")).isPresent();
    assertThat(caller.put(CONTACT_IMPORT, contacts(2)).status()).isEqualTo(202);
  }

  @Test
  void sizes_are_set_over_http_and_arrays_count_too() {
    caller.post(
        "/__sandbox/faults",
        "{'fault':'status','status':413,'path':'/**','overItems':1,'overBytes':10}");
    assertThat(caller.get("/__sandbox/faults").at("/0/overItems")).isEqualTo("1");

    assertThat(caller.post("/contacts/v3/delete", "[{'contactId':1},{'contactId':2}]").status())
        .isEqualTo(413);
    assertThat(caller.post("/contacts/v3/delete", "[{'contactId':1}]").status()).isEqualTo(202);
    assertThat(caller.put(CONTACT_IMPORT, "no json at all").status()).isEqualTo(400);
  }

  @Test
  void one_item_without_identifiers_fails_the_whole_call() {
    Caller.Got got =
        caller.put(
            CONTACT_IMPORT, contacts(contact("ada@example.com"), "{'matchIdentifier':'email'}"));

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.at("/errorCode")).isEqualTo("contacts:badRequest");
    assertThat(got.at("/description")).isEqualTo("The Identifiers field is required");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
  }
}
