package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.CanonicalJson;
import dev.selvedge.Payload;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Deliveries of a running WooCommerce 9.9.5, byte for byte with the signatures it made.
class WooRecordedDeliveriesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Call recorded(int number) {
    JsonNode delivery =
        JSON.readTree(ScriptedWoo.capture("deliveries.json")).path("deliveries").path(number);
    Map<String, String> headers = new LinkedHashMap<>();
    delivery
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().stringValue()));
    return new Call(
        "woocommerce",
        headers,
        Payload.ofText(delivery.path("rawBody").stringValue()),
        Systems.NOW);
  }

  private static Reading read(int number, String more) {
    return WooDeliveries.source(more).read(recorded(number));
  }

  private static SourceRecord one(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Records.class);
    List<SourceRecord> records = ((Reading.Records) reading).records();
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  @Test
  void the_ping_without_topic_and_signature_is_answered_and_is_nothing() {
    assertThat(read(0, "")).isEqualTo(new Reading.Records(List.of()));
  }

  @Test
  void a_customer_comes_whole_with_the_time_of_its_change() {
    SourceRecord record = one(read(1, "meta: { customer: [marketing_opt_in] }"));
    assertThat(record.ref()).hasToString("test/customer/2");
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-23T23:39:30Z"));
    assertThat(record.body().toText())
        .contains("\"email\":\"Ann.Example@Example.com\"", "\"meta\":{\"marketing_opt_in\":\"no\"}")
        .doesNotContain("_links", "gravatar", "wc_last_active", "marketing_opt_in_at");
  }

  @Test
  void a_customer_is_the_same_bytes_whether_it_was_told_or_read() {
    JsonNode read = JSON.readTree(ScriptedWoo.capture("customers.json")).path(1);
    Contents contents =
        new Contents(
            new WooSettings.Wanted(
                false, false, false, Set.of("marketing_opt_in"), Set.of(), Set.of()));
    SourceRecord told = one(read(1, "meta: { customer: [marketing_opt_in] }"));
    Piece piece = contents.pieces(Subject.CUSTOMER, read).getFirst();
    assertThat(CanonicalJson.write(piece.content())).isEqualTo(told.body().toText());
    assertThat(piece.stamp()).isEqualTo(told.stamp().instant());
  }

  @Test
  void the_signed_error_in_place_of_a_customer_that_has_gone_is_taken_as_nothing() {
    // A refusal would count as a failure, and after some of those the webhook is switched off.
    assertThat(read(2, "")).isEqualTo(new Reading.Records(List.of()));
  }

  @Test
  void a_deletion_is_an_id_and_nothing_else() {
    SourceRecord record = one(read(3, ""));
    assertThat(record.ref()).hasToString("test/order/14");
    assertThat(record.change()).isEqualTo(Change.DELETE);
    assertThat(record.stamp().instant()).isEmpty();
  }

  @Test
  void a_signature_of_the_shop_that_is_not_over_this_body_is_refused() {
    Call call =
        WooDeliveries.with(
            recorded(1), "X-WC-Webhook-Signature", "KXia21NwwZRN58SNPgxYhPZ9P8qYrdwlbooOetkwrCM=");
    assertThat(WooDeliveries.source("").read(call))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
  }

  @Test
  void a_ping_with_a_topic_or_with_more_in_it_is_no_ping() {
    List<Call> calls =
        List.of(
            WooDeliveries.with(recorded(0), "X-WC-Webhook-Topic", "customer.updated"),
            new Call(
                "woocommerce",
                recorded(0).headers(),
                Payload.ofText("webhook_id=1&x=1"),
                Systems.NOW));
    for (Call call : calls) {
      assertThat(WooDeliveries.source("").read(call)).isInstanceOf(Reading.Refused.class);
    }
  }
}
