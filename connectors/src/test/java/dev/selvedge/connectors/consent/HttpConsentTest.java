package dev.selvedge.connectors.consent;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Telling a system over HTTP, on a real loopback socket.
class HttpConsentTest {
  private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");
  private static final String LOOKING =
      """
      http:
        url: "%1$s/customers/{key}/consent"
        headers: { Authorization: Bearer secret, X-Who: "{email}" }
        body: '{"who": "{email}", "optIn": "{opt_in}", "at": "{at}", "note": "since {at}", "ms": "{at_millis}"}'
        read: { url: "%1$s/customers/{key}", opt_in: marketing.optIn, at: marketing.at }
        timeout: 1s
      """;
  private static final String COMPARING =
      """
      http:
        method: post
        url: "%s/consent?id={key}"
        body: '{"status": "{opt_in}", "at": "{at}"}'
        newer: [409]
        yes: subscribed
        no: unsubscribed
        timeout: 1s
        check: "%1$s/health"
      """;

  private ScriptedShop shop;

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @BeforeEach
  void open_the_shop() throws IOException {
    shop = new ScriptedShop();
  }

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    shop.close();
  }

  private ConsentTarget open(String written) {
    target =
        Consents.open(
            new HttpConsentOffer(), "{}", written.formatted(shop.address()), Path.of("."));
    return target;
  }

  @Test
  void it_is_looked_at_and_written_with_every_value_in_its_place() {
    shop.answer(200, "{\"marketing\":{\"optIn\":true,\"at\":\"2026-11-01T10:00:00Z\"}}")
        .answer(204, "");

    Told told = open(LOOKING).tell(optOut("a/b \"c\" ?d&e", AT, Held.OPT_IN));

    assertThat(told).isEqualTo(Told.answered(new Outcome.Done()));
    assertThat(shop.asked())
        .containsExactly(
            "GET /customers/a%2Fb%20%22c%22%20%3Fd%26e ",
            "PUT /customers/a%2Fb%20%22c%22%20%3Fd%26e/consent {\"who\":\"ann@example.com\","
                + "\"optIn\":false,\"at\":\"2026-11-02T10:00:00Z\","
                + "\"note\":\"since 2026-11-02T10:00:00Z\",\"ms\":1793613600000}");
    assertThat(shop.headers("Authorization")).containsOnly("Bearer secret");
    assertThat(shop.headers("X-Who")).containsOnly("ann@example.com");
    assertThat(shop.headers("If-Match")).containsOnly("");
  }

  /// The rule itself, row by row: what it holds, since when, what we last heard, and what follows.
  @ParameterizedTest
  @CsvSource({
    "false, 2026-11-01T10:00:00Z, OPT_IN, held",
    "false, 2026-11-09T10:00:00Z, OPT_OUT, held",
    "'', '', NOT_KNOWN, written",
    "true, 2026-11-01T10:00:00Z, OPT_IN, written",
    "true, 2026-11-02T10:00:00Z, OPT_IN, written",
    "true, 2026-11-02T10:00:01Z, OPT_IN, newer",
    "true, 2026-11-01T10:00:00Z, OPT_OUT, newer",
    "true, '', OPT_IN, written",
    "true, '', NOT_KNOWN, newer",
  })
  void a_newer_decision_of_the_system_is_never_overridden(
      String optIn, String since, Held heard, String then) {
    String choice = optIn.isEmpty() ? "null" : optIn;
    shop.answer(200, "{\"marketing\":{\"optIn\":" + choice + ",\"at\":\"" + since + "\"}}")
        .answer(200, "");

    Outcome outcome = open(LOOKING).tell(optOut("7", AT, heard)).outcome();

    assertThat(outcome)
        .isInstanceOf(then.equals("newer") ? Outcome.Drop.class : Outcome.Done.class);
    assertThat(shop.asked()).hasSize(then.equals("written") ? 2 : 1);
  }

  @Test
  void an_opt_in_of_the_same_instant_gives_way() {
    shop.answer(200, "{\"marketing\":{\"optIn\":false,\"at\":\"2026-11-02T10:00:00Z\"}}");
    assertThat(open(LOOKING).tell(optIn("7", AT, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
  }

  @Test
  void what_changes_between_looking_and_writing_is_not_overridden_but_looked_at_again() {
    shop.tag("\"v1\"").answer(200, "{\"marketing\":{\"optIn\":true}}").answer(412, "");
    Told told = open(LOOKING).tell(optOut("7", AT, Held.OPT_IN));
    assertThat(told.outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(told.bearing()).isInstanceOf(Bearing.Answered.class);
    assertThat(shop.headers("If-Match")).containsExactly("", "\"v1\"");
  }

  @ParameterizedTest
  @CsvSource({
    "200, Done, Answered",
    "204, Done, Answered",
    "409, Drop, Answered",
    "404, Park, Answered",
    "422, Park, Answered",
    "302, Park, Answered",
    "401, Snooze, Refusing",
    "403, Snooze, Refusing",
    "429, Snooze, Busy",
    "503, Unknown, Silent",
    "408, Unknown, Silent",
  })
  void every_status_has_one_meaning(int status, String outcome, String bearing) {
    shop.answer(status, "about ann@example.com");

    Told told = open(COMPARING).tell(optIn("7", AT, Held.OPT_OUT));

    assertThat(told.outcome().getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(told.bearing().getClass().getSimpleName()).isEqualTo(bearing);
    assertThat(told.toString()).doesNotContain("ann@example.com");
    assertThat(shop.asked())
        .containsExactly(
            "POST /consent?id=7 {\"status\":\"subscribed\",\"at\":\"2026-11-02T10:00:00Z\"}");
  }

  @Test
  void a_system_that_asks_to_wait_is_left_alone_for_so_long() {
    shop.retryAfter("90").answer(429, "");
    Told told = open(COMPARING).tell(optOut("7", AT, Held.OPT_IN));
    assertThat(told.bearing()).isEqualTo(new Bearing.Busy(Systems.NOW.plusSeconds(90)));
  }

  @Test
  void no_answer_to_a_write_may_have_been_one() {
    shop.silence();
    Told told = open(COMPARING).tell(optOut("7", AT, Held.OPT_IN));
    assertThat(told.outcome()).isInstanceOf(Outcome.Unknown.class);
    assertThat(told.bearing()).isInstanceOf(Bearing.Silent.class);
  }

  @Test
  void no_answer_to_a_question_was_no_write() {
    shop.silence();
    assertThat(open(LOOKING).tell(optOut("7", AT, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Retry.class);
  }

  @ParameterizedTest
  @CsvSource({"..", "."})
  void a_key_cannot_lead_to_another_address(String key) {
    assertThat(open(LOOKING).tell(optOut(key, AT, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.unfit"));
    assertThat(shop.asked()).isEmpty();
  }

  @Test
  void the_check_up_asks_and_writes_nothing() {
    shop.answer(200, "").answer(401, "");
    ConsentTarget opened = open(COMPARING);
    assertThat(opened.examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isTrue());
    assertThat(opened.examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse());
    assertThat(shop.asked()).containsExactly("GET /health ", "GET /health ");
  }

  @Test
  void mistakes_are_said_with_what_to_do() {
    List<String> found =
        Consents.complaints(
            new HttpConsentOffer(),
            "{}",
            """
            http:
              url: "http://shop.example.com/{kee}"
              body: '{"optIn": {opt_in}}'
              success: [nine]
              methode: PUT
            """);
    assertThat(found)
        .anyMatch(text -> text.contains("would send personal data in the clear"))
        .anyMatch(text -> text.contains("'{kee}'") && text.contains("key"))
        .anyMatch(text -> text.contains("'body' is not JSON") && text.contains("quotation marks"))
        .anyMatch(text -> text.contains("'success' must hold statuses"))
        .anyMatch(text -> text.contains("would override a newer decision"))
        .anyMatch(text -> text.contains("unknown key 'methode'"));
  }

  @Test
  void no_value_chooses_whom_to_talk_to() {
    assertThat(
            Consents.complaints(
                new HttpConsentOffer(),
                "{}",
                "http: { url: 'https://{key}.example.com/', body: '[\"{opt_in}\"]', newer: 409 }"))
        .singleElement()
        .asString()
        .contains("'url' must be an address");
  }
}
