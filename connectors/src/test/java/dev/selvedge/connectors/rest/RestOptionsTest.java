package dev.selvedge.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What is wrong with a description is said where it stands; nothing is called.
class RestOptionsTest {
  private static final RestConnector REST = new RestConnector();

  private static String complaints(String yaml) {
    return String.join("\n", Systems.complaints(REST, yaml));
  }

  private static String of(String top, String feed) {
    return "base_url: https://api.example.com\n"
        + top
        + "feeds:\n  customer:\n    path: /c\n    key: id\n"
        + feed.indent(4);
  }

  @Test
  void a_full_description_is_accepted_and_gives_its_feeds() {
    Connector.Plan plan =
        Systems.plan(
            REST,
            of(
                """
                auth: { kind: oauth1, consumer_key: a, consumer_secret: b, token: c, token_secret: d }
                webhook:
                  secret: s
                  signature: { header: X-Signature }
                  kinds:
                    refund: { key: id }
                    customer: { key: id, reads: test/customer }
                """,
                """
                stamp: at
                query: { since: "{since}" }
                by_key: { path: "/c/{key}" }
                """),
            Path.of("."));
    assertThat(plan.feeds())
        .extracting(Object::toString)
        .containsExactly("test/customer", "test/refund");
    assertThat(plan.targeted()).extracting(Object::toString).containsExactly("test/customer");
    assertThat(plan.hinted()).extracting(Object::toString).containsExactly("test/customer");
  }

  @Test
  void signed_calls_are_taken_by_the_webhook_s_own_rules() throws Exception {
    String yaml =
        of(
            "webhook: { secret: s, signature: { header: X-S }, kinds: { refund: { key: id } } }\n",
            "stamp: at\nquery: { since: \"{since}\" }\n");
    try (Connector.Opened system = Systems.plan(REST, yaml, Path.of(".")).open()) {
      WebhookSource calls = system.webhooks().getFirst();
      byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("s".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      assertThat(calls.read(call(body, signature)))
          .isInstanceOfSatisfying(
              WebhookSource.Reading.Records.class,
              read ->
                  assertThat(read.records().getFirst().ref().text()).isEqualTo("test/refund/7"));
      assertThat(calls.read(call(body, "AAAA"))).isInstanceOf(WebhookSource.Reading.Refused.class);
    }
  }

  private static WebhookSource.Call call(byte[] body, String signature) {
    return new WebhookSource.Call(
        "refund", Map.of("X-S", signature), Payload.of(body), Instant.EPOCH);
  }

  @Test
  void addresses_that_would_give_secrets_away_are_refused() {
    String feed = "    path: /c\n    key: id\n    changes: all\n";
    for (String url : new String[] {"http://api.example.com", "https://u:p@api.example.com"}) {
      assertThat(complaints("base_url: " + url + "\nfeeds:\n  customer:\n" + feed))
          .as(url)
          .contains("'base_url'");
    }
    assertThat(
            complaints(
                "base_url: http://api.example.com\nallow_http: true\nfeeds:\n  customer:\n" + feed))
        .isEmpty();
  }

  @Test
  void credentials_of_a_kind_name_what_they_need() {
    assertThat(complaints(of("auth: { kind: basic, user: a }\n", "changes: all\n")))
        .contains("'password' is missing in 'auth'");
    assertThat(complaints(of("auth: { kind: client-credentials }\n", "changes: all\n")))
        .contains("'token_url' is missing")
        .contains("'client_secret' is missing");
    assertThat(complaints(of("auth: { kind: bearer, token: a, user: b }\n", "changes: all\n")))
        .contains("unknown key 'user'");
  }

  @Test
  void a_call_must_say_what_the_way_of_reading_needs() {
    assertThat(complaints(of("", "stamp: at\n"))).contains("does not say '{since}'");
    assertThat(complaints(of("", "query: { since: \"{since}\" }\n"))).contains("has no 'stamp'");
    assertThat(complaints(of("", "changes: id\n"))).contains("does not say '{last_id}'");
    assertThat(complaints(of("", "changes: all\npaging: { kind: page }\n")))
        .contains("does not say '{page}'");
    assertThat(complaints(of("", "changes: all\npaging: { kind: next-url }\n")))
        .contains("'next' is missing");
    assertThat(complaints(of("", "changes: token\nquery: { t: \"{token}\" }\n")))
        .contains("needs 'paging' of the kind token");
  }

  @Test
  void what_has_no_use_and_what_is_misspelt_is_said() {
    assertThat(complaints(of("", "changes: all\noverlap: 5m\n")))
        .contains("'overlap' has no use here");
    assertThat(complaints(of("", "changes: all\nquery: { a: \"{sicne}\" }\n")))
        .contains("names '{sicne}'")
        .contains("since");
    assertThat(complaints(of("", "changes: all\nstampp: at\n"))).contains("unknown key 'stampp'");
    assertThat(complaints(of("", "changes: all\nbody: '{}'\n"))).contains("a GET has no 'body'");
    assertThat(
            complaints(of("", "stamp: at\nquery: { s: \"{since}\" }\nsince_format: yyyy-QQQQQQ\n")))
        .contains("'since_format' is no way to write a time");
  }

  @Test
  void names_of_a_query_language_in_a_body_are_left_alone() {
    assertThat(
            complaints(
                of(
                    "",
                    """
                    changes: all
                    method: POST
                    body: '{"query": "{ customers { id } }", "first": "{size}"}'
                    """)))
        .isEmpty();
  }
}
