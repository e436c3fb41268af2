package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StateFileTest {
  @TempDir private Path folder;

  private SandboxServer open() {
    return SandboxServer.start(
        SandboxConfig.unthrottled().stateFile(folder.resolve("state.jsonl")));
  }

  @Test
  void the_same_account_comes_back_after_a_restart() {
    JsonNode before;
    String importId;
    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      caller.patch(
          "/contacts/v3/email/ada@example.com",
          "{'identifiers':{'email':'ada@example.com'},'dataFields':{'FIRSTNAME':'Ada'}}");
      server.act("unsubscribe", "ada@example.com");
      server.faults().add(FaultRule.times(1, "PUT", "/**", new Fault.JobHeld(2)));
      importId =
          caller.startImport(
              "/contacts/v3/import",
              "{'contacts':[{'matchIdentifier':'email','identifiers':{'email':'b\u00f6@example.com'}}]}");
      caller.get("/contacts/v3/import/" + importId);
      caller.put("/insightData/v3/account/Integrations/x", "{'a':1}");
      before = server.inside().contact("ada@example.com").orElseThrow();
    }

    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      assertThat(server.inside().contact("ada@example.com")).contains(before);
      assertThat(server.inside().contact("b\u00f6@example.com")).isPresent();
      assertThat(server.inside().recordCount("Integrations")).isEqualTo(1);
      assertThat(caller.get("/contacts/v3/import/" + importId).at("/status"))
          .isEqualTo("NotFinished");
      assertThat(caller.get("/contacts/v3/import/" + importId).at("/status")).isEqualTo("Finished");
    }
  }

  @Test
  void a_half_written_last_line_is_dropped_and_writing_goes_on() throws IOException {
    try (SandboxServer server = open()) {
      new Caller(server).post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    }
    Files.write(
        folder.resolve("state.jsonl"),
        "{\"at\":1,\"meth".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);

    try (SandboxServer server = open()) {
      assertThat(server.inside().contact("ada@example.com")).isPresent();
      new Caller(server).post("/contacts/v3", "{'identifiers':{'email':'bo@example.com'}}");
    }
    try (SandboxServer server = open()) {
      assertThat(server.inside().contactCount()).isEqualTo(3);
    }
  }

  @Test
  void a_moved_clock_does_not_go_back_by_a_restart() {
    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      caller.post("/__sandbox/clock", "{'to':'2040-01-01T00:00:00Z'}");
      caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    }
    try (SandboxServer server = open()) {
      assertThat(server.clock().instant()).isAfterOrEqualTo(Instant.parse("2040-01-01T00:00:00Z"));
    }
  }

  @Test
  void what_faults_and_marketers_did_is_there_after_a_restart() {
    String importId;
    int program;
    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      server.faults().add(FaultRule.always("PUT", "/**", new Fault.Culprit("s@example.com", "")));
      server
          .faults()
          .add(FaultRule.always("PUT", "/**", new Fault.ItemFails("a@example.com", "x")));
      importId =
          caller.startImport(
              Bodies.CONTACT_IMPORT, Bodies.contacts(Bodies.contact("s@example.com")));
      caller.startImport(
          Bodies.CONTACT_IMPORT,
          Bodies.contacts(Bodies.contact("a@example.com"), Bodies.contact("b@example.com")));
      program = server.addProgram("Thanks", Program.Status.ACTIVE, true);
    }
    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      assertThat(caller.get(Bodies.CONTACT_IMPORT + "/" + importId).at("/status"))
          .isEqualTo("RejectedByWatchdog");
      assertThat(server.inside().contact("a@example.com")).isEmpty();
      assertThat(server.inside().contact("b@example.com")).isPresent();
      assertThat(caller.get("/v2/programs/" + program).at("/name")).isEqualTo("Thanks");
    }
  }

  @Test
  void starting_over_empties_the_file() {
    try (SandboxServer server = open()) {
      Caller caller = new Caller(server);
      caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
      assertThat(caller.post("/__sandbox/reset", "").status()).isEqualTo(204);
      assertThat(server.inside().contactCount()).isEqualTo(1);
    }
    try (SandboxServer server = open()) {
      assertThat(server.inside().contactCount()).isEqualTo(1);
    }
  }
}
