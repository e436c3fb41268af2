package dev.selvedge.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.oauth.AccessTokens;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a system is called: how often, with which credentials, and what its refusals come to.
class RestCallsTest {
  private static final String FEED =
      """
      feeds:
        product: { path: /products, changes: all, all_every: 1m, key: id }
      """;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private ScriptedApi api;

  @BeforeEach
  void open() throws IOException {
    api = new ScriptedApi(clock);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void poll(PolledSource source) {
    source.poll(Cursor.START, clock.instant(), 100);
  }

  private String refusal(PolledSource source) {
    try {
      poll(source);
    } catch (SourceException refused) {
      return (refused.isRefused() ? "refused: " : "") + refused.getMessage();
    }
    return "nothing was wrong";
  }

  @Test
  void a_system_that_asks_for_time_is_left_alone_by_all_its_feeds() {
    PolledSource source = api.open(FEED).polled().getFirst();
    api.answer(429, Map.of("Retry-After", "90"), "");
    assertThat(refusal(source)).contains("HTTP 429").contains("left alone for 90 s");
    clock.advance(Duration.ofSeconds(60));
    assertThat(refusal(source)).contains("asked again in 30 s");
    assertThat(api.asked()).hasSize(1);
    clock.advance(Duration.ofSeconds(31));
    api.answer("[]");
    poll(source);
    assertThat(api.asked()).hasSize(2);
  }

  @Test
  void time_may_be_asked_for_by_a_date_and_with_503() {
    PolledSource source = api.open(FEED).polled().getFirst();
    api.answer(503, Map.of("Retry-After", "Tue, 24 Nov 2026 09:02:00 GMT"), "");
    assertThat(refusal(source)).contains("HTTP 503").contains("left alone for 120 s");
  }

  @Test
  void a_system_may_say_it_in_words_of_its_own_and_with_a_good_status() {
    PolledSource source =
        api.open(
                "throttle: { rest: 20s, busy: { path: errors.0.code, equals: [THROTTLED] } }\n"
                    + FEED)
            .polled()
            .getFirst();
    api.answer("{\"errors\":[{\"code\":\"THROTTLED\"}]}");
    assertThat(refusal(source)).contains("errors.0.code").contains("left alone for 20 s");
    assertThat(refusal(source)).contains("asked again in 20 s");
    assertThat(api.asked()).hasSize(1);
  }

  @Test
  void what_is_left_of_a_budget_is_heeded_before_it_is_used_up() {
    PolledSource source =
        api.open("throttle: { remaining: X-Left, reset: X-Reset, reserve: 5 }\n" + FEED)
            .polled()
            .getFirst();
    api.answer(200, Map.of("X-Left", "6", "X-Reset", "40"), "[]");
    poll(source);
    api.answer(200, Map.of("X-Left", "5", "X-Reset", "40"), "[]");
    poll(source);
    assertThat(refusal(source)).contains("asked again in 40 s");
    clock.advance(Duration.ofSeconds(41));
    api.answer("[]");
    poll(source);
    assertThat(api.asked()).hasSize(3);
  }

  @Test
  void no_more_calls_a_second_are_made_than_allowed() {
    PolledSource source = api.open("throttle: { per_second: 20 }\n" + FEED).polled().getFirst();
    long begun = System.nanoTime();
    for (int call = 0; call < 5; call++) {
      api.answer("[]");
      poll(source);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void refused_credentials_and_rights_are_for_a_person_and_name_the_scope() {
    PolledSource source =
        api.open("auth: { kind: bearer, token: s3cr3t }\n" + FEED).polled().getFirst();
    api.answer(401, Map.of(), "");
    assertThat(refusal(source)).startsWith("refused: ").contains("check 'auth'");
    api.answer(
        403,
        Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"products.read\""),
        "");
    assertThat(refusal(source))
        .startsWith("refused: ")
        .contains("/v1/products")
        .contains("it asks for the scope products.read")
        .doesNotContain("s3cr3t");
  }

  @Test
  void a_redirect_is_not_followed_and_said() {
    PolledSource source = api.open(FEED).polled().getFirst();
    api.answer(301, Map.of("Location", "https://other.example.com/v1/products?token=s3cr3t"), "");
    assertThat(refusal(source))
        .contains("to https://other.example.com (HTTP 301)")
        .contains("'base_url'")
        .doesNotContain("s3cr3t");
    assertThat(api.asked()).hasSize(1);
  }

  @Test
  void a_token_is_kept_until_it_ends_and_fetched_once_more_when_it_is_refused() {
    PolledSource source =
        api.open(
                """
                auth:
                  kind: client-credentials
                  token_url: %s/oauth/token
                  client_id: hub
                  client_secret: s3cr3t
                  send_as: body
                  extra: { audience: all }
                """
                    + FEED)
            .polled()
            .getFirst();
    api.answer("{\"access_token\":\"t1\",\"expires_in\":600}").answer("[]").answer("[]");
    poll(source);
    poll(source);
    assertThat(api.asked()).hasSize(3);
    assertThat(api.asked().getFirst())
        .isEqualTo(
            "POST /oauth/token grant_type=client_credentials&audience=all&client_id=hub"
                + "&client_secret=s3cr3t");
    clock.advance(Duration.ofSeconds(541));
    api.answer("{\"access_token\":\"t2\",\"expires_in\":600}").answer("[]");
    poll(source);
    assertThat(api.lastHeaders().getFirst("Authorization")).isEqualTo("Bearer t2");
    api.answer(401, Map.of(), "").answer("{\"access_token\":\"t3\"}").answer("[]");
    poll(source);
    assertThat(api.lastHeaders().getFirst("Authorization")).isEqualTo("Bearer t3");
    api.answer(401, Map.of(), "").answer("{\"access_token\":\"t4\"}").answer(401, Map.of(), "");
    assertThat(refusal(source)).startsWith("refused: ");
    api.answer(401, Map.of(), "").answer(401, Map.of(), "{\"error\":\"invalid_client\"}");
    assertThat(refusal(source))
        .startsWith("refused: ")
        .contains("invalid_client")
        .doesNotContain("s3cr3t");
  }

  @Test
  void single_records_are_read_by_their_keys() {
    Connector.Opened system =
        api.open(
            """
            feeds:
              order:
                path: /orders
                query: { since: "{since}" }
                key: id
                stamp: at
                by_key: { path: "/orders/{key}", query: { full: "yes" }, record: order }
            """);
    TargetedSource lookup = system.targeted().getFirst();
    api.answer("{\"order\":{\"id\":\"A/1\",\"at\":\"2026-11-01T00:00:00Z\"}}")
        .answer(404, Map.of(), "");
    TargetedSource.Found found = lookup.read(List.of("A/1", "B", ".."), clock.instant());
    assertThat(found.records()).extracting(each -> each.ref().key()).containsExactly("A/1");
    assertThat(found.missing())
        .containsEntry("B", "is not there")
        .containsEntry("..", "has a key that no record can have");
    assertThat(api.asked())
        .containsExactly("GET /v1/orders/A%2F1?full=yes ", "GET /v1/orders/B?full=yes ");
    api.answer(500, Map.of(), "");
    assertThatThrownBy(() -> lookup.read(List.of("C"), clock.instant()))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void printing_credentials_shows_no_secret() {
    assertThat(
            new Credentials.Bearer(new dev.selvedge.Secret("s3cr3t")).toString()
                + new AccessTokens.Token("s3cr3t", Instant.EPOCH, ""))
        .doesNotContain("s3cr3t");
  }
}
