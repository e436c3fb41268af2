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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a caller finds out whether an import landed whose answer was lost.
class ProbeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.250Z");
  private static final String LANDED = "2026-01-01T00:00:10.250Z";
  private static final String ORDER = "/insightData/v3/contacts/email/ada%40example.com/Orders/1";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled().clock(InstantSource.fixed(START)));
    caller = new Caller(server);
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    server.change(server.settings().withJobDelay(Duration.ofSeconds(10)));
    server.faults().add(FaultRule.always("PUT", "/*/v3/import", new Fault.CutAfter()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void lose(String path, String body) {
    assertThatThrownBy(() -> caller.send("PUT", path, body.replace('\'', '"')))
        .isInstanceOf(IOException.class);
  }

  private int modifiedSince(String path, String instant) {
    return caller.get(path + "?~modified=gte::" + instant).json().path("_items").size();
  }

  @Test
  void a_contact_shows_the_instant_at_which_the_lost_import_was_carried_out() {
    lose(CONTACT_IMPORT, contacts(contact("ada@example.com")));
    server.clock().advance(Duration.ofMillis(9_999));
    assertThat(modifiedSince("/contacts/v3", LANDED)).isZero();

    server.clock().advance(Duration.ofHours(1));
    assertThat(modifiedSince("/contacts/v3", LANDED)).isEqualTo(1);
    assertThat(modifiedSince("/contacts/v3", "2026-01-01T00:00:10.251Z")).isZero();
    assertThat(modifiedSince("/contacts/v3", "2026-01-01T00:00:10Z")).isEqualTo(1);
    assertThat(caller.get("/contacts/v3/email/ada@example.com").at("/updated")).isEqualTo(LANDED);
  }

  @Test
  void a_record_shows_it_too_alone_and_in_the_list() {
    assertThat(caller.get(ORDER).at("/errorCode")).isEqualTo("insightData:collectionNotFound");
    lose(INSIGHT_IMPORT, orders(order("ada@example.com", "1", "{'a':1}")));
    assertThat(caller.get(ORDER).at("/errorCode")).isEqualTo("insightData:recordNotFound");

    server.clock().advance(Duration.ofSeconds(10));
    Caller.Got got = caller.get(ORDER);
    assertThat(got.at("/updated")).isEqualTo(LANDED);
    assertThat(got.at("/created")).isEqualTo(LANDED);
    assertThat(got.at("/key")).isEqualTo("1");
    assertThat(got.at("/json/a")).isEqualTo("1");

    lose(INSIGHT_IMPORT, orders(order("ada@example.com", "1", "{'a':2}")));
    server.clock().advance(Duration.ofSeconds(10));
    assertThat(caller.get(ORDER).at("/updated")).isEqualTo("2026-01-01T00:00:20.250Z");
    assertThat(caller.get(ORDER).at("/created")).isEqualTo(LANDED);
    String ofAll = "/insightData/v3/contacts/Orders";
    String ofAda = "/insightData/v3/contacts/email/ada@example.com/Orders";
    assertThat(modifiedSince(ofAll, "2026-01-01T00:00:20.250Z")).isEqualTo(1);
    assertThat(modifiedSince(ofAda, "2026-01-01T00:00:20.251Z")).isZero();
    assertThat(
            caller.get("/insightData/v3/contacts/email/no@example.com/Orders/1").at("/errorCode"))
        .isEqualTo("insightData:contactNotFound");
  }

  @Test
  void pages_of_records_stay_in_step_when_records_are_deleted_between_them() {
    server.faults().clear();
    server.change(server.settings().withJobDelay(Duration.ZERO));
    for (int i = 0; i < 6; i++) {
      caller.startImport(INSIGHT_IMPORT, orders(order("ada@example.com", "k" + i, "{'a':1}")));
    }
    Caller.Got first = caller.get("/insightData/v3/contacts/Orders?limit=2");
    caller.delete("/insightData/v3/contacts/email/ada@example.com/Orders/k0");

    Caller.Got second = caller.get(first.at("/_links/next/link"));

    assertThat(second.json().path("_items").findValuesAsString("key")).containsExactly("k2", "k3");
    assertThat(
            caller
                .get("/insightData/v3/contacts/email/ada@example.com/Orders")
                .json()
                .path("_items")
                .findValuesAsString("key"))
        .containsExactly("k1", "k2", "k3", "k4", "k5");
    assertThat(server.inside().recordCount("Orders")).isEqualTo(5);
  }
}
