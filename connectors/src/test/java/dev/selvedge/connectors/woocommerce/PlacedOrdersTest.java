package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.testkit.SettableClock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How many orders of a day the shop counts.
class PlacedOrdersTest {
  private static final String ORDERS = "GET /wp-json/wc/v3/orders";
  private static final Instant FROM = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-04T00:00:00Z");

  private final ScriptedWoo shop = new ScriptedWoo(new SettableClock(TO));

  @AfterEach
  void close() {
    shop.close();
  }

  private CountedSource orders() {
    return shop.open("").counted().getFirst();
  }

  private ScriptedWoo total(long total) {
    return shop.answer(ORDERS, 200, Map.of("X-WP-Total", Long.toString(total)), "[]");
  }

  @Test
  void what_heads_a_list_of_one_is_told_without_checkouts_that_were_begun() {
    total(44);
    total(3);
    assertThat(orders().count(FROM, TO)).isEqualTo(new CountedSource.Count(41));
    assertThat(shop.asked()).hasSize(2);
    assertThat(shop.asked().getFirst().query())
        .contains("after=2026-11-02T23:59:59", "before=2026-11-04T00:00:00")
        .contains("dates_are_gmt=true", "status=any", "per_page=1");
    assertThat(shop.asked().getLast().query()).contains("status=checkout-draft");
    assertThat(orders().calls()).isEqualTo(2);
  }

  @Test
  void a_shop_that_does_not_know_such_checkouts_has_none() {
    total(44);
    shop.error(ORDERS, 400, "rest_invalid_param");
    assertThat(orders().count(FROM, TO)).isEqualTo(new CountedSource.Count(44));
  }

  @Test
  void without_the_total_nothing_is_told() {
    shop.answer(ORDERS, "[]");
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("X-WP-Total");
  }

  @Test
  void a_refusal_of_the_orders_themselves_is_told() {
    shop.error(ORDERS, 400, "rest_invalid_param");
    assertThatThrownBy(() -> orders().count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("rest_invalid_param");
  }
}
