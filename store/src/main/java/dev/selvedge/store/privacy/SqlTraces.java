package dev.selvedge.store.privacy;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.Found.Hit;
import dev.selvedge.privacy.Traces;
import dev.selvedge.send.Job;
import dev.selvedge.store.send.SqlJobs;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All that a store holds of one human being, on SQL.
public final class SqlTraces implements Traces {
  /// What is somebody else's, or everybody's, and only names the address: it loses that and stays.
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "contribution", Set.of("body"),
          "ledger_entry", Set.of("evidence"),
          "delivery", Set.of("address", "remote_id"),
          "parked_item", Set.of("sentence"),
          "target_condition", Set.of("sentence"));

  private final Sql sql;
  private final Bodies bodies;
  private final SqlJobs jobs;
  private Map<String, TextColumns.Table> tables = Map.of();

  public SqlTraces(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
    this.jobs = new SqlJobs(sql, bodies);
  }

  private Map<String, TextColumns.Table> tables() {
    if (tables.isEmpty()) {
      try {
        tables = TextColumns.of(sql.connection().getMetaData(), sql.schema());
      } catch (SQLException e) {
        throw StoreException.of(e);
      }
    }
    return tables;
  }

  @Override
  public Found find(String address) {
    return new TracesFinder(sql, bodies, tables()).find(address);
  }

  @Override
  public void hold(Collection<PersonId> persons) {
    parkedDeliveries(numbers(persons));
    sql.updateByKeys(
        """
        update delivery set state = 'PARKED'
        where person_id in (<keys>) and state in ('WAITING', 'DUE')
        """,
        numbers(persons),
        Map.of());
  }

  /// A run that said nothing for so long that others take over from it makes no calls any more; an
  /// import goes on at the target whatever became of the run.
  @Override
  public Flight flight(Collection<PersonId> persons, Instant now) {
    List<String> claimants =
        sql.byKeys(
            "select claimant from delivery where person_id in (<keys>) and state = 'CLAIMED'",
            numbers(persons),
            (rs, context) -> rs.getString(1));
    if (claimants.stream().anyMatch(claimant -> claimant.startsWith("job-"))) {
      return Flight.IMPORT;
    }
    boolean alive =
        !sql.byKeys(
                "select name from hub_run where name in (<keys>) and alive_until > :now",
                claimants,
                Map.of("now", now.toEpochMilli()),
                (rs, context) -> rs.getString(1))
            .isEmpty();
    return alive ? Flight.CALL : Flight.NONE;
  }

  @Override
  public void forget(Found found) {
    List<Long> persons = numbers(found.persons());
    List<String> records = found.records().stream().map(RecordRef::text).toList();
    parkedDeliveries(persons);
    jobs(found);
    dropItems(found.items());
    bodiesOf(found.bodies());
    delete("parked_item", "source", records);
    delete("trail_entry", "source", records);
    delete("trail_entry", "order_key", found.orders());
    delete("trail_entry", "person_id", persons);
    delete("ledger_entry", "origin", records);
    delete("contribution", "ref", records);
    delete("delivery", "person_id", persons);
    delete("delivery", "subject_id", records);
    laterTables(persons, records);
    laterSubjects(persons, found.orders());
    Needles needles = Needles.of(found.addresses());
    found.hits().forEach(hit -> remove(hit, needles));
    delete("person", "id", persons);
  }

  private int delete(String table, String column, Collection<?> keys) {
    return keys.isEmpty()
        ? 0
        : sql.updateByKeys(
            "delete from " + table + " where " + column + " in (<keys>)", keys, Map.of());
  }

  /// Tables that came after this was written say by their columns what is in them.
  private void laterTables(List<Long> persons, List<String> records) {
    Set<String> known =
        Set.of("parked_item", "trail_entry", "ledger_entry", "contribution", "delivery", "person");
    for (TextColumns.Table table : tables().values()) {
      if (known.contains(table.name())) {
        continue;
      }
      for (String column : List.of("ref", "other_ref", "origin", "record_ref", "source")) {
        if (table.texts().contains(column)) {
          delete(table.name(), column, records);
        }
      }
      if (table.columns().contains("person_id")) {
        delete(table.name(), "person_id", persons);
      }
    }
  }

  /// What a later table says of a subject is said of whose it is.
  private void laterSubjects(List<Long> persons, Collection<String> orders) {
    Map<String, Collection<String>> subjects =
        Map.of("CONTACT", persons.stream().map(String::valueOf).toList(), "ORDER", orders);
    for (TextColumns.Table table : tables().values()) {
      boolean tells = table.columns().containsAll(List.of("facet", "subject_id"));
      if (tells && !table.name().equals("delivery")) {
        subjects.forEach(
            (facet, ids) ->
                sql.updateByKeys(
                    "delete from "
                        + table.name()
                        + " where facet = :facet and subject_id in (<keys>)",
                    ids,
                    Map.of("facet", facet)));
      }
    }
  }

  /// They are called by target and subject.
  private void parkedDeliveries(List<Long> persons) {
    List<String> subjects =
        sql.byKeys(
            "select target || '/' || lower(facet) || '/' || subject_id from delivery"
                + " where person_id in (<keys>)",
            persons,
            (rs, context) -> rs.getString(1));
    delete("parked_item", "subject", subjects);
  }

  /// Items of imports that are under way or cannot be settled any more.
  private void jobs(Found found) {
    Set<String> contacts =
        found.persons().stream()
            .map(person -> Long.toString(person.value()))
            .collect(java.util.stream.Collectors.toSet());
    Needles needles = Needles.of(found.addresses());
    for (Job job : jobs.all()) {
      List<Job.Sent> others =
          job.items().stream()
              .filter(item -> !isTheirs(item, contacts, found.orders(), needles))
              .toList();
      if (others.size() < job.items().size()) {
        jobs.replaceItems(job.id(), others);
      }
    }
  }

  private static boolean isTheirs(
      Job.Sent item, Set<String> contacts, Set<String> orders, Needles needles) {
    boolean contact =
        switch (item.subject().facet()) {
          case CONTACT -> contacts.contains(item.subject().id());
          case CHOICE -> contacts.contains(Long.toString(item.subject().person().value()));
          case ORDER -> orders.contains(item.subject().id());
          case CART, RECORD -> contacts.contains(item.owner());
          default -> false;
        };
    return contact
        || needles.are(item.address())
        || needles.in(item.subject().id())
        || needles.in(item.key());
  }

  @Override
  public void dropItems(Collection<Long> items) {
    bodiesOf(items);
    delete("inbox_queue", "inbox_id", items);
    delete("inbox_item", "id", items);
  }

  private void bodiesOf(Collection<Long> items) {
    delete("inbox_body", "id", items);
    delete("inbox_edit", "inbox_id", items);
    delete("parked_item", "inbox_id", items);
  }

  private void remove(Hit hit, Needles needles) {
    TextColumns.Table table = Optional.ofNullable(tables().get(hit.table())).orElseThrow();
    boolean kept =
        KEPT.getOrDefault(hit.table(), Set.of()).contains(hit.column())
            && !table.isKey(hit.column());
    List<String> conditions = new ArrayList<>();
    Map<String, Object> key = new TreeMap<>();
    for (int at = 0; at < hit.key().size(); at++) {
      conditions.add(table.key().get(at) + " = :key" + at);
      key.put("key" + at, hit.key().get(at));
    }
    String where = " where " + String.join(" and ", conditions);
    if (!kept) {
      sql.update("delete from " + hit.table() + where).bindMap(key).execute();
      return;
    }
    sql.query("select " + hit.column() + " from " + hit.table() + where)
        .bindMap(key)
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            text ->
                sql.update("update " + hit.table() + " set " + hit.column() + " = :text" + where)
                    .bindMap(key)
                    .bind("text", table.without(hit.column(), text, needles))
                    .execute());
  }

  @Override
  public Map<String, Long> mentions(Collection<String> addresses) {
    Needles needles = Needles.of(addresses);
    Map<String, Long> mentions = new TreeMap<>();
    for (TextColumns.Table table : tables().values()) {
      for (String column : table.texts()) {
        long count =
            sql
                .query(
                    "select "
                        + column
                        + " from "
                        + table.name()
                        + " where "
                        + needles.condition(column))
                .bindMap(needles.parameters())
                .mapTo(String.class)
                .list()
                .stream()
                .filter(text -> table.names(column, text, needles))
                .count();
        if (count > 0) {
          mentions.put(table.name() + "." + column, count);
        }
      }
    }
    return mentions;
  }

  private static List<Long> numbers(Collection<PersonId> persons) {
    return persons.stream().map(PersonId::value).toList();
  }
}
