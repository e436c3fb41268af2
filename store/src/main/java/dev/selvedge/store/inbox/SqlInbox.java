package dev.selvedge.store.inbox;

import dev.selvedge.IdSource;
import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Fingerprint;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.watch.SqlTraceContexts;
import dev.selvedge.watch.trace.TraceContexts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The inbox on SQL: items, their bodies and the queue each in a table of their own, so that
/// moving through the queue rewrites no body.
public final class SqlInbox implements Inbox {
  /// So many are looked at for one that waits since it came.
  private static final int LOOKED_AT = 50_000;

  private static final int LIVE = 0;
  private static final int BACKFILL = 1;

  /// A first sync goes on, however much is live.
  private static final int BACKFILL_SHARE = 8;

  private static final String ITEM =
      """
      i.id, i.system, i.kind, i.record_key, i.stamp, i.observed_at, i.received_at, i.change, i.pace,
      b.encoding, b.body, coalesce(c.version, 0), c.encoding, c.body, c.made_at, c.made_by, c.why
      """;

  private static final String LATEST =
      """
      c.version = (
        select max(v.version) from inbox_edit v where v.inbox_id = c.inbox_id)
      """;

  private final Sql sql;
  private final Bodies bodies;
  private final IdSource ids;
  private final Repeats repeats;
  private final SqlEdits edits;
  private final TraceContexts traces;

  public SqlInbox(Sql sql, Bodies bodies, IdSource ids) {
    this.sql = sql;
    this.bodies = bodies;
    this.ids = ids;
    this.repeats = new Repeats(sql);
    this.edits = new SqlEdits(sql, bodies);
    this.traces = new SqlTraceContexts(sql);
  }

  private record Fresh(long id, SourceRecord sourceRecord, Fingerprint fingerprint) {}

  @Override
  public List<Acceptance> accept(List<SourceRecord> records, Instant now) {
    List<Fingerprint> fingerprints = records.stream().map(Fingerprint::of).toList();
    List<Acceptance> answers = repeats.judge(records, fingerprints);
    List<Fresh> fresh = new ArrayList<>(records.size());
    for (int at = 0; at < records.size(); at++) {
      if (answers.get(at) == Acceptance.STORED) {
        fresh.add(new Fresh(ids.next(), records.get(at), fingerprints.get(at)));
      }
    }
    insertItems(fresh, now);
    insertBodies(fresh, now);
    enqueue(fresh);
    traces.keep(followed(fresh), now);
    return answers;
  }

  private static List<TraceContexts.Waiting> followed(List<Fresh> fresh) {
    List<TraceContexts.Waiting> followed = new ArrayList<>();
    for (Fresh one : fresh) {
      one.sourceRecord()
          .trace()
          .map(span -> new TraceContexts.Waiting(TraceContexts.ofRecord(one.id()), span))
          .ifPresent(followed::add);
    }
    return followed;
  }

  private void insertItems(List<Fresh> fresh, Instant now) {
    sql.batch(
        """
        insert into inbox_item (id, system, kind, record_key, stamp, observed_at, received_at,
          change, pace, ref_hash, content_hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        fresh,
        (row, item) -> {
          SourceRecord it = item.sourceRecord();
          row.add(item.id())
              .add(it.ref().system().value())
              .add(it.ref().kind().value())
              .add(it.ref().key())
              .add(Repeats.stamp(it))
              .add(it.observedAt().toEpochMilli())
              .add(now.toEpochMilli())
              .add(it.change().name())
              .add(stored(it.pace()))
              .add(item.fingerprint().ref())
              .add(item.fingerprint().content());
        });
  }

  private void insertBodies(List<Fresh> fresh, Instant now) {
    sql.batch(
        "insert into inbox_body (id, received_at, encoding, body) values (?, ?, ?, ?)",
        fresh,
        (row, item) -> {
          Bodies.Packed packed = bodies.pack(item.sourceRecord().body());
          row.add(item.id()).add(now.toEpochMilli()).add(packed.encoding()).add(packed.bytes());
        });
  }

  private void enqueue(List<Fresh> fresh) {
    sql.batch(
        "insert into inbox_queue (position, inbox_id, backfill) values (?, ?, ?)",
        fresh,
        (row, item) -> row.add(item.id()).add(item.id()).add(lane(item.sourceRecord().pace())));
  }

  private static int lane(SourceRecord.Pace pace) {
    return switch (pace) {
      case LIVE, PAST_FIRST -> LIVE;
      case BACKFILL -> BACKFILL;
    };
  }

  /// What goes before a backfill is told by its place in the queue; afterwards it is part of one.
  private static String stored(SourceRecord.Pace pace) {
    return switch (pace) {
      case LIVE -> SourceRecord.Pace.LIVE.name();
      case BACKFILL, PAST_FIRST -> SourceRecord.Pace.BACKFILL.name();
    };
  }

  @Override
  public Optional<Cursor> cursor(Feed feed) {
    return sql.query("select cursor_text from feed_cursor where system = :system and kind = :kind")
        .bind("system", feed.system().value())
        .bind("kind", feed.kind().value())
        .map((rs, context) -> new Cursor(rs.getString(1)))
        .findOne();
  }

  @Override
  public void moveCursor(Feed feed, Cursor cursor, Instant now) {
    sql.update(
            """
            insert into feed_cursor (system, kind, cursor_text, moved_at)
            values (:system, :kind, :text, :now)
            on conflict (system, kind)
            do update set cursor_text = excluded.cursor_text, moved_at = excluded.moved_at
            """)
        .bind("system", feed.system().value())
        .bind("kind", feed.kind().value())
        .bind("text", cursor.text())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /// Only what was put back can have been edited. What is live goes first; a first sync gets what
  /// is left of a batch, and never less than an eighth of it.
  @Override
  public List<Item> waiting(int limit) {
    List<Item> backfill = waiting(BACKFILL, limit);
    int kept = Math.min(backfill.size(), limit / BACKFILL_SHARE);
    List<Item> items = new ArrayList<>(waiting(LIVE, limit - kept));
    items.addAll(backfill.subList(0, Math.min(backfill.size(), limit - items.size())));
    return items;
  }

  private List<Item> waiting(int lane, int limit) {
    return sql.query(
            "select "
                + ITEM
                + """
                , case when q.position = q.inbox_id then 0 else 1 end
                from inbox_queue q
                join inbox_item i on i.id = q.inbox_id
                join inbox_body b on b.id = q.inbox_id
                left join inbox_edit c on q.position <> q.inbox_id
                  and c.inbox_id = q.inbox_id and
                """
                + LATEST
                + "where q.backfill = :lane order by q.position limit :limit")
        .bind("lane", lane)
        .bind("limit", limit)
        .map(
            (rs, context) -> {
              Item item = item(rs);
              boolean again = rs.getInt(18) == 1;
              return again
                  ? new Item(item.id(), item.sourceRecord(), item.receivedAt(), true)
                  : item;
            })
        .list();
  }

  @Override
  public Optional<Instant> waitingSince(boolean backfill) {
    return sql.query(
            """
            select i.received_at from (
              select inbox_id, position from inbox_queue where backfill = :lane
              order by position limit :most) q
            join inbox_item i on i.id = q.inbox_id
            where q.position = q.inbox_id order by q.position limit 1
            """)
        .bind("lane", backfill ? BACKFILL : LIVE)
        .bind("most", LOOKED_AT)
        .map((rs, context) -> Instant.ofEpochMilli(rs.getLong(1)))
        .findOne();
  }

  /// The backfill is gone through only where nothing of it is live: it can be long.
  @Override
  public boolean isWaiting(Feed feed) {
    return isWaiting(LIVE, feed) || isWaiting(BACKFILL, feed);
  }

  private boolean isWaiting(int lane, Feed feed) {
    return sql.query(
            """
            select 1 from inbox_queue q join inbox_item i on i.id = q.inbox_id
            where q.backfill = :lane and i.system = :system
              and (i.kind = :kind or i.kind like :of_one) limit 1
            """)
        .bind("lane", lane)
        .bind("system", feed.system().value())
        .bind("kind", feed.kind().value())
        .bind("of_one", feed.kind().value() + "-%")
        .map((rs, context) -> true)
        .findOne()
        .isPresent();
  }

  @Override
  public void settle(List<Long> settled) {
    sql.updateByKeys(
        "delete from inbox_queue where position in (<keys>) and position = inbox_id",
        settled,
        Map.of());
    sql.updateByKeys(
        "delete from inbox_queue where inbox_id in (<keys>) and position <> inbox_id",
        settled,
        Map.of());
  }

  @Override
  public void reopen(List<Long> reopened) {
    settle(reopened);
    sql.batch(
        """
        insert into inbox_queue (position, inbox_id)
        select ?, id from inbox_body where id = ?
        """,
        reopened,
        (row, id) -> row.add(ids.next()).add(id));
  }

  @Override
  public Set<Long> live(Collection<Long> ids) {
    return Set.copyOf(
        sql.byKeys(
            "select id from inbox_item where pace = 'LIVE' and id in (<keys>)",
            ids,
            (rs, context) -> rs.getLong(1)));
  }

  @Override
  public Optional<Item> find(long id) {
    return find(id, LATEST);
  }

  @Override
  public Optional<Item> original(long id) {
    return find(id, "c.version = 0 ");
  }

  private Optional<Item> find(long id, String version) {
    return sql.query(
            "select "
                + ITEM
                + """
                from inbox_item i join inbox_body b on b.id = i.id
                left join inbox_edit c on c.inbox_id = i.id and
                """
                + version
                + "where i.id = :id")
        .bind("id", id)
        .map((rs, context) -> item(rs))
        .findOne();
  }

  @Override
  public Edit edit(long id, Payload body, Edit.Made made) {
    if (original(id).isEmpty()) {
      throw new IllegalArgumentException("the body of item " + id + " is no longer kept");
    }
    return edits.add(id, body, made);
  }

  @Override
  public List<Edit> edits(long id) {
    return edits.of(id);
  }

  @Override
  public List<Arrival> newest(Feed feed, int within, int limit) {
    return sql.query(
            """
            select i.id, i.system, i.kind, i.record_key, i.stamp, i.change, i.pace, i.received_at,
              exists (select 1 from inbox_queue q where q.position = i.id) as waits
            from (select * from inbox_item order by id desc limit :within) as i
            where i.system = :system and i.kind = :kind
            order by i.id desc limit :limit
            """)
        .bind("within", within)
        .bind("system", feed.system().value())
        .bind("kind", feed.kind().value())
        .bind("limit", limit)
        .map(
            (rs, context) -> {
              long stamp = rs.getLong(5);
              SourceRecord.Stamp told =
                  rs.wasNull()
                      ? SourceRecord.Stamp.absent()
                      : SourceRecord.Stamp.at(Instant.ofEpochMilli(stamp));
              return new Arrival(
                  rs.getLong(1),
                  new RecordRef(feed.system(), feed.kind(), rs.getString(4)),
                  told,
                  SourceRecord.Change.valueOf(rs.getString(6)),
                  SourceRecord.Pace.valueOf(rs.getString(7)) != SourceRecord.Pace.LIVE,
                  Instant.ofEpochMilli(rs.getLong(8)),
                  rs.getBoolean(9));
            })
        .list();
  }

  @Override
  public long backlog() {
    return sql.number("select count(*) from inbox_queue");
  }

  @Override
  public int forgetBodies(Instant before, int limit) {
    int forgotten =
        sql.update(
                """
                delete from inbox_body where id in (
                  select b.id from inbox_body b
                  where b.received_at < :before
                    and not exists (select 1 from inbox_queue q where q.position = b.id)
                    and not exists (select 1 from inbox_queue q
                      where q.inbox_id = b.id and q.position <> q.inbox_id)
                    and not exists (select 1 from parked_item p
                      where p.inbox_id = b.id and p.inbox_id <> 0)
                  order by b.received_at
                  limit :limit)
                """)
            .bind("before", before.toEpochMilli())
            .bind("limit", limit)
            .execute();
    if (forgotten > 0) {
      edits.forget();
    }
    return forgotten;
  }

  @Override
  public List<Heading> newest(long before, int limit) {
    return sql.query(
            """
            select id, system, kind, change from inbox_item
            where id < :before order by id desc limit :limit
            """)
        .bind("before", before)
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new Heading(
                    rs.getLong(1),
                    new Feed(new SystemName(rs.getString(2)), new RecordKind(rs.getString(3))),
                    rs.getString(4).equals(SourceRecord.Change.DELETE.name())))
        .list();
  }

  @Override
  public List<Mention> mentions(Feed feed, long after, int limit) {
    return sql.query(
            """
            select id, record_key from inbox_item
            where id > :after and system = :system and kind = :kind
            order by id limit :limit
            """)
        .bind("after", after)
        .bind("system", feed.system().value())
        .bind("kind", feed.kind().value())
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new Mention(
                    rs.getLong(1), new RecordRef(feed.system(), feed.kind(), rs.getString(2))))
        .list();
  }

  @Override
  public Set<RecordRef> known(Collection<RecordRef> records) {
    Map<Long, RecordRef> asked = new HashMap<>();
    records.forEach(ref -> asked.put(Fingerprint.ofName(ref), ref));
    Set<RecordRef> known = new HashSet<>();
    for (String stamped : List.of("is null", "is not null")) {
      sql.byKeys(
              "select distinct ref_hash from inbox_item where ref_hash in (<keys>) and stamp "
                  + stamped,
              asked.keySet(),
              (rs, context) -> rs.getLong(1))
          .forEach(hash -> Optional.ofNullable(asked.get(hash)).ifPresent(known::add));
    }
    return known;
  }

  @Override
  public long lastId() {
    return sql.number(
        """
        select max(id) from (
          select coalesce(max(id), 0) as id from inbox_item
          union all select coalesce(max(position), 0) from inbox_queue
          union all select coalesce(max(id), 0) from person
          union all select coalesce(max(id), 0) from import_job
          union all select coalesce(max(id), 0) from audit_entry
          union all select coalesce(max(id), 0) from alarm_news
          union all select coalesce(max(id), 0) from notice
          union all select coalesce(max(id), 0) from trail_entry) as every_id
        """);
  }

  private Item item(ResultSet rs) throws SQLException {
    RecordRef ref =
        new RecordRef(
            new SystemName(rs.getString(2)), new RecordKind(rs.getString(3)), rs.getString(4));
    long stamp = rs.getLong(5);
    OptionalLong known = rs.wasNull() ? OptionalLong.empty() : OptionalLong.of(stamp);
    SourceRecord sourceRecord =
        new SourceRecord(
            ref,
            known.isPresent()
                ? SourceRecord.Stamp.at(Instant.ofEpochMilli(stamp))
                : SourceRecord.Stamp.absent(),
            Instant.ofEpochMilli(rs.getLong(6)),
            SourceRecord.Change.valueOf(rs.getString(8)),
            SourceRecord.Pace.valueOf(rs.getString(9)),
            bodies.unpack(rs.getInt(10), rs.getBytes(11)));
    int version = rs.getInt(12);
    return new Item(
        rs.getLong(1),
        version == 0 ? sourceRecord : edit(rs, version).applied(sourceRecord),
        Instant.ofEpochMilli(rs.getLong(7)));
  }

  private Edit edit(ResultSet rs, int version) throws SQLException {
    return new Edit(
        version,
        new Edit.Made(Instant.ofEpochMilli(rs.getLong(15)), rs.getString(16), rs.getString(17)),
        bodies.unpack(rs.getInt(13), rs.getBytes(14)));
  }
}
