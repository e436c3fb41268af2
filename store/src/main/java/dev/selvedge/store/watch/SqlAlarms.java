package dev.selvedge.store.watch;

import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Alarms;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/// Alarms on SQL.
public final class SqlAlarms implements Alarms {
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "kind",
          "about",
          "stage",
          "severity",
          "since",
          "what",
          "who",
          "doing",
          "advice",
          "link",
          "owner",
          "found_at",
          "raised_at",
          "told_at",
          "worse_since",
          "gone_since",
          "ended_at",
          "escalated_at",
          "reminded_at",
          "returns",
          "told_on",
          "ack_by",
          "ack_at",
          "silent_until",
          "silent_by",
          "silent_why");

  private static final String SELECT = "select " + String.join(", ", COLUMNS) + " from alarm ";
  private static final String KEEP =
      "insert into alarm ("
          + String.join(", ", COLUMNS)
          + ") values (?"
          + ", ?".repeat(COLUMNS.size() - 1)
          + ") on conflict (number) do update set "
          + String.join(
              ", ",
              COLUMNS.stream().skip(1).map(column -> column + " = excluded." + column).toList());

  /// No name of a channel holds one.
  private static final String BETWEEN = " ";

  private static final RowMapper<Alarm> ALARM = (rs, context) -> alarm(rs);

  private final Sql sql;
  private final Dialect dialect;
  private final boolean writes;

  /// @param writes whether this is a transaction that writes
  public SqlAlarms(Sql sql, Dialect dialect, boolean writes) {
    this.sql = sql;
    this.dialect = dialect;
    this.writes = writes;
  }

  private static Alarm alarm(ResultSet rs) throws SQLException {
    return new Alarm(
        rs.getLong(1),
        new Finding(
            AlarmKind.valueOf(rs.getString(2)),
            rs.getString(3),
            Severity.ofRank(rs.getInt(5)),
            time(rs, 6),
            new Finding.Words(rs.getString(7), rs.getString(8), rs.getString(9), rs.getString(10)),
            rs.getString(11)),
        rs.getString(12),
        Alarm.Stage.valueOf(rs.getString(4)),
        new Alarm.Course(
            time(rs, 13),
            time(rs, 14),
            time(rs, 15),
            time(rs, 16),
            time(rs, 17),
            time(rs, 18),
            time(rs, 19),
            time(rs, 20),
            rs.getInt(21)),
        new Alarm.Care(
            rs.getString(23), time(rs, 24), time(rs, 25), rs.getString(26), rs.getString(27)),
        names(rs.getString(22)));
  }

  private static Instant time(ResultSet rs, int column) throws SQLException {
    return Instant.ofEpochMilli(rs.getLong(column));
  }

  private static Set<String> names(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(BETWEEN, -1));
  }

  private String held() {
    return writes ? dialect.held() : "";
  }

  @Override
  public List<Alarm> known(Instant endedSince, Instant now) {
    return sql.query(
            SELECT
                + """
                where stage <> 'ENDED' or (stage = 'ENDED' and ended_at >= :since)
                  or (stage = 'ENDED' and silent_until > :now)
                order by number
                """
                + held())
        .bind("since", endedSince.toEpochMilli())
        .bind("now", now.toEpochMilli())
        .map(ALARM)
        .list();
  }

  @Override
  public long nextNumber() {
    // locks the row: of several writers each gets a number of its own
    sql.update("update counter set last = last + 1 where name = 'alarm'").execute();
    return sql.number("select last from counter where name = 'alarm'");
  }

  @Override
  public void keep(Collection<Alarm> alarms) {
    sql.batch(KEEP, alarms, SqlAlarms::bind);
  }

  private static void bind(Sql.Row row, Alarm alarm) throws SQLException {
    Finding finding = alarm.finding();
    Alarm.Course course = alarm.course();
    Alarm.Care care = alarm.care();
    row.add(alarm.number())
        .add(finding.kind().name())
        .add(finding.about())
        .add(alarm.stage().name())
        .add(finding.severity().rank())
        .add(finding.since().toEpochMilli())
        .add(finding.words().what())
        .add(finding.words().who())
        .add(finding.words().doing())
        .add(finding.words().advice())
        .add(finding.link())
        .add(alarm.owner())
        .add(course.foundAt().toEpochMilli())
        .add(course.raisedAt().toEpochMilli())
        .add(course.toldAt().toEpochMilli())
        .add(course.worseSince().toEpochMilli())
        .add(course.goneSince().toEpochMilli())
        .add(course.endedAt().toEpochMilli())
        .add(course.escalatedAt().toEpochMilli())
        .add(course.remindedAt().toEpochMilli())
        .add(course.returns())
        .add(String.join(BETWEEN, alarm.told()))
        .add(care.acknowledgedBy())
        .add(care.acknowledgedAt().toEpochMilli())
        .add(care.silentUntil().toEpochMilli())
        .add(care.silentBy())
        .add(care.silentWhy());
  }

  @Override
  public void drop(Collection<Long> numbers) {
    sql.updateByKeys(
        "delete from alarm where number in (<keys>) and stage = 'PENDING'", numbers, Map.of());
  }

  @Override
  public Optional<Alarm> find(long number) {
    return sql.query(SELECT + "where number = :number " + held())
        .bind("number", number)
        .map(ALARM)
        .findOne();
  }

  @Override
  public List<Alarm> open() {
    return sql.query(SELECT + "where stage = 'OPEN' order by severity desc, raised_at, number")
        .map(ALARM)
        .list();
  }

  @Override
  public List<Alarm> past(int limit, long skip) {
    return sql.query(
            SELECT
                + """
                where stage = 'ENDED' order by ended_at desc, number desc
                limit :limit offset :skip
                """)
        .bind("limit", limit)
        .bind("skip", skip)
        .map(ALARM)
        .list();
  }

  @Override
  public List<Said> history(long number) {
    return sql.query(
            "select change, severity, at from alarm_news where number = :number order by id")
        .bind("number", number)
        .map(
            (rs, context) ->
                new Said(
                    Change.valueOf(rs.getString(1).toUpperCase(Locale.ROOT)),
                    Severity.ofRank(rs.getInt(2)),
                    time(rs, 3)))
        .list();
  }
}
