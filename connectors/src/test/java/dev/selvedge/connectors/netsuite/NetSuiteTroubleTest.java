package dev.selvedge.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.StandIn.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read of an account that fails on one record, or does not let it be seen.
class NetSuiteTroubleTest {
  private static final Instant LONG_AGO = Instant.parse("2026-07-01T08:00:00Z");
  private static final String LONDON = "time_zone: Europe/London\n";
  private static final String CUSTOMERS = LONDON + "feeds: customer\n";

  /// What the whole record is asked for with, and its place alone is not.
  private static final String WHOLE = " AS entityid";

  private static final Reply FAILS =
      Reply.of(500, SuiteStandIn.error(500, "UNEXPECTED_ERROR", "about ann@example.com"));
  private static final Reply FORBIDDEN =
      Reply.of(403, SuiteStandIn.error(403, "INSUFFICIENT_PERMISSION", "about ann@example.com"));

  private final SuiteStandIn account = new SuiteStandIn("Europe/London");
  private final TreeSet<String> read = new TreeSet<>();
  private final List<Page.Refused> told = new ArrayList<>();
  private Cursor cursor = Cursor.START;

  @BeforeEach
  void write() {
    IntStream.rangeClosed(11, 30)
        .forEach(
            id ->
                account.ledger.write(
                    "INSERT INTO customer (id, entityid, email, lastmodifieddate) VALUES (?, ?, ?,"
                        + " ?)",
                    id,
                    "C" + id,
                    "c" + id + "@example.com",
                    LONG_AGO));
  }

  @AfterEach
  void close() {
    account.close();
  }

  private void round(PolledSource source) {
    for (int pages = 0; pages < 100; pages++) {
      Page page = source.poll(cursor, account.clock.instant(), 100);
      page.records().forEach(record -> read.add(record.ref().key()));
      told.addAll(page.refused());
      cursor = page.next();
      if (!page.more()) {
        return;
      }
    }
    throw new AssertionError("no end");
  }

  private void checkOnly17IsTold() {
    assertThat(read).hasSize(19).doesNotContain("17");
    assertThat(told)
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(one.toString())
                    .contains("customer 17")
                    .doesNotContain("ann@example.com"));
  }

  @Test
  void a_customer_on_whom_netsuite_fails_is_told_and_hides_no_other() {
    account.curse(WHOLE, 17, FAILS);
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    assertThatThrownBy(() -> round(source))
        .as("it may be over in a moment")
        .isInstanceOf(SourceException.class);
    round(source);
    checkOnly17IsTold();
    assertThat(account.asked()).hasSizeLessThan(30);
  }

  @Test
  void so_is_one_whose_answer_cannot_be_read() {
    account.curse(WHOLE, 17, Reply.of(200, "{\"items\": ["));
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    round(source);
    checkOnly17IsTold();
  }

  @Test
  void a_customer_whom_the_role_may_not_see_is_told_and_hides_no_other() {
    account.curse(WHOLE, 17, FORBIDDEN);
    round(account.open(CUSTOMERS).polled().getFirst());
    checkOnly17IsTold();
  }

  @Test
  void where_none_may_be_seen_it_is_the_role_and_nobody_is_told() {
    IntStream.rangeClosed(11, 30).forEach(id -> account.curse(WHOLE, id, FORBIDDEN));
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    for (int poll = 0; poll < 3; poll++) {
      assertThatThrownBy(() -> round(source))
          .isInstanceOfSatisfying(
              SourceException.class, failure -> assertThat(failure.isRefused()).isTrue());
    }
    assertThat(told).isEmpty();
    assertThat(account.asked()).hasSizeLessThan(30);
  }

  @Test
  void where_netsuite_fails_on_all_nobody_is_told() {
    IntStream.rangeClosed(11, 30).forEach(id -> account.curse(WHOLE, id, FAILS));
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    for (int poll = 0; poll < 3; poll++) {
      assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    }
    assertThat(told).isEmpty();
    assertThat(account.asked()).hasSizeLessThan(30);
  }

  @Test
  void an_order_on_whose_lines_netsuite_fails_is_told_and_hides_no_other() {
    for (int id : List.of(51, 52, 53)) {
      account.ledger.write(
          "INSERT INTO transaction (id, type, tranid, createddate, lastmodifieddate, currency)"
              + " VALUES (?, 'SalesOrd', ?, ?, ?, 1)",
          id,
          "SO" + id,
          LONG_AGO,
          LONG_AGO);
      account.ledger.write(
          "INSERT INTO transactionline (transaction, id, quantity, mainline, taxline) VALUES"
              + " (?, 1, '-1', 'F', 'F')",
          id);
    }
    account.curse("FROM transactionline l LEFT", 52, FAILS);
    PolledSource source = account.open(LONDON + "feeds: order\n").polled().getFirst();
    assertThatThrownBy(() -> round(source)).isInstanceOf(SourceException.class);
    round(source);
    assertThat(read).containsExactly("51", "53");
    assertThat(told).isNotEmpty().allSatisfy(one -> assertThat(one.where()).isEqualTo("order 52"));
  }

  @Test
  void those_asked_for_by_their_ids_are_found_but_for_that_one() {
    account.curse(WHOLE, 17, FORBIDDEN);
    TargetedSource.Found found =
        account
            .open(CUSTOMERS)
            .targeted()
            .getFirst()
            .read(List.of("16", "17", "18", "99"), account.clock.instant());
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("16", "18");
    assertThat(found.missing())
        .containsOnlyKeys("17", "99")
        .containsEntry("17", "cannot be read: the system fails on it");
  }
}
