package dev.selvedge.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The check-up of an account, and what it finds.
class NetSuiteCheckUpTest {
  private static final Instant JANUARY = Instant.parse("2026-01-10T10:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-10T10:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-10T10:00:00Z");

  private static SuiteStandIn account(String zone, Instant... changes) {
    SuiteStandIn account = new SuiteStandIn(zone);
    // The server writes its own date into each answer.
    account.clock.set(InstantSource.system().instant());
    int id = 1;
    for (Instant change : changes) {
      account.ledger.write(
          "INSERT INTO customer (id, lastmodifieddate) VALUES (?, ?)", id++, change);
    }
    return account;
  }

  private static List<Finding> examine(SuiteStandIn account, String more) {
    try (account) {
      return account.open(more).examine();
    }
  }

  private static List<String> faults(SuiteStandIn account, String more) {
    return examine(account, more).stream()
        .filter(finding -> !finding.healthy())
        .map(Finding::what)
        .toList();
  }

  @Test
  void a_good_account_is_found_good_feed_by_feed() {
    List<Finding> findings =
        examine(account("Europe/London", JANUARY, JULY, NOVEMBER), "time_zone: Europe/London\n");
    assertThat(findings).allMatch(Finding::healthy);
    assertThat(findings)
        .extracting(Finding::what)
        .contains(
            "NetSuite answers",
            "NetSuite's clock agrees with the hub's",
            "the log-in works",
            "SuiteQL writes times by the clock of Europe/London",
            "customer can be read; one was, as a trial",
            "refund can be read; there are none yet",
            "the table of deleted records can be read");
  }

  @Test
  void a_wrong_zone_is_found() {
    assertThat(
            faults(account("America/Los_Angeles", NOVEMBER), "time_zone: UTC\nfeeds: customer\n"))
        .singleElement()
        .satisfies(
            text ->
                assertThat(text)
                    .contains("'time_zone: UTC' is wrong")
                    .contains("8 h 0 min before"));
  }

  @Test
  void a_zone_that_is_right_in_winter_only_is_found_by_a_change_in_summer() {
    assertThat(
            faults(
                account("UTC", JANUARY, JULY, NOVEMBER),
                "time_zone: Europe/London\nfeeds: customer\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("July").contains("1 h 0 min before"));
  }

  @Test
  void a_record_service_that_is_closed_leaves_the_zone_unproven() {
    SuiteStandIn account = account("UTC", NOVEMBER);
    account.closeRecordService();
    assertThat(faults(account, "time_zone: UTC\nfeeds: customer\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("INSUFFICIENT_PERMISSION"));
  }

  @Test
  void a_field_that_is_not_there_and_a_table_that_is_closed_are_said() {
    SuiteStandIn account = account("UTC");
    account.ledger.write("DROP TABLE deletedrecord");
    assertThat(
            faults(
                account,
                "time_zone: UTC\nfeeds: [customer, item]\nfields: { item: custitem_colour }\n"))
        .satisfiesExactly(
            text -> assertThat(text).contains("item").contains("custitem_colour"),
            text -> assertThat(text).contains("deletedrecord"));
  }

  @Test
  void a_log_in_that_is_refused_ends_the_check_up() {
    try (SuiteStandIn account = account("UTC")) {
      List<Finding> findings =
          account
              .openAs(account.options().replace("client-1", "client-2") + "time_zone: UTC\n")
              .examine();
      assertThat(findings).singleElement().matches(finding -> !finding.healthy());
    }
  }

  @Test
  void a_hub_whose_clock_is_wrong_is_told() {
    SuiteStandIn account = account("UTC");
    account.clock.advance(Duration.ofMinutes(-1));
    assertThat(faults(account, "time_zone: UTC\nfeeds: customer\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("s ahead of the hub's"));
  }
}
