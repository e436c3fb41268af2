package dev.selvedge.store.audit;

import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFindings;
import dev.selvedge.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/// What was found about schemas, on SQL.
public final class SqlSchemaFindings implements SchemaFindings {
  /// What was over longer ago tells nobody anything.
  private static final Duration KEPT = Duration.ofDays(400);

  private static final String SELECT =
      "select place, kind, subject, weight, sentence, advice, since, gone_at from schema_finding ";

  private static final RowMapper<Standing> STANDING =
      (rs, context) ->
          new Standing(
              new SchemaFinding(
                  Place.parse(rs.getString(1)),
                  SchemaFinding.Kind.valueOf(rs.getString(2)),
                  rs.getString(3),
                  SchemaFinding.Weight.valueOf(rs.getString(4)),
                  rs.getString(5),
                  rs.getString(6)),
              Instant.ofEpochMilli(rs.getLong(7)),
              rs.getLong(8) == 0
                  ? Optional.empty()
                  : Optional.of(Instant.ofEpochMilli(rs.getLong(8))));

  private final Sql sql;

  /// Works on one connection.
  public SqlSchemaFindings(Sql sql) {
    this.sql = sql;
  }

  private record Key(Place place, SchemaFinding.Kind kind, String subject) {
    static Key of(SchemaFinding finding) {
      return new Key(finding.place(), finding.kind(), finding.subject());
    }
  }

  @Override
  public void settle(Collection<Place> looked, List<SchemaFinding> found, Instant now) {
    Set<Key> holding = new HashSet<>();
    found.forEach(finding -> holding.add(Key.of(finding)));
    List<Key> over =
        standing().stream()
            .map(standing -> Key.of(standing.finding()))
            .filter(key -> looked.contains(key.place()) && !holding.contains(key))
            .toList();
    sql.batch(
        "update schema_finding set gone_at = ? where place = ? and kind = ? and subject = ?",
        over,
        (row, key) ->
            row.add(now.toEpochMilli())
                .add(key.place().text())
                .add(key.kind().name())
                .add(key.subject()));
    sql.batch(
        """
        insert into schema_finding (place, kind, subject, weight, sentence, advice, since, gone_at)
        values (?, ?, ?, ?, ?, ?, ?, 0)
        on conflict (place, kind, subject) do update
        set weight = excluded.weight, sentence = excluded.sentence, advice = excluded.advice,
          since = case when schema_finding.gone_at = 0 then schema_finding.since
            else excluded.since end,
          gone_at = 0
        """,
        found,
        (row, finding) ->
            row.add(finding.place().text())
                .add(finding.kind().name())
                .add(finding.subject())
                .add(finding.weight().name())
                .add(finding.sentence())
                .add(finding.advice())
                .add(now.toEpochMilli()));
    sql.update("delete from schema_finding where gone_at > 0 and gone_at < :before")
        .bind("before", now.minus(KEPT).toEpochMilli())
        .execute();
    sql.update(
            """
            insert into schema_look (id, looked_at) values (1, :now)
            on conflict (id) do update set looked_at = excluded.looked_at
            """)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  @Override
  public List<Standing> standing() {
    return sorted(sql.query(SELECT + "where gone_at = 0").map(STANDING).list());
  }

  @Override
  public List<Standing> since(Instant then) {
    return sorted(
        sql.query(SELECT + "where gone_at = 0 or gone_at >= :then")
            .bind("then", then.toEpochMilli())
            .map(STANDING)
            .list());
  }

  private static List<Standing> sorted(List<Standing> all) {
    return all.stream()
        .sorted((a, b) -> SchemaFinding.ORDER.compare(a.finding(), b.finding()))
        .toList();
  }

  @Override
  public Optional<Instant> lastLook() {
    return sql.query("select looked_at from schema_look where id = 1")
        .map((rs, context) -> Instant.ofEpochMilli(rs.getLong(1)))
        .findOne();
  }
}
