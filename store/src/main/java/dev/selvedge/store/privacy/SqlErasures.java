package dev.selvedge.store.privacy;

import dev.selvedge.RecordRef;
import dev.selvedge.privacy.Erasure;
import dev.selvedge.privacy.Erasures;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.trail.ByHand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;

/// Erasures and tombstones on SQL.
public final class SqlErasures implements Erasures {
  private static final String SELECT =
      "select e.number, e.stage, e.requested_at, e.moved_at, e.refused_at, e.who, e.why from erasure e ";

  private static final RowMapper<Erasure> ERASURE =
      (rs, context) ->
          new Erasure(
              rs.getLong(1),
              Erasure.Stage.valueOf(rs.getString(2)),
              Instant.ofEpochMilli(rs.getLong(3)),
              Instant.ofEpochMilli(rs.getLong(4)),
              Instant.ofEpochMilli(rs.getLong(5)),
              rs.getString(6),
              rs.getString(7));

  private final Sql sql;
  private final Marks marks;

  public SqlErasures(Sql sql, Marks marks) {
    this.sql = sql;
    this.marks = marks;
  }

  @Override
  public boolean any() {
    return sql.number("select count(*) from (select 1 from tombstone limit 1) as one") > 0;
  }

  @Override
  public Map<String, Erasure> ofAddresses(Collection<String> addresses) {
    return of(addresses, marks::of);
  }

  @Override
  public Map<RecordRef, Erasure> ofRecords(Collection<RecordRef> records) {
    return of(records, marks::of);
  }

  private <K> Map<K, Erasure> of(Collection<K> keys, Function<K, Optional<String>> mark) {
    if (keys.isEmpty() || !any()) {
      return Map.of();
    }
    requireKey();
    Map<String, K> byMark = new HashMap<>();
    keys.forEach(key -> mark.apply(key).ifPresent(text -> byMark.put(text, key)));
    Map<K, Erasure> found = new LinkedHashMap<>();
    sql.byKeys(
            """
            select e.number, e.stage, e.requested_at, e.moved_at, e.refused_at, e.who, e.why, t.mark
            from tombstone t join erasure e on e.number = t.erasure where t.mark in (<keys>)
            """,
            byMark.keySet(),
            (rs, context) -> Map.entry(rs.getString(8), ERASURE.map(rs, context)))
        .forEach(
            hit ->
                Optional.ofNullable(byMark.get(hit.getKey()))
                    .ifPresent(key -> found.put(key, hit.getValue())));
    return found;
  }

  /// The tombstones of a key that is lost would let everybody come back.
  private void requireKey() {
    List<String> proofs = sql.query("select proof from mark_key").mapTo(String.class).list();
    if (!proofs.isEmpty() && !proofs.equals(marks.proof().stream().toList())) {
      throw new StoreException(
          StoreException.Reason.UNFIT,
          "the key that erasures were noted with is not the one in "
              + marks.where()
              + ": put that one back, or people who asked to be forgotten would be taken in again");
    }
  }

  private void makeKey() {
    if (sql.number("select count(*) from mark_key") > 0) {
      requireKey();
      return;
    }
    marks.make();
    String proof = marks.proof().orElseThrow(() -> new IllegalStateException("no key was made"));
    sql.update("insert into mark_key (proof) values (:proof) on conflict (proof) do nothing")
        .bind("proof", proof)
        .execute();
    requireKey();
  }

  @Override
  public Erasure begin(
      Collection<String> addresses, Collection<RecordRef> records, ByHand hand, Instant now) {
    makeKey();
    Set<String> wanted = new LinkedHashSet<>();
    addresses.forEach(address -> marks.of(address).ifPresent(wanted::add));
    List<Erasure> known = new ArrayList<>(ofAddresses(addresses).values());
    long number = known.isEmpty() ? nextNumber() : known.getFirst().number();
    records.forEach(ref -> marks.of(ref).ifPresent(wanted::add));
    sql.update(
            """
            insert into erasure (number, stage, requested_at, moved_at, who, why)
            values (:number, 'REQUESTED', :now, :now, :who, :why)
            on conflict (number) do update set
              requested_at = case when erasure.stage = 'DONE' then excluded.requested_at
                else erasure.requested_at end,
              moved_at = case when erasure.stage = 'DONE' then excluded.moved_at
                else erasure.moved_at end,
              stage = case when erasure.stage = 'DONE' then 'REQUESTED' else erasure.stage end
            """)
        .bind("number", number)
        .bind("now", now.toEpochMilli())
        .bind("who", hand.who())
        .bind("why", hand.why())
        .execute();
    sql.batch(
        """
        insert into tombstone (mark, erasure) values (?, ?)
        on conflict (mark) do update set erasure = excluded.erasure
        """,
        wanted,
        (row, mark) -> row.add(mark).add(number));
    return find(number).orElseThrow();
  }

  private long nextNumber() {
    sql.update("update counter set last = last + 1 where name = 'erasure'").execute();
    return sql.number("select last from counter where name = 'erasure'");
  }

  @Override
  public void move(long number, Erasure.Stage stage, Instant now) {
    sql.update("update erasure set stage = :stage, moved_at = :now where number = :number")
        .bind("stage", stage.name())
        .bind("now", now.toEpochMilli())
        .bind("number", number)
        .execute();
  }

  @Override
  public void refused(long number, Instant at) {
    sql.update("update erasure set refused_at = :at where number = :number and refused_at < :at")
        .bind("at", at.toEpochMilli())
        .bind("number", number)
        .execute();
  }

  @Override
  public void lift(long number, Instant now) {
    sql.update("delete from tombstone where erasure = :number").bind("number", number).execute();
    move(number, Erasure.Stage.LIFTED, now);
  }

  @Override
  public Optional<Erasure> find(long number) {
    return sql.query(SELECT + "where e.number = :number")
        .bind("number", number)
        .map(ERASURE)
        .findOne();
  }

  @Override
  public List<Erasure> unfinished() {
    return sql.query(SELECT + "where e.stage in ('REQUESTED', 'REMOTE_DONE') order by e.number")
        .map(ERASURE)
        .list();
  }

  @Override
  public Optional<String> knownMark(String address) {
    requireKey();
    return marks.of(address);
  }

  @Override
  public String mark(String address) {
    makeKey();
    return marks.of(address).orElseThrow();
  }
}
