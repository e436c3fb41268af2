package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How the shop's points are spent.
class ShopifyAllowanceTest {
  private final ShopifyVendor shop = new ShopifyVendor();

  @AfterEach
  void close() {
    shop.close();
  }

  private void fill(int count) {
    Instant old = shop.now().minus(Duration.ofDays(3));
    for (int key = 1; key <= count; key++) {
      shop.write(key, old.plusSeconds(key), "first");
    }
  }

  @Test
  void what_a_question_weighed_is_waited_for_and_nothing_is_throttled() {
    fill(6);
    PolledSource source = shop.freshSource();
    Page page = source.poll(Cursor.START, shop.now(), 2);
    // 250 wanted with what is left to others, 230 there: a fifth of a second at 100 a second.
    shop.weighing(50, 231);
    page = source.poll(page.next(), shop.now(), 2);
    long before = System.nanoTime();
    page = source.poll(page.next(), shop.now(), 2);
    assertThat(System.nanoTime() - before).isGreaterThan(190_000_000);
    assertThat(page.more()).isFalse();
    assertThat(shop.calls()).isEqualTo(3);
  }

  @Test
  void a_wait_of_minutes_is_said_and_not_sat_out() {
    fill(6);
    PolledSource source = shop.freshSource();
    Page first = source.poll(Cursor.START, shop.now(), 2);
    shop.weighing(1900, 1901);
    Page second = source.poll(first.next(), shop.now(), 2);
    shop.weighing(1900, 0);
    // What was left is remembered as 1900; the next answer says how little it is.
    assertThatThrownBy(() -> source.poll(second.next(), shop.now(), 2))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("THROTTLED");
    assertThatThrownBy(() -> source.poll(second.next(), shop.now(), 2))
        .hasMessageContaining("left alone");
    assertThat(shop.calls()).isEqualTo(3);
    shop.pass(Duration.ofSeconds(19));
    assertThat(source.poll(second.next(), shop.now(), 2).records()).hasSize(2);
  }
}
