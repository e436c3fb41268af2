package dev.selvedge.sandbox;

import static dev.selvedge.sandbox.Bodies.CONTACT_IMPORT;
import static dev.selvedge.sandbox.Bodies.contact;
import static dev.selvedge.sandbox.Bodies.contacts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.unthrottled()
                .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
                .settings(Settings.unthrottled().withJobDelay(Duration.ofSeconds(10))));
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String started(String name) {
    return caller.startImport(
        CONTACT_IMPORT,
        contacts(contact("ada@example.com", ",'dataFields':{'FIRSTNAME':'" + name + "'}")));
  }

  private String status(String id) {
    return caller.get(CONTACT_IMPORT + "/" + id).at("/status");
  }

  private String ada(String pointer) {
    return server.inside().contact("ada@example.com").orElseThrow().at(pointer).asString();
  }

  private void slowFirst() {
    server
        .faults()
        .add(
            FaultRule.times(
                1, "PUT", CONTACT_IMPORT, new Fault.JobLate(Duration.ofMinutes(1).toMillis())));
  }

  @Test
  void a_slow_import_holds_up_the_ones_behind_it_and_nobody_writes_earlier_than_it() {
    slowFirst();
    String slow = started("Slow");
    String quick = started("Quick");

    server.clock().advance(Duration.ofSeconds(11));
    assertThat(status(quick)).isEqualTo("NotFinished");

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(status(slow)).isEqualTo("Finished");
    assertThat(status(quick)).isEqualTo("Finished");
    assertThat(ada("/dataFields/FIRSTNAME")).isEqualTo("Quick");
    assertThat(ada("/updated")).isEqualTo("2026-01-01T00:01:10.000Z");
  }

  @Test
  void imports_can_be_made_to_overtake_each_other() {
    server.change(server.settings().with("{\"switches\":{\"jobsOvertake\":true}}"));
    slowFirst();
    String slow = started("Slow");
    String quick = started("Quick");

    server.clock().advance(Duration.ofSeconds(11));
    assertThat(status(quick)).isEqualTo("Finished");
    assertThat(status(slow)).isEqualTo("NotFinished");
    assertThat(ada("/updated")).isEqualTo("2026-01-01T00:00:10.000Z");

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(ada("/dataFields/FIRSTNAME")).isEqualTo("Slow");
  }

  @Test
  void reports_can_be_forgotten_after_a_while() {
    server.change(server.settings().with("{\"reportsKeptMillis\":60000}"));
    String id = started("Ada");
    server.clock().advance(Duration.ofSeconds(70));
    assertThat(status(id)).isEqualTo("Finished");

    server.clock().advance(Duration.ofSeconds(1));
    assertThat(caller.get(CONTACT_IMPORT + "/" + id).at("/errorCode"))
        .isEqualTo("contacts:importNotFound");
  }

  @Test
  void the_sixth_bulk_delete_is_refused() {
    for (int i = 0; i < 5; i++) {
      assertThat(caller.post("/contacts/v3/delete", "[{'contactId':1}]").status()).isEqualTo(202);
    }

    assertThat(caller.post("/contacts/v3/delete", "[{'contactId':1}]").at("/errorCode"))
        .isEqualTo("contacts:tooManyBulkDeleteJobs");
    server.clock().advance(Duration.ofSeconds(10));
    assertThat(caller.post("/contacts/v3/delete", "[{'contactId':1}]").status()).isEqualTo(202);
  }
}
