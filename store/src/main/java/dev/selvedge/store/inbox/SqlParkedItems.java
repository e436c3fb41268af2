package dev.selvedge.store.inbox;

import dev.selvedge.Stage;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.mapper.RowMapper;

/// What waits for a person, on SQL.
public final class SqlParkedItems implements ParkedItems {
  private static final String ITEM =
      """
      p.subject, p.stage, p.source, p.cause, p.sentence, p.rule, p.field, p.inbox_id, p.first_seen,
      p.last_seen, p.times
      """;

  private static final String SELECT =
      "select "
          + ITEM
          + """
            , p.number, p.flow, coalesce(i.stamp, i.observed_at, 0), coalesce(i.observed_at, 0),
            p.replayed_at,
            (select count(*) from inbox_edit c
              where c.inbox_id = p.inbox_id and p.inbox_id <> 0)
          from parked_item p left join inbox_item i on i.id = p.inbox_id and p.inbox_id <> 0
          """;

  private static final RowMapper<Parked> PARKED =
      (rs, context) ->
          new Parked(
              rs.getLong(12),
              item(rs),
              rs.getString(13),
              Instant.ofEpochMilli(rs.getLong(14)),
              Instant.ofEpochMilli(rs.getLong(15)),
              Instant.ofEpochMilli(rs.getLong(16)),
              rs.getInt(17));

  private final Sql sql;

  public SqlParkedItems(Sql sql) {
    this.sql = sql;
  }

  private static ParkedItem item(ResultSet rs) throws SQLException {
    return new ParkedItem(
        rs.getString(1),
        Stage.valueOf(rs.getString(2)),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        rs.getString(7),
        rs.getLong(8),
        Instant.ofEpochMilli(rs.getLong(9)),
        Instant.ofEpochMilli(rs.getLong(10)),
        rs.getInt(11));
  }

  @Override
  public void park(Collection<ParkedItem> items) {
    if (items.isEmpty()) {
      return;
    }
    Map<String, Long> numbers = numbers(items);
    sql.upsert(
        """
        insert into parked_item (number, subject, stage, flow, source, cause, sentence, rule, field,
          inbox_id, first_seen, last_seen, times, replayed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        on conflict (subject) do update set stage = excluded.stage, flow = excluded.flow,
          source = excluded.source, cause = excluded.cause, sentence = excluded.sentence,
          rule = excluded.rule, field = excluded.field, inbox_id = excluded.inbox_id,
          last_seen = excluded.last_seen, times = parked_item.times + excluded.times,
          replayed_at = 0
        """,
        items,
        ParkedItem::subject,
        (row, item) ->
            row.add(numbers.getOrDefault(item.subject(), 0L))
                .add(item.subject())
                .add(item.stage().name())
                .add(flow(item.source()))
                .add(item.source())
                .add(item.cause())
                .add(item.sentence())
                .add(item.rule())
                .add(item.field())
                .add(item.inboxId())
                .add(item.firstSeen().toEpochMilli())
                .add(item.lastSeen().toEpochMilli())
                .add(item.times()));
  }

  /// Those that are parked keep their number, the others get the next ones.
  private Map<String, Long> numbers(Collection<ParkedItem> items) {
    List<String> subjects = items.stream().map(ParkedItem::subject).distinct().toList();
    Map<String, Long> numbers = new HashMap<>();
    sql.byKeys(
            "select subject, number from parked_item where subject in (<keys>)",
            subjects,
            (rs, context) -> Map.entry(rs.getString(1), rs.getLong(2)))
        .forEach(known -> numbers.put(known.getKey(), known.getValue()));
    List<String> fresh =
        subjects.stream().filter(subject -> !numbers.containsKey(subject)).toList();
    if (!fresh.isEmpty()) {
      // locks the row: of several writers each gets numbers of its own
      sql.update("update counter set last = last + :count where name = 'parked'")
          .bind("count", fresh.size())
          .execute();
      long next = lastNumber() - fresh.size();
      for (String subject : fresh) {
        numbers.put(subject, ++next);
      }
    }
    return numbers;
  }

  /// `system/kind` of `system/kind/key`; a feed is its own.
  private static String flow(String source) {
    int first = source.indexOf('/');
    int second = first < 0 ? -1 : source.indexOf('/', first + 1);
    return second < 0 ? source : source.substring(0, second);
  }

  @Override
  public void clear(Collection<String> subjects) {
    sql.updateByKeys("delete from parked_item where subject in (<keys>)", subjects, Map.of());
  }

  @Override
  public void replayed(Collection<Long> numbers, Instant now) {
    sql.updateByKeys(
        "update parked_item set replayed_at = :now where number in (<keys>)",
        numbers,
        Map.of("now", now.toEpochMilli()));
  }

  @Override
  public boolean claim(long number, Instant as, Instant now) {
    return move(number, as, now) > 0;
  }

  @Override
  public void release(long number, Instant claimed) {
    move(number, claimed, Parked.NEVER);
  }

  /// Whoever comes second waits for the row, and finds that it is not as it was.
  private int move(long number, Instant from, Instant to) {
    return sql.update(
            "update parked_item set replayed_at = :to where number = :number and replayed_at = :from")
        .bind("to", to.toEpochMilli())
        .bind("number", number)
        .bind("from", from.toEpochMilli())
        .execute();
  }

  @Override
  public List<Parked> ofSources(Collection<String> sources) {
    return sql.byKeys(SELECT + "where p.source in (<keys>) and p.source <> ''", sources, PARKED);
  }

  @Override
  public List<Parked> ofSubjects(Collection<String> subjects) {
    return sql.byKeys(SELECT + "where p.subject in (<keys>)", subjects, PARKED);
  }

  @Override
  public Optional<Parked> find(long number) {
    return sql.query(SELECT + "where p.number = :number")
        .bind("number", number)
        .map(PARKED)
        .findOne();
  }

  @Override
  public List<ParkedItem> newest(int limit) {
    return newest("", limit, 0).stream().map(Parked::item).toList();
  }

  @Override
  public List<Parked> newest(String cause, int limit, long skip) {
    return sql.query(
            SELECT
                + (cause.isEmpty() ? "" : "where p.cause = :cause ")
                + "order by p.last_seen desc, p.number desc limit :limit offset :skip")
        .bindMap(cause.isEmpty() ? Map.of() : Map.of("cause", cause))
        .bind("limit", limit)
        .bind("skip", skip)
        .map(PARKED)
        .list();
  }

  @Override
  public List<Parked> after(long number, String cause, int limit) {
    return sql.query(
            SELECT
                + "where p.number > :number "
                + (cause.isEmpty() ? "" : "and p.cause = :cause ")
                + "order by p.number limit :limit")
        .bindMap(cause.isEmpty() ? Map.of() : Map.of("cause", cause))
        .bind("number", number)
        .bind("limit", limit)
        .map(PARKED)
        .list();
  }

  @Override
  public List<Parked> oldest(String cause, Instant notSince, long timesAtMost, int limit) {
    return sql.query(
            SELECT
                + """
                where p.cause = :cause and p.last_seen <= :since and p.replayed_at = 0
                  and p.times <= :times
                order by p.last_seen, p.number limit :limit
                """)
        .bind("cause", cause)
        .bind("since", notSince.toEpochMilli())
        .bind("times", timesAtMost)
        .bind("limit", limit)
        .map(PARKED)
        .list();
  }

  @Override
  public long lastNumber() {
    return sql.number("select last from counter where name = 'parked'");
  }

  /// Counting reads an index alone. Numbers are given in the order of time, so that the smallest
  /// of a cause was parked first.
  @Override
  public List<Group> groups() {
    return sql.query(
            """
            select g.cause, g.items, first.first_seen, g.last_seen, (
              select n.sentence from parked_item n where n.cause = g.cause
              order by n.last_seen desc, n.number desc limit 1)
            from (
              select cause, count(*) as items, min(number) as oldest, max(last_seen) as last_seen
              from parked_item group by cause) as g
            join parked_item first on first.number = g.oldest
            order by g.items desc, g.cause
            """)
        .map(
            (rs, context) ->
                new Group(
                    rs.getString(1),
                    rs.getLong(2),
                    Instant.ofEpochMilli(rs.getLong(3)),
                    Instant.ofEpochMilli(rs.getLong(4)),
                    rs.getString(5)))
        .list();
  }

  @Override
  public List<Group> groups(String flow) {
    return sql.query(
            """
            select g.cause, g.items, g.first_seen, g.last_seen, (
              select n.sentence from parked_item n where n.cause = g.cause and n.flow = :flow
              order by n.last_seen desc, n.number desc limit 1)
            from (
              select cause, count(*) as items, min(first_seen) as first_seen,
                max(last_seen) as last_seen
              from parked_item where flow = :flow group by cause) as g
            order by g.items desc, g.cause
            """)
        .bind("flow", flow)
        .map(
            (rs, context) ->
                new Group(
                    rs.getString(1),
                    rs.getLong(2),
                    Instant.ofEpochMilli(rs.getLong(3)),
                    Instant.ofEpochMilli(rs.getLong(4)),
                    rs.getString(5)))
        .list();
  }

  @Override
  public Map<String, Long> unsent() {
    Map<String, Long> counts = new TreeMap<>();
    sql.query("select flow, count(*) from parked_item where stage <> 'SEND' group by flow")
        .map((rs, context) -> Map.entry(rs.getString(1), rs.getLong(2)))
        .forEach(flow -> counts.put(flow.getKey(), flow.getValue()));
    return counts;
  }

  @Override
  public long count() {
    return sql.number("select count(*) from parked_item");
  }

  @Override
  public long count(String cause) {
    return sql.query("select count(*) from parked_item where cause = :cause")
        .bind("cause", cause)
        .mapTo(long.class)
        .one();
  }
}
