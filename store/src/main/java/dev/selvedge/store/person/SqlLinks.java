package dev.selvedge.store.person;

import dev.selvedge.RecordRef;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.person.identity.Links;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;

/// Stewards' decisions on SQL.
public final class SqlLinks implements Links {
  private static final String TOGETHER_WITH = "TOGETHER_WITH";
  private static final String APART = "APART";
  private static final String AS_FOUND = "AS_FOUND";

  private static final RowMapper<LinkDecision> DECISION =
      (rs, context) ->
          new LinkDecision(
              RecordRef.parse(rs.getString(1)),
              link(rs.getString(2), rs.getString(3)),
              rs.getString(4),
              rs.getString(5),
              Instant.ofEpochMilli(rs.getLong(6)));

  private static final String SELECT =
      "select d.ref, d.verdict, d.other_ref, d.made_by, d.why, d.made_at from link_decision d ";

  private static final String IN_FORCE =
      " and d.number = (select max(m.number) from link_decision m where m.ref = d.ref)";

  private final Sql sql;

  public SqlLinks(Sql sql) {
    this.sql = sql;
  }

  private static Link link(String verdict, String other) {
    return switch (verdict) {
      case TOGETHER_WITH -> new Link.TogetherWith(RecordRef.parse(other));
      case APART -> new Link.Apart();
      case AS_FOUND -> new Link.AsFound();
      default -> throw new IllegalStateException("no such decision: " + verdict);
    };
  }

  private static String verdict(Link link) {
    return switch (link) {
      case Link.TogetherWith ignored -> TOGETHER_WITH;
      case Link.Apart ignored -> APART;
      case Link.AsFound ignored -> AS_FOUND;
    };
  }

  private static String other(Link link) {
    return link instanceof Link.TogetherWith(RecordRef other) ? other.text() : "";
  }

  @Override
  public void decide(LinkDecision decision) {
    sql.update(
            """
            insert into link_decision
              (ref, number, verdict, other_ref, made_by, why, made_at, waiting)
            select :ref, coalesce(max(number), 0) + 1, :verdict, :other, :by, :why, :at, 1
            from link_decision where ref = :ref
            """)
        .bind("ref", decision.record().text())
        .bind("verdict", verdict(decision.link()))
        .bind("other", other(decision.link()))
        .bind("by", decision.by())
        .bind("why", decision.why())
        .bind("at", decision.at().toEpochMilli())
        .execute();
  }

  @Override
  public List<LinkDecision> of(Collection<RecordRef> records) {
    return byKeys("where d.ref in (<keys>)", records);
  }

  @Override
  public List<LinkDecision> following(Collection<RecordRef> records) {
    return byKeys("where d.other_ref in (<keys>) and d.other_ref <> ''", records);
  }

  private List<LinkDecision> byKeys(String where, Collection<RecordRef> records) {
    List<LinkDecision> found =
        new ArrayList<>(
            sql.byKeys(
                SELECT + where + IN_FORCE,
                records.stream().map(RecordRef::text).toList(),
                DECISION));
    found.sort(Comparator.comparing(LinkDecision::record));
    return found;
  }

  @Override
  public List<LinkDecision> history(RecordRef record) {
    return sql.query(SELECT + "where d.ref = :ref order by d.number desc")
        .bind("ref", record.text())
        .map(DECISION)
        .list();
  }

  @Override
  public List<LinkDecision> waiting(int limit) {
    return sql.query(
            SELECT + "where d.waiting = 1" + IN_FORCE + " order by d.made_at, d.ref limit :limit")
        .bind("limit", limit)
        .map(DECISION)
        .list();
  }

  @Override
  public void workedThrough(Collection<RecordRef> records) {
    sql.updateByKeys(
        "update link_decision set waiting = 0 where ref in (<keys>) and waiting = 1",
        records.stream().map(RecordRef::text).toList(),
        Map.of());
  }
}
