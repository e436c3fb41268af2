package dev.selvedge.store.person;

import dev.selvedge.RecordRef;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.FormerAddresses;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/// The addresses that records have or had, on SQL.
public final class SqlFormerAddresses implements FormerAddresses {
  private static final Comparator<FormerAddress> BY_RECORD =
      Comparator.comparing(FormerAddress::record).thenComparing(FormerAddress::address);

  private static final RowMapper<FormerAddress> FOUND =
      (rs, context) ->
          new FormerAddress(
              RecordRef.parse(rs.getString(1)),
              rs.getString(2),
              Instant.ofEpochMilli(rs.getLong(3)),
              Instant.ofEpochMilli(rs.getLong(4)));

  private static final String SELECT =
      "select ref, address, first_seen, last_seen from former_address ";

  private final Sql sql;

  public SqlFormerAddresses(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void note(Collection<FormerAddress> seen) {
    sql.upsert(
        """
        insert into former_address (ref, address, first_seen, last_seen)
        values (?, ?, ?, ?)
        on conflict (ref, address) do update set
          first_seen = case when excluded.first_seen < former_address.first_seen
            then excluded.first_seen else former_address.first_seen end,
          last_seen = case when excluded.last_seen > former_address.last_seen
            then excluded.last_seen else former_address.last_seen end
        where excluded.first_seen < former_address.first_seen
          or excluded.last_seen > former_address.last_seen
        """,
        seen,
        it -> List.of(it.record(), it.address()),
        (row, it) ->
            row.add(it.record().text())
                .add(it.address())
                .add(it.firstSeen().toEpochMilli())
                .add(it.lastSeen().toEpochMilli()));
  }

  @Override
  public List<FormerAddress> ofRecords(Collection<RecordRef> records) {
    return byKeys("where ref in (<keys>)", records.stream().map(RecordRef::text).toList());
  }

  @Override
  public List<FormerAddress> at(Collection<String> addresses) {
    return byKeys("where address in (<keys>) and address <> ''", addresses);
  }

  @Override
  public List<RecordRef> recordsAt(String address, int most) {
    return sql.query(
            """
            select ref from former_address
            where address = :address and address <> '' order by ref limit :most
            """)
        .bind("address", address)
        .bind("most", most)
        .map((rs, context) -> RecordRef.parse(rs.getString(1)))
        .list();
  }

  private List<FormerAddress> byKeys(String where, Collection<String> keys) {
    List<FormerAddress> found = new ArrayList<>(sql.byKeys(SELECT + where, keys, FOUND));
    found.sort(BY_RECORD);
    return found;
  }
}
