package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector.Finding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The check-up of a shop, on a scripted one.
class WooCheckUpTest {
  private static final InstantSource NOW = InstantSource.system();
  private static final String API = "/wp-json/wc/v3/";
  private static final String HOOKS =
      "webhooks: { secret: s, url: \"https://hub.example.com\", register: %s }";

  private final ScriptedWoo shop = new ScriptedWoo(NOW);

  @AfterEach
  void close() {
    shop.close();
  }

  private ScriptedWoo answers() {
    return shop.answer(
            "GET /wp-json/", "{\"name\":\"A shop\",\"namespaces\":[\"wp/v2\",\"wc/v3\"]}")
        .answer(
            "GET " + API + "orders",
            "[{\"id\":1,\"status\":\"completed\",\"date_modified_gmt\":\"2026-11-01T10:00:00\"}]")
        .answer("GET " + API + "customers", "[]");
  }

  private static String webhook(int id, String topic, String status) {
    return ("{\"id\":%d,\"topic\":\"%s\",\"status\":\"%s\","
            + "\"delivery_url\":\"https://hub.example.com/hook/shop/woocommerce\"}")
        .formatted(id, topic, status);
  }

  private static String all(String statusOfOne) {
    return "["
        + Topic.concerning(List.of(Subject.CUSTOMER, Subject.ORDER)).stream()
            .map(
                topic ->
                    webhook(
                        topic.header().length(),
                        topic.header(),
                        topic == Topic.ORDER_UPDATED ? statusOfOne : "active"))
            .collect(Collectors.joining(","))
        + "]";
  }

  private List<Finding> examine(String more) {
    return shop.open(more).examine();
  }

  private static List<String> wrong(List<Finding> findings) {
    return findings.stream().filter(one -> !one.healthy()).map(Finding::what).toList();
  }

  @Test
  void a_healthy_shop() {
    answers().answer("GET " + API + "webhooks", all("active"));
    List<Finding> findings = examine(HOOKS.formatted("false"));
    assertThat(wrong(findings)).isEmpty();
    assertThat(findings)
        .extracting(Finding::what)
        .containsExactly(
            "the site answers",
            "the shop's clock agrees with the hub's",
            "the keys are good",
            "customer records can be read; there are none yet",
            "order records can be read; one was read as a trial",
            "webhooks: all are registered and active at https://hub.example.com/hook/shop/woocommerce");
  }

  @Test
  void a_webhook_that_the_shop_switched_off_is_noticed() {
    answers().answer("GET " + API + "webhooks", all("disabled"));
    assertThat(wrong(examine(HOOKS.formatted("false"))))
        .containsExactly("webhooks: switched off: order.updated (disabled)");
  }

  @Test
  void what_is_off_is_activated_and_what_is_missing_is_registered_where_it_may() {
    answers()
        .error("PUT " + API + "customers/0", 404, "woocommerce_rest_invalid_id")
        .answer("GET " + API + "webhooks", "[" + webhook(5, "order.updated", "disabled") + "]")
        .answer("PUT " + API + "webhooks/5", "{\"id\":5,\"status\":\"active\"}")
        .answer("POST " + API + "webhooks", "{\"id\":9}");
    List<Finding> findings = examine(HOOKS.formatted("true"));
    assertThat(wrong(findings)).isEmpty();
    assertThat(shop.asked())
        .filteredOn(one -> one.what().startsWith("POST"))
        .hasSize(6)
        .allSatisfy(
            one ->
                assertThat(one.body())
                    .contains("https://hub.example.com/hook/shop/woocommerce", "\"secret\":\"s\""));
    assertThat(shop.whats()).contains("PUT " + API + "webhooks/5");
  }

  @Test
  void keys_that_are_not_taken() {
    shop.answer("GET /wp-json/", "{\"namespaces\":[\"wc/v3\"]}")
        .error("GET " + API + "orders", 401, "woocommerce_rest_cannot_view");
    assertThat(wrong(examine("")))
        .singleElement()
        .asString()
        .contains("does not let us in (HTTP 401, woocommerce_rest_cannot_view)")
        .doesNotContain("ann@");
  }

  @Test
  void a_site_without_the_shop_one_without_pretty_addresses_and_one_behind_a_firewall() {
    shop.answer("GET /wp-json/", "{\"namespaces\":[\"wp/v2\"]}");
    assertThat(wrong(examine(""))).containsExactly("the site has no wc/v3");
    try (ScriptedWoo plain = new ScriptedWoo(NOW)) {
      plain.answer("GET /wp-json/", 404, Map.of(), "<html>Page not found</html>");
      assertThat(wrong(plain.open("").examine()))
          .containsExactly("the site has no API at that address (HTTP 404)");
    }
    try (ScriptedWoo walled = new ScriptedWoo(NOW)) {
      walled
          .answer("GET /wp-json/", "{\"namespaces\":[\"wc/v3\"]}")
          .answer("GET " + API + "orders", 403, Map.of(), "<html>Blocked</html>");
      assertThat(wrong(walled.open("").examine()))
          .singleElement()
          .asString()
          .contains("its host or a security plug-in");
    }
  }

  @Test
  void clocks_that_disagree_and_a_shop_that_is_away() {
    InstantSource slow = InstantSource.offset(NOW, Duration.ofMinutes(-20));
    try (ScriptedWoo ahead = new ScriptedWoo(slow)) {
      ahead.answer("GET /wp-json/", "{\"namespaces\":[\"wc/v3\"]}");
      assertThat(wrong(ahead.open("").examine())).anyMatch(what -> what.contains("s ahead of"));
    }
    shop.stop();
    assertThat(wrong(examine(""))).anyMatch(what -> what.contains("refuses connections"));
  }
}
