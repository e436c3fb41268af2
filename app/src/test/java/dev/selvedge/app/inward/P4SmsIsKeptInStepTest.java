package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Choices;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// P4: what people decide about SMS goes to Dotdigital with their number, relies on no default of
/// the account, and holds up no e-mail.
class P4SmsIsKeptInStepTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String NUMBER = "+447700900123";

  @TempDir private Path folder;
  private final Account account = new Account();
  private TurnedHub hub;

  @BeforeEach
  void open() {
    hub =
        new TurnedHub(
            account,
            folder,
            Account.settings(),
            Integer.MAX_VALUE,
            new Choices(Set.of(Topic.SMS), "mobile"));
    hub.crank.poll();
  }

  @AfterEach
  void close() {
    hub.close();
    account.close();
  }

  private void says(String email, String number, String sms) {
    hub.says(
        email,
        "\"opt_in\": true, \"at\": \"%s\", \"mobile\": \"%s\"%s"
            .formatted(NOON.minusSeconds(900), number, sms));
    hub.settle();
  }

  private static String sms(boolean optIn, Instant at) {
    return ", \"sms\": %s, \"sms_at\": \"%s\"".formatted(optIn, at);
  }

  private JsonNode contact(String email) {
    return account.sandbox.inside().contact(email).orElseThrow();
  }

  private String sms(String email) {
    return contact(email).at("/channelProperties/sms/status").asString("none");
  }

  private String number(String email) {
    return contact(email).at("/identifiers/mobileNumber").asString("none");
  }

  private void pass(Duration time) {
    account.clock.advance(time);
    hub.crank.poll();
    hub.settle();
  }

  private long writes() {
    return account.sandbox.calls().counts().entrySet().stream()
        .filter(one -> !one.getKey().startsWith("GET"))
        .mapToLong(one -> one.getValue().calls())
        .sum();
  }

  private List<String> trail() {
    return hub.store.read(ports -> ports.trail().latest(500)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  /// @param bySetting whether the account subscribes new numbers by itself
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_was_decided_holds_whatever_the_account_does_with_new_numbers(boolean bySetting) {
    account.change("{\"switches\": {\"mobileSubscribed\": " + bySetting + "}}");
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)));
    says(BOB, "+447700900124", sms(false, NOON.minusSeconds(800)));

    assertThat(number(ANN)).isEqualTo("447700900123");
    assertThat(sms(ANN)).isEqualTo("subscribed");
    assertThat(sms(BOB)).isEqualTo("unsubscribed");
    assertThat(hub.status(BOB)).as("e-mail").isEqualTo("subscribed");
  }

  @Test
  void a_number_that_nobody_decided_about_is_not_told() {
    says(ANN, NUMBER, "");

    assertThat(number(ANN)).isEqualTo("none");
  }

  @Test
  void a_new_number_goes_with_what_was_decided() {
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)));
    says(ANN, "+447700900999", sms(true, NOON.minusSeconds(800)));

    assertThat(number(ANN)).isEqualTo("447700900999");
    assertThat(sms(ANN)).isEqualTo("subscribed");
  }

  @Test
  void an_opt_out_at_dotdigital_stands_and_costs_no_call() {
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)));
    account.clock.advance(Duration.ofHours(1));
    account.sandbox.act(
        "sms",
        ANN,
        dev.selvedge.sandbox.json.Json.MAPPER.readTree("{\"status\": \"unsubscribed\"}"));
    long written = writes();
    pass(Duration.ofMinutes(20));
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)) + ", \"again\": 1");
    pass(Duration.ofMinutes(20));

    assertThat(sms(ANN)).isEqualTo("unsubscribed");
    assertThat(writes()).isEqualTo(written);
  }

  @Test
  void what_was_written_comes_back_and_is_no_decision() {
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)));
    says(ANN, NUMBER, sms(false, NOON.minusSeconds(700)));
    for (int hour = 0; hour < 3; hour++) {
      pass(Duration.ofHours(1));
    }
    says(ANN, NUMBER, sms(true, account.clock.instant()));
    for (int hour = 0; hour < 3; hour++) {
      pass(Duration.ofHours(1));
    }

    assertThat(sms(ANN)).isEqualTo("subscribed");
  }

  @Test
  void a_number_of_another_contact_holds_up_no_email_and_is_explained() {
    says(ANN, NUMBER, sms(true, NOON.minusSeconds(800)));
    says(BOB, NUMBER, sms(true, NOON.minusSeconds(800)));

    assertThat(hub.status(BOB)).isEqualTo("subscribed");
    assertThat(number(BOB)).isEqualTo("none");
    assertThat(trail())
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith(
                        "choice of SMS parked: Dotdigital does not take the mobile number with what"
                            + " was decided about SMS"));
  }
}
