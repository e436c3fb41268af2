package dev.selvedge.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What a store's calls come to: signed as Standard Webhooks says, and thin.
class BigWebhookTest {
  private static final Instant NOW = Systems.NOW;
  private static final String SECRET = "client-secret-9";
  private static final String SIGNED = "webhooks: { client_secret: [new-one, client-secret-9] }\n";

  private static WebhookSource source(String hooks) {
    String options =
        "store_hash: abc123\naccess_token: t\nfeeds: [customer, subscriber, order, product, cart]\n"
            + hooks;
    try (Connector.Opened system = Systems.plan(new BigConnector(), options, Path.of(".")).open()) {
      return system.webhooks().getFirst();
    }
  }

  private static String body(String scope, String data) {
    return """
    {"scope":"%s","store_id":"1025646","data":%s,"hash":"7ee6","created_at":1561479335,
     "producer":"stores/abc123"}
    """
        .formatted(scope, data);
  }

  private static Call call(String body, Map<String, String> headers) {
    return new Call("bigcommerce", headers, Payload.ofText(body), NOW);
  }

  private static Map<String, String> signed(String body, Instant at) {
    String time = Long.toString(at.getEpochSecond());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] mine = mac.doFinal(("msg-1." + time + "." + body).getBytes(StandardCharsets.UTF_8));
      Map<String, String> headers = new HashMap<>();
      headers.put("webhook-id", "msg-1");
      headers.put("webhook-timestamp", time);
      headers.put(
          "webhook-signature", "v1,bm90IGl0 v1," + Base64.getEncoder().encodeToString(mine));
      return headers;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(String scope, String data) {
    String body = body(scope, data);
    return source(SIGNED).read(call(body, signed(body, NOW)));
  }

  private static String hinted(String scope, String data) {
    return read(scope, data) instanceof Reading.Hints(List<RecordRef> records)
        ? records.toString()
        : "no hint";
  }

  @Test
  void each_call_says_which_record_to_read() {
    assertThat(hinted("store/order/statusUpdated", "{\"type\":\"order\",\"id\":250}"))
        .isEqualTo("[test/order/250]");
    assertThat(
            hinted(
                "store/order/refund/created",
                "{\"type\":\"order\",\"id\":250,\"refund\":{\"refund_id\":3}}"))
        .isEqualTo("[test/order/250]");
    assertThat(
            hinted("store/shipment/created", "{\"type\":\"shipment\",\"id\":12,\"orderId\":251}"))
        .isEqualTo("[test/order/251]");
    assertThat(
            hinted(
                "store/customer/address/deleted",
                "{\"type\":\"customer\",\"id\":60,\"address\":{\"customer_id\":32}}"))
        .isEqualTo("[test/customer/32]");
    assertThat(hinted("store/subscriber/updated", "{\"type\":\"subscriber\",\"id\":5}"))
        .isEqualTo("[test/subscriber/5]");
    assertThat(hinted("store/cart/abandoned", "{\"type\":\"cart\",\"id\":\"aa-01\"}"))
        .isEqualTo("[test/cart/aa-01]");
  }

  @Test
  void a_deletion_deletes_the_record_and_not_what_a_part_belongs_to() {
    assertThat(read("store/customer/deleted", "{\"type\":\"customer\",\"id\":32}"))
        .isInstanceOfSatisfying(
            Reading.Records.class,
            told -> {
              SourceRecord record = told.records().getFirst();
              assertThat(record.change()).isEqualTo(SourceRecord.Change.DELETE);
              assertThat(record.ref()).hasToString("test/customer/32");
            });
    assertThat(
            hinted("store/shipment/deleted", "{\"type\":\"shipment\",\"id\":12,\"orderId\":251}"))
        .isEqualTo("[test/order/251]");
  }

  @Test
  void what_is_of_no_use_is_taken_and_what_is_unclear_is_not() {
    assertThat(read("store/inventory/updated", "{\"type\":\"inventory\",\"id\":1}"))
        .isEqualTo(new Reading.Records(List.of()));
    assertThat(read("store/order/created", "{\"type\":\"order\",\"id\":\"1; 2\"}"))
        .isInstanceOf(Reading.Refused.class);
    for (String body :
        List.of("[1]", "{\"scope\":", "{\"scope\":\"store/order/created\"}", "null")) {
      assertThat(source(SIGNED).read(call(body, signed(body, NOW))))
          .as(body)
          .isInstanceOfSatisfying(
              Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
    }
  }

  @Test
  void a_call_of_another_store_is_refused() {
    String body =
        body("store/order/created", "{\"type\":\"order\",\"id\":1}").replace("abc123", "zzz999");
    assertThat(source(SIGNED).read(call(body, signed(body, NOW))))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.sentence()).contains("another store"));
  }

  @Test
  void a_call_that_is_not_signed_or_changed_or_too_old_is_refused() {
    String body = body("store/order/created", "{\"type\":\"order\",\"id\":1}");
    Map<String, String> headers = signed(body, NOW);
    assertThat(status(call(body, headers))).isZero();
    assertThat(status(call(body.replace(":1}", ":2}"), headers))).isEqualTo(401);
    assertThat(status(call(body, Map.of()))).isEqualTo(401);
    headers.put("webhook-id", "msg-2");
    assertThat(status(call(body, headers))).isEqualTo(401);
    assertThat(status(call(body, signed(body, NOW.minus(Duration.ofDays(2)))))).isZero();
    assertThat(status(call(body, signed(body, NOW.minus(Duration.ofDays(4)))))).isEqualTo(401);
    assertThat(source(SIGNED).read(new Call("other", signed(body, NOW), Payload.ofText(body), NOW)))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
  }

  private static int status(Call call) {
    return source(SIGNED).read(call) instanceof Reading.Refused refused ? refused.status() : 0;
  }

  @Test
  void a_password_in_a_header_of_our_own_does_too() {
    String body = body("store/order/created", "{\"type\":\"order\",\"id\":1}");
    WebhookSource source = source("webhooks: { token: guess-me-not-7 }\n");
    assertThat(source.read(call(body, Map.of("x-selvedge-token", "guess-me-not-7"))))
        .isInstanceOf(Reading.Hints.class);
    assertThat(source.read(call(body, Map.of("x-selvedge-token", "guess"))))
        .isInstanceOf(Reading.Refused.class);
  }
}
