package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge check --online` looks at the account's data fields and changes nothing there.
class CheckOnlineTest {
  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SandboxServer sandbox =
      SandboxServer.start(SandboxConfig.unthrottled().callsKept(100, false));
  private Path project;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    edit("(?m)^  endpoint: .*$", "  endpoint: " + sandbox.baseUrl());
    edit("(?m)^  user: .*$", "  user: " + SandboxConfig.defaults().user());
    edit("(?m)^  password: .*$", "  password: " + SandboxConfig.defaults().password());
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void edit(String pattern, String by) throws IOException {
    Path settings = project.resolve("selvedge.yaml");
    Files.writeString(settings, Files.readString(settings).replaceAll(pattern, by));
  }

  private CommandRun check() {
    return CommandRun.of(clock, "check", project.toString(), "--online");
  }

  @Test
  void what_would_be_created_is_said_and_nothing_is() {
    CommandRun first = check();
    CommandRun again = check();

    assertThat(first.exitCode()).as(first.out()).isZero();
    assertThat(first.out())
        .contains("✓ Dotdigital answers and knows the credentials")
        .contains("data fields that will be created before the first contact is sent:")
        .contains("LOYALTY_POINTS (Numeric)")
        .contains(" of 246 String")
        .contains("✓ Dotdigital: collections whose types suit: Orders (still to come)");
    // the second look finds what the first one found
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(sandbox.calls().total()).isEqualTo(6);
  }

  @Test
  void where_people_create_the_fields_those_that_are_missing_are_problems() throws IOException {
    edit("(?m)^  orders_collection: .*$", "  create_fields: false");

    CommandRun check = check();

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out())
        .contains("✗ Dotdigital: data fields are missing:")
        .contains("→ create them in Dotdigital, or let the hub do it with");
  }

  @Test
  void lists_and_preferences_that_are_not_there_are_problems() throws IOException {
    Path settings = project.resolve("selvedge.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            + "\nconsent: { lists: [newsletter, Newsleter], preferences: [Offers, Sailing] }\n");

    CommandRun check = check();

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out())
        .contains("✗ Dotdigital has no list 'Newsleter'; did you mean 'Newsletter'?")
        .contains(
            "→ name it so in Dotdigital, or correct consent.lists; until then what is decided")
        .contains("✗ Dotdigital has no preference 'Sailing'; it has ")
        .contains("'new-arrivals', 'offers'")
        .contains(
            "lists and preferences that people decide on: list newsletter, preference Offers");
  }
}
