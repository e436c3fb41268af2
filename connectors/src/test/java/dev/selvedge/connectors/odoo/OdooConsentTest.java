package dev.selvedge.connectors.odoo;

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
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Telling a mailing list and the blacklist.
class OdooConsentTest {
  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00.700Z");
  private static final String FIELDS =
      """
      {"mailing.subscription": {"opt_out": {"type": "boolean"},
         "opt_out_datetime": {"type": "datetime"},
         "contact_id": {"type": "many2one", "relation": "mailing.contact"}},
       "mailing.contact": {"email": {"type": "char"}},
       "mail.blacklist": {"email": {"type": "char"}, "active": {"type": "boolean"}}}""";
  private static final String SUBSCRIPTION = "mailing.subscription";
  private static final String BLACKLIST = "mail.blacklist";

  @SuppressWarnings("NullAway.Init") // set before each test
  private OdooServer odoo;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ConsentTarget list;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ConsentTarget addresses;

  @BeforeEach
  void open() {
    odoo = new OdooServer(FIELDS);
    odoo.at(NINE);
    list = open("subscription");
    addresses = open("partner");
  }

  @AfterEach
  void close() {
    list.close();
    addresses.close();
    odoo.close();
  }

  private ConsentTarget open(String kind) {
    Problems problems = new Problems();
    ConsentOffer.Plan plan = new OdooConsentOffer().plan(request(kind, "{}"), problems);
    assertThat(problems.sorted()).isEmpty();
    return plan.open();
  }

  private ConsentOffer.Request request(String kind, String written) {
    return new ConsentOffer.Request(
        Consents.SHOP,
        new RecordKind(kind),
        "EMAIL",
        mapping(odoo.options()),
        mapping(written),
        new Connector.Surroundings(Path.of("."), InstantSource.fixed(Systems.NOW)));
  }

  private static YamlNode.Mapping mapping(String yaml) {
    return YamlReader.readMapping("consent_target", yaml, new Problems()).orElseThrow();
  }

  private static Decision decision(String kind, long row, boolean optIn, Instant at, Held held) {
    RecordRef ref = new RecordRef(Consents.SHOP, new RecordKind(kind), Long.toString(row));
    return new Decision(ref, "ann@example.com", optIn, at, held);
  }

  private Outcome row(boolean optIn, Instant at, Held held) {
    return list.tell(decision("subscription", 1, optIn, at, held)).outcome();
  }

  private Outcome address(boolean optIn, Instant at) {
    return addresses.tell(decision("partner", 25, optIn, at, Held.NOT_KNOWN)).outcome();
  }

  private boolean isOut() {
    return odoo.row(SUBSCRIPTION, 1).orElseThrow().path("opt_out").booleanValue();
  }

  @Test
  void an_opt_out_is_written_with_its_time_and_an_opt_in_takes_it_back() {
    odoo.save("mailing.contact", 5, "{\"email\":\"Ann@Example.com\"}");
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":false,\"contact_id\":5}");
    Instant decided = NINE.plusSeconds(60);
    assertThat(row(false, decided, Held.OPT_IN)).isInstanceOf(Outcome.Done.class);
    assertThat(isOut()).isTrue();
    assertThat(odoo.row(SUBSCRIPTION, 1).orElseThrow().path("opt_out_datetime").asString(""))
        .isEqualTo("2026-11-24T09:01:00Z");
    assertThat(row(true, decided.plusSeconds(60), Held.OPT_OUT)).isInstanceOf(Outcome.Done.class);
    assertThat(isOut()).isFalse();
  }

  @Test
  void an_opt_in_is_for_the_address_it_was_given_for() {
    odoo.save("mailing.contact", 5, "{\"email\":\"bob@example.com\"}");
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":true,\"contact_id\":5}");
    assertThat(row(true, NINE.plusSeconds(60), Held.OPT_OUT)).isInstanceOf(Outcome.Drop.class);
    assertThat(isOut()).isTrue();
    odoo.save(BLACKLIST, 7, "{\"email\":\"bob@example.com\",\"active\":true}");
    try (ConsentTarget rows = open("blacklist")) {
      Decision optIn = decision("blacklist", 7, true, NINE.plusSeconds(60), Held.OPT_OUT);
      assertThat(rows.tell(optIn).outcome()).isInstanceOf(Outcome.Drop.class);
    }
    assertThat(odoo.row(BLACKLIST, 7).orElseThrow().path("active").booleanValue()).isTrue();
  }

  @Test
  void nothing_newer_is_written_over_and_what_holds_already_is_done() {
    odoo.save(
        SUBSCRIPTION, 1, "{\"opt_out\":true,\"opt_out_datetime\":\"2026-11-24T09:00:00.700Z\"}");
    assertThat(row(true, NINE.minusSeconds(60), Held.OPT_OUT)).isInstanceOf(Outcome.Drop.class);
    assertThat(row(true, NINE.plusSeconds(60), Held.OPT_IN)).isInstanceOf(Outcome.Drop.class);
    assertThat(row(false, NINE.minusSeconds(60), Held.OPT_OUT)).isInstanceOf(Outcome.Done.class);
    assertThat(isOut()).isTrue();
  }

  @Test
  void an_opt_out_of_the_same_second_stands_since_odoo_shows_no_more_of_its_time() {
    odoo.save(
        SUBSCRIPTION, 1, "{\"opt_out\":true,\"opt_out_datetime\":\"2026-11-24T09:00:00.700Z\"}");
    assertThat(row(true, NINE.minusMillis(200), Held.OPT_OUT)).isInstanceOf(Outcome.Drop.class);
    assertThat(isOut()).isTrue();
  }

  @Test
  void a_row_that_cannot_be_shown_was_not_written() {
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":false}");
    odoo.cursed.add(SUBSCRIPTION + ",1");
    assertThat(row(false, NINE.plusSeconds(60), Held.OPT_IN)).isInstanceOf(Outcome.Retry.class);
    assertThat(isOut()).isFalse();
  }

  @Test
  void a_row_that_is_gone_is_parked() {
    assertThat(row(false, NINE, Held.OPT_IN)).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void an_address_is_put_on_the_blacklist_once_and_switched_on_again_where_it_was_off() {
    assertThat(address(false, NINE)).isInstanceOf(Outcome.Done.class);
    assertThat(address(false, NINE)).isInstanceOf(Outcome.Done.class);
    assertThat(odoo.rows(BLACKLIST))
        .singleElement()
        .satisfies(row -> assertThat(row.path("email").asString("")).isEqualTo("ann@example.com"));
    odoo.save(BLACKLIST, 100, NINE.plusSeconds(5), "{\"active\":false}");
    assertThat(address(false, NINE)).isInstanceOf(Outcome.Done.class);
    assertThat(odoo.row(BLACKLIST, 100).orElseThrow().path("active").booleanValue()).isTrue();
  }

  @Test
  void an_opt_in_takes_an_older_address_off_and_leaves_a_newer_one() {
    assertThat(address(true, NINE)).isInstanceOf(Outcome.Done.class);
    assertThat(odoo.rows(BLACKLIST)).isEmpty();
    odoo.save(BLACKLIST, 100, "{\"email\":\"ann@example.com\",\"active\":true}");
    assertThat(address(true, NINE.minusSeconds(60))).isInstanceOf(Outcome.Drop.class);
    assertThat(odoo.row(BLACKLIST, 100).orElseThrow().path("active").booleanValue()).isTrue();
    assertThat(address(true, NINE.plusSeconds(60))).isInstanceOf(Outcome.Done.class);
    assertThat(odoo.row(BLACKLIST, 100).orElseThrow().path("active").booleanValue()).isFalse();
  }

  @Test
  void an_answer_that_is_lost_after_the_writing_is_unknown_and_before_it_a_retry() {
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":false}");
    odoo.faults.add(new Fault.CutOff());
    Told before = list.tell(decision("subscription", 1, false, NINE.plusSeconds(9), Held.OPT_IN));
    assertThat(before.outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(before.bearing()).isInstanceOf(Bearing.Silent.class);
    assertThat(isOut()).isFalse();
  }

  @Test
  void a_system_that_asks_to_wait_is_left_alone_so_long() {
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":false}");
    odoo.faults.add(new Fault.Throttled(30));
    Told told = list.tell(decision("subscription", 1, false, NINE.plusSeconds(9), Held.OPT_IN));
    assertThat(told.bearing()).isEqualTo(new Bearing.Busy(Systems.NOW.plusSeconds(30)));
    int calls = odoo.calls();
    assertThat(row(false, NINE.plusSeconds(9), Held.OPT_IN)).isInstanceOf(Outcome.Snooze.class);
    assertThat(odoo.calls()).isEqualTo(calls);
  }

  @Test
  void a_user_who_may_not_write_is_said_before_and_after_and_a_dead_key_too() {
    odoo.save(SUBSCRIPTION, 1, "{\"opt_out\":false}");
    odoo.readOnly.add(SUBSCRIPTION);
    assertThat(list.reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    Told told = list.tell(decision("subscription", 1, false, NINE.plusSeconds(9), Held.OPT_IN));
    assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(list.examine()).extracting(Finding::healthy).containsExactly(false, true);
    odoo.revoke();
    Told dead = list.tell(decision("subscription", 1, false, NINE.plusSeconds(9), Held.OPT_IN));
    assertThat(dead.bearing())
        .isInstanceOfSatisfying(
            Bearing.Refusing.class,
            refusing -> assertThat(refusing.cause()).isEqualTo("credentials"));
    assertThat(isOut()).isFalse();
  }

  @Test
  void an_address_that_odoo_does_not_take_is_parked() {
    RecordRef ref = new RecordRef(Consents.SHOP, new RecordKind("partner"), "25");
    Decision decision = new Decision(ref, "nobody", false, NINE, Held.NOT_KNOWN);
    assertThat(addresses.tell(decision).outcome()).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void orders_hold_no_consent() {
    Problems problems = new Problems();
    new OdooConsentOffer().plan(request("order", "{}"), problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("'order' holds no consent");
    assertThat(List.of(list.reach().outcome(), addresses.reach().outcome()))
        .allMatch(Outcome.Done.class::isInstance);
  }
}
