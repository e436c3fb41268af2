package dev.selvedge.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `selvedge check --online` says about a system.
class RestCheckUpTest {
  private static final String FEED =
      """
      feeds:
        customer:
          path: /customers
          query: { since: "{since}", limit: "{size}" }
          key: id
          stamp: at
      """;
  private static final String ROW = "[{\"id\":\"10045\",\"at\":\"2026-11-01T10:00:00Z\"}]";

  /// The server's `Date` is of the real time.
  private final SettableClock clock = new SettableClock(InstantSource.system().instant());

  private ScriptedApi api;

  @BeforeEach
  void open() throws IOException {
    api = new ScriptedApi(clock);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private String findings(String options) {
    List<Finding> findings = api.open(options).examine();
    return findings.stream()
        .map(one -> (one.healthy() ? "ok " : "BAD ") + one.what() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void a_system_in_order_is_said_to_be_and_nobody_is_named() {
    api.answer(404, Map.of(), "").answer(ROW).answer(ROW).answer("[]");
    assertThat(findings(FEED))
        .isEqualTo(
            """
            ok the system answers
            ok the system's clock agrees with the hub's
            ok erp/customer: one record was read as a trial, key 10*** (5 characters), changed at 2026-11-01T**:**
            ok erp/customer: what changed since a time can be asked for
            """);
    assertThat(api.asked().get(2)).contains("since=2026-11-01T09%3A59%3A59Z");
    assertThat(api.asked().get(3)).contains("since=2026-11-01T10%3A00%3A02Z");
  }

  @Test
  void a_parameter_that_selects_nothing_is_found_out() {
    api.answer(404, Map.of(), "").answer(ROW).answer(ROW).answer(ROW);
    assertThat(findings(FEED)).contains("BAD erp/customer: asked for what changed later");
  }

  @Test
  void a_zone_that_would_lose_changes_is_found_out() {
    api.answer(404, Map.of(), "").answer(ROW).answer("[]").answer("[]");
    assertThat(findings(FEED))
        .contains("BAD erp/customer: asked for what changed since just before");
  }

  @Test
  void a_clock_that_is_wrong_and_a_stamp_that_is_none_are_said() {
    clock.set(Instant.parse("2026-01-01T00:00:00Z"));
    api.answer(404, Map.of(), "").answer("[{\"id\":1,\"at\":\"soon\"}]");
    assertThat(findings(FEED))
        .containsPattern("BAD the system's clock is \\d+ s ahead of the hub's")
        .contains(
            "BAD erp/customer: one record was read as a trial, key ***; what is at 'at' is no time");
  }

  @Test
  void a_scope_that_was_not_granted_is_named() {
    api.answer("{\"access_token\":\"t\",\"scope\":\"orders.read\"}")
        .answer(404, Map.of(), "")
        .answer("[]");
    assertThat(
            findings(
                """
                auth:
                  kind: client-credentials
                  token_url: %s/token
                  client_id: hub
                  client_secret: s3cr3t
                  scope: orders.read customers.read
                """
                    + FEED))
        .contains("BAD a token was given, without the scope customers.read")
        .contains("ok erp/customer: can be read; there are none yet");
  }

  @Test
  void a_system_that_is_away_is_asked_nothing_more() {
    Connector.Opened system = api.open(FEED);
    api.stop();
    assertThat(system.examine())
        .singleElement()
        .satisfies(one -> assertThat(one.healthy()).isFalse());
  }

  @Test
  void a_record_that_is_not_found_by_its_key_is_said() {
    api.answer(404, Map.of(), "").answer(ROW).answer(ROW).answer("[]").answer(404, Map.of(), "");
    assertThat(findings(FEED + "    by_key: { path: \"/customers/{key}\" }\n"))
        .contains("BAD erp/customer: the record of the trial is not found by its key");
  }
}
