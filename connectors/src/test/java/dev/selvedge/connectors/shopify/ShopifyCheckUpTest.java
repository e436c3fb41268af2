package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.testkit.SettableClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `selvedge check --online` says about a shop.
class ShopifyCheckUpTest {
  private static final String NONE =
      "{\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[]}";
  private static final String HOOKS =
      "webhooks: { secret: s, url: \"https://hub.example.com/\", topics: [orders/create, customers/update, customers/redact]%s }\n";

  /// The server's `Date` is of the real time.
  private final SettableClock clock = new SettableClock(InstantSource.system().instant());

  private final ScriptedShopify shop = new ScriptedShopify(clock);

  @AfterEach
  void close() {
    shop.close();
  }

  private String findings(String options) {
    return shop.open(options).examine().stream()
        .map(one -> (one.healthy() ? "ok " : "BAD ") + one.what() + "\n")
        .collect(Collectors.joining());
  }

  private ScriptedShopify scopes(String... scopes) {
    String list =
        Arrays.stream(scopes)
            .map(scope -> "{\"handle\":\"" + scope + "\"}")
            .collect(Collectors.joining(","));
    return shop.answer(
        200,
        Map.of("X-Shopify-API-Version", "2026-10"),
        "{\"data\":{\"shop\":{\"myshopifyDomain\":\"my-brand.myshopify.com\"},\"currentAppInstallation\":{\"accessScopes\":["
            + list
            + "]}}}");
  }

  private ScriptedShopify one(String list, String type) {
    return shop.data(
        list,
        "{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"c\"},\"nodes\":[{\"id\":\"gid://shopify/%s/7\",\"updatedAt\":\"2026-11-01T10:00:00Z\",\"email\":\"ann@example.com\"}]}"
            .formatted(type));
  }

  @Test
  void a_shop_in_order_is_said_to_be_and_nobody_is_named() {
    scopes("read_customers", "read_orders", "read_all_orders");
    one("customers", "Customer");
    shop.data("orders", NONE);
    assertThat(findings(""))
        .isEqualTo(
            """
            ok the shop answers
            ok the shop's clock agrees with the hub's
            ok the token is good
            ok customer records can be read; one was read as a trial
            ok order records can be read; there are none yet
            """);
    assertThat(shop.asked().get(1).variables().path("first").intValue()).isEqualTo(1);
  }

  @Test
  void scopes_that_are_missing_are_named() {
    scopes("write_customers");
    one("customers", "Customer");
    assertThat(findings("products: true\n"))
        .contains(
            "ok customer records can be read",
            "BAD the app may not read order records",
            "BAD the app may not read product records");
    List<Connector.Finding> findings = refused("products: true\n");
    assertThat(findings)
        .extracting(Connector.Finding::advice)
        .contains("give it the scope read_orders", "give it the scope read_products");
  }

  private List<Connector.Finding> refused(String options) {
    scopes("write_customers");
    one("customers", "Customer");
    return shop.open(options).examine();
  }

  @Test
  void orders_of_the_past_need_a_scope_of_their_own() {
    scopes("read_customers", "read_orders");
    one("customers", "Customer").data("orders", NONE);
    assertThat(findings("")).contains("ok only orders of the last 60 days can be read");
  }

  @Test
  void a_wrong_clock_a_wrong_token_and_an_old_version_are_said() {
    clock.set(Instant.parse("2026-01-01T00:00:00Z"));
    shop.answer(
        200,
        Map.of("X-Shopify-API-Version", "2027-01"),
        "{\"data\":{\"shop\":{},\"currentAppInstallation\":{\"accessScopes\":[]}}}");
    assertThat(findings(""))
        .containsPattern("BAD the shop's clock is \\d+ s ahead of the hub's")
        .contains("BAD the API answers in version 2027-01 in place of 2026-10");
    shop.answer(401, Map.of(), "{\"errors\":\"[API] Invalid API key\"}");
    assertThat(findings("")).contains("BAD shop does not accept our token");
  }

  @Test
  void a_shop_that_is_away_is_asked_nothing_more() {
    Connector.Opened system = shop.open("");
    shop.stop();
    assertThat(system.examine()).singleElement().matches(finding -> !finding.healthy());
  }

  private void readable() {
    scopes("read_customers", "read_orders", "read_all_orders");
    one("customers", "Customer").data("orders", NONE);
  }

  private ScriptedShopify subscribed(String... topics) {
    String list =
        Arrays.stream(topics)
            .map(
                topic ->
                    "{\"topic\":\"%s\",\"uri\":\"https://hub.example.com/hook/shop/shopify\",\"format\":\"JSON\",\"includeFields\":[],\"filter\":null}"
                        .formatted(topic))
            .collect(Collectors.joining(","));
    return shop.data(
        "webhookSubscriptions",
        "{\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[%s]}".formatted(list));
  }

  @Test
  void webhooks_that_are_registered_are_said_to_be() {
    readable();
    subscribed("ORDERS_CREATE", "CUSTOMERS_UPDATE");
    assertThat(findings(HOOKS.formatted("")))
        .contains("ok webhooks: all are registered at https://hub.example.com/hook/shop/shopify");
  }

  @Test
  void webhooks_that_are_not_are_named_and_nothing_is_changed() {
    readable();
    subscribed("ORDERS_CREATE");
    assertThat(findings(HOOKS.formatted("")))
        .contains("BAD webhooks: not registered", "customers/update\n");
    assertThat(shop.operations()).doesNotContain("Subscribe");
  }

  @Test
  void webhooks_are_registered_where_the_project_says_so() {
    readable();
    subscribed("ORDERS_CREATE");
    shop.data(
        "webhookSubscriptionCreate", "{\"webhookSubscription\":{\"id\":\"g\"},\"userErrors\":[]}");
    assertThat(findings(HOOKS.formatted(", register: true")))
        .contains("ok webhooks: now registered at", "customers/update\n");
    assertThat(shop.asked().getLast().variables().toString())
        .isEqualTo(
            "{\"topic\":\"CUSTOMERS_UPDATE\",\"to\":{\"uri\":\"https://hub.example.com/hook/shop/shopify\",\"format\":\"JSON\"}}");
  }

  @Test
  void a_registration_that_the_shop_refuses_is_said() {
    readable();
    subscribed();
    shop.data(
            "webhookSubscriptionCreate",
            "{\"webhookSubscription\":null,\"userErrors\":[{\"message\":\"no\"}]}")
        .data(
            "webhookSubscriptionCreate",
            "{\"webhookSubscription\":{\"id\":\"g\"},\"userErrors\":[]}");
    assertThat(findings(HOOKS.formatted(", register: true")))
        .containsPattern("BAD webhooks: the shop does not register [a-z]+/[a-z]+\n");
  }
}
