package dev.selvedge.store.plan;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Firing;
import dev.selvedge.automation.Firings;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.TargetLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/// What was handed out of limited automations, on SQL.
public final class SqlFirings implements Firings {
  private static final String SELECT =
      "select group_name, enrolment, person_id, source, at from firing where ";

  private static final RowMapper<Firing> FIRING =
      (rs, context) ->
          new Firing(
              rs.getString(1),
              rs.getString(2),
              new PersonId(rs.getLong(3)),
              rs.getString(4),
              Instant.ofEpochMilli(rs.getLong(5)));

  private final Sql sql;
  private final TargetLock lock;

  public SqlFirings(Sql sql, TargetLock lock) {
    this.sql = sql;
    this.lock = lock;
  }

  @Override
  public void hold(SystemName target) {
    lock.take(target);
  }

  @Override
  public List<Firing> find(
      Collection<String> groups, Collection<PersonId> persons, Collection<String> records) {
    Set<Firing> found = new LinkedHashSet<>();
    found.addAll(
        sql.byKeys(
            SELECT + "person_id in (<keys>)",
            persons.stream().map(PersonId::value).toList(),
            Map.of(),
            FIRING));
    found.addAll(sql.byKeys(SELECT + "source in (<keys>)", records, Map.of(), FIRING));
    List<Firing> sorted = new ArrayList<>(found);
    sorted.removeIf(one -> !groups.contains(one.group()));
    sorted.sort(Comparator.comparing(Firing::at).thenComparing(Firing::enrolment));
    return sorted;
  }

  @Override
  public void note(Collection<Firing> firings) {
    sql.upsert(
        """
        insert into firing (group_name, enrolment, person_id, source, at) values (?, ?, ?, ?, ?)
        on conflict (group_name, enrolment) do update set
          person_id = excluded.person_id, source = excluded.source, at = excluded.at
        """,
        firings,
        firing -> List.of(firing.group(), firing.enrolment()),
        (row, it) ->
            row.add(it.group())
                .add(it.enrolment())
                .add(it.person().value())
                .add(it.record())
                .add(it.at().toEpochMilli()));
  }

  @Override
  public void forget(Collection<String> enrolments) {
    sql.updateByKeys("delete from firing where enrolment in (<keys>)", enrolments, Map.of());
  }
}
