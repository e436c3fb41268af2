package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people ask on the command line while the hub is at work, and what scripts read from it.
class CommandsBesideARunningHubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String GOOD =
      """
      {"id":"S1","email":"Ann@Example.com","first_name":"Ann","points":3,\
      "newsletter":"yes","newsletter_at":"2026-01-02T10:00:00Z","updated_at":"2026-01-02T10:00:00Z"}""";
  private static final String ORDER =
      """
      {"number":"O-1","email":"ann@example.com","placed_at":"2026-01-05T10:00:00Z",\
      "status":"paid","total":"12.50","lines":[],"updated_at":"2026-01-05T10:00:00Z"}""";
  private static final String BAD =
      """
      {"id":"S2","email":"","updated_at":"2026-01-02T10:00:00Z"}""";

  @Test
  void status_trail_and_parked_answer_scripts_while_the_hub_runs(@TempDir Path folder) {
    try (RunningBrand brand = new RunningBrand(folder)) {
      brand.call("customer", GOOD);
      brand.call("order", ORDER);
      brand.call("customer", BAD);
      Await.until(
          "one delivered order and one parked record",
          PATIENCE,
          () ->
              brand.account.inside().recordCount("Orders") == 1
                  && json(brand, 0, "status", "--json", folder.toString()).path("due").asInt() == 0
                  && json(brand, 0, "parked", "--json", folder.toString()).path("total").asInt()
                      == 1);

      JsonNode status = json(brand, 0, "status", "--json", folder.toString());
      assertThat(status.path("project").asString()).isEqualTo("trial");
      assertThat(status.path("people").asInt()).isEqualTo(1);
      assertThat(status.path("parked").asInt()).isEqualTo(1);
      assertThat(status.path("flows"))
          .anySatisfy(
              flow -> {
                assertThat(flow.path("flow").asString()).isEqualTo("shop/order");
                assertThat(flow.path("received").asInt()).isEqualTo(1);
                assertThat(flow.path("delivered").asInt()).isPositive();
              });

      JsonNode person =
          json(brand, 0, "trail", "ANN@example.com", "--json", "-p", folder.toString());
      assertThat(person.path("entries"))
          .anySatisfy(
              entry -> {
                assertThat(entry.path("word").asString()).isEqualTo("done");
                assertThat(entry.path("stage").asString()).isEqualTo("send");
              });
      JsonNode order = json(brand, 0, "trail", "O-1", "--json", "-p", folder.toString());
      assertThat(order.path("entries"))
          .anySatisfy(
              entry -> assertThat(entry.path("source").asString()).isEqualTo("shop/order/O-1"));
      JsonNode nobody =
          json(brand, 0, "trail", "no@one.example", "--json", "-p", folder.toString());
      assertThat(nobody.path("entries")).isEmpty();

      JsonNode parked = json(brand, 0, "parked", "--json", folder.toString());
      assertThat(parked.path("newest").path(0).path("record").asString())
          .isEqualTo("shop/customer/S2");
      assertThat(parked.path("newest").path(0).path("sentence").asString())
          .startsWith("The record has no e-mail address");
    }
  }

  @Test
  void exit_codes_say_what_stands_in_the_way(@TempDir Path folder, @TempDir Path elsewhere) {
    try (RunningBrand brand = new RunningBrand(folder)) {
      BrandFolder.write(elsewhere, "http://127.0.0.1:1");

      RunningBrand.Answer second = brand.selvedge("run", folder.toString());
      assertThat(second.exit()).isEqualTo(3);
      assertThat(second.err()).contains("another hub is at work", "Stop the other hub first");
      RunningBrand.Answer noStore = brand.selvedge("status", elsewhere.toString());
      assertThat(noStore.exit()).isEqualTo(3);
      assertThat(noStore.err()).contains("there is no store");
      assertThat(brand.selvedge("status", "--jsn").exit()).isEqualTo(2);
      assertThat(brand.selvedge("parked", elsewhere.resolve("nothing").toString()).exit())
          .isEqualTo(1);
      // none of it disturbed the hub
      assertThat(brand.call("customer", GOOD).statusCode()).isEqualTo(202);
    }
  }

  private static JsonNode json(RunningBrand brand, int exit, String... arguments) {
    RunningBrand.Answer answer = brand.selvedge(arguments);
    assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(exit);
    return JSON.readTree(answer.out());
  }
}
