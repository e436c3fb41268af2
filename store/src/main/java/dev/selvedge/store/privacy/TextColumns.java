package dev.selvedge.store.privacy;

import dev.selvedge.RecordRef;
import dev.selvedge.person.AddressRef;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The columns of a store that hold text, as the database itself lists them: so that a table that
/// came later is searched, too. Used by one thread at a time.
final class TextColumns {
  /// What holds nothing of a person, or holds it as hashes.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "erasure",
          "tombstone",
          "mark_key",
          "audit_entry",
          "counter",
          "allowance",
          "allowance_hour",
          "hub_run",
          "rule_review",
          "flow_minute",
          "flow_total",
          "freshness",
          "freshness_stamp",
          "outcome_total",
          "trace_context");

  /// What is one address and nothing else.
  private static final Set<String> ADDRESSES =
      Set.of("person.email", "former_address.address", "delivery.address", "import_item.address");

  /// Found by a unique index instead of a primary key.
  private static final String CONTRIBUTIONS = "contribution";

  private TextColumns() {}

  /// @param key the columns of the primary key, in their order
  record Table(String name, List<String> key, List<String> texts, Set<String> columns) {
    boolean isKey(String column) {
      return key.contains(column);
    }

    /// What is left of a text.
    String without(String column, String text, Needles needles) {
      return names(column, text, needles) ? needles.without(text) : text;
    }

    /// Whether what such a column says names one of these.
    boolean names(String column, String text, Needles needles) {
      if (ADDRESSES.contains(name + '.' + column)) {
        return needles.are(text);
      }
      return (name.equals("ledger_entry") && column.equals("origin"))
          ? AddressRef.addressIn(RecordRef.parse(text)).map(needles::are).orElse(needles.in(text))
          : needles.in(text);
    }
  }

  static Map<String, Table> of(DatabaseMetaData database, String schema) throws SQLException {
    String pattern = schema.isEmpty() ? null : schema;
    Map<String, Table> tables = new TreeMap<>();
    for (String name : names(database, pattern)) {
      List<String> texts = new ArrayList<>();
      Set<String> all = new java.util.LinkedHashSet<>();
      try (ResultSet columns = database.getColumns(null, pattern, name, "%")) {
        while (columns.next()) {
          String column = columns.getString("COLUMN_NAME");
          all.add(column);
          if (columns.getString("TYPE_NAME").toLowerCase(Locale.ROOT).startsWith("text")) {
            texts.add(column);
          }
        }
      }
      List<String> key = key(database, pattern, name);
      tables.put(
          name, new Table(name, name.equals(CONTRIBUTIONS) ? List.of("ref") : key, texts, all));
    }
    return tables;
  }

  private static List<String> names(
      DatabaseMetaData database, @org.jspecify.annotations.Nullable String schema)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet tables = database.getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (!name.startsWith("flyway") && !name.startsWith("sqlite") && !LEFT_OUT.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static List<String> key(
      DatabaseMetaData database, @org.jspecify.annotations.Nullable String schema, String table)
      throws SQLException {
    Map<Integer, String> key = new TreeMap<>();
    try (ResultSet columns = database.getPrimaryKeys(null, schema, table)) {
      while (columns.next()) {
        key.put(columns.getInt("KEY_SEQ"), columns.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(key.values());
  }
}
