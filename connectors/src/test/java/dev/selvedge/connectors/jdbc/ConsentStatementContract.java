package dev.selvedge.connectors.jdbc;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every database does that is told what was decided. Its table `customer` has the rows 1, 2
/// and 3: opted in at [#THEIRS], opted in at no time, never asked.
abstract class ConsentStatementContract {
  static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant BEFORE = THEIRS.minus(Duration.ofDays(1));
  private static final Instant AFTER = THEIRS.plus(Duration.ofDays(1));

  static final String STATEMENT =
      "statement: update customer set opt_in = :opt_in, opt_in_at = :at"
          + " where id = :key and (opt_in_at is null or opt_in_at <= :at)\n";

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget opened;

  /// @param written the entry below `consent_target`
  abstract ConsentTarget target(String written);

  abstract Connection connection() throws SQLException;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  final ConsentTarget open(String written) {
    opened = target(written);
    return opened;
  }

  final void write(String... statements) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// The choice of a row as the database writes it.
  final String choice(int id) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select opt_in from customer where id = " + id)) {
      rows.next();
      String text = rows.getString(1);
      return text == null ? "" : text;
    }
  }

  abstract String yes();

  abstract String no();

  @Test
  void a_later_decision_is_written_with_its_time() throws SQLException {
    assertThat(outcome(open(STATEMENT).tell(optOut("1", AFTER, Held.OPT_IN))))
        .isEqualTo(new Outcome.Done());
    assertThat(choice(1)).isEqualTo(no());
    assertThat(choice(2)).as("nobody else's").isEqualTo(yes());
    // what was written guards itself by its own time
    assertThat(outcome(opened.tell(optIn("1", AFTER.minusSeconds(1), Held.OPT_OUT))))
        .isInstanceOf(Outcome.Drop.class);
    assertThat(outcome(opened.tell(optIn("1", AFTER.plusSeconds(1), Held.OPT_OUT))))
        .isEqualTo(new Outcome.Done());
    assertThat(choice(1)).isEqualTo(yes());
  }

  @Test
  void a_newer_decision_of_the_row_is_never_overridden() throws SQLException {
    assertThat(outcome(open(STATEMENT).tell(optOut("1", BEFORE, Held.OPT_IN))))
        .isEqualTo(
            new Outcome.Drop("shop holds a newer decision; it comes in with its next reading"));
    assertThat(choice(1)).isEqualTo(yes());
  }

  @Test
  void a_row_without_a_time_is_written() throws SQLException {
    assertThat(outcome(open(STATEMENT).tell(optOut("2", BEFORE, Held.OPT_IN))))
        .isEqualTo(new Outcome.Done());
    assertThat(choice(2)).isEqualTo(no());
  }

  @Test
  void a_row_that_is_not_there_is_parked() throws SQLException {
    assertThat(outcome(open(STATEMENT).tell(optOut("99", AFTER, Held.OPT_IN))))
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
  }

  @Test
  void what_would_change_several_rows_changes_none() throws SQLException {
    String careless =
        "statement: update customer set opt_in = :opt_in"
            + " where id >= :key and (opt_in_at is null or opt_in_at <= :at)\n";
    assertThat(outcome(open(careless).tell(optOut("1", AFTER, Held.OPT_IN))))
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.several-rows"));
    assertThat(choice(1)).isEqualTo(yes());
    assertThat(choice(2)).isEqualTo(yes());
    assertThat(choice(3)).isEmpty();
  }

  @Test
  void a_row_that_holds_it_already_is_done_where_it_can_be_asked() throws SQLException {
    String asking = STATEMENT + "holds: select opt_in from customer where id = :key\n";
    ConsentTarget target = open(asking);
    assertThat(outcome(target.tell(optIn("1", BEFORE, Held.NOT_KNOWN))))
        .isEqualTo(new Outcome.Done());
    assertThat(outcome(target.tell(optOut("1", BEFORE, Held.NOT_KNOWN))))
        .isInstanceOf(Outcome.Drop.class);
  }

  @Test
  void without_a_time_the_row_is_guarded_by_what_it_was_last_known_to_hold() throws SQLException {
    ConsentTarget target =
        open("statement: update customer set opt_in = :opt_in where id = :key and opt_in = :was\n");
    assertThat(outcome(target.tell(optOut("1", AFTER, Held.OPT_OUT))))
        .as("it changed its mind since")
        .isInstanceOf(Outcome.Drop.class);
    assertThat(choice(1)).isEqualTo(yes());
    assertThat(outcome(target.tell(optOut("1", AFTER, Held.OPT_IN)))).isEqualTo(new Outcome.Done());
    assertThat(choice(1)).isEqualTo(no());
  }

  @Test
  void no_value_becomes_anything_but_a_value() throws SQLException {
    write("create table wide (id varchar(90), opt_in varchar(9), opt_in_at varchar(40))");
    write("insert into wide values ('x'' or ''1''=''1', 'Y', null), ('y', 'Y', null)");
    ConsentTarget target =
        open(
            """
            statement: >
              update wide set opt_in = :opt_in, opt_in_at = :at -- it's :not_a_name
              where id = :key and (opt_in_at is null or opt_in_at <= :at) and ':key' <> ''
            holds: select opt_in from wide where id = :key
            yes: "Y"
            no: "N"
            """
                .replace("-- it's :not_a_name", "/* it's :not_a_name; */"));
    assertThat(outcome(target.tell(optOut("x' or '1'='1", AFTER, Held.OPT_IN))))
        .isEqualTo(new Outcome.Done());
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select opt_in from wide order by id")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("N");
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("Y");
    }
  }

  @Test
  void the_check_up_says_whether_it_may_be_written() {
    assertThat(open(STATEMENT).examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isTrue());
    opened.close();
    assertThat(open(STATEMENT.replace("opt_in_at", "opted_at")).examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse())
        .satisfies(finding -> assertThat(finding.what()).contains("opted_at"));
  }

  @Test
  void a_missing_column_is_the_systems_fault_and_no_row_s() {
    Told told =
        open(STATEMENT.replace("opt_in_at", "opted_at")).tell(optOut("1", AFTER, Held.OPT_IN));
    assertThat(told.outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
  }

  @Test
  void what_a_row_does_not_take_is_parked() throws SQLException {
    Told told =
        open(STATEMENT + "yes: \"much too long a word\"\nno: \"no\"\n")
            .tell(optIn("3", AFTER, Held.OPT_OUT));
    assertThat(told.outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> {
              assertThat(park.cause()).isEqualTo("consent.refused");
              assertThat(park.sentence()).doesNotContain("ann@example.com");
            });
    assertThat(told.bearing()).isInstanceOf(Bearing.Answered.class);
    assertThat(choice(3)).isEmpty();
  }

  @Test
  void a_database_that_is_away_is_silent() {
    Told told = unreachable().tell(optOut("1", AFTER, Held.OPT_IN));
    assertThat(told.outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(told.bearing()).isInstanceOf(Bearing.Silent.class);
  }

  /// The same target where nothing is.
  abstract ConsentTarget unreachable();

  @Test
  void a_row_that_somebody_holds_is_tried_again() throws SQLException {
    ConsentTarget target = open(STATEMENT + "timeout: 1s\n");
    try (Connection busy = connection();
        Statement statement = busy.createStatement()) {
      busy.setAutoCommit(false);
      statement.execute("update customer set opt_in_at = opt_in_at where id = 1");
      assertThat(outcome(target.tell(optOut("1", AFTER, Held.OPT_IN))))
          .isInstanceOf(Outcome.Retry.class);
      busy.rollback();
    }
    assertThat(outcome(target.tell(optOut("1", AFTER, Held.OPT_IN)))).isEqualTo(new Outcome.Done());
  }

  static Outcome outcome(Told told) {
    return told.outcome();
  }
}
