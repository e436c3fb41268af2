package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may be written in a shop's options, and what is said of the rest.
class ShopifyOptionsTest {
  private static List<String> complaints(String options) {
    return Systems.complaints(new ShopifyConnector(), options);
  }

  private static List<String> feeds(String options) {
    return Systems.plan(new ShopifyConnector(), options, Path.of(".")).feeds().stream()
        .map(Feed::toString)
        .toList();
  }

  @Test
  void a_shop_is_named_by_its_handle_its_domain_or_its_address() {
    for (String shop :
        List.of("my-brand", "my-brand.myshopify.com", "https://my-brand.myshopify.com/")) {
      assertThat(complaints("shop: \"" + shop + "\"\ntoken: t\n")).as(shop).isEmpty();
    }
    for (String shop : List.of("my brand", "https://x.example/admin", "ftp://x.example", "a.b?c")) {
      assertThat(complaints("shop: \"" + shop + "\"\ntoken: t\n"))
          .as(shop)
          .anyMatch(complaint -> complaint.contains("'shop' must be the shop's address"));
    }
  }

  @Test
  void one_way_to_log_in_is_wanted_and_no_more() {
    assertThat(complaints("shop: s\n")).anyMatch(one -> one.contains("nothing to log in with"));
    assertThat(complaints("shop: s\nclient_id: i\n"))
        .anyMatch(one -> one.contains("'client_secret' is missing"));
    assertThat(complaints("shop: s\nclient_secret: i\n"))
        .anyMatch(one -> one.contains("'client_id' is missing"));
    assertThat(complaints("shop: s\ntoken: t\nclient_id: i\nclient_secret: s\n"))
        .anyMatch(one -> one.contains("two ways to log in"));
    assertThat(complaints("shop: s\nclient_id: i\nclient_secret: s\n")).isEmpty();
  }

  @Test
  void a_version_older_than_the_questions_is_refused() {
    assertThat(complaints("shop: s\ntoken: t\napi_version: 2026-07\n"))
        .anyMatch(one -> one.contains("2026-10 or a later one"));
    assertThat(complaints("shop: s\ntoken: t\napi_version: 2027-01\n")).isEmpty();
    assertThat(complaints("shop: s\ntoken: t\napi_version: unstable\n")).isNotEmpty();
  }

  @Test
  void a_metafield_has_a_namespace_and_cannot_break_out_of_the_question() {
    assertThat(
            complaints("shop: s\ntoken: t\nmetafields: { customer: [crm.tier, \"$app:x.y\"] }\n"))
        .isEmpty();
    for (String name : List.of("tier", "crm.tier\\\") { id }", "crm.ti er")) {
      assertThat(complaints("shop: s\ntoken: t\nmetafields: { customer: [\"" + name + "\"] }\n"))
          .as(name)
          .isNotEmpty();
    }
  }

  @Test
  void webhooks_need_what_signs_them() {
    assertThat(complaints("shop: s\ntoken: t\nwebhooks: { url: \"https://h.example\" }\n"))
        .anyMatch(one -> one.contains("nothing says what signs"));
    assertThat(
            complaints(
                "shop: s\nclient_id: i\nclient_secret: s\nwebhooks: { url: \"https://h.example\" }\n"))
        .isEmpty();
    assertThat(complaints("shop: s\ntoken: t\nwebhooks: { secret: s, topics: [orders/made] }\n"))
        .anyMatch(one -> one.contains("'orders/made' is no topic"));
    assertThat(complaints("shop: s\ntoken: t\nwebhooks: { secret: s, register: true }\n"))
        .anyMatch(one -> one.contains("'url' is missing"));
  }

  @Test
  void there_is_a_feed_for_each_thing_that_is_wanted() {
    assertThat(feeds("shop: s\ntoken: t\n")).containsExactly("test/customer", "test/order");
    assertThat(feeds("shop: s\ntoken: t\nproducts: true\nvariants: true\ncarts: true\n"))
        .containsExactly(
            "test/customer", "test/order", "test/product", "test/variant", "test/cart");
    assertThat(feeds("shop: s\ntoken: t\nwebhooks: { secret: s }\n"))
        .containsExactly("test/customer", "test/order", "test/email-consent", "test/sms-consent");
    assertThat(feeds("shop: s\ntoken: t\nwebhooks: { secret: s, topics: [orders/create] }\n"))
        .containsExactly("test/customer", "test/order");
  }
}
