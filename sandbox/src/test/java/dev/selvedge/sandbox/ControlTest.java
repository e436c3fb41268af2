package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled().callsKept(3, true));
    caller = new Caller(server);
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada+x@example.com'},'lists':[50117]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Caller.Got act(String act, String body) {
    return caller.post("/__sandbox/contacts/ada%2Bx@example.com/" + act, body);
  }

  @Test
  void the_clock_moves_on_request() {
    Instant before = server.clock().instant();
    caller.post("/__sandbox/clock", "{'seconds':3600}");
    assertThat(server.clock().instant()).isAfter(before.plus(Duration.ofMinutes(59)));

    caller.post("/__sandbox/clock", "{'to':'2030-01-01T00:00:00Z'}");
    assertThat(caller.get("/v2/server-time").text()).startsWith("2030-01-01T00:0");
  }

  @Test
  void a_marketer_changes_a_field_and_a_person_opts_out_of_a_list() {
    assertThat(act("field", "{'name':'FIRSTNAME','value':'Ada'}").at("/dataFields/FIRSTNAME"))
        .isEqualTo("Ada");
    assertThat(act("field", "{'name':'NOPE','value':'x'}").status()).isEqualTo(400);
    assertThat(act("list-opt-out", "{'list':50117}").at("/lists/0/status")).isEqualTo("suppressed");
    assertThat(act("preference", "{'id':8,'isOptedIn':true}").at("/preferences/0/id"))
        .isEqualTo("8");
    assertThat(act("sms", "{'status':'unsubscribed'}").status()).isEqualTo(200);
    assertThat(act("confirm", "").status()).isEqualTo(409);
    assertThat(act("delete", "").status()).isEqualTo(204);
    assertThat(act("unsubscribe", "").status()).isEqualTo(404);
  }

  @Test
  void an_act_moves_the_time_of_the_last_change() {
    String before =
        server.inside().contact("ada+x@example.com").orElseThrow().path("updated").asString();
    server.clock().advance(Duration.ofMinutes(1));

    server.act("bounce", "ada+x@example.com");

    assertThat(
            server.inside().contact("ada+x@example.com").orElseThrow().path("updated").asString())
        .isGreaterThan(before);
  }

  @Test
  void the_log_is_a_ring_and_the_counters_are_exact() {
    for (int i = 0; i < 5; i++) {
      caller.post("/contacts/v3", "{'identifiers':{'email':'c" + i + "@example.com'}}");
    }

    assertThat(server.calls().last()).hasSize(3);
    assertThat(server.calls().count("POST /contacts/v3")).isEqualTo(6);
    assertThat(caller.get("/__sandbox/calls/log?limit=1").at("/0/body")).contains("c4@example.com");
    caller.delete("/__sandbox/calls");
    assertThat(server.calls().total()).isZero();
  }

  @Test
  void settings_change_in_part() {
    Caller.Got got =
        caller.patch("/__sandbox/settings", "{'limits':{'low':1},'switches':{'doubleOptIn':true}}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(server.settings().limits().low()).isEqualTo(1);
    assertThat(server.settings().limits().medium()).isEqualTo(1_000_000);
    assertThat(
            caller
                .post("/contacts/v3", "{'identifiers':{'email':'new@example.com'}}")
                .at("/channelProperties/email/status"))
        .isEqualTo("pendingOptIn");
    assertThat(caller.patch("/__sandbox/settings", "{'limits':{'low':'x'}}").status())
        .isEqualTo(400);
  }

  @Test
  void a_contact_is_dumped_with_its_records() {
    caller.put("/insightData/v3/contacts/email/ada%2Bx%40example.com/CartInsight/8", "{'a':1}");

    Caller.Got got = caller.get("/__sandbox/contacts/ada%2Bx@example.com");

    assertThat(got.at("/records/CartInsight/0/key")).isEqualTo("8");
    assertThat(caller.get("/__sandbox/collections/CartInsight/records").json().size()).isEqualTo(1);
  }

  @Test
  void the_program_reads_its_options() {
    SandboxConfig config =
        SandboxMain.config(
            List.of("--port", "0", "--user", "u", "--password", "p", "--limits", "1,2,3"));
    assertThat(config.user()).isEqualTo("u");
    assertThat(config.settings().limits().high()).isEqualTo(3);
    assertThat(SandboxMain.config(List.of("--limits", "off")).settings().jobMillis()).isZero();
  }
}
