package dev.selvedge.connectors.netsuite;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Telling an account's customers.
class NetSuiteConsentTest {
  private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");

  private final SuiteStandIn account = new SuiteStandIn("UTC");

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    account.close();
  }

  private ConsentTarget open(String written) {
    account.clock.set(Systems.NOW);
    target =
        Consents.open(
            new StatusConsentOffer(),
            account.options() + "time_zone: UTC\n",
            written.isEmpty() ? "{}" : written,
            Path.of("."));
    return target;
  }

  private void holds(int status) {
    account.ledger.write(
        "INSERT INTO customer (id, email, globalsubscriptionstatus) VALUES (7, 'Ann@Example.com', ?)",
        status);
  }

  private Told told(Decision decision) {
    return open("").tell(decision);
  }

  @Test
  void an_opt_out_is_written_and_read_back() {
    holds(3);
    assertThat(told(optOut("7", AT, Held.OPT_IN)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(account.changes())
        .containsExactly("7 {\"globalSubscriptionStatus\":{\"id\":\"2\"}}");
  }

  @Test
  void a_soft_opt_in_is_what_nobody_was_asked_and_an_opt_out_goes_over_it() {
    holds(1);
    assertThat(told(optOut("7", AT, Held.NOT_KNOWN)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(account.changes()).hasSize(1);
  }

  @Test
  void a_choice_that_the_hub_never_heard_of_is_the_newer_one() {
    holds(3);
    assertThat(told(optOut("7", AT, Held.NOT_KNOWN)).outcome()).isInstanceOf(Outcome.Drop.class);
    assertThat(target.tell(optOut("7", AT, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(account.changes()).isEmpty();
  }

  @Test
  void what_is_held_already_is_done() {
    holds(4);
    assertThat(told(optOut("7", AT, Held.OPT_IN)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(account.changes()).isEmpty();
  }

  @Test
  void an_opt_in_is_for_the_address_it_was_given_for() {
    holds(2);
    account.ledger.write("UPDATE customer SET email = 'bob@example.com'");
    assertThat(told(optIn("7", AT, Held.OPT_OUT)).outcome()).isInstanceOf(Outcome.Drop.class);
    account.ledger.write("UPDATE customer SET email = 'ann@example.com'");
    assertThat(target.tell(optIn("7", AT, Held.OPT_OUT)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(account.changes())
        .containsExactly("7 {\"globalSubscriptionStatus\":{\"id\":\"1\"}}");
  }

  @Test
  void a_success_that_is_put_back_by_a_script_is_for_a_person() {
    holds(3);
    account.putBackWhatIsWritten();
    assertThat(told(optOut("7", AT, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> assertThat(park.sentence()).contains("globalSubscriptionStatus"));
  }

  @Test
  void a_status_that_the_recipient_confirmed_leaves_the_check_box() {
    holds(3);
    account.confirm();
    assertThat(told(optOut("7", AT, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> assertThat(park.sentence()).contains("USER_ERROR").doesNotContain("ann@"));
    target.close();
    account.ledger.write("UPDATE customer SET custentity_opt_in = 'T'");
    assertThat(open("field: custentity_opt_in\n").tell(optOut("7", AT, Held.OPT_IN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(account.changes().getLast()).isEqualTo("7 {\"custentity_opt_in\":false}");
  }

  private void box(String value) {
    account.ledger.write("UPDATE customer SET custentity_opt_in = ?", value);
  }

  @Test
  void an_opt_out_reaches_the_box_though_the_status_says_so_already() {
    holds(4);
    box("T");
    assertThat(open("field: custentity_opt_in\n").tell(optOut("7", AT, Held.OPT_IN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(account.changes()).containsExactly("7 {\"custentity_opt_in\":false}");
  }

  @Test
  void an_opt_in_reaches_the_box_only_over_an_opt_out_that_was_heard_of() {
    holds(1);
    box("F");
    open("field: custentity_opt_in\n");
    assertThat(target.tell(optIn("7", AT, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(account.changes()).isEmpty();
    assertThat(target.tell(optIn("7", AT, Held.OPT_OUT)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(account.changes()).containsExactly("7 {\"custentity_opt_in\":true}");
  }

  @Test
  void a_customer_that_has_gone_is_for_a_person() {
    assertThat(told(optOut("7", AT, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
    assertThat(target.tell(optOut("7/x", AT, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Park.class);
  }

  @Test
  void a_role_that_may_not_is_said_before_and_after() {
    holds(3);
    account.closeRecordService();
    Told told = told(optOut("7", AT, Held.OPT_IN));
    assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(told.outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(target.reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.examine()).singleElement().matches(finding -> !finding.healthy());
  }

  @Test
  void an_account_that_may_be_told_is_found_good() {
    assertThat(open("").examine()).singleElement().matches(Finding::healthy);
    assertThat(target.reach().outcome()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void only_customers_and_e_mail_are_told_and_words_must_differ() {
    String options = account.options() + "time_zone: UTC\n";
    assertThat(
            Consents.complaints(
                new StatusConsentOffer(), options, "opt_in: 3\nopt_out: 3\nfield: email\n"))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("are the same"),
            text -> assertThat(text).contains("'email' is no custom field"));
  }
}
