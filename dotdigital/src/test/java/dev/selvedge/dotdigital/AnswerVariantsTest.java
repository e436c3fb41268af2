package dev.selvedge.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.dotdigital.account.Account;
import dev.selvedge.dotdigital.answer.Allowance;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Transmission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of answer, caused on a real socket.
class AnswerVariantsTest {
  private static final Map<String, String> TIER =
      Map.of(
          "x-ratelimit-limit", "20",
          "X-RateLimit-Remaining", "0",
          "X-RATELIMIT-RESET", "1767225660",
          "X-RateLimit-Scope", "lowCallRate");

  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Answer<Contact> getContact() {
    return client.contacts().get(new ContactKey.Email("ada@example.com"));
  }

  @Test
  void a_success_carries_value_status_and_allowance() {
    server.replies(200, TIER, "{\"id\":40001,\"properties\":[]}");

    Answer<Account> answer = client.account().get();

    assertThat(answer)
        .isEqualTo(
            new Answer.Ok<>(
                new Account(40001, Map.of()),
                200,
                new Allowance.Stated("lowCallRate", 20, 0, Instant.parse("2026-01-01T00:01:00Z"))));
  }

  @Test
  void an_answer_without_headers_states_no_allowance() {
    server.replies(200, "{\"id\":40001,\"properties\":[]}");

    assertThat(client.account().get().stated()).isEqualTo(Allowance.UNSTATED);
  }

  @Test
  void a_missing_contact_is_not_found() {
    server.replies(
        404,
        """
        {"errorCode":"contacts:contactNotFound","description":"There is no such contact",
         "details":[{"item":"ada@example.com","description":"Not found using the identifier 'email'"}]}
        """);

    Answer<Contact> answer = getContact();

    var error =
        new ApiError(
            "contacts:contactNotFound",
            "There is no such contact",
            List.of(
                new ApiError.Detail("ada@example.com", "Not found using the identifier 'email'")));
    assertThat(answer).isEqualTo(new Answer.NotFound<>(error, Allowance.UNSTATED));
    assertThat(answer.toString()).contains("contacts:contactNotFound").doesNotContain("ada@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts:idAlreadyExists", "contacts:identifierConflict", ""})
  void a_409_is_a_conflict_whatever_its_code(String code) {
    server.replies(409, "{\"errorCode\":\"" + code + "\",\"description\":\"taken\"}");

    assertThat(getContact())
        .isInstanceOfSatisfying(
            Answer.Conflict.class, it -> assertThat(it.error().code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 405, 412, 413, 422})
  void other_statuses_below_500_are_rejections(int status) {
    server.replies(status, "{\"message\":\"Error: ERROR_PARAMETER_INVALID\"}");

    assertThat(getContact())
        .isInstanceOfSatisfying(
            Answer.Rejected.class,
            it -> {
              assertThat(it.status()).isEqualTo(status);
              assertThat(it.error().code()).isEqualTo("ERROR_PARAMETER_INVALID");
            });
  }

  @Test
  void a_redirect_is_not_followed() {
    server.replies(302, Map.of("Location", "/somewhere/else"), "");

    assertThat(getContact()).isInstanceOf(Answer.Rejected.class);
    assertThat(server.lines()).hasSize(1);
  }

  @Test
  void a_429_without_a_body_waits_for_the_window() {
    server.replies(429, TIER, "");

    assertThat(getContact())
        .isEqualTo(
            new Answer.RateLimited<>(
                Answer.Cap.TIER,
                Instant.parse("2026-01-01T00:01:00Z"),
                ApiError.NONE,
                new Allowance.Stated("lowCallRate", 20, 0, Instant.parse("2026-01-01T00:01:00Z"))));
  }

  @Test
  void a_429_without_any_header_waits_for_the_next_full_minute() {
    server.replies(429, "");

    assertThat(getContact())
        .isInstanceOfSatisfying(
            Answer.RateLimited.class,
            it -> assertThat(it.retryAt()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts:tooManyActiveImports", "contacts:toomanybulkdeletejobs"})
  void a_429_about_jobs_waits_for_a_job_and_not_for_the_window(String code) {
    server.replies(429, TIER, "{\"errorCode\":\"" + code + "\",\"description\":\"\"}");

    assertThat(getContact()).isInstanceOf(Answer.TooManyJobs.class);
  }

  @Test
  void too_many_imports_in_the_older_wording_wait_for_a_job_too() {
    server.replies(400, "{\"message\":\"Error: ERROR_IMPORT_TOOMANYACTIVEIMPORTS\"}");

    assertThat(getContact()).isInstanceOf(Answer.TooManyJobs.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your account has generated excess API activity and is being temporarily capped.",
        "Something else. ERROR_APIUSAGE_EXCEEDED"
      })
  void the_hourly_cap_is_a_limit_though_its_status_is_400(String message) {
    server.replies(400, "{\"message\":\"" + message + "\"}");

    assertThat(getContact())
        .isInstanceOfSatisfying(
            Answer.RateLimited.class,
            it -> {
              assertThat(it.cap()).isEqualTo(Answer.Cap.HOURLY);
              assertThat(it.retryAt()).isEqualTo(ScriptedServer.NOW.plusSeconds(300));
            });
  }

  @Test
  void wrong_credentials_are_unauthorised_in_both_wordings() {
    server
        .replies(401, "{\"message\":\"Authorization has been denied for this request.\"}")
        .replies(400, "{\"message\":\"Error: ERROR_INVALID_LOGIN\"}");

    assertThat(getContact()).isInstanceOf(Answer.Unauthorised.class);
    assertThat(getContact()).isInstanceOf(Answer.Unauthorised.class);
  }

  @Test
  void the_wrong_region_is_forbidden_though_its_body_is_a_web_page() {
    server.replies(403, "<html><h2>403 - Forbidden: Access is denied.</h2></html>");

    assertThat(getContact()).isEqualTo(new Answer.Forbidden<>(ApiError.NONE, Allowance.UNSTATED));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void trouble_at_dotdigital_is_ill(int status) {
    server.replies(status, "<html>Bad gateway</html>");

    assertThat(getContact()).isEqualTo(new Answer.Ill<>(status, ApiError.NONE, Allowance.UNSTATED));
  }

  @Test
  void maintenance_is_ill_though_its_status_is_400() {
    server.replies(400, "{\"message\":\"ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE\"}");

    assertThat(getContact()).isInstanceOf(Answer.Ill.class);
  }

  @Test
  void a_connection_cut_after_the_request_is_lost_and_not_repeated() {
    server.then(new Step.Cut());

    assertThat(getContact()).isEqualTo(new Answer.Lost<>(Transmission.Loss.CUT));
    assertThat(server.lines()).hasSize(1);
  }

  @Test
  void a_connection_cut_inside_the_answer_is_lost() {
    server.then(new Step.CutInside(202, "{\"importId\":\"3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77\"}"));

    assertThat(getContact()).isEqualTo(new Answer.Lost<>(Transmission.Loss.CUT));
  }

  @Test
  void silence_is_lost_after_the_response_timeout() {
    server.then(new Step.Silence());
    ClientConfig impatient =
        server.config().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(200));

    try (var hasty = Dotdigital.open(impatient, InstantSource.fixed(ScriptedServer.NOW))) {
      assertThat(hasty.account().get()).isEqualTo(new Answer.Lost<>(Transmission.Loss.TIMED_OUT));
    }
    assertThat(server.lines()).hasSize(1);
  }

  @Test
  void a_refused_connection_was_not_sent() throws IOException {
    int freePort;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    var nowhere = server.config().withBaseUrl(URI.create("http://127.0.0.1:" + freePort));

    try (var lonely = Dotdigital.open(nowhere, InstantSource.fixed(ScriptedServer.NOW))) {
      assertThat(lonely.account().get())
          .isEqualTo(new Answer.NotSent<>(Transmission.Obstacle.REFUSED));
    }
  }

  @Test
  void a_server_without_tls_where_tls_is_due_was_not_sent() {
    server.then(new Step.Cut());
    var secure =
        server.config().withBaseUrl(URI.create(server.url().toString().replace("http", "https")));

    try (var strict =
        Dotdigital.open(
            secure.withTimeouts(Duration.ofMillis(500), Duration.ofMillis(500)),
            InstantSource.fixed(ScriptedServer.NOW))) {
      assertThat(strict.account().get()).isInstanceOf(Answer.NotSent.class);
    }
    assertThat(server.lines()).isEmpty();
  }

  @Test
  void all_connections_busy_was_not_sent() throws InterruptedException {
    server.then(new Step.Silence());
    var single =
        server
            .config()
            .withMaxConnections(1)
            .withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(5));

    try (var narrow = Dotdigital.open(single, InstantSource.fixed(ScriptedServer.NOW))) {
      Thread first = Thread.ofVirtual().start(() -> narrow.account().get());
      while (server.lines().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(narrow.account().get())
          .isEqualTo(new Answer.NotSent<>(Transmission.Obstacle.NO_FREE_CONNECTION));
      server.close();
      first.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>hello</html>", "[]", "\"text\"", "{\"contactId\":1", "{}"})
  void a_success_whose_body_is_not_the_thing_is_unreadable(String body) {
    server.replies(200, body);

    assertThat(getContact()).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void an_unreadable_answer_does_not_quote_the_body() {
    server.replies(200, "{\"identifiers\":{\"email\":\"ada@example.com\"}}");

    assertThat(getContact().toString()).contains("contactId").doesNotContain("example.com");
  }

  @Test
  void an_error_that_comes_with_success_in_v2_is_a_rejection() {
    server.replies(200, "{\"message\":\"Contact is suppressed. ERROR_CONTACT_SUPPRESSED\"}");

    assertThat(client.account().get())
        .isInstanceOfSatisfying(
            Answer.Rejected.class,
            it -> assertThat(it.error().code()).isEqualTo("ERROR_CONTACT_SUPPRESSED"));
  }

  @Test
  void one_connection_serves_call_after_call() {
    server.replies(200, "{\"id\":1}").replies(200, "{\"id\":2}").replies(500, "");

    client.account().get();
    client.account().get();

    assertThat(client.account().get()).isInstanceOf(Answer.Ill.class);
    assertThat(server.lines()).hasSize(3);
  }
}
