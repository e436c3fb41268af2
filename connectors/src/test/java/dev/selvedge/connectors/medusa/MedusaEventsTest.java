package dev.selvedge.connectors.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.testkit.medusa.TestShop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the events of a shop come to.
class MedusaEventsTest {
  private final WebhookSource source = MedusaEvents.source();

  @Test
  void a_variant_is_read_with_its_product_where_products_are_read() {
    String body =
        "{\"name\":\"product-variant.deleted\",\"data\":{\"id\":\"variant_1\",\"product_id\":\"prod_1\"}}";
    assertThat(read(body)).isEqualTo(new Reading.Records(List.of()));
    WebhookSource withProducts = MedusaEvents.source("products: true\n");
    assertThat(withProducts.read(MedusaEvents.signed(body)))
        .isEqualTo(
            new Reading.Hints(
                List.of(new RecordRef(new SystemName("test"), Subject.PRODUCT.kind(), "prod_1"))));
  }

  private Reading read(String body) {
    return source.read(MedusaEvents.signed(body));
  }

  @ParameterizedTest
  @CsvSource({
    "customer.created, cus_1, '', test/customer/cus_1",
    "customer.updated, cus_1, '', test/customer/cus_1",
    "order.placed, order_1, '', test/order/order_1",
    "order.fulfillment_created, '', order_1, test/order/order_1",
    "order.return_received, return_1, order_1, test/order/order_1",
    "shipment.created, ful_1, order_1, test/order/order_1",
    "delivery.created, ful_1, order_1, test/order/order_1",
    "payment.captured, pay_1, order_1, test/order/order_1",
    "payment.refunded, pay_1, order_1, test/order/order_1"
  })
  void an_event_names_the_record_to_be_read(String name, String id, String order, String wanted) {
    Reading reading =
        read(
            "{\"name\":\"%s\",\"data\":{\"id\":\"%s\",\"order_id\":\"%s\"}}"
                .formatted(name, id, order));
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Hints.class,
            hints ->
                assertThat(hints.records())
                    .extracting(ref -> ref.system() + "/" + ref.kind() + "/" + ref.key())
                    .containsExactly(wanted));
  }

  @Test
  void a_deletion_is_told_at_once() {
    assertThat(read("{\"name\":\"customer.deleted\",\"data\":{\"id\":\"cus_1\"}}"))
        .isInstanceOfSatisfying(
            Reading.Records.class,
            told ->
                assertThat(told.records())
                    .singleElement()
                    .satisfies(
                        one -> {
                          assertThat(one.change()).isEqualTo(SourceRecord.Change.DELETE);
                          assertThat(one.ref().key()).isEqualTo("cus_1");
                        }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"payment.captured\",\"data\":{\"id\":\"pay_1\"}}",
        "{\"name\":\"product.updated\",\"data\":{\"id\":\"prod_1\"}}",
        "{\"name\":\"product-variant.deleted\",\"data\":{\"id\":\"variant_1\"}}",
        "{\"name\":\"region.updated\",\"data\":{\"id\":\"reg_1\"}}",
        "{\"name\":\"nonsense\",\"data\":{}}"
      })
  void what_concerns_no_feed_is_taken_and_let_go(String body) {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            Reading.Records.class, told -> assertThat(told.records()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"name\":\"customer.updated\",\"data\":{}}",
        "{\"name\":\"cart.updated\",\"data\":{\"id\":\"cart_1\"}}",
        "{\"name\":\"cart.updated\",\"cart\":{\"id\":\"cart_1\"}}"
      })
  void what_cannot_be_understood_is_refused(String body) {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
  }

  @Test
  void a_cart_is_as_new_as_its_reading_since_a_line_leaves_no_time_behind() {
    String cart = "\"cart\":{\"id\":\"cart_1\",\"updated_at\":\"2026-11-24T10:00:00Z\"}";
    String named = "{\"name\":\"cart.updated\"," + cart;
    assertThat(stamp(named + ",\"read_at\":\"2026-11-24T10:05:00Z\"}"))
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-11-24T10:05:00Z")));
    for (String older : List.of(",\"read_at\":\"2026-11-24T09:00:00Z\"}", "}")) {
      assertThat(stamp(named + older))
          .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-11-24T10:00:00Z")));
    }
  }

  private SourceRecord.Stamp stamp(String body) {
    return ((Reading.Records) read(body)).records().getFirst().stamp();
  }

  @Test
  void the_example_has_the_subscriber_that_runs_in_the_test_shop() throws IOException {
    try (InputStream tried = TestShop.class.getResourceAsStream("selvedge.js")) {
      assertThat(Path.of("..", "examples", "medusa-shop", "medusa", "selvedge.js"))
          .hasBinaryContent(tried.readAllBytes());
    }
  }

  @Test
  void other_addresses_of_the_shop_are_none() {
    WebhookSource.Call call = MedusaEvents.signed("{}");
    assertThat(
            source.read(
                new WebhookSource.Call("order", call.headers(), call.body(), call.receivedAt())))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
  }
}
