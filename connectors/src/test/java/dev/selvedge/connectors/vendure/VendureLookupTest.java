package dev.selvedge.connectors.vendure;

import static dev.selvedge.connectors.vendure.ScriptedVendure.error;
import static dev.selvedge.connectors.vendure.ScriptedVendure.ok;
import static dev.selvedge.connectors.vendure.ScriptedVendure.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Single records of a shop, read by their ids.
class VendureLookupTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ScriptedVendure shop;
  private Connector.Plan plan;
  private Connector.Opened opened;

  @BeforeEach
  void open() throws IOException {
    shop = new ScriptedVendure();
    Problems problems = new Problems();
    String yaml =
        "endpoint: %s\nusername: hub\npassword: %s\ncarts: true\n"
            .formatted(shop.endpoint(), ScriptedVendure.PASSWORD);
    plan =
        new VendureConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), InstantSource.fixed(NOW)),
                problems);
    opened = plan.open();
  }

  @AfterEach
  void close() {
    opened.close();
    shop.close();
  }

  @Test
  void every_feed_can_be_read_by_ids() {
    assertThat(plan.targeted()).containsExactlyInAnyOrderElementsOf(plan.feeds());
    assertThat(opened.targeted()).extracting(TargetedSource::feed).isEqualTo(plan.feeds());
  }

  /// So that the poll, which reads it too, brings a repeat.
  @Test
  void an_order_is_told_as_a_poll_tells_it() {
    shop.answer(ok(resource("orders.json")));
    List<SourceRecord> polled = opened.polled().get(1).poll(Cursor.START, NOW, 100).records();
    shop.answer(ok(several(order(0), order(2))));

    TargetedSource.Found found = orders().read(List.of("1", "3"), NOW);

    assertThat(found.missing()).isEmpty();
    assertThat(found.records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace")
        .isEqualTo(List.of(polled.get(0), polled.get(2)));
    assertThat(found.records()).allMatch(one -> one.pace() == SourceRecord.Pace.LIVE);
    ScriptedVendure.Asked asked = shop.asked().getLast();
    assertThat(asked.query())
        .startsWith("query($id0: ID!, $id1: ID!) {")
        .contains("r1: order(id: $id1) { ...Record }", "fragment Record on Order {");
    assertThat(asked.variables().toString()).isEqualTo("{\"id0\":\"1\",\"id1\":\"3\"}");
  }

  @Test
  void what_is_not_there_or_was_not_placed_is_missing() {
    JsonNode cart =
        JSON.readTree(order(0).toString().replace("\"active\":false", "\"active\":true"));
    JsonNode draft =
        JSON.readTree(
            order(1)
                .toString()
                .replaceAll("\"orderPlacedAt\":\"[^\"]*\"", "\"orderPlacedAt\":null"));
    shop.answer(ok(several(cart, draft, JSON.nullNode(), order(2))));

    TargetedSource.Found found = orders().read(List.of("1", "2", "9", "3"), NOW);

    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("3");
    assertThat(found.missing()).containsOnlyKeys("1", "2", "9");
    assertThat(found.missing().get("9")).isEqualTo("is not there, or not placed");
  }

  /// A cart keeps its id when it is placed: its order is another feed's.
  @Test
  void a_cart_is_told_as_a_poll_tells_it_and_what_was_placed_is_none_any_more() {
    JsonNode cart = cart(0);
    shop.answer(
        ok("{\"data\":{\"orders\":{\"items\":[" + cart + "],\"totalItems\":1}}}"),
        ok(several(cart, order(1), JSON.nullNode())));
    List<SourceRecord> polled = opened.polled().get(2).poll(Cursor.START, NOW, 100).records();

    TargetedSource.Found found =
        opened.targeted().get(2).read(List.of(cart.path("id").asString(), "2", "9"), NOW);

    assertThat(polled).hasSize(1);
    assertThat(found.records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace")
        .isEqualTo(polled);
    assertThat(found.records()).allMatch(one -> one.ref().kind().value().equals("cart"));
    assertThat(found.missing())
        .containsOnlyKeys("2", "9")
        .containsEntry("2", "is not there, or no cart any more");
  }

  private static JsonNode cart(int index) {
    return JSON.readTree(
        order(index)
            .toString()
            .replace("\"active\":false", "\"active\":true")
            .replaceAll("\"orderPlacedAt\":\"[^\"]*\"", "\"orderPlacedAt\":null"));
  }

  @Test
  void one_that_the_shop_fails_on_does_not_hide_the_others() {
    shop.answer(
        error("INTERNAL_SERVER_ERROR"),
        ok("{\"data\":{\"order\":" + order(0) + "}}"),
        error("INTERNAL_SERVER_ERROR"),
        ok("{\"data\":{\"order\":null}}"));

    TargetedSource.Found found = orders().read(List.of("1", "2", "9"), NOW);

    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("1");
    assertThat(found.missing().get("2"))
        .isEqualTo("cannot be read: the shop fails on it, INTERNAL_SERVER_ERROR");
    assertThat(found.missing()).containsKey("9");
  }

  @Test
  void a_shop_that_is_down_or_forbids_it_is_said() {
    shop.answer(new ScriptedVendure.Reply.Json(503, "busy"));
    assertThatThrownBy(() -> orders().read(List.of("1"), NOW))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("503");
    shop.answer(error("FORBIDDEN"), error("FORBIDDEN"));
    assertThatThrownBy(() -> orders().read(List.of("1"), NOW)).hasMessageContaining("ReadOrder");
  }

  private TargetedSource orders() {
    return opened.targeted().get(1);
  }

  private static JsonNode order(int index) {
    return JSON.readTree(resource("orders.json"))
        .path("data")
        .path("orders")
        .path("items")
        .get(index);
  }

  private static String several(JsonNode... records) {
    StringBuilder data = new StringBuilder();
    for (int at = 0; at < records.length; at++) {
      data.append(at == 0 ? "" : ",").append("\"r").append(at).append("\":").append(records[at]);
    }
    return "{\"data\":{" + data + "}}";
  }
}
