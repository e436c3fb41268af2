package dev.selvedge.store.privacy;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.Found.Hit;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Fingerprint;
import dev.selvedge.store.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Looks for one human being in a whole store: first by what the hub knows of them, then in every
/// text and every raw body. Used once, by one thread.
final class TracesFinder {
  /// Bodies unpacked at a time.
  private static final int BODIES_AT_ONCE = 500;

  /// A place in a source, which the next poll moves on.
  static final String CURSORS = "feed_cursor";

  private final Sql sql;
  private final Bodies bodies;
  private final Map<String, TextColumns.Table> tables;
  private final Set<String> addresses = new LinkedHashSet<>();
  private final Set<Long> persons = new LinkedHashSet<>();
  private final Set<String> records = new LinkedHashSet<>();
  private final Set<String> orders = new LinkedHashSet<>();
  private final Set<Long> items = new LinkedHashSet<>();
  private final Set<Long> named = new LinkedHashSet<>();
  private final List<Hit> hits = new ArrayList<>();

  TracesFinder(Sql sql, Bodies bodies, Map<String, TextColumns.Table> tables) {
    this.sql = sql;
    this.bodies = bodies;
    this.tables = tables;
  }

  Found find(String address) {
    addresses.add(address);
    persons(address);
    records();
    formerAddresses();
    Needles needles = Needles.of(addresses);
    mentions(needles);
    records();
    versions();
    bodies(needles);
    long waiting = waiting();
    return new Found(
        addresses,
        persons.stream().map(PersonId::new).collect(Collectors.toSet()),
        records.stream().map(RecordRef::parse).collect(Collectors.toSet()),
        orders,
        items,
        named,
        waiting,
        hits,
        counts());
  }

  private void persons(String address) {
    persons.addAll(
        sql.query("select id from person where email = :address")
            .bind("address", address)
            .mapTo(Long.class)
            .list());
    if (tables.containsKey("former_address")) {
      persons.addAll(
          sql.query(
                  """
                  select distinct c.person_id from former_address f
                  join contribution c on c.ref = f.ref
                  where f.address = :address and f.address <> '' and c.person_id <> 0
                  """)
              .bind("address", address)
              .mapTo(Long.class)
              .list());
    }
    addresses.addAll(texts("select email from person where id in (<keys>)", persons));
  }

  /// What belongs to their records and has no person of its own is theirs, too.
  private void records() {
    records.addAll(
        texts(
            "select ref from contribution where person_id in (<keys>) and person_id <> 0",
            persons));
    records.addAll(
        texts(
            """
            select ref from contribution
            where owner_ref in (<keys>) and owner_ref <> '' and person_id = 0
            """,
            records));
    orders.addAll(
        texts(
            "select order_key from contribution where ref in (<keys>) and order_key <> ''",
            records));
    records.addAll(
        texts(
            """
            select ref from contribution
            where order_key in (<keys>) and order_key <> '' and person_id = 0
            """,
            orders));
    // What another system says of their cart, or record, without knowing whose it is.
    records.addAll(
        texts(
            """
            select ref from contribution
            where item_key in (<keys>) and person_id = 0
              and (item_key like 'CART/%' or item_key like 'RECORD/%')
            """,
            texts(
                "select item_key from contribution where ref in (<keys>) and item_key <> ''",
                records)));
  }

  /// Never one that is somebody else's by now.
  private void formerAddresses() {
    Set<String> former = new LinkedHashSet<>();
    former.addAll(
        texts(
            "select address from delivery where person_id in (<keys>) and address <> ''", persons));
    if (tables.containsKey("former_address")) {
      former.addAll(
          texts(
              "select address from former_address where ref in (<keys>) and address <> ''",
              records));
    }
    former.removeAll(
        sql.byKeys(
            "select id, email from person where email in (<keys>)",
            former,
            (rs, context) -> persons.contains(rs.getLong(1)) ? "" : rs.getString(2)));
    addresses.addAll(former);
  }

  /// Every text of every table.
  private void mentions(Needles needles) {
    for (TextColumns.Table table : tables.values()) {
      if (table.key().isEmpty() || table.name().equals(CURSORS)) {
        continue;
      }
      for (String column : table.texts()) {
        for (List<Object> key : keys(table, column, needles)) {
          met(table, column, key);
        }
      }
    }
  }

  private List<List<Object>> keys(TextColumns.Table table, String column, Needles needles) {
    int width = table.key().size();
    return sql
        .query(
            "select "
                + String.join(", ", table.key())
                + ", "
                + column
                + " from "
                + table.name()
                + " where "
                + needles.condition(column))
        .bindMap(needles.parameters())
        .map(
            (rs, context) -> {
              List<Object> key = new ArrayList<>(width);
              for (int at = 1; at <= width; at++) {
                key.add(rs.getObject(at));
              }
              String text = rs.getString(width + 1);
              return table.names(column, text, needles)
                  ? Optional.of(key)
                  : Optional.<List<Object>>empty();
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private void met(TextColumns.Table table, String column, List<Object> key) {
    switch (table.name()) {
      case "contribution" -> contribution(column, key);
      case "inbox_item" -> items.add(((Number) key.getFirst()).longValue());
      default -> hits.add(new Hit(table.name(), column, key));
    }
  }

  /// A record that is nobody's and names them is theirs; one of somebody else's loses the address.
  private void contribution(String column, List<Object> key) {
    String ref = (String) key.getFirst();
    boolean others =
        sql.query("select person_id from contribution where ref = :ref")
            .bind("ref", ref)
            .mapTo(Long.class)
            .findOne()
            .filter(person -> person != 0 && !persons.contains(person))
            .isPresent();
    if (others && column.equals("body")) {
      hits.add(new Hit("contribution", column, key));
    } else if (!others) {
      records.add(ref);
    }
  }

  /// Every version of their records that was ever accepted.
  private void versions() {
    for (String ref : records) {
      RecordRef parsed = RecordRef.parse(ref);
      items.addAll(
          sql.query(
                  """
                  select id from inbox_item where ref_hash = :hash
                    and system = :system and kind = :kind and record_key = :key
                  """)
              .bind("hash", Fingerprint.ofName(parsed))
              .bind("system", parsed.system().value())
              .bind("kind", parsed.kind().value())
              .bind("key", parsed.key())
              .mapTo(Long.class)
              .list());
    }
  }

  private void bodies(Needles needles) {
    for (String table : List.of("inbox_body b", "inbox_edit b")) {
      String id = table.startsWith("inbox_body") ? "b.id" : "b.inbox_id";
      long after = Long.MIN_VALUE;
      while (true) {
        Map<Long, Boolean> page = page(table, id, after, needles);
        page.forEach(
            (item, mentions) -> {
              if (mentions && !items.contains(item)) {
                named.add(item);
              }
            });
        if (page.isEmpty()) {
          break;
        }
        after = page.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      }
    }
  }

  /// Item → whether its body names them.
  private Map<Long, Boolean> page(String table, String id, long after, Needles needles) {
    Map<Long, Boolean> page = new LinkedHashMap<>();
    sql.query(
            "select "
                + id
                + ", b.encoding, b.body from "
                + table
                + " where "
                + id
                + " in (select distinct "
                + id
                + " from "
                + table
                + " where "
                + id
                + " > :after order by "
                + id
                + " limit :limit)")
        .bind("after", after)
        .bind("limit", BODIES_AT_ONCE)
        .map(
            (rs, context) ->
                Map.entry(
                    rs.getLong(1),
                    needles.in(bodies.unpack(rs.getInt(2), rs.getBytes(3)).toBytes())))
        .forEach(row -> page.merge(row.getKey(), row.getValue(), Boolean::logicalOr));
    return page;
  }

  /// What waits is still to be mapped: whose it is shows then. Nothing of it is touched here.
  private long waiting() {
    Set<Long> inQueue =
        new LinkedHashSet<>(
            sql.byKeys(
                "select inbox_id from inbox_queue where inbox_id in (<keys>)",
                named,
                (rs, context) -> rs.getLong(1)));
    named.removeAll(inQueue);
    return inQueue.size();
  }

  private List<String> texts(String query, Collection<?> keys) {
    return sql.byKeys(query, List.copyOf(keys), (rs, context) -> rs.getString(1));
  }

  private long number(String query, Collection<?> keys) {
    return sql.byKeys(query, List.copyOf(keys), (rs, context) -> rs.getString(1)).stream()
        .distinct()
        .count();
  }

  private Map<String, Long> counts() {
    Map<String, Long> others = new TreeMap<>();
    hits.forEach(hit -> others.merge(hit.table(), 1L, Long::sum));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("persons", (long) persons.size());
    counts.put(
        "contributions", number("select ref from contribution where ref in (<keys>)", records));
    counts.put(
        "ledger entries",
        number(
                "select origin || topic || choice || decided_at || timing || voice from ledger_entry"
                    + " where origin in (<keys>)",
                records)
            + others.getOrDefault("ledger_entry", 0L));
    counts.put(
        "deliveries",
        number(
            "select target || facet || subject_id from delivery where person_id in (<keys>)",
            persons));
    counts.put("raw records", (long) items.size() + named.size());
    counts.put(
        "parked items",
        number("select number from parked_item where source in (<keys>)", records)
            + others.getOrDefault("parked_item", 0L));
    counts.put(
        "trail entries",
        number("select id from trail_entry where person_id in (<keys>) and person_id <> 0", persons)
            + number(
                "select id from trail_entry where source in (<keys>) and source <> ''", records));
    counts.put(
        "other rows",
        others.entrySet().stream()
            .filter(
                other -> !Set.of("ledger_entry", "parked_item", "person").contains(other.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum());
    return counts;
  }
}
