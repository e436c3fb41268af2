package dev.selvedge.dotdigital.insight;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer;
import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Word;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class InsightTest {
  private static final CollectionName ORDERS = new CollectionName("Orders");
  private static final CollectionName PRODUCTS = new CollectionName("Catalog_Default");
  private static final ContactKey.Email ADA = new ContactKey.Email("ada+x@example.com");
  private static final Owner OF_ADA = new Owner.OfContact(ADA);
  private static final Owner ACCOUNT = new Owner.Account();

  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static ObjectNode order() {
    ObjectNode order = Json.object();
    order
        .put("id", "100000123")
        .put("order_total", new BigDecimal("67.20"))
        .put("currency", "GBP")
        .put("purchase_date", "2026-02-01T10:00:00Z");
    return order;
  }

  @Test
  void an_import_of_contact_records_is_sent_as_the_schema_wants_it() {
    server.replies(202, "{\"importId\":\"i-1\"}");
    var batch = InsightBatch.ofContacts(ORDERS, CollectionType.ORDERS, 10, 10_000);
    batch.add(ADA, "100000123", order());
    batch.add(new ContactKey.Id(12), "100000124", Json.object());
    int announced = batch.bytes();

    assertThat(ok(client.insight().importBatch(batch))).isEqualTo(new JobId("i-1"));

    assertThat(server.only().line()).isEqualTo("PUT /insightData/v3/import");
    assertJson(
        server.only().body(),
        """
        {"collectionName":"Orders","collectionScope":"contact","collectionType":"orders","records":[
          {"contactIdentity":{"identifier":"email","value":"ada+x@example.com"},"key":"100000123",
           "json":{"id":"100000123","order_total":67.20,"currency":"GBP",
                   "purchase_date":"2026-02-01T10:00:00Z"}},
          {"contactIdentity":{"identifier":"contactId","value":"12"},"key":"100000124","json":{}}]}
        """);
    assertThat(server.only().body()).contains("67.20");
    assertThat(server.only().body().getBytes(StandardCharsets.UTF_8)).hasSize(announced);
  }

  @Test
  void an_import_of_account_records_names_no_contact() {
    server.replies(202, "{\"importId\":\"i-1\"}");
    var batch = InsightBatch.ofAccount(PRODUCTS, CollectionType.CATALOG, 1, 10_000);

    assertThat(batch.add("p.1", Json.object().put("sku", "HAT-1"))).isTrue();
    assertThat(batch.add("p.2", Json.object())).isFalse();
    ok(client.insight().importBatch(batch));

    assertJson(
        server.only().body(),
        """
        {"collectionName":"Catalog_Default","collectionScope":"account","collectionType":"catalog",
         "records":[{"key":"p.1","json":{"sku":"HAT-1"}}]}
        """);
    assertThatThrownBy(() -> batch.add(ADA, "p.3", Json.object()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void too_many_imports_wait_for_one_to_end() {
    server.replies(
        429, "{\"errorCode\":\"insightData:tooManyActiveImports\",\"description\":\"wait\"}");
    var batch = InsightBatch.ofAccount(PRODUCTS, CollectionType.CATALOG, 1, 10_000);
    batch.add("p.1", Json.object());

    assertThat(client.insight().importBatch(batch)).isInstanceOf(Answer.TooManyJobs.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Finished, DONE",
    "Complete, DONE",
    "NotStarted, RUNNING",
    "processing, RUNNING",
    "Failed, FAILED",
    "RejectedByWatchdog, FAILED",
    "ExceedsAllowedContactLimit, FAILED",
    "Levitating, UNKNOWN"
  })
  void every_state_of_an_import_is_understood(String status, JobState state) {
    server.replies(200, "{\"importId\":\"i-1\",\"status\":\"" + status + "\"}");

    assertThat(ok(client.insight().importReport(new JobId("i-1"))).state()).isEqualTo(state);
  }

  @Test
  void a_report_tells_which_records_were_refused_and_why() {
    server.replies(
        200,
        """
        {"importId":"i-1","status":"Finished","collectionName":"Orders",
         "summary":{"totalRecords":10,"totalImported":8,"totalRejected":2},
         "failures":[{"collectionOwner":{"ownerType":"contact","contactIdentity":{"identifier":"email",
                      "value":"x@example.com"}},"failureReason":"ContactEmailDoesNotExist","details":[],
                      "key":"100000124","json":{}},
                     {"collectionOwner":{"ownerType":"account"},"key":24938,
                      "failureReason":"JsonValueIncompatibleWithSchema","details":["price"]}]}
        """);

    InsightReport report = ok(client.insight().importReport(new JobId("i-1")));

    assertThat(server.only().line()).isEqualTo("GET /insightData/v3/import/i-1");
    assertThat(report.summary()).isEqualTo(new InsightReport.Summary(10, 8, 2));
    assertThat(report.failures().get(0))
        .isEqualTo(
            new InsightReport.Refused(
                "100000124",
                "email",
                "x@example.com",
                new Word("ContactEmailDoesNotExist"),
                List.of()));
    assertThat(report.failures().get(0).lacksContact()).isTrue();
    assertThat(report.failures().get(1).key()).isEqualTo("24938");
    assertThat(report.failures().get(1).details()).containsExactly("price");
    assertThat(report.failures().get(1).lacksContact()).isFalse();
    assertThat(report.failures().toString()).doesNotContain("example.com");
  }

  @Test
  void one_record_is_put_read_and_deleted_under_its_contact() {
    server
        .replies(201, "")
        .replies(204, "")
        .replies(
            200,
            """
            {"key":"100000123","json":{"order_total":67.20},"created":"2026-02-01T10:00:00.000Z",
             "updated":"2026-02-01 10:00:01","ownerContactId":120034511}
            """)
        .replies(204, "");

    var insight = client.insight();
    assertThat(ok(insight.put(OF_ADA, ORDERS, "100000123", order()))).isEqualTo(Stored.CREATED);
    assertJson(server.last().body(), order().toString());
    assertThat(ok(insight.put(OF_ADA, ORDERS, "100000123", order()))).isEqualTo(Stored.REPLACED);
    InsightRecord found = ok(insight.get(OF_ADA, ORDERS, "100000123"));
    assertThat(ok(insight.delete(OF_ADA, ORDERS, "100000123")))
        .isEqualTo(Acknowledged.ACKNOWLEDGED);

    assertThat(found.content().get("order_total").decimalValue())
        .isEqualTo(new BigDecimal("67.20"));
    assertThat(found.updated()).isEqualTo(Instant.parse("2026-02-01T10:00:01Z"));
    assertThat(found.owner()).isEqualTo(new ContactKey.Id(120034511));
    String path = "/insightData/v3/contacts/email/ada%2Bx%40example.com/Orders/100000123";
    assertThat(server.lines())
        .containsExactly("PUT " + path, "PUT " + path, "GET " + path, "DELETE " + path);
  }

  @Test
  void a_record_of_the_account_may_have_odd_characters_in_its_key() {
    server.replies(201, "");

    client.insight().put(ACCOUNT, PRODUCTS, "php-app.dev/1 ü", Json.object());

    assertThat(server.only().line())
        .isEqualTo("PUT /insightData/v3/account/Catalog_Default/php-app.dev%2F1%20%C3%BC");
    assertThat(server.only().body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"insightData:collectionNotFound", "insightData:contactNotFound"})
  void a_put_tells_what_is_missing(String code) {
    server.replies(404, "{\"errorCode\":\"" + code + "\",\"description\":\"\"}");

    assertThat(client.insight().put(OF_ADA, ORDERS, "1", Json.object()))
        .isInstanceOfSatisfying(
            Answer.NotFound.class, it -> assertThat(it.error().is(code)).isTrue());
  }

  @Test
  void several_records_are_deleted_with_a_body_and_the_odd_plural_for_the_account() {
    String answer =
        """
        {"summary":{"totalRecords":2,"totalDeleted":1,"totalNotFound":1},"notFound":["b"],
         "failures":[]}
        """;
    server.replies(200, answer).replies(200, answer);

    var keys = List.of("a", "b");
    Deleted deleted = ok(client.insight().deleteAll(ACCOUNT, PRODUCTS, keys));
    assertJson(server.last().body(), "{\"keys\":[\"a\",\"b\"]}");
    ok(client.insight().deleteAll(OF_ADA, ORDERS, keys));

    assertThat(deleted).isEqualTo(new Deleted(1, List.of("b")));
    assertThat(server.lines())
        .containsExactly(
            "DELETE /insightData/v3/accounts/Catalog_Default/deleteRecords",
            "DELETE /insightData/v3/contacts/email/ada%2Bx%40example.com/Orders/deleteRecords");
  }

  @Test
  void records_are_listed_page_by_page() {
    server.replies(
        200,
        """
        {"_links":{"self":{"marker":"","link":""},"next":{"marker":"m1",
          "link":"https://r1-api.dotdigital.com/insightData/v3/contacts/Orders?limit=2&marker=m1"}},
         "_items":[{"key":"1","json":{"a":1},"created":"2026-01-01T00:00:00Z",
                    "updated":"2026-01-01T00:00:00Z","ownerContactId":5}]}
        """);
    server.replies(200, "{\"_links\":{},\"_items\":[]}");
    server.replies(200, "{\"_links\":{},\"_items\":[]}");

    var query = RecordQuery.all().limit(2).modifiedSince(Instant.parse("2026-01-01T00:00:00Z"));
    Page<InsightRecord> page = ok(client.insight().listOfContacts(ORDERS, query));
    client.insight().listOfContacts(ORDERS, page.next().orElseThrow());
    client.insight().list(ACCOUNT, PRODUCTS, RecordQuery.all());

    assertThat(page.items().getFirst().owner()).isEqualTo(new ContactKey.Id(5));
    assertThat(server.lines())
        .containsExactly(
            "GET /insightData/v3/contacts/Orders?limit=2&~modified=gte::2026-01-01T00:00:00Z",
            "GET /insightData/v3/contacts/Orders?limit=2&marker=m1",
            "GET /insightData/v3/account/Catalog_Default?limit=1000");
  }

  @Test
  void collections_are_listed_created_emptied_and_deleted() {
    server
        .replies(
            200,
            """
            [{"collectionName":"Orders","collectionType":"orders","collectionScope":"contact","recordCount":100},
             {"collectionName":"ConsentInsight","collectionType":"ConsentInsight","recordCount":0}]
            """)
        .replies(201, "")
        .replies(200, "")
        .replies(202, "{\"jobId\":\"j-1\"}")
        .replies(202, "{\"jobId\":\"j-2\"}")
        .replies(
            200,
            """
            {"jobId":"j-2","status":"Finished","summary":{"totalRecords":3,"totalProcessed":3,"totalFailed":0}}
            """)
        .replies(412, "");

    var collections = client.collections();
    assertThat(ok(collections.list()))
        .containsExactly(
            new InsightCollection("Orders", new Word("orders"), new Word("contact"), 100),
            new InsightCollection("ConsentInsight", new Word("consentInsight"), Word.NONE, 0));
    assertThat(ok(collections.create(ORDERS, Scope.CONTACT, CollectionType.ORDERS)))
        .isEqualTo(Created.CREATED);
    assertThat(ok(collections.create(ORDERS, Scope.CONTACT, CollectionType.ORDERS)))
        .isEqualTo(Created.EXISTED);
    assertThat(ok(collections.empty(ORDERS))).isEqualTo(new JobId("j-1"));
    assertThat(ok(collections.delete(ORDERS))).isEqualTo(new JobId("j-2"));
    assertThat(ok(collections.job(new JobId("j-2"))))
        .isEqualTo(new JobReport(new JobId("j-2"), JobState.DONE, new Word("Finished"), 3, 3, 0));
    assertThat(collections.create(ORDERS, Scope.ACCOUNT, CollectionType.CUSTOM))
        .isInstanceOf(Answer.Rejected.class);

    String one = "/insightData/v3/collections/Orders";
    assertThat(server.lines())
        .containsExactly(
            "GET /insightData/v3/collections",
            "POST " + one + "?collectionScope=contact&collectionType=orders",
            "POST " + one + "?collectionScope=contact&collectionType=orders",
            "DELETE " + one + "/empty",
            "DELETE " + one,
            "GET /insightData/v3/async/j-2",
            "POST " + one + "?collectionScope=account&collectionType=custom");
  }

  @Test
  void a_schema_tells_the_types_of_the_records() {
    server.replies(
        200,
        """
        {"collectionName":"Orders","collectionType":"orders","schema":[
          {"name":"key","mode":"NULLABLE","type":"STRING","fields":[]},
          {"name":"json","mode":"NULLABLE","type":"RECORD","fields":[
            {"name":"order_total","type":"FLOAT","fields":[]},
            {"name":"products","mode":"REPEATED","type":"RECORD","fields":[
              {"name":"sku","type":"STRING","fields":[]}]}]}]}
        """);

    Schema schema = ok(client.collections().schema(ORDERS));

    assertThat(server.only().line()).isEqualTo("GET /insightData/v3/collections/Orders/schema");
    var sku = new Schema.Column("sku", new Word("STRING"), Word.NONE, List.of());
    assertThat(schema.content())
        .containsExactly(
            new Schema.Column("order_total", new Word("FLOAT"), Word.NONE, List.of()),
            new Schema.Column("products", new Word("RECORD"), new Word("REPEATED"), List.of(sku)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "O", "1Orders", "my orders", "Orders/x"})
  void a_name_dotdigital_would_refuse_is_refused_here(String name) {
    assertThatThrownBy(() -> new CollectionName(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
