package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may not be mailed any more, for whatever reason, is seen once and nobody is missed.
class SuppressionFeedTest {
  private static final String SUPPRESSED = "/v2/contacts/suppressed-since/*";
  private static final String[] PEOPLE =
      IntStream.range(0, 250).mapToObj(Account::person).sorted().toArray(String[]::new);

  private final Account account = new Account();
  private final Reading reading = new Reading(account.feed("suppression", Account.settings()), 40);

  @AfterEach
  void close() {
    account.close();
  }

  private List<String> addresses() {
    return reading.records().stream().map(told -> told.ref().key()).distinct().sorted().toList();
  }

  @Test
  void every_reason_is_understood() {
    account.subscribe(0, 5);
    account.sandbox.act("unsubscribe", person(0));
    account.sandbox.act("bounce", person(1));
    account.sandbox.act("complain", person(2));
    account.sandbox.act("suppress", person(3));
    account.sandbox.act("soft-bounce", person(4));

    List<SourceRecord> told = reading.pass().records();

    assertThat(told.stream().map(Reading::decision))
        .containsExactlyInAnyOrder(
            person(0) + " EMAIL OPT_OUT " + NOON,
            person(1) + " EMAIL SUPPRESSED " + NOON,
            person(2) + " EMAIL SUPPRESSED " + NOON,
            person(3) + " EMAIL SUPPRESSED " + NOON);
    List<ConsentClaim> claims = told.stream().map(one -> Reading.understood(one).claim()).toList();
    assertThat(claims).allMatch(claim -> claim.timing() == Timing.STATED);
    assertThat(
            claims.stream()
                .filter(claim -> claim.choice() == Choice.SUPPRESSED)
                .map(claim -> claim.evidence().get(ConsentClaim.REASON)))
        .containsExactlyInAnyOrder(ConsentClaim.BOUNCE, "complaint", "Suppressed");
    assertThat(claims).filteredOn(ConsentClaim::isBounce).hasSize(1);
  }

  @Test
  void the_first_reading_reads_all_of_the_past_and_the_next_ones_a_day() {
    account.subscribe(0, 3);
    account.act("unsubscribe", 0, 1);
    account.clock.advance(Duration.ofDays(300));
    account.act("unsubscribe", 1, 2);

    List<SourceRecord> first = reading.pass().records();
    assertThat(first).extracting(told -> told.ref().key()).containsExactly(person(0), person(1));
    assertThat(first).allMatch(told -> told.pace() == Pace.PAST_FIRST);

    account.clock.advance(Duration.ofHours(1));
    account.act("unsubscribe", 2, 3);
    List<SourceRecord> next = reading.pass().records();
    assertThat(next).extracting(told -> told.ref().key()).containsExactly(person(1), person(2));
    assertThat(next).allMatch(told -> told.pace() == Pace.LIVE);
    assertThat(next.getFirst())
        .usingRecursiveComparison()
        .ignoringFields("pace")
        .isEqualTo(first.get(1));
  }

  @Test
  void what_is_told_late_is_not_missed() {
    account.subscribe(0, 1);
    account.act("unsubscribe", 0, 1);
    account.clock.advance(Duration.ofHours(23));
    new Reading(account.feed("suppression", Account.settings()), 40).pass();
    reading.pass().records();

    account.clock.advance(Duration.ofMinutes(15));
    assertThat(reading.pass().records()).hasSize(1);
  }

  @Test
  void an_outage_of_days_loses_nobody() {
    account.subscribe(0, 2);
    reading.pass();
    account.act("unsubscribe", 0, 1);
    account
        .sandbox
        .faults()
        .add(FaultRule.always("GET", SUPPRESSED, new Fault.Status(503, false, "")));
    for (int day = 0; day < 5; day++) {
      account.clock.advance(Duration.ofDays(1));
      assertThatThrownBy(reading::page)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("opt-outs cannot be read now")
          .hasMessageNotContaining("@");
    }
    account.sandbox.faults().clear();

    assertThat(reading.pass().records())
        .extracting(told -> told.ref().key())
        .containsExactly(person(0));
  }

  @Test
  void lines_that_move_up_while_it_is_read_are_not_passed_over() {
    account.subscribe(0, 250);
    account.act("unsubscribe", 0, 250);
    account.change("{\"switches\": {\"feedShift\": 15}}");

    assertThat(reading.pass().records().stream().map(told -> told.ref().key()).distinct().sorted())
        .containsExactly(PEOPLE);
  }

  @Test
  void more_may_leave_the_feed_than_two_pages_share() {
    account.subscribe(0, 250);
    account.act("unsubscribe", 0, 250);

    reading.page();
    reading.page();
    account.act("resubscribe", 0, 45);
    reading.pass();

    assertThat(addresses()).containsExactly(PEOPLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void what_goes_wrong_on_any_page_is_asked_for_again(int page) {
    account.subscribe(0, 120);
    account.act("unsubscribe", 0, 120);
    for (int read = 1; read < page; read++) {
      reading.page();
    }
    List<Fault> faults =
        List.of(
            new Fault.Status(503, false, ""),
            new Fault.CutBefore(),
            new Fault.CutAfter(),
            new Fault.MalformedJson(),
            new Fault.HtmlPage(200));
    for (Fault fault : faults) {
      account.sandbox.faults().add(FaultRule.times(1, "GET", SUPPRESSED, fault));
      var before = reading.cursor();
      assertThatThrownBy(reading::page).as(fault.toString()).isInstanceOf(SourceException.class);
      assertThat(reading.cursor()).isEqualTo(before);
    }
    reading.pass();

    assertThat(addresses()).hasSize(120);
  }

  @Test
  void the_mark_is_dotdigitals_time_and_not_ours() {
    account.subscribe(0, 1);
    reading.pass();

    // Reading stamps records with the year 2020; the feed is asked by the account's clock.
    assertThat(reading.cursor().text()).contains("2026-11-01T12:00:00").doesNotContain("2020");
  }

  @Test
  void a_server_that_does_not_skip_is_not_read_for_ever() {
    account.subscribe(0, 100);
    account.act("unsubscribe", 0, 100);
    account.change("{\"switches\": {\"feedShift\": -20}}");

    assertThatThrownBy(reading::pass)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not skip");
  }

  @Test
  void a_cursor_of_another_making_is_the_beginning() {
    account.subscribe(0, 1);
    account.act("unsubscribe", 0, 1);
    var feed = account.feed("suppression", Account.settings());

    assertThat(feed.poll(new dev.selvedge.connector.Cursor("?"), NOON, 40).records()).hasSize(1);
  }
}
