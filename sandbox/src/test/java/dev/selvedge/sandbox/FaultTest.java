package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultJson;
import dev.selvedge.sandbox.fault.FaultRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

class FaultTest {
  private static final String ADA = "/contacts/v3/email/ada@example.com";
  private static final String BODY = "{\"identifiers\":{\"email\":\"ada@example.com\"}}";

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

  private void once(Fault fault) {
    server.faults().add(FaultRule.times(1, "PATCH", "/contacts/v3/**", fault));
  }

  /// What arrives over a bare socket for one PATCH.
  private byte[] overSocket() throws IOException {
    SandboxConfig config = SandboxConfig.defaults();
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8));
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(server.baseUrl()).getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("PATCH "
                      + ADA
                      + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                      + credentials
                      + "\r\nConnection: close\r\nContent-Length: "
                      + BODY.length()
                      + "\r\n\r\n"
                      + BODY)
                  .getBytes(StandardCharsets.UTF_8));
      return socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void a_connection_cut_before_the_write_leaves_nothing_behind() throws IOException {
    once(new Fault.CutBefore());

    assertThat(overSocket()).isEmpty();
    assertThat(server.inside().contact("ada@example.com")).isEmpty();
  }

  @Test
  void an_answer_can_be_lost_after_the_write_was_applied() throws IOException {
    once(new Fault.CutAfter());

    assertThat(overSocket()).isEmpty();
    assertThat(server.inside().contact("ada@example.com")).isPresent();
    assertThat(new String(overSocket(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_client_sees_a_cut_as_an_io_error() {
    once(new Fault.CutAfter());

    assertThatThrownBy(() -> caller.send("PATCH", ADA, BODY)).isInstanceOf(IOException.class);
  }

  @Test
  void statuses_hit_so_many_calls_and_do_nothing() {
    server
        .faults()
        .add(FaultRule.times(2, "*", "/contacts/v3/*/*", new Fault.Status(503, true, "")));

    assertThat(caller.patch(ADA, BODY).status()).isEqualTo(503);
    assertThat(caller.get(ADA).status()).isEqualTo(503);
    assertThat(caller.get(ADA).status()).isEqualTo(404);
    assertThat(server.faults().rules()).isEmpty();
  }

  @Test
  void a_scripted_429_comes_with_or_without_headers() {
    once(new Fault.Status(429, true, ""));
    Caller.Got with = caller.patch(ADA, BODY);
    once(new Fault.Status(429, false, ""));
    Caller.Got without = caller.patch(ADA, BODY);

    assertThat(with.status()).isEqualTo(429);
    assertThat(with.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(with.header("X-RateLimit-Scope")).isEqualTo("mediumCallRate");
    assertThat(without.status()).isEqualTo(429);
    assertThat(without.header("X-RateLimit-Remaining")).isEmpty();
  }

  @Test
  void json_can_end_in_the_middle_although_the_write_was_applied() {
    once(new Fault.MalformedJson());

    Caller.Got got = caller.patch(ADA, BODY);

    assertThat(got.status()).isEqualTo(201);
    assertThatThrownBy(got::json).isInstanceOf(JacksonException.class);
    assertThat(server.inside().contact("ada@example.com")).isPresent();
  }

  @Test
  void a_proxy_page_can_stand_in_for_an_answer() {
    once(new Fault.HtmlPage(502));

    Caller.Got got = caller.patch(ADA, BODY);

    assertThat(got.status()).isEqualTo(502);
    assertThat(got.header("Content-Type")).startsWith("text/html");
    assertThat(got.text()).startsWith("<html>");
  }

  @Test
  void the_same_seed_hits_the_same_calls() {
    server.faults().add(new FaultRule(0, "GET", "/v2/**", new Fault.Status(500, true, ""), 0, 0.3));
    long hits =
        IntStream.range(0, 200).filter(_ -> caller.get("/v2/server-time").status() == 500).count();
    try (SandboxServer twin = SandboxServer.start(SandboxConfig.unthrottled())) {
      Caller second = new Caller(twin);
      twin.faults().add(new FaultRule(0, "GET", "/v2/**", new Fault.Status(500, true, ""), 0, 0.3));
      assertThat(
              IntStream.range(0, 200)
                  .filter(_ -> second.get("/v2/server-time").status() == 500)
                  .count())
          .isEqualTo(hits)
          .isBetween(30L, 90L);
    }
  }

  @Test
  void faults_are_set_listed_and_removed_while_it_runs() {
    Caller.Got added =
        caller.post("/__sandbox/faults", "{'fault':'status','status':500,'path':'/contacts/**'}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(caller.get(ADA).status()).isEqualTo(500);
    assertThat(caller.get("/__sandbox/faults").json().size()).isEqualTo(1);

    assertThat(caller.delete("/__sandbox/faults/" + added.at("/0/id")).status()).isEqualTo(204);
    assertThat(caller.get(ADA).status()).isEqualTo(404);
    assertThat(caller.post("/__sandbox/faults", "{'fault':'meteor'}").status()).isEqualTo(400);
  }

  @Test
  void a_script_file_is_read_in_yaml(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("faults.yaml");
    Files.writeString(
        file,
        """
        faults:
          - fault: status
            status: 502
            method: GET
            path: /v2/**
            times: 1
          - fault: job-held
            polls: 3
          - fault: cut-after
            probability: 0.25
        """);

    assertThat(FaultJson.readFile(file))
        .extracting(FaultRule::fault)
        .containsExactly(
            new Fault.Status(502, true, ""), new Fault.JobHeld(3), new Fault.CutAfter());
  }
}
