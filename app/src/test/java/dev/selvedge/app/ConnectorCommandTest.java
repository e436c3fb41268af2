package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge connector seed`.
class ConnectorCommandTest {
  @TempDir private Path temp;

  private CommandRun seed(String text, String... more) throws IOException {
    Path file = temp.resolve("api.yaml");
    Files.writeString(file, text);
    String[] arguments = new String[4 + more.length];
    arguments[0] = "connector";
    arguments[1] = "seed";
    arguments[2] = "--openapi";
    arguments[3] = file.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(new SettableClock(), arguments);
  }

  private static final String API =
      """
      openapi: 3.0.0
      paths:
        /orders:
          get:
            responses:
              "200":
                content:
                  application/json:
                    schema: { type: array, items: { properties: { id: {}, note: {} } } }
        /ping: { get: { responses: {} } }
      """;

  @Test
  void a_system_is_printed_with_what_to_look_at() throws IOException {
    CommandRun run = seed(API, "--system", "erp");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\nerp:\n  connector: rest\n")
        .contains("base_url: \"${env:ERP_API}\"  # look:")
        .contains("      order:\n")
        .contains("# no list of records: /ping");
    assertThat(seed(API, "--json").out()).contains("\"order\"").contains("\"/ping\"");
  }

  @Test
  void a_file_that_is_none_and_a_name_that_is_none_are_refused() throws IOException {
    assertThat(seed("a: 1").err()).contains("this is no OpenAPI file");
    assertThat(seed(API, "--system", "My ERP").exitCode()).isEqualTo(2);
  }
}
