package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:10Z");

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.defaults()
                .clock(InstantSource.fixed(START))
                .settings(
                    Settings.defaults().withLimits(Limits.defaults().withTiers(2, 150, 600))));
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answers_carry_the_limit_the_rest_the_reset_and_the_tier() {
    Caller.Got got = caller.get("/contacts/v3");

    assertThat(got.header("x-ratelimit-limit")).isEqualTo("2");
    assertThat(got.header("X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(got.header("X-RateLimit-Reset")).isEqualTo("1767225660");
    assertThat(got.header("X-RateLimit-Scope")).isEqualTo("lowCallRate");
    assertThat(caller.get("/v2/account-info").header("X-RateLimit-Scope"))
        .isEqualTo("highCallRate");
  }

  @Test
  void an_exhausted_tier_answers_429_and_leaves_the_others_alone() {
    caller.get("/contacts/v3");
    caller.get("/contacts/v3");

    Caller.Got got = caller.get("/contacts/v3");

    assertThat(got.status()).isEqualTo(429);
    assertThat(got.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(got.text()).isEmpty();
    assertThat(caller.get("/v2/account-info").status()).isEqualTo(200);

    server.clock().advance(Duration.ofSeconds(50));
    assertThat(caller.get("/contacts/v3").status()).isEqualTo(200);
  }

  @Test
  void errors_carry_the_headers_too_and_polling_is_free() {
    assertThat(caller.get("/contacts/v3/email/nobody@example.com").header("X-RateLimit-Scope"))
        .isEqualTo("highCallRate");
    Caller.Got poll = caller.get("/contacts/v3/import/3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77");
    assertThat(poll.status()).isEqualTo(404);
    assertThat(poll.header("X-RateLimit-Limit")).isEmpty();
  }

  @Test
  void the_flat_scheme_answers_400_after_two_thousand_calls_in_an_hour() {
    server.change(Settings.defaults().withLimits(Limits.defaults().withScheme(Limits.Scheme.FLAT)));
    IntStream.range(0, 2000).forEach(_ -> caller.get("/v2/server-time"));

    Caller.Got got = caller.get("/v2/server-time");

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.at("/message")).contains("ERROR_APIUSAGE_EXCEEDED", "temporarily capped");
    server.clock().advance(Duration.ofMinutes(61));
    assertThat(caller.get("/v2/server-time").status()).isEqualTo(200);
  }

  @Test
  void account_info_names_this_server_and_counts_the_calls() {
    Caller.Got got = caller.get("/v2/account-info");

    assertThat(got.text()).contains("\"value\":\"" + server.baseUrl() + "\"");
    got.json()
        .path("properties")
        .forEach(
            property -> {
              assertThat(property.propertyNames()).containsExactly("name", "type", "value");
              assertThat(property.path("value").isString()).isTrue();
            });
  }
}
