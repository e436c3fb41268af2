package dev.selvedge.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `webhook` connector, with deliveries recorded from a real WooCommerce and own ones.
class WebhookTest {
  private static final String WOOCOMMERCE =
      """
      secret: hook-secret
      signature: {header: X-WC-Webhook-Signature}
      ping: webhook_id=
      kinds:
        customer:
          key: $.id
          stamp: $.date_modified_gmt
          deleted: {header: X-WC-Webhook-Topic, equals: customer.deleted}
        order:
          key: $.id
          stamp: $.date_modified_gmt
          deleted: {header: X-WC-Webhook-Topic, equals: order.deleted}
      """;
  private static final String PLAIN =
      """
      secret: [new, old]
      signature: {header: X-Sig, encoding: hex, prefix: sha256=}
      max_body: 1000
      kinds:
        event: {key: id, stamp: at}
        batch: {records: data.items, key: no, deleted: {path: $.topic, equals: [gone, lost]}}
      """;
  private static final String TIMED =
      """
      secret: whsec_c2VsdmVkZ2U=
      secret_form: base64
      signature:
        header: webhook-signature
        prefix: "v1,"
        signed: "{id}.{timestamp}.{body}"
        id_header: webhook-id
        timestamp_header: webhook-timestamp
        window: 1m
      kinds:
        event: {key: id}
      """;

  @Test
  void recorded_deliveries_of_woocommerce_are_read() {
    List<Reading> readings = new java.util.ArrayList<>();
    for (JsonNode delivery : recorded()) {
      String topic = delivery.required("headers").path("X-WC-Webhook-Topic").asString("customer.");
      readings.add(
          source(WOOCOMMERCE)
              .read(
                  new Call(
                      topic.substring(0, topic.indexOf('.')),
                      headers(delivery),
                      Payload.ofText(delivery.required("body").stringValue()),
                      Systems.NOW)));
    }
    assertThat(readings.get(0)).isEqualTo(new Reading.Records(List.of()));
    SourceRecord updated = only(readings.get(1));
    assertThat(updated.ref().text()).isEqualTo("test/customer/2");
    assertThat(updated.stamp()).isEqualTo(Stamp.at(Instant.parse("2026-11-23T23:39:30Z")));
    assertThat(updated.change()).isEqualTo(Change.UPSERT);
    assertThat(refused(readings.get(2)).status()).isEqualTo(400);
    assertThat(refused(readings.get(2)).sentence())
        .startsWith("The body has no usable key at $.id");
    SourceRecord deleted = only(readings.get(3));
    assertThat(deleted.ref().text()).isEqualTo("test/order/14");
    assertThat(deleted.change()).isEqualTo(Change.DELETE);
    assertThat(deleted.stamp()).isEqualTo(Stamp.absent());
    assertThat(deleted.body()).isEqualTo(Payload.ofText("{\"id\":14}"));
  }

  @Test
  void a_published_vector_is_genuine() {
    Call call =
        new Call(
            "customer",
            Map.of("x-wc-webhook-signature", "KJLiRnpGUuoUfU07cn6R1Hnyd7GPksjncmt9K1UE28s="),
            Payload.ofText("{\"id\":3}"),
            Systems.NOW);
    assertThat(only(source(WOOCOMMERCE).read(call)).ref().key()).isEqualTo("3");
  }

  @Test
  void one_changed_byte_makes_a_call_not_genuine() {
    String body = "{\"id\":3}";
    Map<String, String> headers = hex("new", body);
    assertThat(status(PLAIN, "event", headers, body)).isEqualTo(200);
    assertThat(status(PLAIN, "event", headers, "{\"id\":4}")).isEqualTo(401);
  }

  @Test
  void both_secrets_are_accepted_and_no_third() {
    String body = "{\"id\":3}";
    assertThat(status(PLAIN, "event", hex("old", body), body)).isEqualTo(200);
    assertThat(status(PLAIN, "event", hex("older", body), body)).isEqualTo(401);
  }

  @Test
  void a_missing_or_malformed_signature_is_said() {
    assertThat(refused(read(PLAIN, "event", Map.of(), "{\"id\":3}")))
        .isEqualTo(new Reading.Refused(401, "The signature header X-Sig is missing."));
    for (String wrong : List.of("sha256=zz", "abc", "sha256=", " ")) {
      assertThat(status(PLAIN, "event", Map.of("X-Sig", wrong), "{\"id\":3}")).isEqualTo(401);
    }
  }

  @Test
  void every_algorithm_signs() {
    String body = "{\"id\":3}";
    Map<String, String> algorithms =
        Map.of("hmac-sha256", "HmacSHA256", "hmac-sha1", "HmacSHA1", "hmac-sha512", "HmacSHA512");
    algorithms.forEach(
        (option, name) -> {
          String yaml =
              "secret: s\nsignature: {header: H, algorithm: " + option + "}\nkinds: {k: {key: id}}";
          String signature = Base64.getEncoder().encodeToString(hmac(name, "s", body));
          assertThat(status(yaml, "k", Map.of("H", signature), body)).as(option).isEqualTo(200);
        });
  }

  @Test
  void id_and_time_are_signed_and_the_time_is_fresh() {
    String body = "{\"id\":3}";
    long now = Systems.NOW.getEpochSecond();
    assertThat(status(TIMED, "event", timed(now - 59, body), body)).isEqualTo(200);
    assertThat(status(TIMED, "event", timed(now + 59, body), body)).isEqualTo(200);
    assertThat(refused(read(TIMED, "event", timed(now - 61, body), body)).sentence())
        .isEqualTo("The call was signed 61 s away from our time; 60 s are allowed.");
    Map<String, String> moved = new HashMap<>(timed(now - 3600, body));
    moved.put("webhook-timestamp", Long.toString(now));
    assertThat(status(TIMED, "event", moved, body)).isEqualTo(401);
    moved.remove("webhook-timestamp");
    assertThat(refused(read(TIMED, "event", moved, body)).sentence())
        .isEqualTo("The header webhook-timestamp is missing.");
  }

  @Test
  void one_right_signature_among_several_is_enough() {
    String body = "{\"id\":3}";
    Map<String, String> headers = new HashMap<>(timed(Systems.NOW.getEpochSecond(), body));
    headers.compute("webhook-signature", (name, right) -> "v1,AAAA v2,xyz " + right);
    assertThat(status(TIMED, "event", headers, body)).isEqualTo(200);
  }

  @Test
  void an_array_inside_a_wrapper_becomes_many_records() {
    String body =
        "{\"topic\":\"lost\",\"data\":{\"items\":[{\"no\":\"a\",\"n\":1.10},{\"no\":7}]}}";
    List<SourceRecord> records = records(read(PLAIN, "batch", hex("new", body), body));
    assertThat(records).extracting(each -> each.ref().key()).containsExactly("a", "7");
    assertThat(records).allMatch(each -> each.change() == Change.DELETE);
    assertThat(records.getFirst().body().toText()).isEqualTo("{\"no\":\"a\",\"n\":1.10}");
    String bad = "{\"topic\":\"x\",\"data\":{\"items\":[{\"no\":\"a\"},{\"nix\":7}]}}";
    assertThat(refused(read(PLAIN, "batch", hex("new", bad), bad)).sentence())
        .startsWith("The record 2 of the body has no usable key at no");
  }

  @Test
  void large_ids_keep_every_digit() {
    String body = "{\"id\":9007199254740993}";
    assertThat(only(read(PLAIN, "event", hex("new", body), body)).ref().key())
        .isEqualTo("9007199254740993");
  }

  @Test
  void stamps_may_be_epochs_or_texts_and_others_count_as_absent() {
    assertThat(stampOf("1764000000")).isEqualTo(Stamp.at(Instant.parse("2025-11-24T16:00:00Z")));
    assertThat(stampOf("1764000000123"))
        .isEqualTo(Stamp.at(Instant.parse("2025-11-24T16:00:00.123Z")));
    assertThat(stampOf("\"2026-01-01T00:00:00+02:00\""))
        .isEqualTo(Stamp.at(Instant.parse("2025-12-31T22:00:00Z")));
    assertThat(stampOf("\"soon\"")).isEqualTo(Stamp.absent());
    assertThat(stampOf("null")).isEqualTo(Stamp.absent());
  }

  @Test
  void bodies_that_are_not_records_are_refused_with_the_reason() {
    for (String body :
        List.of("{\"id\":", "hello", "{\"id\":3} x", "3", "{\"id\":{}}", "{\"id\":\" \"}")) {
      assertThat(status(PLAIN, "event", hex("new", body), body)).as(body).isEqualTo(400);
    }
    String longKey = "{\"id\":\"" + "x".repeat(201) + "\"}";
    assertThat(status(PLAIN, "event", hex("new", longKey), longKey)).isEqualTo(400);
  }

  @Test
  void an_empty_body_is_a_ping() {
    for (String body : List.of("", " \n")) {
      assertThat(records(read(PLAIN, "event", Map.of(), body))).isEmpty();
    }
    for (String body : List.of("{}", "[]", "null")) {
      assertThat(records(read(PLAIN, "event", hex("new", body), body))).isEmpty();
      assertThat(status(PLAIN, "event", Map.of(), body)).isEqualTo(401);
    }
  }

  @Test
  void a_long_body_is_refused_before_it_is_read() {
    String body = "{\"id\":3,\"x\":\"" + "x".repeat(1000) + "\"}";
    assertThat(status(PLAIN, "event", Map.of(), body)).isEqualTo(413);
  }

  @Test
  void an_unknown_kind_is_not_found() {
    assertThat(status(PLAIN, "evnt", Map.of(), "{}")).isEqualTo(404);
  }

  @Test
  void wrong_options_are_all_named() {
    List<String> complaints =
        Systems.complaints(
            new WebhookConnector(),
            """
            secret: ""
            signature: {header: H, signed: "{id}{body}{body}", timestamp_header: T, algoritm: md5}
            kinds:
              Event: {records: $.items, key: $.id, zone: Mars, deleted: {equals: x}}
            """);
    assertThat(complaints)
        .anyMatch(each -> each.contains("'secret' is empty"))
        .anyMatch(each -> each.contains("{body} once"))
        .anyMatch(each -> each.contains("{id} but no header"))
        .anyMatch(each -> each.contains("anyone could change it"))
        .anyMatch(each -> each.contains("did you mean 'algorithm'?"))
        .anyMatch(each -> each.contains("'key' begins at the body"))
        .anyMatch(each -> each.contains("not a time zone"))
        .anyMatch(each -> each.contains("either 'header' or 'path'"))
        .anyMatch(each -> each.contains("a record kind is"));
    assertThat(Systems.complaints(new WebhookConnector(), "{}"))
        .anyMatch(each -> each.contains("'secret' is missing"))
        .anyMatch(each -> each.contains("'signature' is missing"))
        .anyMatch(each -> each.contains("'kinds' is missing or empty"));
  }

  @Test
  void feeds_are_known_without_a_call_and_secrets_are_not_printed() {
    Connector.Plan plan = Systems.plan(new WebhookConnector(), PLAIN, Path.of("."));
    assertThat(plan.feeds())
        .extracting(Object::toString)
        .containsExactly("test/batch", "test/event");
    assertThat(plan.toString()).doesNotContain("new").contains("****");
  }

  @Test
  void a_call_may_only_say_which_records_of_another_flow_changed() {
    String yaml =
        """
        secret: new
        signature: {header: X-Sig, encoding: hex, prefix: "sha256="}
        kinds:
          paid: {key: data.order, reads: shop/order}
          moved: {records: items, key: id, reads: erp/stock}
          customer: {key: id}
        """;
    Connector.Plan plan = Systems.plan(new WebhookConnector(), yaml, Path.of("."));
    assertThat(plan.feeds()).extracting(Object::toString).containsExactly("test/customer");
    assertThat(plan.hinted())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("shop/order", "erp/stock");

    String body = "{\"data\":{\"order\":17,\"total\":\"not to be trusted\"}}";
    assertThat(read(yaml, "paid", hex("new", body), body))
        .isEqualTo(new Reading.Hints(List.of(RecordRef.parse("shop/order/17"))));
    assertThat(status(yaml, "paid", hex("other", body), body)).isEqualTo(401);
    String many = "{\"items\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"}]}";
    assertThat(read(yaml, "moved", hex("new", many), many))
        .isEqualTo(
            new Reading.Hints(
                List.of(RecordRef.parse("erp/stock/a"), RecordRef.parse("erp/stock/b"))));
    String without = "{\"data\":{\"order\":null}}";
    assertThat(status(yaml, "paid", hex("new", without), without)).isEqualTo(400);
    String tooMany =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(id -> "{\"id\":" + id + "}")
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    assertThat(status(yaml, "moved", hex("new", tooMany), tooMany)).isEqualTo(413);
  }

  @Test
  void a_hint_has_a_flow_and_no_stamp_of_its_own() {
    assertThat(
            Systems.complaints(
                new WebhookConnector(),
                """
                secret: s
                signature: {header: H}
                kinds:
                  a: {key: id, reads: shop}
                  b: {key: id, reads: Shop/order}
                  c: {key: id, reads: shop/order, stamp: at, deleted: {path: x, equals: y}}
                """))
        .hasSize(4)
        .anyMatch(each -> each.contains("'shop' is no flow"))
        .anyMatch(each -> each.contains("'Shop/order' is no flow"))
        .anyMatch(each -> each.contains("'stamp' has no use beside 'reads'"))
        .anyMatch(each -> each.contains("'deleted' has no use beside 'reads'"));
  }

  private static Stamp stampOf(String written) {
    String body = "{\"id\":1,\"at\":" + written + "}";
    return only(read(PLAIN, "event", hex("new", body), body)).stamp();
  }

  private static WebhookSource source(String yaml) {
    return Systems.plan(new WebhookConnector(), yaml, Path.of(".")).open().webhooks().getFirst();
  }

  private static Reading read(String yaml, String kind, Map<String, String> headers, String body) {
    return source(yaml).read(new Call(kind, headers, Payload.ofText(body), Systems.NOW));
  }

  private static int status(String yaml, String kind, Map<String, String> headers, String body) {
    return switch (read(yaml, kind, headers, body)) {
      case Reading.Records ignored -> 200;
      case Reading.Hints ignored -> 200;
      case Reading.Notes ignored -> 200;
      case Reading.Each ignored -> 200;
      case Reading.Refused refused -> refused.status();
    };
  }

  private static List<SourceRecord> records(Reading reading) {
    return assertThat(reading).asInstanceOf(type(Reading.Records.class)).actual().records();
  }

  private static SourceRecord only(Reading reading) {
    assertThat(records(reading)).hasSize(1);
    return records(reading).getFirst();
  }

  private static Reading.Refused refused(Reading reading) {
    return assertThat(reading).asInstanceOf(type(Reading.Refused.class)).actual();
  }

  private static Map<String, String> hex(String secret, String body) {
    return Map.of("x-sig", "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, body)));
  }

  private static Map<String, String> timed(long epochSecond, String body) {
    byte[] signature = hmac("HmacSHA256", "selvedge", "msg_1." + epochSecond + "." + body);
    return Map.of(
        "webhook-id",
        "msg_1",
        "webhook-timestamp",
        Long.toString(epochSecond),
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(signature));
  }

  private static byte[] hmac(String algorithm, String secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode recorded() {
    return JsonMapper.shared()
        .readTree(WebhookTest.class.getResourceAsStream("woocommerce-deliveries.json"))
        .required("deliveries");
  }

  private static Map<String, String> headers(JsonNode delivery) {
    Map<String, String> headers = new HashMap<>();
    delivery
        .required("headers")
        .properties()
        .forEach(each -> headers.put(each.getKey(), each.getValue().stringValue()));
    return headers;
  }
}
