package dev.selvedge.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.Systems;
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

  private ScriptedVendure shop;
  private Connector.Opened opened;

  @BeforeEach
  void open() throws IOException {
    shop = new ScriptedVendure();
    String yaml =
        "endpoint: %s\nusername: hub\npassword: %s\ncarts: true\n"
            .formatted(shop.endpoint(), ScriptedVendure.PASSWORD);
    opened = Systems.plan(new VendureConnector(), yaml, Path.of(".")).open();
  }

  @AfterEach
  void close() {
    opened.close();
    shop.close();
  }

  private CountedSource orders() {
    assertThat(opened.counted()).hasSize(1);
    return opened.counted().getFirst();
  }

  @Test
  void the_total_of_a_list_of_what_was_placed_is_told() {
    shop.answer(ScriptedVendure.ok("{\"data\":{\"orders\":{\"totalItems\":41}}}"));
    assertThat(orders().count(FROM, TO)).isEqualTo(new CountedSource.Count(41));
    ScriptedVendure.Asked asked = shop.asked().getLast();
    assertThat(asked.query())
        .contains("orderPlacedAt: { between: { start: $from, end: $to } }, active: { eq: false }");
    assertThat(asked.variables().toString())
        .as("both ends are within")
        .isEqualTo("{\"from\":\"2026-11-03T00:00:00Z\",\"to\":\"2026-11-03T23:59:59.999Z\"}");
  }

  @Test
  void an_answer_without_a_total_and_one_that_fails_say_nothing() {
    shop.answer(
        ScriptedVendure.ok("{\"data\":{\"orders\":{}}}"),
        ScriptedVendure.error("INTERNAL_SERVER_ERROR"));
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not say how many");
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("INTERNAL_SERVER_ERROR");
  }
}
