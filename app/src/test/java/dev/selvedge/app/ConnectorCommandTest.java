package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

  private CommandRun postman(String text, String... more) throws IOException {
    Path file = temp.resolve("shop.postman_collection.json");
    Files.writeString(file, text);
    return CommandRun.of(
        new SettableClock(),
        Stream.concat(Stream.of("connector", "seed", "--postman", file.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static final String COLLECTION =
      """
      {"info": {"name": "Shop"}, "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "hunter2"}]},
       "item": [{"name": "Orders", "item": [
         {"request": {"method": "GET", "url": "https://api.example.com/orders?limit=50"},
          "response": [{"code": 200, "body": "[{\\"id\\": 1}]"}]},
         {"request": {"method": "GET", "url": "https://api.example.com/ping"}}]}]}
      """;

  @Test
  void a_postman_collection_begins_a_system_too_and_its_secrets_stay_in_it() throws IOException {
    CommandRun run = postman(COLLECTION, "--system", "erp");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\nerp:\n  connector: rest\n")
        .contains("auth: { kind: bearer, token: \"${env:ERP_TOKEN}\" }")
        .contains("      order:\n")
        .contains("# no list of records: /ping")
        .contains("# set in the environment: ERP_TOKEN")
        .doesNotContain("hunter2");
    CommandRun json = postman(COLLECTION, "--json");
    assertThat(json.out()).contains("\"order\"").contains("\"SYSTEM_TOKEN\"");
    assertThat(json.out()).doesNotContain("hunter2");
  }

  @Test
  void one_file_is_named_and_it_is_what_it_is_said_to_be() throws IOException {
    CommandRun environment = postman("{\"values\": []}");
    assertThat(environment.exitCode()).isEqualTo(4);
    assertThat(environment.err())
        .contains("this is a Postman environment")
        .contains("export the collection");
    assertThat(postman(COLLECTION, "--openapi", "api.yaml").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of(new SettableClock(), "connector", "seed").exitCode()).isEqualTo(2);
    assertThat(
            CommandRun.of(new SettableClock(), "connector", "seed", "--postman", "none.json").err())
        .contains("name a Postman collection that is there");
  }

  @Test
  void a_file_that_is_none_and_a_name_that_is_none_are_refused() throws IOException {
    assertThat(seed("a: 1").err()).contains("this is no OpenAPI file");
    assertThat(seed(API, "--system", "My ERP").exitCode()).isEqualTo(2);
  }
}
