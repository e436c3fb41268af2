package dev.selvedge.store.inbox;

import dev.selvedge.Payload;
import dev.selvedge.inbox.Edit;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.List;

/// Bodies edited by hand, on SQL: versions beside the original.
final class SqlEdits {
  private final Sql sql;
  private final Bodies bodies;

  SqlEdits(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  Edit add(long inboxId, Payload body, Edit.Made made) {
    int version =
        sql.query(
                    """
                    select coalesce(max(version), 0) from inbox_edit where inbox_id = :id
                    """)
                .bind("id", inboxId)
                .mapTo(int.class)
                .one()
            + 1;
    Bodies.Packed packed = bodies.pack(body);
    sql.update(
            """
            insert into inbox_edit (inbox_id, version, made_at, made_by, why, encoding, body)
            values (:id, :version, :at, :by, :why, :encoding, :body)
            """)
        .bind("id", inboxId)
        .bind("version", version)
        .bind("at", made.at().toEpochMilli())
        .bind("by", made.by())
        .bind("why", made.why())
        .bind("encoding", packed.encoding())
        .bind("body", packed.bytes())
        .execute();
    return new Edit(version, made, body);
  }

  List<Edit> of(long inboxId) {
    return sql.query(
            """
            select version, made_at, made_by, why, encoding, body from inbox_edit
            where inbox_id = :id order by version
            """)
        .bind("id", inboxId)
        .map(
            (rs, context) ->
                new Edit(
                    rs.getInt(1),
                    new Edit.Made(
                        Instant.ofEpochMilli(rs.getLong(2)), rs.getString(3), rs.getString(4)),
                    bodies.unpack(rs.getInt(5), rs.getBytes(6))))
        .list();
  }

  /// What was edited in bodies that are no longer kept goes with them.
  void forget() {
    sql.update(
            """
            delete from inbox_edit where not exists (
              select 1 from inbox_body b where b.id = inbox_edit.inbox_id)
            """)
        .execute();
  }
}
