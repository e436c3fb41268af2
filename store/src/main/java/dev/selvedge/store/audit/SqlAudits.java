package dev.selvedge.store.audit;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.store.sql.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/// What audits found, on SQL.
public final class SqlAudits implements Audits {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String AUDIT =
      """
      select id, target, basis, seed, asked_by, started_at, ended_at, state, why, result
      from audit_run
      """;

  private static final RowMapper<Audit> AUDIT_ROW =
      (rs, context) ->
          new Audit(
              rs.getLong(1),
              new SystemName(rs.getString(2)),
              AuditOrder.Basis.valueOf(rs.getString(3)),
              rs.getLong(4),
              rs.getString(5),
              Instant.ofEpochMilli(rs.getLong(6)),
              Instant.ofEpochMilli(rs.getLong(7)),
              Audit.State.valueOf(rs.getString(8)),
              rs.getString(9),
              JSON.readValue(rs.getString(10), AuditResult.class));

  private static final RowMapper<Found> FOUND_ROW =
      (rs, context) ->
          new Found(
              rs.getLong(1),
              difference(rs),
              rs.getString(14),
              Instant.ofEpochMilli(rs.getLong(15)));

  private static final RowMapper<Ignored> IGNORED_ROW =
      (rs, context) ->
          new Ignored(
              new SystemName(rs.getString(1)),
              new Subject(Facet.valueOf(rs.getString(2)), rs.getString(3)),
              Gap.Kind.valueOf(rs.getString(4)),
              rs.getString(5),
              rs.getString(6),
              rs.getString(7),
              rs.getString(8),
              Instant.ofEpochMilli(rs.getLong(9)));

  private final Sql sql;

  public SqlAudits(Sql sql) {
    this.sql = sql;
  }

  private static Difference difference(ResultSet rs) throws SQLException {
    return new Difference(
        new Subject(Facet.valueOf(rs.getString(2)), rs.getString(3)),
        rs.getString(4),
        new PersonId(rs.getLong(5)),
        new Gap(
            Gap.Kind.valueOf(rs.getString(6)), rs.getString(7), rs.getString(8), rs.getString(9)),
        Hop.valueOf(rs.getString(10)),
        rs.getString(11),
        Instant.ofEpochMilli(rs.getLong(12)),
        money(rs.getString(13)),
        currency(rs.getString(13)));
  }

  /// Kept as `12.50 GBP`.
  private static String text(BigDecimal money, String currency) {
    return money.toPlainString() + ' ' + currency;
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text.substring(0, text.indexOf(' ')));
  }

  private static String currency(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }

  @Override
  public void keep(Audit audit) {
    sql.update(
            """
            insert into audit_run
              (id, target, basis, seed, asked_by, started_at, ended_at, state, why, result)
            values (:id, :target, :basis, :seed, :by, :started, :ended, :state, :why, :result)
            on conflict (id) do update set
              ended_at = excluded.ended_at, state = excluded.state, why = excluded.why,
              result = excluded.result
            """)
        .bind("id", audit.id())
        .bind("target", audit.target().value())
        .bind("basis", audit.basis().name())
        .bind("seed", audit.seed())
        .bind("by", audit.by())
        .bind("started", audit.startedAt().toEpochMilli())
        .bind("ended", audit.endedAt().toEpochMilli())
        .bind("state", audit.state().name())
        .bind("why", audit.why())
        .bind("result", JSON.writeValueAsString(audit.result()))
        .execute();
  }

  @Override
  public void add(long audit, List<Difference> differences) {
    long last =
        sql.query("select coalesce(max(number), 0) from audit_difference where audit = :audit")
            .bind("audit", audit)
            .mapTo(Long.class)
            .one();
    List<Found> rows = new ArrayList<>();
    for (Difference one : differences) {
      rows.add(new Found(last + rows.size() + 1, one, "", Instant.EPOCH));
    }
    sql.batch(
        """
        insert into audit_difference
          (audit, number, facet, subject_id, remote, person_id, kind, field, wanted, shown, hop, why,
           since, money)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
        (row, found) -> {
          Difference one = found.difference();
          row.add(audit)
              .add(found.number())
              .add(one.subject().facet().name())
              .add(one.subject().id())
              .add(one.remote())
              .add(one.person().value())
              .add(one.gap().kind().name())
              .add(one.gap().field())
              .add(one.gap().wanted())
              .add(one.gap().shown())
              .add(one.hop().name())
              .add(one.why())
              .add(one.since().toEpochMilli())
              .add(text(one.money(), one.currency()));
        });
  }

  @Override
  public Optional<Audit> find(long id) {
    return sql.query(AUDIT + "where id = :id").bind("id", id).map(AUDIT_ROW).findOne();
  }

  @Override
  public List<Audit> newest(int limit, long skip) {
    return sql.query(AUDIT + "order by started_at desc, id desc limit :limit offset :skip")
        .bind("limit", limit)
        .bind("skip", skip)
        .map(AUDIT_ROW)
        .list();
  }

  @Override
  public Optional<Audit> lastDone() {
    return sql.query(AUDIT + "where state = 'DONE' order by started_at desc, id desc limit 1")
        .map(AUDIT_ROW)
        .findOne();
  }

  @Override
  public List<Audit> running() {
    return sql.query(AUDIT + "where state = 'RUNNING' order by started_at desc, id desc")
        .map(AUDIT_ROW)
        .list();
  }

  @Override
  public List<Found> differences(long audit, Choice choice, long after, int limit) {
    return sql.query(
            """
            select number, facet, subject_id, remote, person_id, kind, field, wanted, shown, hop,
              why, since, money, mended, mended_at
            from audit_difference
            where audit = :audit and number > :after
              and (:kind = '' or kind = :kind) and (:hop = '' or hop = :hop)
              and (:field = '' or field = :field or (:brackets > 0 and field like :pattern escape '!'
                and length(field) - length(replace(field, '[', '')) = :brackets))
              and (:open = 0 or mended = '')
            order by number limit :limit
            """)
        .bind("audit", audit)
        .bind("after", after)
        .bind("kind", choice.kind().map(Enum::name).orElse(""))
        .bind("hop", choice.hop().map(Enum::name).orElse(""))
        .bind("field", choice.field())
        .bind("brackets", brackets(choice.field()))
        .bind("pattern", pattern(choice.field()))
        .bind("open", choice.open() ? 1 : 0)
        .bind("limit", limit)
        .map(FOUND_ROW)
        .list();
  }

  /// How many lists a field leads through where every place of one is meant: `lines[].price` is
  /// the price of every line.
  private static int brackets(String field) {
    return field.contains("[]") ? field.length() - field.replace("[", "").length() : 0;
  }

  private static String pattern(String field) {
    return field.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace("[]", "[%]");
  }

  @Override
  public void mended(long audit, Collection<Long> numbers, String words, Instant at) {
    sql.updateByKeys(
        """
        update audit_difference set mended = :words, mended_at = :at
        where audit = :audit and number in (<keys>)
        """,
        numbers,
        Map.of("audit", audit, "words", words, "at", at.toEpochMilli()));
  }

  @Override
  public void ignore(Ignored ignored) {
    sql.update(
            """
            insert into audit_ignored
              (target, facet, subject_id, kind, field, shown, asked_by, why, at)
            values (:target, :facet, :subject, :kind, :field, :shown, :by, :why, :at)
            on conflict (target, facet, subject_id, kind, field) do update set
              shown = excluded.shown, asked_by = excluded.asked_by, why = excluded.why,
              at = excluded.at
            """)
        .bind("target", ignored.target().value())
        .bind("facet", ignored.subject().facet().name())
        .bind("subject", ignored.subject().id())
        .bind("kind", ignored.kind().name())
        .bind("field", ignored.field())
        .bind("shown", ignored.shown())
        .bind("by", ignored.by())
        .bind("why", ignored.why())
        .bind("at", ignored.at().toEpochMilli())
        .execute();
  }

  @Override
  public List<Ignored> ignored(SystemName target, Collection<Subject> subjects) {
    Set<Subject> asked = Set.copyOf(subjects);
    Set<String> ids = asked.stream().map(Subject::id).collect(Collectors.toSet());
    return sql
        .byKeys(
            """
            select target, facet, subject_id, kind, field, shown, asked_by, why, at
            from audit_ignored where target = :target and subject_id in (<keys>)
            order by facet, subject_id, kind, field
            """,
            ids,
            Map.of("target", target.value()),
            IGNORED_ROW)
        .stream()
        .filter(one -> asked.contains(one.subject()))
        .toList();
  }

  @Override
  public int forget(Instant before) {
    sql.update(
            """
            delete from audit_difference where audit in
              (select id from audit_run where state <> 'RUNNING' and ended_at < :before)
            """)
        .bind("before", before.toEpochMilli())
        .execute();
    return sql.update("delete from audit_run where state <> 'RUNNING' and ended_at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
