package dev.selvedge.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a look at a shop finds.
class MagentoCheckUpTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private List<Finding> examined(String more) {
    String options = "url: " + shop.url() + "\n" + Shop.KEYS + more;
    try (Connector.Opened system =
        Systems.plan(new MagentoConnector(), options, Path.of(".")).open()) {
      return system.examine();
    }
  }

  private void fill() {
    shop.put(
        "customers/search",
        "{\"id\":7,\"updated_at\":\"2026-11-01 09:00:00\",\"extension_attributes\":{\"is_subscribed\":true}}");
    shop.put("orders", "{\"entity_id\":42,\"updated_at\":\"2026-11-01 09:00:00\"}");
  }

  private static List<String> bad(List<Finding> findings) {
    return findings.stream().filter(one -> !one.healthy()).map(Finding::what).toList();
  }

  @Test
  void a_shop_in_good_order() {
    fill();
    List<Finding> findings = examined("");
    assertThat(findings).allMatch(Finding::healthy);
    assertThat(findings)
        .extracting(Finding::what)
        .contains(
            "the shop's clock agrees with the hub's",
            "customer: it is told who is subscribed",
            "order: can be read; one was read as a trial",
            "shipments: can be read; there are none yet",
            "creditmemos: can be read; there are none yet");
  }

  @Test
  void a_permission_that_is_missing_is_named_and_the_rest_is_looked_at() {
    fill();
    shop.close("creditmemos", "Magento_Sales::sales_creditmemo");
    assertThat(bad(examined("")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("Magento_Sales::sales_creditmemo"));
  }

  @Test
  void keys_that_are_wrong() {
    fill();
    assertThat(bad(examined("feeds: order\n").stream().toList())).isEmpty();
    shop.refuse(Reply.of(401, "{\"message\":\"Signature is invalid\"}"));
    assertThat(bad(examined("feeds: order\n")))
        .isNotEmpty()
        .allSatisfy(what -> assertThat(what).contains("does not know us"));
  }

  @Test
  void a_database_of_another_zone_is_noticed_by_stamps_of_the_future() {
    shop.put("orders", "{\"entity_id\":42,\"updated_at\":\"2099-11-01 09:00:00\"}");
    assertThat(bad(examined("feeds: order\n")))
        .containsExactly("order: the newest stamp is of the future");
  }

  @Test
  void a_search_that_is_overruled_is_noticed() {
    fill();
    shop.ignoreFilters();
    assertThat(bad(examined("feeds: order\n")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("other rows of orders"));
  }

  @Test
  void customers_who_do_not_tell_whether_they_are_subscribed() {
    fill();
    shop.silentSearch();
    assertThat(examined("feeds: customer\n"))
        .extracting(Finding::what)
        .contains("customer: subscriptions are told singly, a call for each customer");
    shop.put("customers/search", "{\"id\":7,\"updated_at\":\"2026-11-01 09:00:00\"}");
    assertThat(bad(examined("feeds: customer\n")))
        .containsExactly("customer: the shop does not tell who is subscribed");
    assertThat(bad(examined("feeds: customer\nnewsletter: false\n"))).isEmpty();
  }

  @Test
  void no_shop_at_all() {
    shop.stand().close();
    assertThat(bad(examined("")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("refuses connections"));
  }
}
