package dev.selvedge.store.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.RowMapper;

/// Deliveries on SQL.
public final class SqlDeliveries implements Deliveries {
  static final String COLUMNS =
      """
      target, facet, subject_id, person_id, desired, delivered_hash, remote_id, address,
      delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at, attempts, together,
      not_after, channel
      """;

  /// In place of a fingerprint; none is as short.
  private static final String DOUBTFUL = "?";

  private static final Comparator<Delivery> OLDEST_FIRST =
      Comparator.comparing(Delivery::dueAt).thenComparing(Delivery::subject);

  static final RowMapper<Delivery> DELIVERY =
      (rs, context) ->
          new Delivery(
              new SystemName(rs.getString(1)),
              new Subject(Facet.valueOf(rs.getString(2)), rs.getString(3)),
              new PersonId(rs.getLong(4)),
              new ContentHash(rs.getString(5)),
              delivered(rs.getString(6), rs.getString(7), rs.getString(8), rs.getLong(9)),
              Delivery.State.valueOf(rs.getString(10)),
              Lane.valueOf(rs.getString(11)),
              new Feed(new SystemName(rs.getString(12)), new RecordKind(rs.getString(13))),
              Instant.ofEpochMilli(rs.getLong(14)),
              Instant.ofEpochMilli(rs.getLong(15)),
              rs.getInt(16),
              rs.getInt(17),
              Instant.ofEpochMilli(rs.getLong(18)),
              rs.getString(19));

  private final Sql sql;
  private final Dialect dialect;
  private final String held;
  private final DeliveryCounts counts;
  private final DeliveryAddresses addresses;

  /// @param writes whether this connection may lock what it reads
  public SqlDeliveries(Sql sql, Dialect dialect, boolean writes) {
    this.sql = sql;
    this.counts = new DeliveryCounts(sql);
    this.dialect = dialect;
    this.held = writes ? dialect.held() : "";
    this.addresses = new DeliveryAddresses(sql, held);
  }

  private static Delivered delivered(String hash, String remoteId, String address, long at) {
    return switch (hash) {
      case "" -> new Delivered.Never();
      case DOUBTFUL -> new Delivered.Doubtful(remoteId, address, Instant.ofEpochMilli(at));
      default ->
          new Delivered.Acknowledged(
              new ContentHash(hash), remoteId, address, Instant.ofEpochMilli(at));
    };
  }

  /// In a transaction that writes, the rows are held: another process settles them before they are
  /// read or after the transaction, never between.
  @Override
  public List<Delivery> find(SystemName target, Collection<Subject> subjects) {
    List<Delivery> found = new ArrayList<>(subjects.size());
    for (Facet facet : Facet.values()) {
      List<String> ids =
          subjects.stream().filter(it -> it.facet() == facet).map(Subject::id).sorted().toList();
      found.addAll(
          sql.byKeys(
              "select "
                  + COLUMNS
                  + "from delivery where target = :target and facet = :facet"
                  + " and subject_id in (<keys>) order by subject_id "
                  + held,
              ids,
              Map.of("target", target.value(), "facet", facet.name()),
              DELIVERY));
    }
    found.sort(Comparator.comparing(Delivery::subject));
    return found;
  }

  @Override
  public List<Delivery> ofPersons(SystemName target, Facet facet, Collection<PersonId> persons) {
    List<Delivery> found =
        new ArrayList<>(
            sql.byKeys(
                "select "
                    + COLUMNS
                    + "from delivery where person_id in (<keys>) and facet = :facet"
                    + " and target = :target order by subject_id "
                    + held,
                persons.stream().map(PersonId::value).toList(),
                Map.of("target", target.value(), "facet", facet.name()),
                DELIVERY));
    found.sort(Comparator.comparing(Delivery::subject));
    return found;
  }

  @Override
  public List<Delivery> following(SystemName target, Facet facet, String after, int limit) {
    return sql.query(
            "select "
                + COLUMNS
                + """
                from delivery
                where target = :target and facet = :facet and subject_id > :after
                order by subject_id limit :limit
                """)
        .bind("target", target.value())
        .bind("facet", facet.name())
        .bind("after", after)
        .bind("limit", limit)
        .map(DELIVERY)
        .list();
  }

  @Override
  public void plan(Collection<Delivery> deliveries) {
    planStates(deliveries.stream().filter(it -> it.subject().facet().repeatable()).toList());
    planOnce(deliveries.stream().filter(it -> !it.subject().facet().repeatable()).toList());
  }

  private void planOnce(Collection<Delivery> deliveries) {
    sql.upsert(
        "insert into delivery ("
            + COLUMNS
            + """
            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (target, facet, subject_id) do update set
              person_id = excluded.person_id,
              channel = excluded.channel,
              not_after = case when excluded.not_after = 0
                then delivery.not_after else excluded.not_after end,
              due_at = case
                when delivery.state in ('WAITING', 'DUE', 'SETTLED') and excluded.state = 'DUE'
                then excluded.due_at else delivery.due_at end,
              state = case
                when delivery.state = 'CLAIMED' then 'CLAIMED'
                when delivery.state = 'WAITING' and excluded.state = 'DUE' then 'DUE'
                when excluded.desired <> delivery.desired
                  and '%1$s' in (excluded.desired, delivery.desired) then excluded.state
                else delivery.state end,
              desired = case
                when delivery.state <> 'CLAIMED'
                  and '%1$s' in (excluded.desired, delivery.desired) then excluded.desired
                else delivery.desired end
            where delivery.state <> 'SETTLED' or delivery.desired = '%1$s'
            """
                .formatted(Delivery.CANCELLED.value()),
        deliveries,
        delivery -> List.of(delivery.target(), delivery.subject()),
        SqlDeliveries::bindPlanned);
  }

  private void planStates(Collection<Delivery> deliveries) {
    sql.upsert(
        "insert into delivery ("
            + COLUMNS
            + """
            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (target, facet, subject_id) do update set
              desired = excluded.desired, lane = excluded.lane,
              flow_system = excluded.flow_system, flow_kind = excluded.flow_kind,
              not_after = excluded.not_after,
              changed_at = case
                when delivery.state = 'CLAIMED' and delivery.changed_at < excluded.changed_at
                  and (delivery.lane <> 'BULK' or excluded.lane = 'BULK')
                then delivery.changed_at else excluded.changed_at end,
              person_id = excluded.person_id,
              delivered_hash = case when delivery.state = 'CLAIMED'
                then delivery.delivered_hash else excluded.delivered_hash end,
              remote_id = case when delivery.state = 'CLAIMED'
                then delivery.remote_id else excluded.remote_id end,
              address = case when delivery.state = 'CLAIMED'
                then delivery.address else excluded.address end,
              delivered_at = case when delivery.state = 'CLAIMED'
                then delivery.delivered_at else excluded.delivered_at end,
              due_at = case when delivery.state = 'CLAIMED'
                then delivery.due_at else excluded.due_at end,
              attempts = case when delivery.state = 'CLAIMED'
                then delivery.attempts else excluded.attempts end,
              together = case when delivery.state = 'CLAIMED'
                then delivery.together else excluded.together end,
              state = case when delivery.state = 'CLAIMED' then 'CLAIMED' else excluded.state end
            """,
        inOrder(deliveries),
        delivery -> List.of(delivery.target(), delivery.subject()),
        SqlDeliveries::bindPlanned);
  }

  /// Everybody touches rows in one order, so that two processes seldom wait for each other's. The
  /// sort is stable: of several plans for one subject the last stays.
  private static List<Delivery> inOrder(Collection<Delivery> deliveries) {
    return deliveries.stream().sorted(Comparator.comparing(Delivery::subject)).toList();
  }

  private static void bindPlanned(Sql.Row row, Delivery it) throws SQLException {
    row.add(it.target().value())
        .add(it.subject().facet().name())
        .add(it.subject().id())
        .add(it.person().value())
        .add(it.desired().value());
    bindDelivered(row, it.delivered());
    // only a sender claims: a row that the planner read as claimed and that is free now is due
    Delivery.State state = it.state() == Delivery.State.CLAIMED ? Delivery.State.DUE : it.state();
    row.add(state.name())
        .add(it.lane().name())
        .add(it.flow().system().value())
        .add(it.flow().kind().value())
        .add(it.changedAt().toEpochMilli())
        .add(it.dueAt().toEpochMilli())
        .add(it.attempts())
        .add(it.together())
        .add(it.notAfter().toEpochMilli())
        .add(it.channel());
  }

  private static void bindDelivered(Sql.Row row, Delivered delivered) throws SQLException {
    switch (delivered) {
      case Delivered.Never ignored -> row.add("").add("").add("").add(0L);
      case Delivered.Acknowledged it ->
          row.add(it.hash().value())
              .add(it.remoteId())
              .add(it.address())
              .add(it.at().toEpochMilli());
      case Delivered.Doubtful it ->
          row.add(DOUBTFUL).add(it.remoteId()).add(it.address()).add(it.at().toEpochMilli());
    }
  }

  @Override
  public Set<Subject> settle(String claimant, Collection<Delivery> deliveries) {
    List<Delivery> ordered = inOrder(deliveries);
    List<Boolean> updated =
        sql.batch(
            """
        update delivery set
          delivered_hash = ?, remote_id = ?, address = ?, delivered_at = ?,
          changed_at = case when ? = '' and delivered_hash <> '' then ? else changed_at end,
          state = case when desired <> ? and ? in ('SETTLED', 'PARKED') then 'DUE' else ? end,
          due_at = ?, attempts = ?, together = ?, claimant = ''
        where target = ? and facet = ? and subject_id = ? and claimant = ?
        """,
            ordered,
            (row, it) -> {
              bindDelivered(row, it.delivered());
              row.add(it.delivered() instanceof Delivered.Never ? "" : "known")
                  .add(it.changedAt().toEpochMilli())
                  .add(it.desired().value())
                  .add(it.state().name())
                  .add(it.state().name())
                  .add(it.dueAt().toEpochMilli())
                  .add(it.attempts())
                  .add(it.together())
                  .add(it.target().value())
                  .add(it.subject().facet().name())
                  .add(it.subject().id())
                  .add(claimant);
            });
    return IntStream.range(0, ordered.size())
        .filter(updated::get)
        .mapToObj(at -> ordered.get(at).subject())
        .collect(Collectors.toSet());
  }

  @Override
  public List<Delivery> heldBy(SystemName target, String claimant) {
    return sql.query(
            "select "
                + COLUMNS
                + "from delivery where state = 'CLAIMED' and claimant = :claimant"
                + " and target = :target order by subject_id "
                + held)
        .bind("claimant", claimant)
        .bind("target", target.value())
        .map(DELIVERY)
        .list();
  }

  @Override
  public List<Delivery> claim(Claim claim) {
    List<Delivery> claimed =
        new ArrayList<>(
            sql.query(claimSql(dialect, claim.pressingFirst()))
                .bind("target", claim.target().value())
                .bind("claimant", claim.claimant())
                .bind("queue", claim.queue().text())
                .bind("channel", claim.queue().channel())
                .bind("facet", claim.queue().facet().name())
                .bind("now", claim.now().toEpochMilli())
                .bind("limit", claim.limit())
                .map(DELIVERY)
                .list());
    claimed.sort(OLDEST_FIRST);
    return claimed;
  }

  /// The picking is done apart and once (`materialized`): PostgreSQL may otherwise run it again
  /// for each row, and claim more than the limit. And it is told to look up what was picked: of a
  /// table it has not counted yet, it believes that reading all of it is as good.
  ///
  /// @param pressingFirst whether the nearest deadlines are picked; the rows of the queue are
  ///     sorted for it
  public static String claimSql(Dialect dialect, boolean pressingFirst) {
    String order =
        pressingFirst ? "case not_after when 0 then 1 else 0 end, not_after, due_at" : "due_at";
    return """
        with picked as materialized (
          select subject_id from delivery
          where target = :target and queue = :queue and channel = :channel and state = 'DUE'
            and due_at <= :now
          order by %s
          limit :limit %s)
        update delivery set state = 'CLAIMED', claimant = :claimant
        where target = :target and facet = :facet and subject_id %s
        returning\s"""
            .formatted(order, dialect.skipLocked(), dialect.anyOf("select subject_id from picked"))
        + COLUMNS;
  }

  @Override
  public int release(Collection<String> claimants, Instant now) {
    return sql.updateByKeys(
        """
        update delivery set state = 'DUE', claimant = '', due_at = :now
        where state = 'CLAIMED' and claimant in (<keys>)
        """,
        claimants,
        Map.of("now", now.toEpochMilli()));
  }

  @Override
  public int releaseDoubtful(Collection<String> claimants, Instant now) {
    return sql.updateByKeys(
        """
        update delivery set state = 'DUE', claimant = '', due_at = :now,
          delivered_hash = case when facet = 'ENROLMENT' then delivered_hash else :doubtful end,
          delivered_at = case when facet = 'ENROLMENT' then delivered_at else :now end,
          remote_id = case
            when facet = 'PROOF' and remote_id = '' then coalesce((
              select contact.remote_id from delivery contact
              where contact.facet = 'CONTACT' and contact.target = delivery.target
                and contact.subject_id = cast(delivery.person_id as text)), '')
            when facet not in ('ORDER', 'CART', 'RECORD') or person_id = 0 then remote_id
            when remote_id = '' then cast(person_id as text)
            else remote_id || ' ' || cast(person_id as text) end,
          address = case when facet = 'CONTACT' and remote_id <> '' then ''
            when facet = 'ENROLMENT' or address <> '' then address
            else coalesce((select email from person where id = delivery.person_id), '') end
        where state = 'CLAIMED' and claimant in (<keys>)
        """,
        claimants,
        Map.of("now", now.toEpochMilli(), "doubtful", DOUBTFUL));
  }

  @Override
  public int unpark(
      SystemName target, Collection<Subject> subjects, Delivery.State next, Instant now) {
    int changed = 0;
    for (Facet facet : Facet.values()) {
      changed +=
          sql.updateByKeys(
              """
              update delivery set state = :next, due_at = :now, attempts = 0, together = 0
              where target = :target and facet = :facet and subject_id in (<keys>)
                and state = 'PARKED'
              """,
              subjects.stream().filter(it -> it.facet() == facet).map(Subject::id).toList(),
              Map.of(
                  "target", target.value(),
                  "facet", facet.name(),
                  "next", next.name(),
                  "now", now.toEpochMilli()));
    }
    return changed;
  }

  @Override
  public int replay(SystemName target, Collection<Subject> subjects, Instant now) {
    int changed = 0;
    for (Facet facet : Facet.values()) {
      changed +=
          sql.updateByKeys(
              """
              update delivery set state = 'DUE', due_at = :now, changed_at = :now, attempts = 0,
                together = 0
              where target = :target and facet = :facet and subject_id in (<keys>)
                and state = 'PARKED'
              """,
              subjects.stream().filter(it -> it.facet() == facet).map(Subject::id).toList(),
              Map.of("target", target.value(), "facet", facet.name(), "now", now.toEpochMilli()));
    }
    return changed;
  }

  @Override
  public int wake(SystemName target, Collection<PersonId> persons, Instant now) {
    return sql.updateByKeys(
        """
        update delivery set state = 'DUE', due_at = :now
        where state = 'WAITING' and target = :target and person_id in (<keys>)
        """,
        persons.stream().map(PersonId::value).toList(),
        Map.of("target", target.value(), "now", now.toEpochMilli()));
  }

  @Override
  public List<Delivery> leaving(SystemName target, Collection<String> at) {
    return addresses.leaving(target, at);
  }

  @Override
  public List<Delivery> numbered(SystemName target, Collection<String> remoteIds) {
    return addresses.numbered(target, remoteIds);
  }

  @Override
  public int wakeAt(SystemName target, Collection<String> at, Instant now) {
    return addresses.wakeAt(target, at, now);
  }

  @Override
  public int wakeContacts(SystemName target, Instant waitingSince, Instant now) {
    return addresses.wakeContacts(target, waitingSince, now);
  }

  @Override
  public int wakeHeld(SystemName target, int atMost, Instant now) {
    return addresses.wakeHeld(target, atMost, now);
  }

  @Override
  public int wakeHeld(SystemName target, Collection<Topic> topics, int atMost, Instant now) {
    return addresses.wakeHeld(target, topics, atMost, now);
  }

  @Override
  public int expire(SystemName target, Instant now) {
    return sql.update(
            """
            update delivery set state = 'DUE', due_at = :now
            where state = 'WAITING' and not_after <> 0 and not_after < :now and target = :target
            """)
        .bind("target", target.value())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  @Override
  public List<Backlog> due(SystemName target, Instant now, int countAtMost) {
    return counts.due(target, now, countAtMost);
  }

  @Override
  public List<Outstanding> outstanding(SystemName target) {
    return counts.outstanding(target);
  }

  @Override
  public List<Count> counts() {
    return counts.all();
  }
}
