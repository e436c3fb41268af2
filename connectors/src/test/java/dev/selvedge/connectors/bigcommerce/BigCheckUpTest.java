package dev.selvedge.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connectors.StandIn.Asked;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a look at a store finds, and what it mends.
class BigCheckUpTest {
  private static final String AT = "https://hub.example.com/hook/test/bigcommerce";
  private static final String HOOKS =
      """
      feeds: subscriber
      webhooks: { url: "https://hub.example.com/", token: guess-me-not-7, register: %s }
      """;

  private final Store store = new Store();

  @AfterEach
  void close() {
    store.close();
  }

  private List<Finding> examined(String more) {
    try (Connector.Opened system =
        Systems.plan(new BigConnector(), store.options() + more, Path.of(".")).open()) {
      return system.examine();
    }
  }

  private static List<String> bad(List<Finding> findings) {
    return findings.stream().filter(one -> !one.healthy()).map(Finding::what).toList();
  }

  private void hook(int id, String event, boolean active) {
    store.put(
        "v3/hooks",
        "{\"id\":%d,\"scope\":\"store/subscriber/%s\",\"destination\":\"%s\",\"is_active\":%s}"
            .formatted(id, event, AT, active));
  }

  @Test
  void a_store_in_good_order() {
    store.put("v3/customers", "{\"id\":7,\"date_modified\":\"2026-11-23T10:00:00Z\"}");
    List<Finding> findings = examined("feeds: [customer, order, product]\n");
    assertThat(findings).allMatch(Finding::healthy);
    assertThat(findings)
        .extracting(Finding::what)
        .contains(
            "the store's clock agrees with the hub's",
            "quota: 150 of 150 calls are left",
            "the token is good",
            "customer records can be read; one was read as a trial",
            "order records can be read; there are none yet");
  }

  @Test
  void a_scope_that_is_missing_is_named() {
    store.close("v2/orders");
    assertThat(examined(""))
        .filteredOn(one -> !one.healthy())
        .singleElement()
        .satisfies(one -> assertThat(one.advice()).contains("Orders and Order Transactions"));
  }

  @Test
  void a_token_that_is_wrong_and_a_store_that_is_away() {
    store.script("GET v2/store", Reply.of(401, "{}"));
    assertThat(bad(examined(""))).containsExactly("the store does not know us (HTTP 401)");
    store.stand().close();
    assertThat(bad(examined("")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("refuses connections"));
  }

  @Test
  void webhooks_that_are_missing_or_deactivated_are_said() {
    hook(1, "created", true);
    hook(2, "updated", false);
    assertThat(bad(examined(HOOKS.formatted("false"))))
        .satisfiesExactly(
            what -> assertThat(what).contains("not registered", AT + ": store/subscriber/deleted"),
            what -> assertThat(what).isEqualTo("webhooks: deactivated: store/subscriber/updated"));
    hook(2, "updated", true);
    hook(3, "deleted", true);
    assertThat(examined(HOOKS.formatted("false"))).allMatch(Finding::healthy);
  }

  @Test
  void webhooks_are_registered_and_activated_where_it_may_be() {
    hook(1, "created", true);
    hook(2, "updated", false);
    assertThat(examined(HOOKS.formatted("true"))).allMatch(Finding::healthy);
    assertThat(store.stand().asked())
        .filteredOn(one -> !one.method().equals("GET"))
        .extracting(Asked::what)
        .containsExactly("POST /stores/abc123/v3/hooks", "PUT /stores/abc123/v3/hooks/2");
    assertThat(store.stand().asked())
        .filteredOn(one -> one.method().equals("POST"))
        .extracting(Asked::body)
        .singleElement()
        .satisfies(
            body ->
                assertThat(body)
                    .contains(
                        "\"destination\":\"" + AT + "\"", "X-Selvedge-Token", "guess-me-not-7"));
    assertThat(examined(HOOKS.formatted("false"))).allMatch(Finding::healthy);
    store.script("PUT v3/hooks/2", Reply.of(422, "{}"));
    hook(2, "updated", false);
    assertThat(bad(examined(HOOKS.formatted("true"))))
        .containsExactly("webhooks: stay deactivated: store/subscriber/updated");
  }
}
