package dev.selvedge.store.watch;

import dev.selvedge.IdSource;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.alarm.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// The outbox of alarms and reports on SQL.
public final class SqlNotices implements Notices {
  private static final RowMapper<Notice.Item> ITEM =
      (rs, context) ->
          new Notice.Item(
              rs.getLong(1),
              Change.valueOf(rs.getString(2).toUpperCase(Locale.ROOT)),
              time(rs, 3),
              new Finding(
                  AlarmKind.valueOf(rs.getString(4)),
                  rs.getString(5),
                  Severity.ofRank(rs.getInt(6)),
                  time(rs, 7),
                  new Finding.Words(
                      rs.getString(8), rs.getString(9), rs.getString(10), rs.getString(11)),
                  rs.getString(12)),
              rs.getString(13));

  private final Sql sql;
  private final IdSource ids;

  public SqlNotices(Sql sql, IdSource ids) {
    this.sql = sql;
    this.ids = ids;
  }

  private static Instant time(ResultSet rs, int column) throws SQLException {
    return Instant.ofEpochMilli(rs.getLong(column));
  }

  @Override
  public void add(Collection<News> all, Duration gather) {
    for (News news : all) {
      long id = insert(news);
      for (String channel : news.channels().stream().sorted().toList()) {
        long notice = waiting(channel, news, gather).orElseGet(() -> create(channel, news, gather));
        sql.update("insert into notice_item (notice, news) values (:notice, :news)")
            .bind("notice", notice)
            .bind("news", id)
            .execute();
        takeAlong(notice, channel, news.alarm().number());
      }
    }
  }

  private long insert(News news) {
    long id = ids.next();
    Finding finding = news.alarm().finding();
    sql.update(
            """
            insert into alarm_news (id, number, change, at, severity, since, what, who, doing,
              advice)
            values (:id, :number, :change, :at, :severity, :since, :what, :who, :doing, :advice)
            """)
        .bind("id", id)
        .bind("number", news.alarm().number())
        .bind("change", news.change().word())
        .bind("at", news.at().toEpochMilli())
        .bind("severity", finding.severity().rank())
        .bind("since", finding.since().toEpochMilli())
        .bind("what", finding.words().what())
        .bind("who", finding.words().who())
        .bind("doing", finding.words().doing())
        .bind("advice", finding.words().advice())
        .execute();
    return id;
  }

  private Optional<Long> waiting(String channel, News news, Duration gather) {
    return sql.query(
            """
            select id from notice where channel = :channel and state = 0 and attempts = 0
              and due_at >= :from and due_at <= :until order by due_at, id limit 1
            """)
        .bind("channel", channel)
        .bind("from", news.tellAt().minus(gather).toEpochMilli())
        .bind("until", news.tellAt().toEpochMilli())
        .mapTo(Long.class)
        .findOne();
  }

  /// What is not told before quiet hours are over counts as made then: how long it is tried, and
  /// since when it waits, is counted from there.
  private long create(String channel, News news, Duration gather) {
    long id = ids.next();
    Instant ready = news.tellAt().minus(gather);
    Instant made = ready.isAfter(news.at()) ? ready : news.at();
    sql.update(
            """
            insert into notice (id, channel, made_at, due_at, next_at, attempts, trouble, state,
              settled_at)
            values (:id, :channel, :made, :due, :due, 0, '', 0, 0)
            """)
        .bind("id", id)
        .bind("channel", channel)
        .bind("made", made.toEpochMilli())
        .bind("due", news.tellAt().toEpochMilli())
        .execute();
    return id;
  }

  /// What nobody was told yet of the same alarm is told with it.
  private void takeAlong(long notice, String channel, long number) {
    List<Long> later =
        sql.query(
                """
                select distinct o.id from notice n
                  join notice o on o.channel = n.channel and o.state = 0 and o.attempts = 0
                    and (o.due_at > n.due_at or (o.due_at = n.due_at and o.id > n.id))
                  join notice_item i on i.notice = o.id
                  join alarm_news w on w.id = i.news and w.number = :number
                where n.id = :notice and n.channel = :channel
                """)
            .bind("number", number)
            .bind("notice", notice)
            .bind("channel", channel)
            .mapTo(Long.class)
            .list();
    for (long other : later) {
      sql.update(
              """
              update notice_item set notice = :notice where notice = :other
                and news in (select id from alarm_news where number = :number)
              """)
          .bind("notice", notice)
          .bind("other", other)
          .bind("number", number)
          .execute();
      sql.update(
              """
              delete from notice where id = :other
                and not exists (select 1 from notice_item i where i.notice = notice.id)
              """)
          .bind("other", other)
          .execute();
    }
  }

  @Override
  public void addReport(String channel, String report, Instant at) {
    sql.update(
            """
            update notice set state = 2, trouble = 'A newer report has taken its place.',
              settled_at = :at
            where channel = :channel and state = 0
            """)
        .bind("channel", channel)
        .bind("at", at.toEpochMilli())
        .execute();
    sql.update(
            """
            insert into notice (id, channel, made_at, due_at, next_at, attempts, trouble, state,
              settled_at, report)
            values (:id, :channel, :at, :at, :at, 0, '', 0, 0, :report)
            """)
        .bind("id", ids.next())
        .bind("channel", channel)
        .bind("at", at.toEpochMilli())
        .bind("report", report)
        .execute();
  }

  @Override
  public Optional<Planned> planned(String mailing) {
    return sql.query("select until, report from report_plan where mailing = :mailing")
        .bind("mailing", mailing)
        .map((rs, context) -> new Planned(mailing, time(rs, 1), rs.getString(2)))
        .findOne();
  }

  @Override
  public void keep(Planned planned) {
    sql.update(
            """
            insert into report_plan (mailing, until, report) values (:mailing, :until, :report)
            on conflict (mailing) do update set until = excluded.until, report = excluded.report
            """)
        .bind("mailing", planned.mailing())
        .bind("until", planned.until().toEpochMilli())
        .bind("report", planned.report())
        .execute();
  }

  @Override
  public List<Lost> lost(Instant since) {
    return sql.query(
            """
            select channel, report, trouble, settled_at from notice
            where report <> '' and state = 2 and settled_at >= :since
              and not exists (select 1 from notice later
                where later.report <> '' and later.channel = notice.channel
                  and later.id > notice.id)
            order by channel
            """)
        .bind("since", since.toEpochMilli())
        .map(
            (rs, context) ->
                new Lost(rs.getString(1), rs.getString(2), rs.getString(3), time(rs, 4)))
        .list();
  }

  @Override
  public Optional<Notice> first(String channel) {
    return sql.query(
            """
            select id, made_at, next_at, attempts, trouble, report from notice
            where channel = :channel and state = 0 order by due_at, id limit 1
            """)
        .bind("channel", channel)
        .map(
            (rs, context) ->
                new Notice(
                    rs.getLong(1),
                    channel,
                    time(rs, 2),
                    time(rs, 3),
                    rs.getInt(4),
                    rs.getString(5),
                    List.of(),
                    rs.getString(6)))
        .findOne()
        .map(this::withItems);
  }

  private Notice withItems(Notice head) {
    List<Notice.Item> items =
        sql.query(
                """
                select w.number, w.change, w.at, a.kind, a.about, w.severity, w.since, w.what,
                  w.who, w.doing, w.advice, a.link, a.owner
                from notice_item i join alarm_news w on w.id = i.news
                  join alarm a on a.number = w.number
                where i.notice = :notice order by w.id
                """)
            .bind("notice", head.id())
            .map(ITEM)
            .list();
    return new Notice(
        head.id(),
        head.channel(),
        head.madeAt(),
        head.dueAt(),
        head.attempts(),
        head.trouble(),
        items,
        head.report());
  }

  @Override
  public Optional<Notice> begin(Notice notice, Instant until) {
    int begun =
        sql.update(
                """
                update notice set attempts = attempts + 1, next_at = :until, trouble = ''
                where id = :id and state = 0 and attempts = :attempts and next_at = :next
                """)
            .bind("until", until.toEpochMilli())
            .bind("id", notice.id())
            .bind("attempts", notice.attempts())
            .bind("next", notice.dueAt().toEpochMilli())
            .execute();
    return begun > 0 ? Optional.of(withItems(notice)) : Optional.empty();
  }

  @Override
  public void told(long id, Instant at) {
    settle(id, 1, "", at);
  }

  @Override
  public void giveUp(long id, String trouble, Instant at) {
    settle(id, 2, trouble, at);
  }

  private void settle(long id, int state, String trouble, Instant at) {
    sql.update(
            """
            update notice set state = :state, trouble = :trouble, settled_at = :at
            where id = :id and state = 0
            """)
        .bind("state", state)
        .bind("trouble", trouble)
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  @Override
  public void putOff(long id, Instant until, String trouble) {
    sql.update(
            """
            update notice set next_at = :until, trouble = :trouble where id = :id and state = 0
            """)
        .bind("until", until.toEpochMilli())
        .bind("trouble", trouble)
        .bind("id", id)
        .execute();
  }

  @Override
  public List<Post> posts() {
    return sql.query(
            """
            select channel,
              sum(case when state = 0 and attempts > 0 then 1 else 0 end),
              coalesce(min(case when state = 0 and attempts > 0 then made_at end), 0),
              coalesce(max(case when state = 0 then trouble end), ''),
              coalesce(max(case when state = 1 then settled_at end), 0),
              sum(case when state = 2 then 1 else 0 end)
            from notice group by channel order by channel
            """)
        .map(
            (rs, context) ->
                new Post(
                    rs.getString(1),
                    rs.getLong(2),
                    time(rs, 3),
                    rs.getString(4),
                    time(rs, 5),
                    rs.getLong(6)))
        .list();
  }
}
