package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Heard.Allowed;
import dev.selvedge.send.Heard.Answered;
import dev.selvedge.send.Heard.NoAnswer;
import dev.selvedge.send.Heard.Refused;
import dev.selvedge.send.Heard.UsedUp;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.allowance.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each answer says about the account as a whole.
class HeardTest {
  private static final Item ADA = Rig.contactItem(1, "ada@example.com");
  private static final Instant RESET = Instant.parse("2026-01-01T00:01:00Z");

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private List<Heard> afterSending() {
    rig.target.send(ADA);
    return rig.target.heard();
  }

  private static Allowed allowed(String scope, long remaining) {
    return new Allowed(new Reading(scope, 150, remaining, RESET));
  }

  @Test
  void a_success_says_that_it_answered_and_what_is_left() {
    rig.replies(200, "mediumCallRate", 149, Rig.contactJson(120034511, "ada@example.com"));

    assertThat(afterSending()).containsExactly(new Answered(), allowed("mediumCallRate", 149));
    assertThat(rig.target.heard()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 413, 422})
  void a_refused_record_is_an_answer_like_any_other(int status) {
    rig.replies(status, "mediumCallRate", 149, Rig.error("contacts:invalidId"));
    if (status == 409) {
      // the contact that shares an identifier is looked at
      rig.replies(404, "mediumCallRate", 149, Rig.error("contacts:contactNotFound"));
    }

    assertThat(afterSending())
        .startsWith(new Answered())
        .doesNotHaveAnyElementsOfTypes(NoAnswer.class, Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void trouble_is_no_answer(int status) {
    rig.replies(status, "");

    assertThat(afterSending().getFirst())
        .isEqualTo(new NoAnswer("Dotdigital is in trouble (" + status + ")"));
  }

  @Test
  void a_cut_line_is_no_answer() {
    rig.server.then(new Step.Cut());

    assertThat(afterSending())
        .containsExactly(new NoAnswer("no complete answer came back from Dotdigital (cut)"));
  }

  @Test
  void a_server_that_is_not_there_is_no_answer() throws IOException {
    int freePort;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    ClientConfig nowhere =
        rig.server.config().withBaseUrl(URI.create("http://127.0.0.1:" + freePort));

    try (Dotdigital lonely = Dotdigital.open(nowhere, rig.time::get)) {
      DotdigitalTarget target = new DotdigitalTarget(lonely, Rig.settings(), rig.time::get);

      assertThat(target.send(ADA).outcome()).isInstanceOf(Outcome.Retry.class);
      assertThat(target.heard())
          .containsExactly(new NoAnswer("Dotdigital could not be reached (refused)"));
    }
  }

  @Test
  void a_redirect_is_no_answer_of_dotdigitals() {
    rig.repliesBare(302, "");

    assertThat(afterSending())
        .singleElement()
        .isInstanceOfSatisfying(
            NoAnswer.class,
            it -> assertThat(it.sentence()).contains("not Dotdigital").contains("endpoint"));
  }

  @Test
  void one_collection_that_is_restored_does_not_make_the_account_ill() {
    rig.replies(503, Rig.v2Error("ERROR_TRANSACTIONAL_DATA_COLLECTION_IS_RESTORING"));

    assertThat(rig.target.send(Rig.orderItem(1, "ada@example.com", "A-1")).outcome())
        .isInstanceOf(Outcome.Retry.class);
    assertThat(rig.target.heard()).startsWith(new Answered());
  }

  @Test
  void a_success_that_cannot_be_read_is_an_answer() {
    rig.replies(200, "mediumCallRate", 149, "<html>");

    assertThat(rig.target.send(ADA).outcome()).isInstanceOf(Outcome.Unknown.class);
    assertThat(rig.target.heard()).startsWith(new Answered());
  }

  @Test
  void wrong_credentials_are_refused_and_no_item_is_to_blame() {
    rig.repliesBare(401, Rig.v2Error("Authorization has been denied for this request."));

    assertThat(rig.target.send(ADA).outcome())
        .isEqualTo(
            new Outcome.Snooze(
                "Dotdigital refuses the credentials; check the API user",
                Rig.NOW.plus(Duration.ofMinutes(1))));
    assertThat(rig.target.heard())
        .containsExactly(
            new Refused(
                "credentials",
                "Dotdigital refuses the credentials; check the API user",
                Duration.ofMinutes(1)));
  }

  @Test
  void an_account_of_another_region_is_refused_with_the_endpoint_to_set() {
    rig.repliesBare(403, "<html>403 - Forbidden: Access is denied</html>")
        .repliesBare(200, account("https://r2-api.dotdigital.com/"))
        .repliesBare(403, "");

    rig.target.send(ADA);
    rig.target.send(ADA);

    assertThat(rig.target.heard())
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        Refused.class,
                        it -> {
                          assertThat(it.cause()).isEqualTo("forbidden");
                          assertThat(it.sentence())
                              .endsWith("set dotdigital.endpoint to https://r2-api.dotdigital.com");
                        }));
    // It is asked where it lives once, not each time.
    assertThat(rig.lines()).filteredOn("GET /v2/account-info"::equals).hasSize(1);
  }

  @Test
  void where_the_account_lives_is_asked_again_after_a_while() {
    rig.repliesBare(403, "").repliesBare(500, "").repliesBare(403, "");
    rig.target.send(ADA);
    rig.pass(Duration.ofMinutes(11));
    rig.repliesBare(200, account("https://r3-api.dotdigital.com"));

    rig.target.send(ADA);

    assertThat(rig.target.heard().getLast().toString()).contains("r3-api.dotdigital.com");
  }

  @Test
  void a_part_the_account_does_not_have_stops_no_other() {
    rig.server.scripts("GET /insightData/v3/collections/Orders/schema");
    rig.repliesBare(403, Rig.v2Error("ERROR_FEATURENOTACTIVE"))
        .repliesBare(200, account(rig.server.url().toString()));

    Outcome outcome = rig.target.send(Rig.orderItem(1, "ada@example.com", "A-1")).outcome();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            it -> assertThat(it.sentence()).contains("does not allow this account insight data"));
    assertThat(rig.target.heard()).containsExactly(new Answered());
  }

  @Test
  void contacts_that_are_forbidden_stop_everything() {
    rig.repliesBare(403, "").repliesBare(200, account(rig.server.url().toString()));

    assertThat(rig.target.send(ADA).outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(rig.target.heard()).hasExactlyElementsOfTypes(Refused.class);
  }

  private static String account(String endpoint) {
    return """
    {"id":1,"properties":[{"name":"ApiEndpoint","type":"String","value":"%s"}]}
    """
        .formatted(endpoint);
  }

  @Test
  void a_tier_that_is_used_up_is_said_with_the_tier_the_call_was_taken_from() {
    rig.replies(429, "mediumCallRate", 0, "");

    assertThat(afterSending())
        .containsExactly(
            new Answered(), allowed("mediumCallRate", 0), new UsedUp("mediumCallRate", RESET));
  }

  @Test
  void a_tier_that_is_used_up_without_a_word_is_the_one_it_is_believed_to_be() {
    rig.repliesBare(429, "");

    assertThat(afterSending()).containsExactly(new Answered(), new UsedUp("mediumCallRate", RESET));
  }

  @Test
  void too_many_imports_say_nothing_about_the_account() {
    rig.replies(429, "lowCallRate", 5, Rig.error("contacts:tooManyActiveImports"));

    rig.target.pack(Facet.CONTACT, List.of(ADA)).handOver();

    assertThat(rig.target.heard()).containsExactly(new Answered(), allowed("lowCallRate", 5));
  }

  @Test
  void a_capped_account_rests_and_is_not_asked_meanwhile() {
    rig.repliesBare(400, Rig.v2Error("ERROR_APIUSAGE_EXCEEDED"));
    Instant until = Rig.NOW.plus(Duration.ofMinutes(5));

    assertThat(rig.target.send(ADA).outcome())
        .isInstanceOfSatisfying(
            Outcome.Snooze.class, it -> assertThat(it.until()).isEqualTo(until));
    List<Heard> heard = rig.target.heard();

    assertThat(heard).hasSize(2).last().isEqualTo(new UsedUp("hour", until));
    assertThat(heard.getFirst())
        .isInstanceOfSatisfying(
            Refused.class,
            it -> {
              assertThat(it.cause()).isEqualTo("capped");
              assertThat(it.restFor()).isEqualTo(Duration.ofMinutes(5));
            });
    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Snooze.class);
    assertThat(rig.calls()).isEqualTo(1);
    rig.pass(Duration.ofMinutes(5));
    rig.repliesBare(500, "");
    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Retry.class);
    assertThat(rig.calls()).isEqualTo(2);
  }

  @Test
  void that_it_answers_is_said_once_until_something_else_is_heard() {
    for (int status : List.of(200, 200, 500, 200, 200)) {
      rig.replies(status, "mediumCallRate", 100, Rig.contactJson(1, "ada@example.com"));
      rig.target.send(ADA);
    }

    assertThat(rig.target.heard())
        .filteredOn(one -> !(one instanceof Allowed))
        .hasExactlyElementsOfTypes(Answered.class, NoAnswer.class, Answered.class);
    rig.replies(200, "mediumCallRate", 100, Rig.contactJson(1, "ada@example.com"));
    assertThat(afterSending()).startsWith(new Answered());
  }

  @Test
  void calls_of_others_on_the_same_client_are_heard_too() {
    rig.replies(200, "highCallRate", 77, Rig.contactJson(1, "ada@example.com"));

    rig.account.contacts().get(new ContactKey.Email("ada@example.com"));

    assertThat(rig.target.heard()).containsExactly(new Answered(), allowed("highCallRate", 77));
  }

  @Test
  void nobody_asking_fills_no_memory() {
    for (int i = 0; i < 1200; i++) {
      rig.replies(200, "mediumCallRate", i, Rig.contactJson(1, "ada@example.com"));
      rig.target.send(ADA);
    }

    List<Heard> heard = rig.target.heard();
    assertThat(heard).hasSize(1000).last().isEqualTo(allowed("mediumCallRate", 1199));
  }

  @Test
  void what_many_threads_hear_is_all_there_in_the_order_of_each() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      rig.replies(200, "mediumCallRate", 100, Rig.contactJson(1, "ada@example.com"));
    }
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 25; i++) {
                      rig.target.send(ADA);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<Heard> heard = rig.target.heard();
    assertThat(heard.getFirst()).isEqualTo(new Answered());
    assertThat(heard).filteredOn(Allowed.class::isInstance).hasSize(200);
    assertThat(heard).filteredOn(Answered.class::isInstance).hasSize(1);
  }
}
