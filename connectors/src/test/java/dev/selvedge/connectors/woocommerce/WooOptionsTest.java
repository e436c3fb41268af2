package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.Systems;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the options may be.
class WooOptionsTest {
  private static final String KEYS = "consumer_key: ck_1\nconsumer_secret: cs_1\n";

  private static List<String> complaints(String options) {
    return Systems.complaints(new WooConnector(), options);
  }

  @Test
  void the_feeds_follow_the_options() {
    Connector.Plan plan =
        Systems.plan(
            new WooConnector(),
            "shop: https://example.com/shop\nproducts: true\nvariants: true\ncarts: true\n" + KEYS,
            Path.of("."));
    assertThat(plan.feeds())
        .extracting(feed -> feed.kind().value())
        .containsExactly("customer", "order", "product", "variant", "cart");
    assertThat(plan.targeted()).hasSize(5);
    assertThat(plan.hinted()).isEmpty();
  }

  @Test
  void keys_are_never_sent_in_the_clear() {
    assertThat(complaints("shop: http://shop.example.com\nauth: header\n" + KEYS))
        .singleElement()
        .asString()
        .contains("whoever listens");
    assertThat(complaints("shop: http://shop.example.com\n" + KEYS)).isEmpty();
  }

  @Test
  void what_is_missing_or_wrong_is_said() {
    assertThat(complaints("shop: my-shop\n"))
        .hasSize(3)
        .anyMatch(one -> one.contains("'shop' must be the shop's address"))
        .anyMatch(one -> one.contains("'consumer_key' is missing"))
        .anyMatch(one -> one.contains("'consumer_secret' is missing"));
    assertThat(complaints("shop: https://s.example.com\napi_version: wc/v1\n" + KEYS))
        .singleElement()
        .asString()
        .contains("no version");
    assertThat(complaints("shop: https://s.example.com\nwebhooks: { register: true }\n" + KEYS))
        .hasSize(2);
  }

  @Test
  void the_signature_is_that_of_the_standard() {
    // Worked out by another program from RFC 5849.
    WooSettings.Keys keys =
        new WooSettings.Keys(WooSettings.Auth.OAUTH, "ck_1", new Secret("cs & 1"));
    String query =
        OneLegged.query(
            keys,
            "get",
            URI.create("http://Shop.example.com:80/wp-json/wc/v3/orders"),
            Map.of("modified_after", "2026-11-23T00:00:00"),
            new OneLegged.Once(1_700_000_000, "n1"));
    assertThat(query).contains("oauth_signature=tUcyuTSTEI99FR7g3l8HDGtIauZ7QTPFwhhL9yN1sX4%3D&");
  }
}
