package dev.selvedge.connectors.shopify;

import static dev.selvedge.connectors.shopify.Deliveries.signed;
import static dev.selvedge.connectors.shopify.Deliveries.source;
import static dev.selvedge.connectors.shopify.Deliveries.with;
import static dev.selvedge.connectors.shopify.Deliveries.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a shop's deliveries come to.
class ShopifyWebhookTest {
  private static final String ALL = "products: true\nvariants: true\ncarts: true\n";

  private static List<String> hints(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Hints.class);
    return ((Reading.Hints) reading).records().stream().map(RecordRef::text).toList();
  }

  private static SourceRecord only(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Records.class);
    assertThat(((Reading.Records) reading).records()).hasSize(1);
    return ((Reading.Records) reading).records().getFirst();
  }

  private static void nothing(Reading reading) {
    assertThat(reading).isEqualTo(new Reading.Records(List.of()));
  }

  private static void refused(Reading reading, int status) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }

  @Test
  void what_changed_is_read_and_not_taken_from_the_body() {
    String customer = "{\"id\":706405506930370084,\"email\":\"ann@example.com\"}";
    assertThat(hints(source("").read(signed("customers/update", customer))))
        .containsExactly("test/customer/706405506930370084");
    for (String topic : List.of("fulfillments/create", "fulfillments/update", "refunds/create")) {
      assertThat(
              hints(source("").read(signed(topic, "{\"id\":1,\"order_id\":820982911946154508}"))))
          .as(topic)
          .containsExactly("test/order/820982911946154508");
    }
  }

  @Test
  void an_id_that_was_rounded_is_taken_from_the_global_one() {
    String order =
        "{\"id\":820982911946154500,\"admin_graphql_api_id\":\"gid://shopify/Order/820982911946154508\"}";
    assertThat(hints(source("").read(signed("orders/create", order))))
        .containsExactly("test/order/820982911946154508");
  }

  @Test
  void a_product_has_its_variants_read_where_they_are_wanted() {
    String product = "{\"id\":5,\"variants\":[{\"id\":51},{\"id\":52}]}";
    Call call = signed("products/update", product);
    assertThat(hints(source(ALL).read(call)))
        .containsExactly("test/product/5", "test/variant/51", "test/variant/52");
    assertThat(hints(source("variants: true\n").read(call)))
        .containsExactly("test/variant/51", "test/variant/52");
    nothing(source("").read(call));
  }

  @Test
  void a_decision_is_whole_and_has_its_own_time() {
    String body =
        "{\"customer_id\":7,\"email_address\":\"ann@example.com\",\"email_marketing_consent\":"
            + "{\"state\":\"unsubscribed\",\"consent_updated_at\":\"2026-11-23T09:00:00-05:00\"}}";
    SourceRecord record =
        only(source("").read(signed("customers_email_marketing_consent/update", body)));
    assertThat(record.ref().text()).isEqualTo("test/email-consent/7");
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-23T14:00:00Z"));
    assertThat(record.body().toText()).isEqualTo(body);
  }

  @Test
  void a_decision_without_a_time_has_the_one_at_which_it_was_told() {
    String body =
        "{\"id\":7,\"phone\":null,\"sms_marketing_consent\":{\"state\":\"not_subscribed\","
            + "\"consent_updated_at\":null}}";
    SourceRecord record = only(source("").read(signed("customers_marketing_consent/update", body)));
    assertThat(record.ref().text()).isEqualTo("test/sms-consent/7");
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-24T08:59:58.123456789Z"));
  }

  @Test
  void a_decision_nobody_asked_for_makes_no_record_without_a_mapping() {
    String body = "{\"customer_id\":7,\"email_marketing_consent\":{\"state\":\"subscribed\"}}";
    var source =
        Systems.plan(
                new ShopifyConnector(),
                "shop: my-brand\ntoken: t\nwebhooks: { secret: hush-the-app, topics: [orders/create] }\n",
                Path.of("."))
            .open()
            .webhooks()
            .getFirst();
    nothing(source.read(signed("customers_email_marketing_consent/update", body)));
  }

  @Test
  void a_deletion_takes_the_record_back() {
    for (var deletion :
        List.of(
            List.of("customers/delete", "{\"id\":7,\"tax_exemptions\":[]}", "test/customer/7"),
            List.of("orders/delete", "{\"id\":8}", "test/order/8"),
            List.of("products/delete", "{\"id\":9}", "test/product/9"))) {
      SourceRecord record = only(source(ALL).read(signed(deletion.get(0), deletion.get(1))));
      assertThat(record.ref().text()).isEqualTo(deletion.get(2));
      assertThat(record.change()).isEqualTo(SourceRecord.Change.DELETE);
      assertThat(record.stamp().instant()).isPresent();
    }
    nothing(source("").read(signed("products/delete", "{\"id\":9}")));
  }

  /// The signature does not cover the header that names the topic.
  @Test
  void a_body_that_was_signed_for_an_update_deletes_nothing() {
    Call update = signed("customers/update", "{\"id\":7,\"updated_at\":\"2026-11-01T10:00:00Z\"}");
    refused(source("").read(with(update, "X-Shopify-Topic", "customers/delete")), 400);
  }

  /// Bodies as Shopify publishes them, each under the name of a topic that is not its own.
  @Test
  void no_body_of_another_kind_takes_anything_back_or_asks_a_person_to() {
    String refund =
        "{\"id\":890088186047892319,\"order_id\":820982911946154508,\"note\":\"Things were damaged\","
            + "\"refund_line_items\":[],\"created_at\":\"2026-11-01T10:00:00Z\"}";
    String refundWithId =
        "{\"id\":8,\"order_id\":7,\"admin_graphql_api_id\":\"gid://shopify/Refund/8\"}";
    String event =
        "{\"id\":1234567,\"fulfillment_id\":123456,\"order_id\":7,\"status\":\"pending\"}";
    String sms =
        "{\"id\":7,\"phone\":null,\"sms_marketing_consent\":{\"state\":\"subscribed\","
            + "\"consent_updated_at\":\"2026-11-01T10:00:00Z\"}}";
    String customerOfOld =
        "{\"id\":7,\"tax_exemptions\":[],\"admin_graphql_api_id\":\"gid://shopify/Customer/7\","
            + "\"sms_marketing_consent\":{\"state\":\"subscribed\",\"consent_updated_at\":null}}";
    String bulk =
        "{\"admin_graphql_api_id\":\"gid://shopify/BulkOperation/147595010\",\"status\":\"completed\"}";
    String asks =
        "{\"shop_id\":954889,\"shop_domain\":\"my-brand.myshopify.com\",\"orders_requested\":[1],"
            + "\"customer\":{\"id\":191167},\"data_request\":{\"id\":9999}}";
    String forgets =
        "{\"shop_id\":954889,\"shop_domain\":\"my-brand.myshopify.com\",\"orders_to_redact\":[1],"
            + "\"customer\":{\"id\":191167}}";
    for (var call :
        List.of(
            List.of("orders/delete", refund),
            List.of("orders/delete", refundWithId),
            List.of("orders/updated", refundWithId),
            List.of("orders/delete", event),
            List.of("products/delete", bulk),
            List.of("customers/delete", sms),
            List.of("customers/delete", "{\"id\":8}"),
            List.of("products/delete", sms),
            List.of("customers/delete", refundWithId),
            List.of("customers_marketing_consent/update", customerOfOld),
            List.of("customers/redact", asks),
            List.of("shop/redact", asks),
            List.of("customers/data_request", forgets),
            List.of("app/uninstalled", forgets),
            List.of("shop/redact", "{\"shop_id\":2,\"shop_domain\":\"other.myshopify.com\"}"),
            List.of(
                "app/uninstalled", "{\"id\":2,\"myshopify_domain\":\"other.myshopify.com\"}"))) {
      assertThat(source(ALL).read(signed(call.getFirst(), call.getLast())))
          .as("%s %s", call.getFirst(), call.getLast())
          .isInstanceOf(Reading.Refused.class);
    }
    String merged =
        "{\"admin_graphql_api_customer_kept_id\":\"gid://shopify/Customer/1\","
            + "\"admin_graphql_api_customer_deleted_id\":\"gid://shopify/Order/2\",\"status\":\"completed\"}";
    refused(source(ALL).read(signed("customers/merge", merged)), 400);
  }

  @Test
  void of_two_that_were_merged_the_one_that_is_gone_is_taken_back() {
    String merged =
        "{\"admin_graphql_api_customer_kept_id\":\"gid://shopify/Customer/1\","
            + "\"admin_graphql_api_customer_deleted_id\":\"gid://shopify/Customer/2\",\"status\":\"%s\"}";
    SourceRecord record =
        only(source("").read(signed("customers/merge", merged.formatted("completed"))));
    assertThat(record.ref().text()).isEqualTo("test/customer/2");
    assertThat(record.change()).isEqualTo(SourceRecord.Change.DELETE);
    nothing(source("").read(signed("customers/merge", merged.formatted("failed"))));
  }

  @Test
  void requests_about_people_are_put_before_people_and_quote_nobody() {
    String customer = "\"customer\":{\"id\":191167,\"email\":\"john@example.com\"}";
    for (var request :
        List.of(
            List.of(
                "customers/data_request",
                "{" + customer + ",\"data_request\":{\"id\":9999}}",
                "export"),
            List.of("customers/redact", "{" + customer + "}", "erase"),
            List.of("shop/redact", "{\"shop_id\":1}", "Erase"),
            List.of(
                "app/uninstalled", "{\"id\":1,\"email\":\"john@example.com\"}", "uninstalled"))) {
      Reading reading = source("").read(signed(request.get(0), request.get(1)));
      assertThat(reading).as(request.get(0)).isInstanceOf(Reading.Notes.class);
      assertThat(((Reading.Notes) reading).notes())
          .singleElement()
          .satisfies(
              note -> {
                assertThat(note.sentence()).contains(request.get(2)).doesNotContain("john@");
                assertThat(note.key()).startsWith(request.get(0)).doesNotContain("john@");
              });
    }
    refused(source("").read(signed("customers/redact", "{\"customer\":{}}")), 400);
  }

  @Test
  void a_topic_nobody_knows_is_taken_without_effect() {
    nothing(source("").read(signed("themes/publish", "{\"id\":1}")));
    nothing(source("").read(signed("bulk_operations/finish", "{\"status\":\"completed\"}")));
  }

  @Test
  void headers_of_the_newer_kind_are_taken_too() {
    byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
    Call call = signed("orders/create", body, Systems.NOW);
    for (String name : List.of("Topic", "Hmac-Sha256", "Shop-Domain")) {
      String value = call.headers().getOrDefault("X-Shopify-" + name, "");
      call = with(without(call, "X-Shopify-" + name), "Shopify-" + name, value);
    }
    assertThat(hints(source("").read(call))).containsExactly("test/order/7");
  }

  @Test
  void a_secret_that_is_being_replaced_is_taken_beside_the_new_one() {
    Call old = signed("orders/create", "{\"id\":7}");
    String options =
        "shop: my-brand\ntoken: t\nwebhooks: { secret: new, previous_secret: hush-the-app }\n";
    var source =
        Systems.plan(new ShopifyConnector(), options, Path.of(".")).open().webhooks().getFirst();
    assertThat(hints(source.read(old))).hasSize(1);
  }

  @Test
  void whatever_does_not_prove_itself_is_refused() {
    Call genuine = signed("orders/create", "{\"id\":7}");
    refused(source("").read(without(genuine, "X-Shopify-Hmac-Sha256")), 401);
    refused(source("").read(with(genuine, "X-Shopify-Hmac-Sha256", "not base64!")), 401);
    refused(source("").read(with(genuine, "X-Shopify-Hmac-Sha256", "")), 401);
    refused(source("").read(with(genuine, "X-Shopify-Shop-Domain", "other.myshopify.com")), 400);
    refused(source("").read(without(genuine, "X-Shopify-Topic")), 400);
    refused(
        source("").read(new Call("order", genuine.headers(), genuine.body(), genuine.receivedAt())),
        404);
    refused(source("").read(signed("orders/create", "{\"id\":\"7; drop\"}")), 400);
    refused(source("").read(signed("orders/create", "{\"id\":1.5}")), 400);
  }
}
