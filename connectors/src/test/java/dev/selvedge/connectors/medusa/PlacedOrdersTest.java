package dev.selvedge.connectors.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.medusa.ScriptedMedusa.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many orders of a day the shop counts.
@SuppressWarnings("NullAway.Init")
class PlacedOrdersTest {
  private static final Instant FROM = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-04T00:00:00Z");

  private ScriptedMedusa shop;
  private Connector.Opened opened;

  @BeforeEach
  void open() throws IOException {
    shop = new ScriptedMedusa();
    opened = Systems.plan(new MedusaConnector(), shop.options(), Path.of(".")).open();
  }

  @AfterEach
  void close() {
    opened.close();
    shop.close();
  }

  private CountedSource orders() {
    return opened.counted().getFirst();
  }

  @Test
  void the_count_that_comes_with_a_list_of_one_is_told() {
    shop.answer(
        Reply.ok("{\"orders\":[{\"id\":\"order_1\"}],\"count\":41,\"offset\":0,\"limit\":1}"));
    assertThat(orders().feed()).hasToString("test/order");
    assertThat(orders().count(FROM, TO)).isEqualTo(new CountedSource.Count(41));
    assertThat(shop.asked())
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked)
                    .contains("/admin/orders?")
                    .contains("created_at[$gte]=2026-11-03T00:00:00Z")
                    .contains("created_at[$lt]=2026-11-04T00:00:00Z")
                    .contains("limit=1"));
    assertThat(orders().calls()).isEqualTo(1);
  }

  @Test
  void an_answer_without_a_count_and_one_that_fails_say_nothing() {
    shop.answer(Reply.ok("{\"orders\":[]}"), Reply.error(500, "unknown_error"));
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not say how many");
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("HTTP 500");
  }
}
