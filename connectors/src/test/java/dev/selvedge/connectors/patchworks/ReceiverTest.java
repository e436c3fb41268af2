package dev.selvedge.connectors.patchworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Holding.Verdict;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Entry;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is taken in of Patchworks, and what its flows get to hear.
class ReceiverTest {
  private static final String TOKEN = "a-token-of-many-letters";
  private static final String OPTIONS =
      """
      receive:
        token: [a-token-of-many-letters, an-older-token-of-many]
        max_records: 3
        max_body: 1000
        kinds:
          order:
            records: data.orders
            key: id
            stamp: updated_at
            deleted: { path: state, equals: deleted }
          customer: { key: customer.id }
      """;

  private static Connector.Plan plan(String options) {
    return Systems.plan(new PatchworksConnector(), options, Path.of("."));
  }

  private static Reading read(String options, String kind, Map<String, String> with, String body) {
    return plan(options)
        .open()
        .webhooks()
        .getFirst()
        .read(new Call(kind, with, Payload.ofText(body), Systems.NOW));
  }

  private static Reading read(String kind, String body) {
    return read(OPTIONS, kind, Map.of("Authorization", TOKEN), body);
  }

  private static List<Entry> entries(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Each.class);
    return ((Reading.Each) reading).entries();
  }

  private static int status(Reading reading) {
    return reading instanceof Reading.Refused refused ? refused.status() : 202;
  }

  @Test
  void a_record_an_array_and_a_wrapper_are_told_apart_by_themselves() {
    String one = "{\"id\":1,\"updated_at\":\"2026-11-01T10:00:00Z\"}";
    for (String body :
        List.of(
            one,
            "[" + one + "]",
            "{\"data\":{\"orders\":[" + one + "]}}",
            "{\"data\":{\"orders\":" + one + "}}")) {
      List<Entry> entries = entries(read("order", body));
      assertThat(entries).as(body).hasSize(1);
      SourceRecord order = entries.getFirst().record();
      assertThat(order.ref().text()).isEqualTo("test/order/1");
      assertThat(order.stamp().instant()).contains(Instant.parse("2026-11-01T10:00:00Z"));
      assertThat(order.body().toText()).isEqualTo(one);
    }
    for (String nothing : List.of("", " ", "[]", "null", "{\"data\":{\"orders\":[]}}")) {
      assertThat(entries(read("order", nothing))).as(nothing).isEmpty();
    }
  }

  @Test
  void a_bad_record_holds_up_no_other_and_is_kept_to_be_put_right() {
    Reading reading = read("order", "[{\"id\":1},{\"note\":\"ann@example.com\"},{\"id\":3}]");
    List<Entry> entries = entries(reading);

    assertThat(entries).extracting(Entry::key).containsExactly("1", "", "3");
    assertThat(entries).extracting(Entry::isRefused).containsExactly(false, true, false);
    Entry bad = entries.get(1);
    assertThat(bad.refusal()).startsWith("There is no usable key at id: ").doesNotContain("ann@");
    assertThat(bad.record().body().toText()).contains("ann@example.com");
    assertThat(entries(read("order", "{\"note\":\"ann@example.com\"}")).getFirst().record().ref())
        .as("sent again, it is the same record")
        .isEqualTo(bad.record().ref());
    assertThat(plan(OPTIONS).holding().look(bad.record()))
        .isInstanceOfSatisfying(
            Verdict.Held.class,
            held -> {
              assertThat(held.cause()).isEqualTo("patchworks.no-key");
              assertThat(held.sentence()).contains("'order'", "at id").doesNotContain("ann@");
            });
    assertThat(plan(OPTIONS).holding().look(entries.getFirst().record()))
        .isEqualTo(new Verdict.Free(entries.getFirst().record()));
  }

  @Test
  void a_key_that_no_database_takes_holds_up_no_other() {
    List<Entry> entries =
        entries(
            read(
                "order",
                "[{\"id\":1e999999999},{\"id\":\"a\\u0000b\"},{\"id\":9007199254740993}]"));
    assertThat(entries).extracting(Entry::isRefused).containsExactly(true, true, false);
    assertThat(entries).extracting(Entry::key).containsExactly("", "", "9007199254740993");
    assertThat(entries(read("order", "{\"id\":\"x\\ud800\"}")).getFirst().isRefused()).isTrue();
    assertThat(plan(OPTIONS).holding().look(entries.get(1).record()))
        .isInstanceOf(Verdict.Held.class);
  }

  @Test
  void a_number_that_fills_the_memory_is_no_state_either() {
    assertThat(
            entries(read("order", "{\"id\":1,\"state\":1e999999999}")).getFirst().record().change())
        .isEqualTo(Change.UPSERT);
  }

  @Test
  void a_key_that_somebody_wrote_in_makes_it_that_record() {
    SourceRecord bad = entries(read("customer", "{\"customer\":{}}")).getFirst().record();
    SourceRecord mended =
        new SourceRecord(
            bad.ref(),
            bad.stamp(),
            bad.observedAt(),
            bad.change(),
            bad.pace(),
            Payload.ofText("{\"customer\":{\"id\":\"C-7\"}}"));

    assertThat(plan(OPTIONS).holding().look(mended))
        .isInstanceOfSatisfying(
            Verdict.Free.class,
            free -> assertThat(free.record().ref().text()).isEqualTo("test/customer/C-7"));
  }

  @Test
  void the_token_must_be_right_and_both_of_two_are() {
    for (String right :
        List.of(TOKEN, "Bearer " + TOKEN, "bearer " + TOKEN, "an-older-token-of-many")) {
      assertThat(status(read(OPTIONS, "order", Map.of("authorization", right), "[]")))
          .as(right)
          .isEqualTo(202);
    }
    for (String wrong : List.of("", "Bearer", TOKEN + "x", TOKEN.substring(1), "Bearer Bearer x")) {
      Reading refused = read(OPTIONS, "order", Map.of("Authorization", wrong), "[]");
      assertThat(status(refused)).as(wrong).isEqualTo(401);
    }
    String asShown = OPTIONS.replace("[a-token-of", "[Bearer a-token-of");
    for (String right : List.of(TOKEN, "Bearer " + TOKEN)) {
      assertThat(status(read(asShown, "order", Map.of("Authorization", right), "[]")))
          .as("the options hold the word too: %s", right)
          .isEqualTo(202);
    }
    assertThat(status(read(OPTIONS, "order", Map.of(), "[]"))).isEqualTo(401);
    assertThat(status(read(OPTIONS, "order", Map.of("X-Token", TOKEN), "[]"))).isEqualTo(401);
  }

  @Test
  void what_is_too_much_or_no_json_or_unknown_is_refused_as_a_whole() {
    assertThat(status(read("order", "[1,2,3,4]"))).isEqualTo(413);
    assertThat(status(read("order", "\"" + "x".repeat(1000) + "\""))).isEqualTo(413);
    assertThat(status(read("order", "{\"id\":"))).isEqualTo(400);
    assertThat(status(read("order", "<order/>"))).isEqualTo(400);
    assertThat(status(read("refund", "[]"))).isEqualTo(404);
  }

  @Test
  void a_deletion_is_told_by_the_record() {
    Entry gone = entries(read("order", "{\"id\":1,\"state\":\"deleted\"}")).getFirst();
    assertThat(gone.record().change()).isEqualTo(Change.DELETE);
  }

  @Test
  void a_call_with_refused_records_can_be_made_to_fail() {
    String strict = OPTIONS.replace("  max_records", "  if_refused: fail\n  max_records");
    Reading reading = read(strict, "order", Map.of("Authorization", TOKEN), "[{}]");
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Each.class, each -> assertThat(each.statusIfRefused()).isEqualTo(422));
  }

  @Test
  void options_that_let_strangers_in_are_faulty() {
    assertThat(
            Systems.complaints(
                new PatchworksConnector(), "receive: { token: short, kinds: { a: { key: id } } }"))
        .singleElement()
        .asString()
        .contains("shorter than 16 characters");
    assertThat(
            Systems.complaints(
                new PatchworksConnector(),
                "receive: { token: Bearer 1234567890, kinds: { a: { key: id } } }"))
        .anyMatch(line -> line.contains("shorter than 16 characters"));
    assertThat(Systems.complaints(new PatchworksConnector(), "receive: { kinds: {} }"))
        .anyMatch(line -> line.contains("'token' is missing"))
        .anyMatch(line -> line.contains("'kinds' is missing or empty"));
    assertThat(Systems.complaints(new PatchworksConnector(), "{}"))
        .singleElement()
        .asString()
        .contains("neither 'receive' nor 'watch'");
    assertThat(
            Systems.complaints(
                new PatchworksConnector(),
                OPTIONS.replace("key: customer.id", "key: id, reads: shop/customer")))
        .singleElement()
        .asString()
        .contains("reads");
  }

  @Test
  void the_collection_has_a_request_a_kind_and_holds_no_secret() {
    String text =
        plan(OPTIONS)
            .postman(
                Map.of(
                    new dev.selvedge.RecordKind("order"), "{\"id\":\"SO-1\",\"total\":\"9.00\"}"))
            .orElseThrow();
    JsonNode collection = JsonMapper.shared().readTree(text);

    assertThat(text).doesNotContain(TOKEN).doesNotContain("an-older-token");
    assertThat(collection.at("/info/schema").asString()).endsWith("/v2.1.0/collection.json");
    assertThat(collection.at("/variable/0/key").asString()).isEqualTo("base_url");
    assertThat(collection.at("/variable/1/key").asString()).isEqualTo("token");
    assertThat(collection.path("item")).hasSize(2);
    JsonNode customer = collection.at("/item/0/request");
    assertThat(customer.at("/url/raw").asString()).isEqualTo("{{base_url}}/hook/test/customer");
    assertThat(customer.at("/header/0").toString())
        .isEqualTo("{\"key\":\"Authorization\",\"value\":\"{{token}}\"}");
    assertThat(JsonMapper.shared().readTree(customer.at("/body/raw").asString()).toString())
        .isEqualTo("[{\"customer\":{\"id\":\"1001\"}}]");
    JsonNode order = collection.path("item").get(1);
    String body = order.at("/request/body/raw").asString();
    assertThat(JsonMapper.shared().readTree(body).toString())
        .isEqualTo("{\"data\":{\"orders\":[{\"id\":\"SO-1\",\"total\":\"9.00\"}]}}");
    assertThat(entries(read("order", body))).extracting(Entry::key).containsExactly("SO-1");
    assertThat(order.path("response").valueStream().map(one -> one.path("code").asInt()))
        .containsExactly(202, 202, 202, 401, 413, 503);
  }
}
