package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsightTest {
  private static final String IMPORT = "/insightData/v3/import";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
    caller.post("/contacts/v3", "{'identifiers':{'email':'bo@example.com'}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String order(String email, String key, String json) {
    return "{'collectionName':'Orders','collectionScope':'contact','collectionType':'orders',"
        + "'records':[{'contactIdentity':{'identifier':'email','value':'"
        + email
        + "'},'key':'"
        + key
        + "','json':"
        + json
        + "}]}";
  }

  private Caller.Got imported(String body) {
    return caller.get(IMPORT + "/" + caller.startImport(IMPORT, body));
  }

  private static String reason(Caller.Got report) {
    return report.at("/failures/0/failureReason");
  }

  @Test
  void an_import_creates_the_collection_and_reports_finished() {
    Caller.Got report = imported(order("ada@example.com", "1", "{'order_total':67.20}"));

    assertThat(report.at("/status")).isEqualTo("Finished");
    assertThat(report.json().at("/summary/totalImported").asInt()).isEqualTo(1);
    assertThat(server.inside().records("Orders").getFirst().at("/json/order_total").decimalValue())
        .isEqualByComparingTo("67.2");
    assertThat(caller.get("/insightData/v3/contacts/email/ada@example.com/Orders/1").text())
        .contains("67.20");
  }

  @Test
  void the_first_value_fixes_the_type_for_ever() {
    imported(order("ada@example.com", "1", "{'order_total':'67.20'}"));

    Caller.Got report = imported(order("ada@example.com", "2", "{'order_total':67.20}"));

    assertThat(reason(report)).isEqualTo("JsonValueIncompatibleWithSchema");
    assertThat(caller.get("/insightData/v3/collections/Orders/schema").text())
        .contains("'order_total'".replace('\'', '"'))
        .contains("STRING");

    caller.delete("/insightData/v3/collections/Orders");
    assertThat(
            imported(order("ada@example.com", "2", "{'order_total':67.20}"))
                .json()
                .at("/summary/totalImported")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void new_fields_are_learnt_and_dates_become_timestamps() {
    imported(
        order(
            "ada@example.com",
            "1",
            "{'purchase_date':'2026-02-01T10:00:00+00:00','products':[{'sku':'A','qty':1}]}"));
    imported(order("ada@example.com", "2", "{'products':[{'price':2.5}]}"));

    String schema = caller.get("/insightData/v3/collections/orders/schema").text();

    assertThat(schema).contains("TIMESTAMP").contains("REPEATED").contains("\"price\"");
  }

  @Test
  void the_contact_must_exist_and_is_not_created() {
    Caller.Got report = imported(order("nobody@example.com", "1", "{'a':1}"));

    assertThat(reason(report)).isEqualTo("ContactEmailDoesNotExist");
    assertThat(report.at("/failures/0/collectionOwner/contactIdentity/value"))
        .isEqualTo("nobody@example.com");
    assertThat(server.inside().contact("nobody@example.com")).isEmpty();
  }

  @Test
  void a_key_belongs_to_one_contact_in_the_whole_collection() {
    imported(order("ada@example.com", "1", "{'a':1}"));

    assertThat(reason(imported(order("bo@example.com", "1", "{'a':1}"))))
        .isEqualTo("KeyExistingForDifferentContact");
  }

  @Test
  void keys_can_be_switched_to_be_unique_per_contact() {
    server.change(
        server.settings().with(Json.MAPPER.readTree("{\"switches\":{\"keysPerContact\":true}}")));
    imported(order("ada@example.com", "1", "{'a':1}"));

    assertThat(imported(order("bo@example.com", "1", "{'a':1}")).json().path("failures").size())
        .isZero();
    assertThat(server.inside().recordCount("Orders")).isEqualTo(2);
  }

  @Test
  void names_and_nesting_have_rules() {
    assertThat(reason(imported(order("ada@example.com", "1", "{'a':[[1]]}"))))
        .isEqualTo("JsonContainsNestedArray");
    assertThat(reason(imported(order("ada@example.com", "1", "{'a b':1}"))))
        .isEqualTo("JsonKeyInvalidCharacters");
    assertThat(reason(imported(order("ada@example.com", "1", "{'a_b':1,'a-b':2}"))))
        .isEqualTo("JsonContainsDashUnderscoreClash");
    assertThat(caller.put(IMPORT, order("a", "1", "{}").replace("Orders", "1Orders")).status())
        .isEqualTo(400);
  }

  @Test
  void a_single_put_needs_collection_and_contact() {
    String path = "/insightData/v3/contacts/email/ada%40example.com/";

    assertThat(caller.put(path + "Orders/1", "{'a':1}").at("/errorCode"))
        .isEqualTo("insightData:collectionNotFound");
    assertThat(caller.put(path + "CartInsight/1", "{'a':1}").status()).isEqualTo(201);
    assertThat(caller.put(path + "CartInsight/1", "{'b':1}").status()).isEqualTo(204);
    assertThat(server.inside().records("CartInsight").getFirst().path("json").has("a")).isFalse();
    assertThat(
            caller
                .put("/insightData/v3/contacts/email/no@example.com/CartInsight/1", "{}")
                .at("/errorCode"))
        .isEqualTo("insightData:contactNotFound");
  }

  @Test
  void the_sixth_active_import_is_refused() {
    server.change(Settings.unthrottled().withJobDelay(Duration.ofMinutes(1)));
    IntStream.range(0, 5)
        .forEach(i -> caller.startImport(IMPORT, order("ada@example.com", "k" + i, "{'a':1}")));

    assertThat(caller.put(IMPORT, order("ada@example.com", "k", "{'a':1}")).status())
        .isEqualTo(429);
  }

  @Test
  void records_are_paged_and_deleted_by_key() {
    IntStream.range(0, 3).forEach(i -> imported(order("ada@example.com", "k" + i, "{'a':1}")));

    Caller.Got page = caller.get("/insightData/v3/contacts/Orders?limit=2");
    assertThat(page.json().path("_items").size()).isEqualTo(2);
    assertThat(caller.get(page.at("/_links/next/link")).json().path("_items").size()).isEqualTo(1);

    Caller.Got deleted =
        caller.call(
            "DELETE",
            "/insightData/v3/contacts/email/ada@example.com/Orders/deleteRecords",
            "{'keys':['k0','nope']}");
    assertThat(deleted.json().at("/summary/totalDeleted").asInt()).isEqualTo(1);
    assertThat(deleted.at("/notFound/0")).isEqualTo("nope");
    assertThat(server.inside().recordCount("Orders")).isEqualTo(2);
  }

  @Test
  void collections_are_listed_created_and_emptied() {
    assertThat(
            caller
                .post(
                    "/insightData/v3/collections/Stock?collectionScope=account&collectionType=custom",
                    "")
                .status())
        .isEqualTo(201);
    assertThat(
            caller.post("/insightData/v3/collections/Stock?collectionScope=account", "").status())
        .isEqualTo(200);
    caller.put("/insightData/v3/account/Stock/A-1", "{'level':3}");
    assertThat(caller.get("/insightData/v3/account").text()).contains("Stock");

    Caller.Got job = caller.delete("/insightData/v3/collections/Stock/empty");

    assertThat(job.status()).isEqualTo(202);
    assertThat(caller.get("/insightData/v3/async/" + job.at("/jobId")).at("/status"))
        .isEqualTo("Finished");
    assertThat(server.inside().recordCount("Stock")).isZero();
  }
}
