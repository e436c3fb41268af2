package dev.selvedge.store;

import dev.selvedge.Payload;
import dev.selvedge.inbox.Correction;
import java.time.Instant;
import java.util.List;

/// Bodies corrected by hand, on SQL: versions beside the original.
final class SqlCorrections {
  private final Sql sql;
  private final Bodies bodies;

  SqlCorrections(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  Correction add(long inboxId, Payload body, Correction.Made made) {
    int version =
        sql.query(
                    """
                    select coalesce(max(version), 0) from inbox_correction where inbox_id = :id
                    """)
                .bind("id", inboxId)
                .mapTo(int.class)
                .one()
            + 1;
    Bodies.Packed packed = bodies.pack(body);
    sql.update(
            """
            insert into inbox_correction (inbox_id, version, made_at, made_by, why, encoding, body)
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
    return new Correction(version, made, body);
  }

  List<Correction> of(long inboxId) {
    return sql.query(
            """
            select version, made_at, made_by, why, encoding, body from inbox_correction
            where inbox_id = :id order by version
            """)
        .bind("id", inboxId)
        .map(
            (rs, context) ->
                new Correction(
                    rs.getInt(1),
                    new Correction.Made(
                        Instant.ofEpochMilli(rs.getLong(2)), rs.getString(3), rs.getString(4)),
                    bodies.unpack(rs.getInt(5), rs.getBytes(6))))
        .list();
  }

  /// What was corrected in bodies that are no longer kept goes with them.
  void forget() {
    sql.update(
            """
            delete from inbox_correction where not exists (
              select 1 from inbox_body b where b.id = inbox_correction.inbox_id)
            """)
        .execute();
  }
}
