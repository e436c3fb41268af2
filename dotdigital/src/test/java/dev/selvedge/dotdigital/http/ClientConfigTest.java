package dev.selvedge.dotdigital.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigTest {
  private static final Credentials USER = new Credentials("apiuser-1@apiconnector.com", "s3cret");

  @Test
  void the_defaults_wait_longer_than_dotdigital_asks_for() {
    ClientConfig config = ClientConfig.of(ClientConfig.DISCOVERY, USER);

    assertThat(config.responseTimeout()).isGreaterThanOrEqualTo(Duration.ofSeconds(121));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.maxConnections()).isEqualTo(16);
    assertThat(config.integrationToken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://r1-api.dotdigital.com/, https://r1-api.dotdigital.com",
    "https://r1-api.dotdigital.com, https://r1-api.dotdigital.com",
    "HTTPS://r1-api.dotdigital.com//, https://r1-api.dotdigital.com",
    "http://127.0.0.1:8080/sandbox/, http://127.0.0.1:8080/sandbox"
  })
  void a_base_address_has_one_form(URI given, URI normal) {
    assertThat(ClientConfig.of(given, USER).baseUrl()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example",
        "r1-api.dotdigital.com",
        "https://",
        "https://u:p@x.example",
        "https://x.example?a=b"
      })
  void what_is_no_base_address_is_refused(String text) {
    assertThatThrownBy(
            () -> ClientConfig.of(URI.create(text.equals("https://") ? "https:x" : text), USER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secrets_are_masked() {
    var config =
        ClientConfig.of(ClientConfig.DISCOVERY, USER)
            .withIntegrationToken("5a96bc79-19a7-4544-973b-e2da0c9136f9");

    assertThat(config.toString() + config.credentials())
        .doesNotContain("s3cret")
        .doesNotContain("apiuser")
        .doesNotContain("5a96bc79");
  }

  @Test
  void a_token_cannot_smuggle_a_header() {
    assertThatThrownBy(
            () -> ClientConfig.of(ClientConfig.DISCOVERY, USER).withIntegrationToken("a\r\nX: y"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
