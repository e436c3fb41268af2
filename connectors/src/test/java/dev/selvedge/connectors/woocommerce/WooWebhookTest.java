package dev.selvedge.connectors.woocommerce;

import static dev.selvedge.connectors.woocommerce.WooDeliveries.signed;
import static dev.selvedge.connectors.woocommerce.WooDeliveries.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What deliveries come to that were not recorded.
class WooWebhookTest {
  private static final String ALL = "products: true\nvariants: true\ncarts: true\n";

  private static String order(String status, String more) {
    return ("{\"id\":12,\"status\":\"%s\",\"date_modified_gmt\":\"2026-11-23T23:39:29\","
            + "\"billing\":{\"email\":\"ann@example.com\"},\"refunds\":[]%s}")
        .formatted(status, more);
  }

  private static List<SourceRecord> records(String more, Call call) {
    Reading reading = source(more).read(call);
    assertThat(reading).isInstanceOf(Reading.Records.class);
    return ((Reading.Records) reading).records();
  }

  private static List<String> hints(String more, Call call) {
    Reading reading = source(more).read(call);
    assertThat(reading).isInstanceOf(Reading.Hints.class);
    return ((Reading.Hints) reading).records().stream().map(RecordRef::toString).toList();
  }

  private static int refusal(String more, Call call) {
    Reading reading = source(more).read(call);
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).status();
  }

  @Test
  void an_order_comes_whole_and_one_with_refunds_is_read() {
    assertThat(records("", signed("order.created", order("completed", ""))))
        .extracting(record -> record.ref().toString())
        .containsExactly("test/order/12");
    String refunded = order("completed", "").replace("[]", "[{\"id\":15,\"total\":\"-35.00\"}]");
    assertThat(hints("", signed("order.updated", refunded))).containsExactly("test/order/12");
  }

  @Test
  void an_order_in_the_bin_and_one_whose_person_was_forgotten_take_back_what_they_said() {
    String erased = order("completed", "").replace("ann@example.com", "deleted@site.invalid");
    for (String body : List.of(order("trash", ""), erased)) {
      assertThat(records("", signed("order.updated", body)))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.change()).isEqualTo(Change.DELETE);
                assertThat(record.body().toText()).isEqualTo("{\"id\":\"12\"}");
              });
    }
  }

  @Test
  void a_draft_is_a_cart_and_no_order() {
    Call draft = signed("order.updated", order("checkout-draft", ""));
    assertThat(records("", draft)).isEmpty();
    assertThat(records(ALL, draft))
        .extracting(record -> record.ref().toString())
        .containsExactly("test/cart/12");
    String placed = order("processing", ",\"created_via\":\"store-api\"");
    assertThat(records(ALL, signed("order.updated", placed)))
        .extracting(record -> record.ref().toString())
        .containsExactly("test/order/12", "test/cart/12");
  }

  @Test
  void products_are_read_with_their_variations() {
    String variable =
        "{\"id\":10,\"type\":\"variable\",\"status\":\"publish\",\"parent_id\":0,"
            + "\"date_modified_gmt\":\"2026-11-23T23:39:29\",\"variations\":[21,22]}";
    assertThat(hints(ALL, signed("product.updated", variable)))
        .containsExactly("test/product/10", "test/variant/21", "test/variant/22");
    String variation =
        "{\"id\":21,\"type\":\"variation\",\"parent_id\":10,\"status\":\"publish\","
            + "\"date_modified_gmt\":\"2026-11-23T23:39:29\",\"variations\":[]}";
    assertThat(hints(ALL, signed("product.updated", variation)))
        .containsExactly("test/product/10", "test/variant/21");
    assertThat(records("", signed("product.updated", variable))).isEmpty();
  }

  @Test
  void a_deletion_concerns_each_feed_that_may_hold_it() {
    assertThat(records(ALL, signed("product.deleted", "{\"id\":10}")))
        .extracting(record -> record.ref() + " " + record.change())
        .containsExactly("test/product/10 DELETE", "test/variant/10 DELETE");
  }

  @Test
  void a_record_that_was_signed_for_another_topic_deletes_nothing() {
    assertThat(refusal("", signed("order.deleted", order("completed", "")))).isEqualTo(400);
    assertThat(refusal("", signed("order.updated", "{\"id\":12}"))).isEqualTo(400);
  }

  /// All webhooks of a shop have one secret, and the signature does not cover the topic.
  @Test
  void a_body_of_another_kind_overwrites_nothing() {
    String product =
        "{\"id\":7,\"sku\":\"HAT\",\"type\":\"simple\",\"date_modified_gmt\":\"2026-11-23T23:39:29\"}";
    String customer =
        "{\"id\":7,\"email\":\"ann@example.com\",\"username\":\"ann\",\"is_paying_customer\":false,"
            + "\"date_modified_gmt\":\"2026-11-23T23:39:29\"}";
    String coupon =
        "{\"id\":7,\"code\":\"welcome\",\"discount_type\":\"percent\","
            + "\"date_modified_gmt\":\"2026-11-23T23:39:29\"}";
    String order = order("completed", ",\"line_items\":[]");
    for (var call :
        List.of(
            List.of("customer.updated", product),
            List.of("customer.updated", order),
            List.of("customer.updated", coupon),
            List.of("customer.updated", "{\"id\":7}"),
            List.of("order.updated", product),
            List.of("order.updated", customer),
            List.of("order.updated", coupon),
            List.of("product.updated", order),
            List.of("product.updated", customer),
            List.of("product.updated", coupon))) {
      assertThat(source(ALL).read(signed(call.getFirst(), call.getLast())))
          .as("%s %s", call.getFirst(), call.getLast())
          .isInstanceOf(Reading.Refused.class);
    }
  }

  /// A refusal counts as a failure, and after some of those the webhook is switched off.
  @Test
  void what_has_no_time_is_read() {
    String order = order("completed", "").replace("\"2026-11-23T23:39:29\"", "null");
    assertThat(hints("", signed("order.updated", order))).containsExactly("test/order/12");
    String draft =
        "{\"id\":10,\"type\":\"simple\",\"status\":\"draft\",\"date_modified_gmt\":null}";
    assertThat(hints("products: true", signed("product.updated", draft)))
        .containsExactly("test/product/10");
  }

  @Test
  void a_copy_of_the_shop_is_refused_and_a_www_is_not() {
    Call call = signed("order.updated", order("completed", ""));
    String header = "X-WC-Webhook-Source";
    assertThat(refusal("", WooDeliveries.with(call, header, "https://staging.example.com/")))
        .isEqualTo(400);
    assertThat(records("", WooDeliveries.with(call, header, "http://www.127.0.0.1:8081/")))
        .hasSize(1);
    assertThat(records("", WooDeliveries.without(call, header))).hasSize(1);
  }

  @Test
  void what_is_of_no_concern_is_taken_as_nothing() {
    assertThat(records("", signed("coupon.created", "{\"id\":3,\"code\":\"welcome\"}"))).isEmpty();
    assertThat(
            records("", signed("action.woocommerce_add_to_cart", "{\"action\":\"x\",\"arg\":1}")))
        .isEmpty();
  }

  @Test
  void the_body_of_an_older_api_is_refused() {
    assertThat(refusal("", signed("order.updated", "{\"order\":{\"id\":12}}"))).isEqualTo(400);
  }
}
