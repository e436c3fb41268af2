package dev.selvedge.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What ShipHero's calls come to.
class ShipHeroWebhookTest {
  private static final String SHIPPED =
      """
      {"test":"0","webhook_type":"Shipment Update","fulfillment":{"shipment_id":315518042,\
      "shipment_uuid":"U2hpcG1lbnQ6MzE1NTE4MDQy","order_number":"#1001","never_heard_of":[1],\
      "packages":[{"shipping_carrier":"royalmail","tracking_number":"RM123456789GB"}]}}\
      """;

  private static WebhookSource source() {
    String options = "refresh_token: t\nwebhook_secrets: [older-secret, hook-secret]\n";
    return Systems.plan(new ShipHeroConnector(), options, Path.of("."))
        .open()
        .webhooks()
        .getFirst();
  }

  private static Call call(String kind, String secret, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(bytes));
      return new Call(
          kind,
          Map.of("X-ShipHero-Hmac-Sha256", signature, "X-Shiphero-Message-ID", "m-1"),
          Payload.of(bytes),
          Systems.NOW);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(String body) {
    return source().read(call("shiphero", "hook-secret", body));
  }

  private static int refused(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).sentence()).isNotBlank().doesNotContain("ann@");
    return ((Reading.Refused) reading).status();
  }

  @Test
  void a_shipment_is_a_hint_however_often_it_is_told() {
    for (String body : List.of(SHIPPED, SHIPPED, SHIPPED.replace("315518042,", "null,"))) {
      assertThat(read(body))
          .isInstanceOfSatisfying(
              Reading.Hints.class,
              hints ->
                  assertThat(hints.records())
                      .extracting(RecordRef::text)
                      .containsExactly("test/shipment/315518042"));
    }
  }

  @Test
  void trials_and_other_types_are_taken_and_say_nothing() {
    for (String body :
        List.of(
            SHIPPED.replace("\"test\":\"0\"", "\"test\":\"1\""),
            "{\"webhook_type\":\"Inventory Update\",\"inventory\":[]}")) {
      assertThat(read(body)).isEqualTo(new Reading.Records(List.of()));
    }
  }

  @Test
  void either_secret_may_sign_and_no_other() {
    assertThat(source().read(call("shiphero", "older-secret", SHIPPED)))
        .isInstanceOf(Reading.Hints.class);
    assertThat(refused(source().read(call("shiphero", "another", SHIPPED)))).isEqualTo(401);
    Call genuine = call("shiphero", "hook-secret", SHIPPED);
    Call forged =
        new Call(
            "shiphero",
            genuine.headers(),
            Payload.ofText(SHIPPED.replace("315518042", "1")),
            Systems.NOW);
    assertThat(refused(source().read(forged))).isEqualTo(401);
    Call unsigned = new Call("shiphero", Map.of(), Payload.ofText(SHIPPED), Systems.NOW);
    assertThat(refused(source().read(unsigned))).isEqualTo(401);
  }

  @Test
  void what_cannot_be_read_is_refused_and_not_quoted() {
    for (String body :
        List.of(
            SHIPPED.substring(0, 90),
            "<html>ann@example.com</html>",
            "[1, 2]",
            "{\"message\":\"ann@example.com\"}",
            "{\"webhook_type\":\"Shipment Update\",\"fulfillment\":{\"shipment_id\":\"ann@x\"}}",
            "{\"webhook_type\":\"Shipment Update\"}")) {
      assertThat(refused(read(body))).as(body).isEqualTo(400);
    }
    assertThat(refused(source().read(call("order", "hook-secret", SHIPPED)))).isEqualTo(404);
  }

  @Test
  void shiphero_gets_the_answer_it_waits_for() {
    assertThat(source().receipt()).contains("{\"code\":\"200\",\"Status\":\"Success\"}");
  }
}
