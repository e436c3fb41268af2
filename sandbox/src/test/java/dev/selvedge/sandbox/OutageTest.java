package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.Outage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final String TIME = "/v2/server-time";
  private static final String ADA = "/contacts/v3/email/ada@example.com";
  private static final String BODY = "{'identifiers':{'email':'ada@example.com'}}";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.unthrottled()
                .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"))));
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_outage_hits_every_call_until_it_is_over() {
    server.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofMinutes(10));

    assertThat(caller.patch(ADA, BODY).status()).isEqualTo(503);
    assertThat(caller.get(TIME).at("/message"))
        .contains("ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE");
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
    assertThat(server.calls().last().getLast().fault()).isEqualTo("UNAVAILABLE");

    server.clock().advance(Duration.ofMinutes(10));
    assertThat(caller.patch(ADA, BODY).status()).isEqualTo(201);
  }

  @Test
  void an_outage_can_last_until_it_is_lifted() {
    server.outages().begin(Outage.Kind.UNAUTHORIZED);
    server.clock().advance(Duration.ofDays(400));
    assertThat(caller.get(TIME).status()).isEqualTo(401);
    assertThat(caller.get(TIME).at("/message"))
        .isEqualTo("Authorization has been denied for this request.");

    server.outages().lift();
    assertThat(caller.get(TIME).status()).isEqualTo(200);
  }

  @Test
  void an_account_can_live_in_another_region_or_behind_a_broken_proxy() {
    server.outages().begin(Outage.Kind.WRONG_REGION, Duration.ofMinutes(1));
    assertThat(caller.get(ADA).status()).isEqualTo(403);
    assertThat(caller.get(ADA).text()).contains("Forbidden: Access is denied");

    server.outages().lift();
    server.outages().begin(Outage.Kind.HTML_PAGE);
    assertThat(caller.get(ADA).status()).isEqualTo(502);
    assertThat(caller.get(ADA).text()).startsWith("<html>");
  }

  @Test
  void connections_can_be_cut_for_a_while() {
    server.outages().begin(Outage.Kind.CUT, Duration.ofMinutes(1));
    assertThatThrownBy(() -> caller.send("GET", TIME, "")).isInstanceOf(IOException.class);
    assertThat(server.calls().last().getLast().status()).isZero();

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(caller.get(TIME).status()).isEqualTo(200);
  }

  @Test
  void an_outage_uses_up_no_faults_and_can_be_planned() {
    server.faults().add(FaultRule.times(1, "*", "/**", new Fault.Status(500, false, "")));
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    server
        .outages()
        .plan(new Outage(Outage.Kind.UNAVAILABLE, noon, noon.plus(Duration.ofMinutes(5))));

    server.clock().moveTo(noon);
    assertThat(caller.get(TIME).status()).isEqualTo(503);
    server.clock().advance(Duration.ofMinutes(5));
    assertThat(caller.get(TIME).status()).isEqualTo(500);
    assertThat(caller.get(TIME).status()).isEqualTo(200);
  }

  @Test
  void outages_are_made_over_http_and_the_desk_stays_open() {
    assertThat(caller.post("/__sandbox/outages", "{'kind':'wrong-region'}").status())
        .isEqualTo(201);
    assertThat(caller.get(TIME).status()).isEqualTo(403);
    assertThat(caller.delete("/__sandbox/outages").status()).isEqualTo(204);
    assertThat(caller.get(TIME).status()).isEqualTo(200);

    caller.post(
        "/__sandbox/outages", "{'kind':'unavailable','from':'2026-01-02T00:00:00Z','seconds':60}");
    assertThat(caller.get("/__sandbox/outages").at("/0/until"))
        .isEqualTo("2026-01-02T00:01:00.000Z");
    assertThat(caller.get(TIME).status()).isEqualTo(200);
    assertThat(caller.post("/__sandbox/outages", "{'kind':'plague'}").status()).isEqualTo(400);
    assertThat(
            caller
                .post("/__sandbox/outages", "{'kind':'cut','until':'2000-01-01T00:00:00Z'}")
                .status())
        .isEqualTo(400);
    assertThat(caller.post("/__sandbox/outages/not-listening", "{}").status()).isEqualTo(400);
    caller.post("/__sandbox/reset", "");
    assertThat(server.outages().planned()).isEmpty();
  }

  @Test
  void a_server_that_does_not_listen_refuses_connections_and_comes_back_on_its_port() {
    caller.patch(ADA, BODY);
    String url = server.baseUrl();

    server.stopListening();
    assertThatThrownBy(() -> caller.send("GET", ADA, "")).isInstanceOf(ConnectException.class);

    server.listenAgain();
    assertThat(caller.get(ADA).status()).isEqualTo(200);
    assertThat(server.baseUrl()).isEqualTo(url);

    server.stopListening();
    server.listenAgain();
    assertThat(new Caller(server).get(ADA).status()).isEqualTo(200);
  }

  @Test
  void a_port_that_is_not_free_at_once_is_waited_for() throws Exception {
    URI url = URI.create(server.baseUrl());
    server.stopListening();
    Thread again = new Thread(server::listenAgain);
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(url.getHost(), url.getPort()));
      again.start();
      Instant deadline = Instant.now().plusSeconds(4);
      while (again.getState() != Thread.State.TIMED_WAITING && Instant.now().isBefore(deadline)) {
        Thread.onSpinWait();
      }
      assertThat(again.isAlive()).isTrue();
    }
    assertThat(again.join(Duration.ofSeconds(5))).isTrue();

    assertThat(new Caller(server).get(TIME).status()).isEqualTo(200);
  }

  @Test
  void a_server_can_be_closed_while_it_does_not_listen_or_is_told_to_over_http() {
    assertThat(caller.post("/__sandbox/outages/not-listening", "{'seconds':3600}").status())
        .isEqualTo(202);
    server.stopListening();

    server.close();

    assertThatThrownBy(() -> caller.send("GET", ADA, "")).isInstanceOf(IOException.class);
  }

  @Test
  void the_share_of_calls_a_rule_hits_depends_on_that_rule_alone() {
    List<Integer> alone = statuses(server);
    try (SandboxServer other = SandboxServer.start(SandboxConfig.unthrottled())) {
      FaultRule half = FaultRule.share(0.3, "GET", TIME, new Fault.Status(500, false, ""));
      other.faults().add(half);
      other.faults().add(FaultRule.share(0.5, "*", "/contacts/**", new Fault.CutBefore()));
      Caller second = new Caller(other);
      List<Integer> among =
          IntStream.range(0, 100)
              .map(
                  _ -> {
                    int status = second.get(TIME).status();
                    assertThatCallMayFail(second);
                    return status;
                  })
              .boxed()
              .toList();

      assertThat(among).isEqualTo(alone);
    }
    assertThat(alone.stream().filter(status -> status == 500).count()).isBetween(15L, 45L);
  }

  private static void assertThatCallMayFail(Caller caller) {
    try {
      caller.send("GET", ADA, "");
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  private static List<Integer> statuses(SandboxServer server) {
    server.faults().add(FaultRule.share(0.3, "GET", TIME, new Fault.Status(500, false, "")));
    Caller caller = new Caller(server);
    return IntStream.range(0, 100).map(_ -> caller.get(TIME).status()).boxed().toList();
  }
}
