package dev.selvedge.connectors.tryton;

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
import dev.selvedge.testkit.tryton.Clerk;
import dev.selvedge.testkit.tryton.TestErp;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Telling the lists of marketing e-mail of a running Tryton 6.0. Each test has a row of its own.
@Tag("real-system")
class TrytonConsentTest {
  private static final RecordKind SUBSCRIPTION = new RecordKind("subscription");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final String READER_PASSWORD = "Qui3t-Blum3n";

  @TempDir private static Path folder;
  private static TestErp erp;
  private static Clerk clerk;

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @BeforeAll
  static void open_the_erp() throws IOException {
    erp = TestErp.start(TestErp.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
    clerk = erp.clerk();
    clerk.addUser("reader", READER_PASSWORD, List.of());
    clerk.close("marketing.email");
  }

  @AfterAll
  static void close_the_erp() {
    if (erp != null) {
      erp.close();
    }
  }

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
  }

  @Test
  void an_opt_out_unsubscribes_and_a_later_opt_in_subscribes_again() {
    long row = clerk.subscribe("ann@example.com", "Newsletter");
    assertThat(tell(row, false, later(), Held.OPT_IN)).isInstanceOf(Outcome.Done.class);
    assertThat(clerk.isSubscribed(row)).isFalse();
    assertThat(tell(row, true, later(), Held.OPT_OUT)).isInstanceOf(Outcome.Done.class);
    assertThat(clerk.isSubscribed(row)).isTrue();
  }

  @Test
  void what_it_holds_already_is_done() {
    long row = clerk.subscribe("bea@example.com", "Newsletter");
    assertThat(tell(row, true, LONG_AGO, Held.OPT_IN)).isInstanceOf(Outcome.Done.class);
    assertThat(clerk.isSubscribed(row)).isTrue();
  }

  @Test
  void a_row_that_changed_after_the_decision_is_the_newer_decision() {
    long row = clerk.subscribe("cleo@example.com", "Newsletter");
    clerk.setSubscribed(row, false);
    assertThat(tell(row, true, LONG_AGO, Held.OPT_OUT)).isInstanceOf(Outcome.Drop.class);
    assertThat(clerk.isSubscribed(row)).isFalse();
  }

  @Test
  void what_the_hub_did_not_hear_of_yet_is_not_written_over() {
    long row = clerk.subscribe("dora@example.com", "Newsletter");
    clerk.setSubscribed(row, false);
    assertThat(tell(row, true, later(), Held.OPT_IN)).isInstanceOf(Outcome.Drop.class);
    assertThat(clerk.isSubscribed(row)).isFalse();
  }

  @Test
  void a_row_that_is_gone_is_parked() {
    assertThat(tell(999_999, false, later(), Held.OPT_IN)).isInstanceOf(Outcome.Park.class);
  }

  @Test
  void a_user_who_may_not_write_is_said_before_and_after() {
    long row = clerk.subscribe("eve@example.com", "Newsletter");
    target = open("username: reader\npassword: " + READER_PASSWORD + "\n");
    assertThat(target.reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    Told told = target.tell(decision(row, false, later(), Held.OPT_IN));
    assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(told.outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(target.examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse());
    assertThat(clerk.isSubscribed(row)).isTrue();
  }

  @Test
  void the_check_up_says_that_it_may_be_told() {
    target = open("");
    assertThat(target.examine()).isNotEmpty().allMatch(Finding::healthy);
    assertThat(target.reach().outcome()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void only_subscriptions_hold_consent_and_half_a_user_is_none() {
    Problems problems = new Problems();
    new TrytonConsentOffer().plan(request(new RecordKind("party"), "username: other\n"), problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'party' holds no consent"),
            text -> assertThat(text).contains("belong together"));
  }

  private Outcome tell(long row, boolean optIn, Instant at, Held held) {
    if (target == null) {
      target = open("");
    }
    return target.tell(decision(row, optIn, at, held)).outcome();
  }

  private static Decision decision(long row, boolean optIn, Instant at, Held held) {
    return new Decision(
        new RecordRef(Consents.SHOP, SUBSCRIPTION, Long.toString(row)),
        "ann@example.com",
        optIn,
        at,
        held);
  }

  /// After whatever the test has done so far.
  private static Instant later() {
    return InstantSource.system().instant().plus(Duration.ofMinutes(1));
  }

  private static ConsentTarget open(String written) {
    Problems problems = new Problems();
    ConsentOffer.Plan plan =
        new TrytonConsentOffer().plan(request(SUBSCRIPTION, written), problems);
    assertThat(problems.sorted()).isEmpty();
    return plan.open();
  }

  private static ConsentOffer.Request request(RecordKind kind, String written) {
    String options =
        """
        url: %s
        database: %s
        username: %s
        password: %s
        """
            .formatted(erp.url(), TestErp.DATABASE, TestErp.ADMIN, TestErp.ADMIN_PASSWORD);
    return new ConsentOffer.Request(
        Consents.SHOP,
        kind,
        "EMAIL",
        mapping(options),
        mapping(written.isEmpty() ? "{}" : written),
        new Connector.Surroundings(folder, InstantSource.system()));
  }

  private static YamlNode.Mapping mapping(String yaml) {
    return YamlReader.readMapping("consent_target", yaml, new Problems()).orElseThrow();
  }
}
