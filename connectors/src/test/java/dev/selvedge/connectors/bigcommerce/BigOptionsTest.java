package dev.selvedge.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// What is taken for options, and how times are written.
class BigOptionsTest {
  private static final String STORE = "store_hash: abc123\naccess_token: t\n";

  private static List<String> complaints(String yaml) {
    return Systems.complaints(new BigConnector(), yaml);
  }

  @Test
  void a_store_and_a_token_do() {
    assertThat(Systems.plan(new BigConnector(), STORE, Path.of(".")).feeds())
        .extracting(Feed::kind)
        .extracting(Object::toString)
        .containsExactly("customer", "subscriber", "order");
  }

  @Test
  void what_is_wrong_is_said_together() {
    assertThat(
            complaints(
                "store_hash: store-abc.example\naccess_token: t\nfeeds: [cart, orders]\napi: here\n"))
        .anySatisfy(text -> assertThat(text).contains("no store hash"))
        .anySatisfy(text -> assertThat(text).contains("'orders' is no feed"))
        .anySatisfy(text -> assertThat(text).contains("no list of carts"))
        .anySatisfy(text -> assertThat(text).contains("'api' must be an address"));
  }

  @Test
  void nobody_may_call_who_is_not_known_and_only_port_443_is_called() {
    assertThat(complaints(STORE + "webhooks: { url: \"https://hub.example.com\" }\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("anybody could call"));
    for (String url : List.of("http://hub.example.com", "https://hub.example.com:8443", "hub")) {
      assertThat(complaints(STORE + "webhooks: { url: \"" + url + "\", token: t }\n"))
          .singleElement()
          .satisfies(text -> assertThat(text).contains("port 443"));
    }
  }

  @Test
  void times_of_both_versions() {
    assertThat(Times.of(JsonNodeFactory.instance.stringNode("Wed, 25 Jun 2025 05:22:10 +0000")))
        .contains(Instant.parse("2025-06-25T05:22:10Z"));
    assertThat(Times.of(JsonNodeFactory.instance.stringNode("Thu, 5 Jun 2025 05:22:10 -0400")))
        .contains(Instant.parse("2025-06-05T09:22:10Z"));
    assertThat(Times.of(JsonNodeFactory.instance.stringNode("2025-06-25T05:22:10Z")))
        .contains(Instant.parse("2025-06-25T05:22:10Z"));
    assertThat(Times.of(JsonNodeFactory.instance.stringNode(""))).isEmpty();
    assertThat(Times.after(Instant.parse("2025-06-25T05:22:09.999Z")))
        .isEqualTo("2025-06-25T05:22:10+00:00");
    assertThat(Times.after(Instant.parse("2025-06-25T05:22:10Z")))
        .isEqualTo("2025-06-25T05:22:11+00:00");
  }
}
