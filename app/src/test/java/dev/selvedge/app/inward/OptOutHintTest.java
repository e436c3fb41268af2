package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.Secret;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.dotdigital.inward.OptOutHint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program's hint has the feeds read, and can do nothing else.
class OptOutHintTest {
  private static final String SECRET = "a-secret-of-thirty-two-characters";

  private final AtomicInteger read = new AtomicInteger();
  private final OptOutHint hint =
      new OptOutHint("Authorization", new Secret(SECRET), read::incrementAndGet);

  private Reading call(String kind, Map<String, String> headers, String body) {
    return hint.read(new Call(kind, headers, Payload.ofText(body), Account.NOON));
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "Bearer " + SECRET, "bearer  " + SECRET, " " + SECRET + " "})
  void the_secret_has_the_feeds_read_whatever_the_body_says(String given) {
    Reading reading =
        call(
            "opt-out", Map.of("authorization", given), "{\"email\": \"ann@example.com\"} and more");

    assertThat(reading).isEqualTo(new Reading.Records(List.of()));
    assertThat(read).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "another", SECRET + "s", "Basic " + SECRET})
  void without_the_secret_nothing_is_read(String given) {
    Reading reading = call("opt-out", Map.of("Authorization", given), "{}");

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(401);
              assertThat(refused.sentence()).doesNotContain(SECRET);
            });
    assertThat(read).hasValue(0);
  }

  @Test
  void a_call_without_the_header_is_refused() {
    assertThat(call("opt-out", Map.of(), "{}")).isInstanceOf(Reading.Refused.class);
    assertThat(read).hasValue(0);
  }

  @Test
  void only_the_address_of_hints_takes_hints() {
    assertThat(call("customer", Map.of("Authorization", SECRET), "{}"))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
    assertThat(read).hasValue(0);
  }
}
