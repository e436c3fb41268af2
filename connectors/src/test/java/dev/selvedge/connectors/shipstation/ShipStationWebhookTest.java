package dev.selvedge.connectors.shipstation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What ShipStation's unsigned calls come to.
class ShipStationWebhookTest {
  private static final String TOKEN = "a-token-nobody-can-guess-1";

  private static Reading read(String kind, String body) {
    String options = "api_key: a\napi_secret: b\nwebhook_token: " + TOKEN + "\n";
    return Systems.plan(new ShipStationConnector(), options, Path.of("."))
        .open()
        .webhooks()
        .getFirst()
        .read(new Call(kind, Map.of(), Payload.ofText(body), Systems.NOW));
  }

  private static String told(String type, String url) {
    return "{\"resource_url\":\"" + url + "\",\"resource_type\":\"" + type + "\",\"new\":[1]}";
  }

  private static int refused(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).sentence())
        .isNotBlank()
        .doesNotContain("evil", "ann@", TOKEN);
    return ((Reading.Refused) reading).status();
  }

  @Test
  void a_batch_is_a_hint() {
    String url =
        "https://ssapi.shipstation.com/shipments?batchId=144015674&includeShipmentItems=False";
    assertThat(read(TOKEN, told("SHIP_NOTIFY", url)))
        .isInstanceOfSatisfying(
            Reading.Hints.class,
            hints ->
                assertThat(hints.records())
                    .extracting(RecordRef::text)
                    .containsExactly(
                        "test/shipment//shipments?batchId=144015674&includeShipmentItems=False"));
    assertThat(
            read(
                TOKEN,
                told(
                    "FULFILLMENT_SHIPPED", "https://ssapi.shipstation.com/fulfillments?batchId=1")))
        .isInstanceOf(Reading.Hints.class);
  }

  @Test
  void shipstation_s_own_machines_have_numbers() {
    String url =
        "https://ssapi6.shipstation.com/shipments?storeID=1&batchId=144015674&includeShipmentItems=False";
    assertThat(read(TOKEN, told("SHIP_NOTIFY", url)))
        .isInstanceOfSatisfying(
            Reading.Hints.class,
            hints ->
                assertThat(hints.records())
                    .extracting(RecordRef::text)
                    .containsExactly(
                        "test/shipment//shipments?storeID=1&batchId=144015674&includeShipmentItems=False"));
  }

  @Test
  void other_types_are_taken_and_say_nothing() {
    assertThat(read(TOKEN, told("ORDER_NOTIFY", "https://ssapi.shipstation.com/orders?batchId=1")))
        .isEqualTo(new Reading.Records(List.of()));
  }

  @Test
  void no_address_leads_anywhere_else() {
    for (String url :
        List.of(
            "https://evil.example.com/shipments?batchId=1",
            "http://ssapi.shipstation.com/shipments?batchId=1",
            "https://ssapi.shipstation.com.evil.example.com/shipments?batchId=1",
            "https://ssapi6.shipstation.com.evil.example.com/shipments?batchId=1",
            "https://ssapi6xshipstation.com/shipments?batchId=1",
            "https://evil6.shipstation.com/shipments?batchId=1",
            "https://ssapi.shipstation.com:8443/shipments?batchId=1",
            "https://ssapi.shipstation.com@evil.example.com/shipments?batchId=1",
            "https://ann@ssapi.shipstation.com/shipments?batchId=1",
            "https://ssapi.shipstation.com/orders/createorder?batchId=1",
            "https://ssapi.shipstation.com/shipments/../accounts?batchId=1",
            "https://ssapi.shipstation.com/shipments?batchId=1%0d%0aHost:evil",
            "https://ssapi.shipstation.com/shipments",
            "file:///shipments?batchId=1",
            "//shipments?batchId=1",
            "not an address")) {
      assertThat(refused(read(TOKEN, told("SHIP_NOTIFY", url)))).as(url).isEqualTo(400);
    }
  }

  @Test
  void who_does_not_know_the_address_is_not_heard() {
    String body = told("SHIP_NOTIFY", "https://ssapi.shipstation.com/shipments?batchId=1");
    for (String kind : List.of("shipstation", "a-token-nobody-can-guess-2", TOKEN + "0")) {
      assertThat(refused(read(kind, body))).isEqualTo(404);
    }
  }

  @Test
  void what_cannot_be_read_is_refused_and_not_quoted() {
    for (String body :
        List.of(
            "", "{\"resource_url\":", "[1]", "{\"message\":\"ann@example.com\"}", "<html>ann@")) {
      assertThat(refused(read(TOKEN, body))).as(body).isEqualTo(400);
    }
  }

  @Test
  void a_hub_that_is_not_called_has_no_webhook() {
    assertThat(
            Systems.plan(new ShipStationConnector(), "api_key: a\napi_secret: b\n", Path.of("."))
                .open()
                .webhooks())
        .isEmpty();
  }
}
