package dev.selvedge.store.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.FieldMemory;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// What watched fields were last, and how they changed, on SQL.
public final class SqlFieldMemory implements FieldMemory {
  private static final String SELECT =
      "select person_id, field, number, before_value, after_value, at, source from field_change ";

  private static final RowMapper<FieldChange> CHANGE =
      (rs, context) ->
          new FieldChange(
              new PersonId(rs.getLong(1)),
              rs.getString(2),
              rs.getInt(3),
              rs.getString(4),
              rs.getString(5),
              Instant.ofEpochMilli(rs.getLong(6)),
              RecordRef.parse(rs.getString(7)));

  private final Sql sql;

  public SqlFieldMemory(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Remembered> last(Collection<PersonId> persons) {
    return sql.byKeys(
        "select person_id, field, shown from field_value where person_id in (<keys>)"
            + " order by person_id, field",
        persons.stream().map(PersonId::value).toList(),
        Map.of(),
        (rs, context) ->
            new Remembered(new PersonId(rs.getLong(1)), rs.getString(2), rs.getString(3)));
  }

  @Override
  public void remember(Collection<Remembered> values) {
    sql.upsert(
        """
        insert into field_value (person_id, field, shown) values (?, ?, ?)
        on conflict (person_id, field) do update set shown = excluded.shown
        """,
        values,
        one -> List.of(one.person(), one.field()),
        (row, one) -> row.add(one.person().value()).add(one.field()).add(one.value()));
  }

  @Override
  public List<FieldChange> toldBy(Collection<RecordRef> records) {
    List<FieldChange> changes =
        new ArrayList<>(
            sql.byKeys(
                SELECT + "where source in (<keys>)",
                records.stream().map(RecordRef::text).toList(),
                Map.of(),
                CHANGE));
    changes.sort(
        Comparator.comparing(FieldChange::person)
            .thenComparing(FieldChange::field)
            .thenComparingInt(FieldChange::number));
    return changes;
  }

  @Override
  public Optional<FieldChange> find(PersonId person, String field, int number) {
    return sql.query(SELECT + "where person_id = :person and field = :field and number = :number")
        .bind("person", person.value())
        .bind("field", field)
        .bind("number", number)
        .map(CHANGE)
        .findOne();
  }

  @Override
  public int count(PersonId person, String field) {
    return sql.query(
            "select coalesce(max(number), 0) from field_change"
                + " where person_id = :person and field = :field")
        .bind("person", person.value())
        .bind("field", field)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public void note(Collection<FieldChange> changes) {
    sql.batch(
        """
        insert into field_change
          (person_id, field, number, before_value, after_value, at, source)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        changes,
        (row, one) ->
            row.add(one.person().value())
                .add(one.field())
                .add(one.number())
                .add(one.before())
                .add(one.after())
                .add(one.at().toEpochMilli())
                .add(one.source().text()));
  }
}
