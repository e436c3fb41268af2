package dev.selvedge.store.privacy;

import dev.selvedge.IdSource;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.AuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The audit log on SQL.
public final class SqlAuditLog implements AuditLog {
  private final Sql sql;
  private final IdSource ids;

  public SqlAuditLog(Sql sql, IdSource ids) {
    this.sql = sql;
    this.ids = ids;
  }

  @Override
  public void append(AuditEntry entry) {
    sql.update(
            """
            insert into audit_entry (id, at, who, act, whom, result, why)
            values (:id, :at, :who, :act, :whom, :result, :why)
            """)
        .bind("id", ids.next())
        .bind("at", entry.at().toEpochMilli())
        .bind("who", entry.who())
        .bind("act", entry.act())
        .bind("whom", entry.whom())
        .bind("result", entry.result())
        .bind("why", entry.why())
        .execute();
  }

  @Override
  public List<AuditEntry> newest(String whom, int limit) {
    return sql.query(
            "select at, who, act, whom, result, why from audit_entry "
                + (whom.isEmpty() ? "" : "where whom = :whom and whom <> '' ")
                + "order by id desc limit :limit")
        .bindMap(whom.isEmpty() ? Map.of() : Map.of("whom", whom))
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new AuditEntry(
                    Instant.ofEpochMilli(rs.getLong(1)),
                    rs.getString(2),
                    rs.getString(3),
                    rs.getString(4),
                    rs.getString(5),
                    rs.getString(6)))
        .list();
  }
}
