package dev.selvedge.store.plan;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Count;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;

/// How much waits where, counted on SQL. Used by one thread at a time.
public final class DeliveryCounts {
  public static final String NEXT_QUEUE =
      """
      select queue, channel from delivery
      where target = :target and state = 'DUE' and (queue, channel) > (:queue, :channel)
      order by queue, channel limit 1
      """;

  public static final String BACKLOG =
      """
      select count(*), coalesce(min(due_at), :now) from (
        select due_at from delivery
        where target = :target and queue = :queue and channel = :channel and state = 'DUE'
          and due_at <= :now
        order by due_at limit :most
      ) as first_due
      """;

  private static final String PRESSING =
      """
      select coalesce(min(not_after), 0) from (
        select not_after from delivery
        where target = :target and queue = :queue and channel = :channel and state = 'DUE'
          and due_at <= :now
        order by due_at limit :most
      ) as first_due where not_after <> 0
      """;

  private static final String DUE =
      """
      select queue, count(*) from delivery
      where target = :target and state = 'DUE' group by queue
      """;

  private static final String WAITING =
      """
      select facet, lane, count(*) from delivery
      where target = :target and state = 'WAITING' group by facet, lane
      """;

  private static final String CLAIMED =
      """
      select facet, lane, count(*) from delivery
      where target = :target and state = 'CLAIMED' group by facet, lane
      """;

  /// Goes through the index of what is due, as the others do through those of their states: what is
  /// settled is not read.
  public static final String DUE_BY_QUEUE =
      """
      select target, queue, count(*) from delivery where state = 'DUE' group by target, queue
      """;

  public static final String WAITING_BY_FLOW = byFlow("WAITING");
  public static final String CLAIMED_BY_FLOW = byFlow("CLAIMED");
  public static final String PARKED_BY_FLOW = byFlow("PARKED");

  private static final Comparator<Count> BY_PLACE =
      Comparator.comparing(Count::target)
          .thenComparing(Count::facet)
          .thenComparing(Count::state)
          .thenComparing(Count::flow);

  private final Sql sql;

  DeliveryCounts(Sql sql) {
    this.sql = sql;
  }

  private static String byFlow(String state) {
    return """
        select target, facet, flow_system, flow_kind, count(*) from delivery
        where state = '%s' group by target, facet, flow_system, flow_kind
        """
        .formatted(state);
  }

  /// One seek of the index for each queue, and one bounded count: however much is due, this costs
  /// little.
  List<Backlog> due(SystemName target, Instant now, int countAtMost) {
    List<Backlog> backlogs = new ArrayList<>();
    Optional<Place> place = next(target, new Place("", ""));
    while (place.isPresent()) {
      Backlog backlog = backlog(target, place.get(), now, countAtMost);
      if (backlog.count() > 0) {
        backlogs.add(backlog);
      }
      place = next(target, place.get());
    }
    return backlogs;
  }

  /// Where rows stand in the index of what is due.
  private record Place(String queue, String channel) {
    DueQueue read() {
      return DueQueue.parse(queue, channel);
    }
  }

  private Optional<Place> next(SystemName target, Place after) {
    return sql.query(NEXT_QUEUE)
        .bind("target", target.value())
        .bind("queue", after.queue())
        .bind("channel", after.channel())
        .map((rs, context) -> new Place(rs.getString(1), rs.getString(2)))
        .findOne();
  }

  private Backlog backlog(SystemName target, Place place, Instant now, int countAtMost) {
    Instant pressing = pressing(target, place, now, countAtMost);
    return about(BACKLOG, target, place, now, countAtMost)
        .map(
            (rs, context) ->
                new Backlog(
                    place.read(), rs.getLong(1), Instant.ofEpochMilli(rs.getLong(2)), pressing))
        .one();
  }

  /// Only what has a channel of its own is asked for it: the deadlines are not in the index.
  private Instant pressing(SystemName target, Place place, Instant now, int countAtMost) {
    return place.channel().isEmpty()
        ? Delivery.NO_DEADLINE
        : Instant.ofEpochMilli(
            about(PRESSING, target, place, now, countAtMost).mapTo(long.class).one());
  }

  private Query about(String query, SystemName target, Place place, Instant now, int most) {
    return sql.query(query)
        .bind("target", target.value())
        .bind("queue", place.queue())
        .bind("channel", place.channel())
        .bind("now", now.toEpochMilli())
        .bind("most", most);
  }

  /// Each state has an index that holds no other rows: what is settled costs nothing.
  List<Outstanding> outstanding(SystemName target) {
    List<Outstanding> parts = new ArrayList<>(ofQueues(target));
    parts.addAll(ofState(target, WAITING));
    parts.addAll(ofState(target, CLAIMED));
    TreeMap<Facet, TreeMap<Lane, Long>> sums = new TreeMap<>();
    parts.forEach(
        part ->
            sums.computeIfAbsent(part.facet(), facet -> new TreeMap<>())
                .merge(part.lane(), part.count(), Long::sum));
    List<Outstanding> all = new ArrayList<>();
    sums.forEach(
        (facet, lanes) ->
            lanes.forEach((lane, count) -> all.add(new Outstanding(facet, lane, count))));
    return all;
  }

  private List<Outstanding> ofQueues(SystemName target) {
    return sql.query(DUE)
        .bind("target", target.value())
        .map(
            (rs, context) -> {
              DueQueue queue = DueQueue.parse(rs.getString(1), DueQueue.COMMON);
              return new Outstanding(queue.facet(), queue.lane(), rs.getLong(2));
            })
        .list();
  }

  private List<Outstanding> ofState(SystemName target, String query) {
    return sql.query(query)
        .bind("target", target.value())
        .map(
            (rs, context) ->
                new Outstanding(
                    Facet.valueOf(rs.getString(1)), Lane.valueOf(rs.getString(2)), rs.getLong(3)))
        .list();
  }

  List<Count> all() {
    List<Count> parts = new ArrayList<>(dueByFlow());
    parts.addAll(byFlow(Delivery.State.WAITING, WAITING_BY_FLOW));
    parts.addAll(byFlow(Delivery.State.CLAIMED, CLAIMED_BY_FLOW));
    parts.addAll(byFlow(Delivery.State.PARKED, PARKED_BY_FLOW));
    parts.sort(BY_PLACE);
    return parts;
  }

  /// Several queues are of one flow: they are told apart by lane and company.
  private List<Count> dueByFlow() {
    Map<List<Object>, Count> counts = new HashMap<>();
    sql.query(DUE_BY_QUEUE)
        .map(
            (rs, context) -> {
              DueQueue queue = DueQueue.parse(rs.getString(2), DueQueue.COMMON);
              return new Count(
                  new SystemName(rs.getString(1)),
                  queue.facet(),
                  Delivery.State.DUE,
                  queue.flow().toString(),
                  rs.getLong(3));
            })
        .forEach(
            one ->
                counts.merge(
                    List.of(one.target(), one.facet(), one.flow()), one, DeliveryCounts::sum));
    return List.copyOf(counts.values());
  }

  private static Count sum(Count one, Count other) {
    return new Count(
        one.target(), one.facet(), one.state(), one.flow(), one.count() + other.count());
  }

  private List<Count> byFlow(Delivery.State state, String query) {
    return sql.query(query)
        .map(
            (rs, context) ->
                new Count(
                    new SystemName(rs.getString(1)),
                    Facet.valueOf(rs.getString(2)),
                    state,
                    rs.getString(3) + '/' + rs.getString(4),
                    rs.getLong(5)))
        .list();
  }
}
