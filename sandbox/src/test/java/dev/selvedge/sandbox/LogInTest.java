package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogInTest {
  private SandboxServer server;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled().credentials("user", "secret-1"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_right_user_gets_in_with_the_exact_content_type() {
    Caller.Got got = new Caller(server, "user", "secret-1").get("/contacts/v3");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void a_wrong_password_is_a_401_in_json_on_both_frameworks() {
    Caller stranger = new Caller(server, "user", "wrong");

    Caller.Got v3 = stranger.get("/contacts/v3");
    assertThat(v3.status()).isEqualTo(401);
    assertThat(v3.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(v3.at("/errorCode")).isNotEmpty();
    assertThat(v3.at("/description")).isNotEmpty();

    Caller.Got v2 = stranger.get("/v2/account-info");
    assertThat(v2.status()).isEqualTo(401);
    assertThat(v2.at("/message")).isEqualTo("Authorization has been denied for this request.");
  }

  @Test
  void strangers_use_up_no_allowance_and_change_nothing() {
    Caller stranger = new Caller(server, "user", "wrong");

    stranger.patch("/contacts/v3/email/a@example.com", "{'identifiers':{'email':'a@example.com'}}");

    assertThat(server.inside().contact("a@example.com")).isEmpty();
    assertThat(
            new Caller(server, "user", "secret-1")
                .get("/contacts/v3")
                .header("X-RateLimit-Remaining"))
        .isEqualTo("999999");
  }

  @Test
  void an_unknown_operation_is_a_404_of_its_framework_and_noted() {
    Caller caller = new Caller(server, "user", "secret-1");

    assertThat(caller.get("/v2/no-such-thing").at("/message")).contains("ERROR_");
    assertThat(caller.get("/contacts/v3/no/such/thing").at("/errorCode")).isNotEmpty();

    assertThat(server.calls().unknown())
        .extracting(call -> call.path())
        .containsExactly("/v2/no-such-thing", "/contacts/v3/no/such/thing");
    assertThat(caller.get("/__sandbox/calls/unknown").json().size()).isEqualTo(2);
  }

  @Test
  void calls_are_counted_exactly_per_operation() {
    Caller caller = new Caller(server, "user", "secret-1");
    caller.get("/v2/server-time");
    caller.get("/v2/server-time");

    assertThat(server.calls().count("GET /v2/server-time")).isEqualTo(2);
    assertThat(
            caller
                .get("/__sandbox/calls")
                .json()
                .path("operations")
                .path("GET /v2/server-time")
                .path("calls")
                .asInt())
        .isEqualTo(2);
  }
}
