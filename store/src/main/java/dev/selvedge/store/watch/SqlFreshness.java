package dev.selvedge.store.watch;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How fresh what was told was, on SQL: counts by bucket that only ever grow, once a minute, once
/// an hour, once a day and once for ever. Coarser counts are kept from the start instead of made
/// of the finer ones later, so that nothing ever moves and readers need no care.
public final class SqlFreshness implements FreshnessLog {
  /// Beside the grains: everything since the store began.
  private static final String EVER = "EVER";

  private static final Comparator<Row> IN_ORDER =
      Comparator.comparing(Row::grain)
          .thenComparingLong(Row::start)
          .thenComparing(Row::strand)
          .thenComparingInt(Row::bucket);

  private final Sql sql;
  private final OpenChanges open;

  public SqlFreshness(Sql sql) {
    this.sql = sql;
    this.open = new OpenChanges(sql);
  }

  private record Row(String grain, long start, Strand strand, int bucket) {}

  /// In one order for everybody, so that no two processes wait for each other in a circle.
  @Override
  public void add(Collection<Told> told) {
    Map<Row, Long> sums = new TreeMap<>(IN_ORDER);
    for (Told one : told) {
      for (Grain grain : Grain.values()) {
        long start = grain.start(one.at()).toEpochMilli();
        sums.merge(
            new Row(grain.name(), start, one.strand(), one.bucket()), one.count(), Long::sum);
      }
      sums.merge(new Row(EVER, 0, one.strand(), one.bucket()), one.count(), Long::sum);
    }
    sql.upsert(
        """
        insert into freshness (grain, started_at, flow, target, matter, bucket, items)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (grain, started_at, flow, target, matter, bucket)
          do update set items = freshness.items + excluded.items
        """,
        sums.entrySet(),
        Map.Entry::getKey,
        (row, it) ->
            row.add(it.getKey().grain())
                .add(it.getKey().start())
                .add(it.getKey().strand().flow())
                .add(it.getKey().strand().target())
                .add(it.getKey().strand().matter().name())
                .add(it.getKey().bucket())
                .add(it.getValue().longValue()));
  }

  @Override
  public void stamped(Collection<Stamps> stamps) {
    Map<String, Stamps> sums = new TreeMap<>();
    for (Stamps one : stamps) {
      Instant day = Grain.DAY.start(one.at());
      sums.merge(
          one.flow() + ' ' + day,
          new Stamps(one.flow(), day, one.own(), one.receipt()),
          (a, b) -> new Stamps(a.flow(), a.at(), a.own() + b.own(), a.receipt() + b.receipt()));
    }
    sql.upsert(
        """
        insert into freshness_stamp (day, flow, own, receipt) values (?, ?, ?, ?)
        on conflict (day, flow) do update set
          own = freshness_stamp.own + excluded.own,
          receipt = freshness_stamp.receipt + excluded.receipt
        """,
        sums.values(),
        it -> List.of(it.flow(), it.at()),
        (row, it) ->
            row.add(it.at().toEpochMilli()).add(it.flow()).add(it.own()).add(it.receipt()));
  }

  @Override
  public Map<Strand, Histogram> since(Grain grain, Instant from) {
    return sums(grain.name(), grain.start(from).toEpochMilli());
  }

  @Override
  public Map<Strand, Histogram> totals() {
    return sums(EVER, 0);
  }

  private Map<Strand, Histogram> sums(String grain, long from) {
    Counting<Strand> counting = new Counting<>();
    sql.query(
            """
            select flow, target, matter, bucket, sum(items) from freshness
            where grain = :grain and started_at >= :from
            group by flow, target, matter, bucket
            """)
        .bind("grain", grain)
        .bind("from", from)
        .map(
            (rs, context) -> {
              counting.add(
                  strand(rs.getString(1), rs.getString(2), rs.getString(3)),
                  rs.getInt(4),
                  rs.getLong(5));
              return rs.getInt(4);
            })
        .list();
    return counting.histograms();
  }

  private record Start(Instant at, Strand strand) implements Comparable<Start> {
    @Override
    public int compareTo(Start other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : strand.compareTo(other.strand);
    }
  }

  @Override
  public List<Span> spans(String flow, Grain grain, Instant from) {
    Counting<Start> counting = new Counting<>();
    sql.query(
            """
            select started_at, target, matter, bucket, items from freshness
            where grain = :grain and started_at >= :from and flow = :flow
            """)
        .bind("grain", grain.name())
        .bind("from", grain.start(from).toEpochMilli())
        .bind("flow", flow)
        .map(
            (rs, context) -> {
              counting.add(
                  new Start(
                      Instant.ofEpochMilli(rs.getLong(1)),
                      strand(flow, rs.getString(2), rs.getString(3))),
                  rs.getInt(4),
                  rs.getLong(5));
              return rs.getInt(4);
            })
        .list();
    List<Span> spans = new ArrayList<>();
    counting
        .histograms()
        .forEach((start, times) -> spans.add(new Span(start.strand(), start.at(), times)));
    return spans;
  }

  @Override
  public List<Stamps> stamps(Instant from) {
    return sql.query(
            """
            select flow, min(day), sum(own), sum(receipt) from freshness_stamp
            where day >= :from group by flow order by flow
            """)
        .bind("from", Grain.DAY.start(from).toEpochMilli())
        .map(
            (rs, context) ->
                new Stamps(
                    rs.getString(1),
                    Instant.ofEpochMilli(rs.getLong(2)),
                    rs.getLong(3),
                    rs.getLong(4)))
        .list();
  }

  @Override
  public List<Open> open(Instant now) {
    return open.read(now);
  }

  @Override
  public int forget(Instant now, int limit) {
    int forgotten = 0;
    for (Grain grain : Grain.values()) {
      forgotten +=
          sql.update(
                  """
                  delete from freshness where (grain, started_at, flow, target, matter, bucket) in (
                    select grain, started_at, flow, target, matter, bucket from freshness
                    where grain = :grain and started_at < :before
                    order by started_at limit :limit)
                  """)
              .bind("grain", grain.name())
              .bind("before", grain.start(now.minus(grain.kept())).toEpochMilli())
              .bind("limit", Math.max(0, limit - forgotten))
              .execute();
    }
    sql.update("delete from freshness_stamp where day < :before")
        .bind("before", now.minus(Grain.DAY.kept()).toEpochMilli())
        .execute();
    return forgotten;
  }

  static Strand strand(String flow, String target, String matter) {
    return new Strand(flow, target, Matter.valueOf(matter));
  }

  /// Puts counts by bucket together. Used by one thread.
  static final class Counting<K extends Comparable<K>> {
    private final Map<K, long[]> counts = new TreeMap<>();

    void add(K of, int bucket, long items) {
      counts.computeIfAbsent(of, key -> new long[Bounds.buckets()])[bucket] += items;
    }

    Map<K, Histogram> histograms() {
      Map<K, Histogram> histograms = new TreeMap<>();
      counts.forEach((of, items) -> histograms.put(of, Histogram.of(items)));
      return histograms;
    }
  }
}
