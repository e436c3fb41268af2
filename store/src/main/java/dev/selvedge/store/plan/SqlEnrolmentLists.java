package dev.selvedge.store.plan;

import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.EnrolmentLists;
import dev.selvedge.store.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of enrolments, on SQL. Used by one thread at a time.
public final class SqlEnrolmentLists implements EnrolmentLists {
  /// The character after the one that ends a rule's name in a subject's id.
  private static final char AFTER_SLASH = '0';

  private static final String OPEN = "state in ('WAITING', 'DUE', 'CLAIMED')";
  private static final String NEVER = "state = 'SETTLED' and delivered_hash = ''";
  private static final String OF_RULE = "subject_id >= :from and subject_id < :until";

  /// When something happened to one last, as far as the row tells.
  private static final String NEWEST =
      "case when delivered_at > changed_at then delivered_at else changed_at end desc";

  private static final String TALLY =
      """
      select
        coalesce(sum(case when %1$s then 1 else 0 end), 0),
        coalesce(sum(case when state = 'SETTLED' and delivered_hash <> '' then 1 else 0 end), 0),
        coalesce(sum(case when %2$s and desired = :cancelled then 1 else 0 end), 0),
        coalesce(sum(case when %2$s and desired <> :cancelled then 1 else 0 end), 0),
        coalesce(sum(case when state = 'PARKED' then 1 else 0 end), 0),
        count(*),
        coalesce(max(case when delivered_hash <> '' then delivered_at else 0 end), 0),
        coalesce(min(case when state in ('WAITING', 'DUE') then due_at end), 0)
      from (
        select state, desired, delivered_hash, delivered_at, due_at from delivery
        where facet = 'ENROLMENT' and %3$s
        order by subject_id limit :most
      ) as part
      """
          .formatted(OPEN, NEVER, OF_RULE);

  private final Sql sql;

  public SqlEnrolmentLists(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Tally tally(String rule, int atMost) {
    return sql.query(TALLY)
        .bind("from", rule + '/')
        .bind("until", rule + AFTER_SLASH)
        .bind("cancelled", Delivery.CANCELLED.value())
        .bind("most", atMost)
        .map(
            (rs, context) ->
                new Tally(
                    rule,
                    rs.getLong(1),
                    rs.getLong(2),
                    rs.getLong(3),
                    rs.getLong(4),
                    rs.getLong(5),
                    rs.getLong(6) < atMost,
                    instant(rs, 7),
                    instant(rs, 8)))
        .one();
  }

  private static Optional<Instant> instant(ResultSet rs, int column) throws SQLException {
    long millis = rs.getLong(column);
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  @Override
  public List<Line> newest(Wanted wanted, int within, int limit, int skip) {
    boolean open = wanted.fate().filter(fate -> fate == Fate.WAITING).isPresent();
    String some =
        "select "
            + SqlDeliveries.COLUMNS
            + "from delivery where facet = 'ENROLMENT'"
            + (open ? " and " + OPEN : "")
            + (wanted.rule().isEmpty() ? "" : " and " + OF_RULE)
            // Of one rule all stand together; of all rules the newest do.
            + order(wanted.rule().isEmpty(), open)
            + " limit :within";
    var query =
        sql.query(
                "select "
                    + SqlDeliveries.COLUMNS
                    + "from ("
                    + some
                    + ") as part where "
                    + wanted.fate().map(SqlEnrolmentLists::condition).orElse("1 = 1")
                    + (open
                        ? " order by due_at, subject_id"
                        : " order by " + NEWEST + ", subject_id")
                    + " limit :limit offset :skip")
            .bind("within", within)
            .bind("limit", limit)
            .bind("skip", skip);
    if (!wanted.rule().isEmpty()) {
      query.bind("from", wanted.rule() + '/').bind("until", wanted.rule() + AFTER_SLASH);
    }
    if (wanted.fate().filter(SqlEnrolmentLists::asksForCancelled).isPresent()) {
      query.bind("cancelled", Delivery.CANCELLED.value());
    }
    return query.map(SqlDeliveries.DELIVERY).list().stream()
        .flatMap(row -> line(row).stream())
        .toList();
  }

  private static String order(boolean ofAll, boolean open) {
    if (!ofAll) {
      return " order by subject_id";
    }
    return open ? " order by due_at" : " order by changed_at desc";
  }

  private static boolean asksForCancelled(Fate fate) {
    return fate == Fate.CANCELLED || fate == Fate.DROPPED;
  }

  private static String condition(Fate fate) {
    return switch (fate) {
      case WAITING -> OPEN;
      case FIRED -> "state = 'SETTLED' and delivered_hash <> ''";
      case CANCELLED -> NEVER + " and desired = :cancelled";
      case DROPPED -> NEVER + " and desired <> :cancelled";
      case PARKED -> "state = 'PARKED'";
    };
  }

  private static Optional<Line> line(Delivery row) {
    return EnrolmentKey.parse(row.subject().id())
        .map(key -> new Line(key, row.person(), row.state(), Fate.of(row), at(row)));
  }

  private static Instant at(Delivery row) {
    return switch (row.delivered()) {
      case Delivered.Acknowledged acknowledged -> acknowledged.at();
      case Delivered.Doubtful doubtful -> doubtful.at();
      case Delivered.Never ignored -> Fate.of(row) == Fate.WAITING ? row.dueAt() : row.changedAt();
    };
  }
}
