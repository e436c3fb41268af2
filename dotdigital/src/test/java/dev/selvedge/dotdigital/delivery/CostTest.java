package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which counter a call is taken from, as the answers teach it.
class CostTest {
  private static final Item ADA = Rig.contactItem(1, "ada@example.com");
  private static final String ADA_JSON = Rig.contactJson(120034511, "ada@example.com");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private String cost(Facet facet, Way way) {
    return switch (rig.target.cost(facet, way)) {
      case Cost.Impossible ignored -> "impossible";
      case Cost.OneOf(String scope) -> scope;
      case Cost.WhenPacked ignored -> "when packed";
    };
  }

  private static String account(long left) {
    return """
    {"id":1,"properties":[{"name":"ApiCallsRemaining","type":"Int","value":"%d"}]}
    """
        .formatted(left);
  }

  private List<Reading> readings() {
    return rig.target.heard().stream()
        .filter(Heard.Allowed.class::isInstance)
        .map(one -> ((Heard.Allowed) one).reading())
        .toList();
  }

  @Test
  void before_any_answer_costs_are_the_believed_ones() {
    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("mediumCallRate");
    assertThat(cost(Facet.CONTACT, Way.TOGETHER)).isEqualTo("lowCallRate");
    assertThat(cost(Facet.ORDER, Way.SINGLY)).isEqualTo("mediumCallRate");
    assertThat(cost(Facet.ORDER, Way.TOGETHER)).isEqualTo("lowCallRate");
    assertThat(cost(Facet.PROOF, Way.SINGLY)).isEqualTo("mediumCallRate");
    assertThat(cost(Facet.PROOF, Way.TOGETHER)).isEqualTo("lowCallRate");
    assertThat(cost(Facet.ENROLMENT, Way.SINGLY)).isEqualTo("impossible");
    assertThat(cost(Facet.ENROLMENT, Way.TOGETHER)).isEqualTo("when packed");
  }

  @Test
  void the_counters_have_assumed_limits_that_a_project_can_set() {
    assertThat(rig.target.scopes())
        .containsExactly(
            new Scope("lowCallRate", MINUTE, 10),
            new Scope("mediumCallRate", MINUTE, 60),
            new Scope("highCallRate", MINUTE, 300),
            new Scope("hour", Duration.ofMinutes(5), 153),
            new Scope("enrolments", Duration.ofHours(1), 20));
    try (Rig other =
        new Rig(Rig.settings().withLimits(new AssumedLimits(20, 150, 600, 5000, 40)))) {
      assertThat(other.target.scopes())
          .extracting(Scope::assumed)
          .containsExactly(20L, 150L, 600L, 384L, 40L);
    }
  }

  @Test
  void an_answer_corrects_the_cost_of_its_own_operation() {
    rig.replies(200, "highCallRate", 99, ADA_JSON);

    rig.target.send(ADA);

    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("highCallRate");
    assertThat(cost(Facet.ORDER, Way.SINGLY)).isEqualTo("mediumCallRate");
  }

  @Test
  void a_counter_nobody_knew_becomes_one_of_the_accounts() {
    rig.replies(200, "insightCallRate", 99, "");

    rig.target.send(Rig.orderItem(1, "ada@example.com", "A-1"));

    assertThat(cost(Facet.ORDER, Way.SINGLY)).isEqualTo("insightCallRate");
    assertThat(rig.target.scopes()).contains(new Scope("insightCallRate", MINUTE, 150));
  }

  @Test
  void another_case_is_no_other_counter() {
    rig.replies(200, "MEDIUMCALLRATE", 99, ADA_JSON);

    rig.target.send(ADA);

    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("mediumCallRate");
    assertThat(rig.target.scopes()).hasSize(5);
  }

  @Test
  void headers_without_a_scope_speak_of_the_believed_one() {
    rig.replies(200, "", 99, ADA_JSON);

    rig.target.send(ADA);

    assertThat(readings())
        .containsExactly(
            new Reading("mediumCallRate", 150, 99, Instant.parse("2026-01-01T00:01:00Z")));
  }

  @Test
  void a_limited_call_without_headers_shows_an_account_that_counts_by_the_hour() {
    rig.repliesBare(200, ADA_JSON);

    rig.target.send(ADA);

    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("hour");
    assertThat(cost(Facet.CONTACT, Way.TOGETHER)).isEqualTo("hour");
    assertThat(cost(Facet.ORDER, Way.SINGLY)).isEqualTo("hour");
    assertThat(cost(Facet.ENROLMENT, Way.TOGETHER)).isEqualTo("when packed");
  }

  @Test
  void headers_that_appear_again_show_tiers_again() {
    rig.repliesBare(200, ADA_JSON).repliesBare(200, account(1999));
    rig.target.send(ADA);
    rig.replies(200, "mediumCallRate", 149, ADA_JSON);

    rig.target.send(ADA);

    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("mediumCallRate");
  }

  @Test
  void what_is_never_limited_and_what_fails_says_nothing_of_the_scheme() {
    rig.repliesBare(200, "{\"importId\":\"x\",\"status\":\"NotFinished\"}")
        .repliesBare(500, "")
        .repliesBare(404, Rig.error("contacts:importNotFound"))
        .repliesBare(400, Rig.error("contacts:invalidId"))
        .repliesBare(201, "{\"id\":\"" + Rig.ENROLMENT_ID + "\",\"programId\":12}");

    rig.account.contacts().importReport(new JobId("x"));
    rig.target.send(ADA);
    rig.account.contacts().importReport(new JobId("x"));
    rig.target.send(ADA);
    rig.target.pack(Facet.ENROLMENT, List.of(Rig.enrolmentItem(1, 12, "a"))).handOver();

    assertThat(cost(Facet.CONTACT, Way.SINGLY)).isEqualTo("mediumCallRate");
  }

  @Test
  void preparing_an_hourly_account_reads_its_own_count() {
    rig.repliesBare(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]")
        .repliesBare(200, "")
        .repliesBare(200, account(42));

    assertThat(rig.target.prepare()).isInstanceOf(Outcome.Done.class);

    assertThat(readings())
        .containsExactly(new Reading("hour", 153, 42, Instant.parse("2026-01-01T00:05:00Z")));
    assertThat(rig.lines()).last().isEqualTo("GET /v2/account-info");
  }

  @Test
  void the_count_is_read_once_in_five_minutes() {
    rig.repliesBare(200, ADA_JSON).repliesBare(200, account(1999));
    rig.target.send(ADA);
    rig.repliesBare(200, ADA_JSON).repliesBare(200, ADA_JSON);
    rig.target.send(ADA);
    rig.target.send(ADA);

    assertThat(rig.lines()).filteredOn("GET /v2/account-info"::equals).hasSize(1);
    // Three calls were made from here before: the one that showed the scheme, the count, a write.
    assertThat(readings()).extracting(Reading::remaining).containsExactly(151L);

    rig.pass(Duration.ofMinutes(5));
    rig.repliesBare(200, account(1995)).repliesBare(200, ADA_JSON);
    rig.target.send(ADA);
    assertThat(readings())
        .containsExactly(new Reading("hour", 153, 152, Instant.parse("2026-01-01T00:10:00Z")));
  }

  @Test
  void an_account_that_does_not_tell_its_count_is_left_at_that() {
    rig.repliesBare(200, ADA_JSON).repliesBare(200, "{\"id\":1,\"properties\":[]}");
    rig.target.send(ADA);
    rig.repliesBare(200, ADA_JSON);

    assertThat(rig.target.send(ADA).outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(readings()).isEmpty();
  }
}
