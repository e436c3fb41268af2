package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.testkit.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How many orders of a day the shop counts.
class PlacedOrdersTest {
  private static final Instant FROM = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-04T00:00:00Z");

  private final ScriptedShopify shop = new ScriptedShopify(new SettableClock(TO));

  @AfterEach
  void close() {
    shop.close();
  }

  private CountedSource orders() {
    return shop.open("").counted().getFirst();
  }

  @Test
  void what_the_shop_counts_exactly_is_told() {
    shop.data("ordersCount", "{\"count\":41,\"precision\":\"EXACT\"}");
    assertThat(orders().count(FROM, TO)).isEqualTo(new CountedSource.Count(41));
    assertThat(shop.asked().getLast().variables().path("filter").asString())
        .isEqualTo(
            "processed_at:>='2026-11-03T00:00:00Z' AND processed_at:<'2026-11-04T00:00:00Z'");
  }

  @Test
  void what_is_not_exact_is_not_told() {
    shop.data("ordersCount", "{\"count\":10000,\"precision\":\"AT_LEAST\"}");
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not say exactly");
  }
}
