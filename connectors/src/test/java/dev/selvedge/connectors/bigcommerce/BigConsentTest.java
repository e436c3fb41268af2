package dev.selvedge.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.StandIn.Asked;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Telling subscribers.
class BigConsentTest {
  private static final RecordKind SUBSCRIBER = new RecordKind("subscriber");
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));
  private static final String LIST = "v3/customers/subscribers";

  private final Store store = new Store();

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    store.close();
  }

  private static Decision decision(boolean optIn, Instant at, Held held) {
    return new Decision(
        new RecordRef(Consents.SHOP, SUBSCRIBER, "5"), "ann@example.com", optIn, at, held);
  }

  private Told tell(String written, Decision decision) {
    if (target == null) {
      target = plan(SUBSCRIBER, written, new Problems()).open();
    }
    return target.tell(decision);
  }

  private Told out(Instant at) {
    return tell("{}", decision(false, at, Held.OPT_IN));
  }

  private ConsentOffer.Plan plan(RecordKind kind, String written, Problems problems) {
    return new SubscriberOffer()
        .plan(
            new ConsentOffer.Request(
                Consents.SHOP,
                kind,
                "EMAIL",
                mapping(store.options()),
                mapping(written),
                new Connector.Surroundings(Path.of("."), InstantSource.fixed(Systems.NOW))),
            problems);
  }

  private static YamlNode.Mapping mapping(String yaml) {
    return YamlReader.readMapping("consent_target", yaml, new Problems()).orElseThrow();
  }

  private void holds(String consents) {
    store.put(
        LIST,
        """
        {"id": 5, "email": "Ann@Example.com", "first_name": "Ann", "order_id": null,
         "channel_id": 1, "date_created": "2026-01-01T10:00:00Z",
         "date_modified": "2026-11-01T10:00:00Z", "consents": %s}
        """
            .formatted(consents));
  }

  private JsonNode written() {
    List<Asked> puts =
        store.stand().asked().stream().filter(one -> one.method().equals("PUT")).toList();
    assertThat(puts).hasSize(1);
    return Store.JSON.readTree(puts.getFirst().body());
  }

  @Test
  void an_opt_out_takes_the_newsletter_away_and_leaves_the_rest() {
    holds("[\"marketing_newsletter\",\"abandoned_cart\"]");
    assertThat(out(LATER)).isEqualTo(Told.answered(new Outcome.Done()));
    assertThat(written().toString())
        .isEqualTo(
            "{\"email\":\"Ann@Example.com\",\"first_name\":\"Ann\",\"channel_id\":1,"
                + "\"consents\":[\"abandoned_cart\"]}");
  }

  @Test
  void both_consents_where_both_are_told() {
    holds("[\"abandoned_cart\"]");
    Told told =
        tell(
            "consents: [marketing_newsletter, abandoned_cart]\n",
            decision(false, LATER, Held.OPT_IN));
    assertThat(told.outcome()).isEqualTo(new Outcome.Done());
    assertThat(written().path("consents").isEmpty()).isTrue();
  }

  @Test
  void an_opt_in_adds_it_for_the_address_it_was_given_for() {
    holds("[\"abandoned_cart\"]");
    assertThat(tell("{}", decision(true, LATER, Held.OPT_OUT)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(written().path("consents").toString())
        .isEqualTo("[\"abandoned_cart\",\"marketing_newsletter\"]");
    store.put(LIST, "{\"id\":5,\"email\":\"bob@example.com\",\"consents\":[]}");
    assertThat(tell("{}", decision(true, LATER, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
  }

  @Test
  void a_newer_change_of_the_store_is_never_overridden_and_what_it_holds_is_done() {
    holds("[\"marketing_newsletter\"]");
    assertThat(tell("{}", decision(false, THEIRS.minusSeconds(1), Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(tell("{}", decision(false, THEIRS.minusSeconds(1), Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    holds("[]");
    assertThat(tell("{}", decision(true, THEIRS.minusSeconds(1), Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(out(LATER).outcome()).isEqualTo(new Outcome.Done());
    assertThat(store.stand().whats()).allMatch(what -> what.startsWith("GET "));
  }

  @Test
  void a_change_of_something_else_keeps_no_opt_out_from_an_opt_in_that_was_heard_of() {
    holds("[\"marketing_newsletter\"]");
    assertThat(out(THEIRS.minusSeconds(1)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(written().path("consents").isEmpty()).isTrue();
  }

  @Test
  void what_is_not_kept_or_gone_or_refused_is_parked() {
    holds("[\"marketing_newsletter\"]");
    String put = "PUT " + LIST + "/5";
    store.script(put, Reply.of(200, "{\"data\":{\"consents\":[\"marketing_newsletter\"]}}"));
    assertThat(cause(out(LATER))).isEqualTo("consent.refused");
    store.script(put, Reply.of(422, "{\"title\":\"ann@example.com\"}"));
    assertThat(cause(out(LATER))).isEqualTo("consent.refused");
    store.remove(LIST, "5");
    assertThat(cause(out(LATER))).isEqualTo("consent.no-record");
  }

  private static String cause(Told told) {
    return told.outcome() instanceof Outcome.Park park ? park.cause() : told.outcome().toString();
  }

  @Test
  void answers_that_are_lost_and_quotas_that_are_spent() {
    holds("[\"marketing_newsletter\"]");
    store.script("PUT " + LIST + "/5", Reply.of(500, ""));
    assertThat(out(LATER).outcome()).isInstanceOf(Outcome.Unknown.class);
    store.stand().next(new Fault.Failing(502));
    assertThat(out(LATER).outcome()).isInstanceOf(Outcome.Retry.class);
    store.stand().next(new Fault.ThrottledItsWay());
    assertThat(out(LATER).bearing())
        .isEqualTo(new Bearing.Busy(Systems.NOW.plus(Duration.ofSeconds(15))));
  }

  @Test
  void a_token_that_may_not_write_is_said_before_and_after() {
    holds("[\"marketing_newsletter\"]");
    store.script("PUT " + LIST + "/5", Reply.of(403, "{}"));
    store.script("PUT " + LIST + "/0", Reply.of(403, "{}"));
    assertThat(out(LATER).bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse());
    assertThat(target.reach().outcome()).isEqualTo(new Outcome.Done());
  }

  @Test
  void the_check_up_writes_nothing() {
    holds("[\"marketing_newsletter\"]");
    target = plan(SUBSCRIBER, "access_token: " + Store.TOKEN + "\n", new Problems()).open();
    assertThat(target.examine()).isNotEmpty().allMatch(Finding::healthy);
    assertThat(store.stand().asked()).extracting(Asked::body).containsExactly("{}");
  }

  @Test
  void only_subscribers_hold_consent_and_only_known_ones() {
    Problems problems = new Problems();
    plan(new RecordKind("customer"), "consents: marketing\n", problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'customer' holds no consent"),
            text -> assertThat(text).contains("'marketing' is no consent"));
  }
}
