package dev.selvedge.dotdigital;

import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.account.Account;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Headers;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Transmission;
import dev.selvedge.dotdigital.http.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private static final InstantSource CLOCK = InstantSource.fixed(ScriptedServer.NOW);

  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String account(String endpoint) {
    return """
    {"id":40001,"properties":[
      {"name":"Name","type":"String","value":"Sandbox shop"},
      {"name":"MainEmail","type":"String","value":"owner@example.com"},
      {"name":"ApiCallsRemaining","type":"Int","value":"1985"},
      {"name":"ApiEndpoint","type":"String","value":"%s"}]}
    """
        .formatted(endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://r2-api.dotdigital.com/", "https://r2-api.dotdigital.com"})
  void the_address_of_the_region_is_found_with_and_without_a_slash(String endpoint) {
    server.replies(200, account(endpoint));

    ClientConfig found = ok(Dotdigital.discover(server.config(), CLOCK));

    assertThat(found)
        .isEqualTo(server.config().withBaseUrl(URI.create("https://r2-api.dotdigital.com")));
    assertThat(server.only().line()).isEqualTo("GET /v2/account-info");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not an address", "ftp://r2-api.dotdigital.com"})
  void an_account_without_an_address_is_unreadable(String endpoint) {
    server.replies(200, account(endpoint));

    assertThat(Dotdigital.discover(server.config(), CLOCK)).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void trouble_is_passed_on_as_it_is() {
    server.replies(401, "{\"message\":\"Authorization has been denied for this request.\"}");

    assertThat(Dotdigital.discover(server.config(), CLOCK)).isInstanceOf(Answer.Unauthorised.class);
  }

  @Test
  void an_account_knows_its_name_and_hides_its_owner() {
    server.replies(200, account("https://r1-api.dotdigital.com/"));

    try (var client = server.client()) {
      Account account = ok(client.account().get());

      assertThat(account.name()).contains("Sandbox shop");
      assertThat(account.callsRemaining()).contains(1985L);
      assertThat(account.property("mainemail")).contains("owner@example.com");
      assertThat(account.toString()).isEqualTo("Account[40001]");
    }
  }

  @Test
  void a_path_in_the_address_is_kept_before_every_call() {
    server.replies(404, "{}");
    var config = server.config().withBaseUrl(URI.create(server.url() + "/shop-a/"));

    try (var client = Dotdigital.open(config, CLOCK)) {
      client.account().get();
    }

    assertThat(server.only().line()).isEqualTo("GET /shop-a/v2/account-info");
  }

  @Test
  void a_transport_of_ones_own_carries_the_calls_and_is_closed_with_the_client() {
    var closed = new AtomicBoolean();
    Transport own =
        new Transport() {
          @Override
          public Transmission send(Request request) {
            byte[] body = account("https://x.example").getBytes(StandardCharsets.UTF_8);
            return new Transmission.Replied(200, Headers.none(), body);
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    try (var client = Dotdigital.over(own, CLOCK)) {
      assertThat(ok(client.account().get()).id()).isEqualTo(40001);
    }
    assertThat(closed).isTrue();
  }
}
