package dev.selvedge.store.person;

import dev.selvedge.PersonId;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.store.sql.Sql;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/// Persons on SQL.
public final class SqlPeople implements People {
  /// Sorts after every address that begins with what stands before it.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private static final RowMapper<Person> PERSON =
      (rs, context) -> new Person(new PersonId(rs.getLong(1)), rs.getString(2));

  private final Sql sql;

  public SqlPeople(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Person> byEmail(Collection<String> emails) {
    return sql.byKeys("select id, email from person where email in (<keys>)", emails, PERSON);
  }

  @Override
  public List<Person> byId(Collection<PersonId> ids) {
    return sql.byKeys(
        "select id, email from person where id in (<keys>)",
        ids.stream().map(PersonId::value).toList(),
        PERSON);
  }

  @Override
  public void create(Collection<Person> people) {
    sql.batch(
        "insert into person (id, email) values (?, ?)",
        people,
        (row, person) -> row.add(person.id().value()).add(person.email()));
  }

  @Override
  public void rename(Collection<Person> people) {
    if (people.size() > 1) {
      // two may exchange their addresses: first everybody lets go of theirs
      sql.batch(
          "update person set email = ? where id = ?",
          people,
          (row, person) -> row.add("/" + person.id().value()).add(person.id().value()));
    }
    sql.batch(
        "update person set email = ? where id = ?",
        people,
        (row, person) -> row.add(person.email()).add(person.id().value()));
  }

  @Override
  public List<Person> startingWith(String prefix, int limit) {
    return sql.query(
            """
            select id, email from person
            where email >= :prefix and email < :end order by email limit :limit
            """)
        .bind("prefix", prefix)
        .bind("end", prefix + LAST)
        .bind("limit", limit)
        .map(PERSON)
        .list();
  }

  @Override
  public List<Person> following(PersonId after, int limit) {
    return sql.query("select id, email from person where id > :after order by id limit :limit")
        .bind("after", after.value())
        .bind("limit", limit)
        .map(PERSON)
        .list();
  }

  @Override
  public long count() {
    return sql.number("select count(*) from person");
  }
}
