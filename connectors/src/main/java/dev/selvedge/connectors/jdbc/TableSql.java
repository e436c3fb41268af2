package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.JdbcSettings.Child;
import dev.selvedge.connectors.jdbc.JdbcSettings.Counts;
import dev.selvedge.connectors.jdbc.JdbcSettings.From;
import dev.selvedge.connectors.jdbc.JdbcSettings.Reread;
import dev.selvedge.connectors.jdbc.JdbcSettings.Table;
import dev.selvedge.connectors.jdbc.sql.BoundSql;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.jdbc.sql.Keyset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The statements that read one feed. Names are quoted, values are bound. Immutable.
record TableSql(Dialect dialect, Table table) {

  /// A result without rows that tells the columns.
  BoundSql shape() {
    return BoundSql.of(select() + " WHERE 1 = 0");
  }

  /// The same with every column that there is.
  BoundSql wholeShape() {
    return BoundSql.of("SELECT * FROM " + from() + " WHERE 1 = 0");
  }

  BoundSql childShape(Child child) {
    return BoundSql.of(childSelect(child) + " WHERE 1 = 0");
  }

  /// Rows without a mark, in the order of their keys.
  BoundSql unstamped(List<JsonNode> after, int limit) {
    Keyset keys = new Keyset(dialect, table.key());
    BoundSql where = BoundSql.of(" WHERE " + mark() + " IS NULL AND " + keyed());
    BoundSql later = after.isEmpty() ? where : where.plus(" AND ").plus(keys.after(after));
    return page(later, keys, limit);
  }

  /// Rows with a mark, in the order of mark and key.
  BoundSql stamped(JdbcCursor pass, int limit) {
    List<String> order = new ArrayList<>(List.of(table.watermark().column()));
    order.addAll(table.key());
    Keyset keys = new Keyset(dialect, order, marked());
    BoundSql where = BoundSql.of(" WHERE " + mark() + " IS NOT NULL AND " + keyed());
    return page(where.plus(bounds(pass, mark(), keys)), keys, limit);
  }

  /// Rows that have no key, with a mark greater than `above` when there is one.
  BoundSql keyless(List<JsonNode> above, int limit) {
    String none =
        table.key().stream()
            .map(column -> dialect.quoted(column) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    BoundSql where = BoundSql.of(select() + " WHERE (" + none + ")");
    BoundSql later =
        above.isEmpty()
            ? where
            : where.plus(
                new BoundSql(" AND " + mark() + " > " + marked(), List.of(above.getFirst())));
    return later.plus(dialect.mostUnordered(limit));
  }

  /// The latest time that a column holds: how such times are written.
  BoundSql latest(String column) {
    String since = dialect.quoted(column);
    return BoundSql.of(
        "SELECT "
            + since
            + " FROM "
            + from()
            + " WHERE "
            + since
            + " IS NOT NULL ORDER BY "
            + since
            + " DESC"
            + dialect.most(1));
  }

  /// How many rows were placed in a time, their sum and their currency, and what marks a deleted
  /// row where a column does; a row of the answer for each of those.
  ///
  /// @param from the least time
  /// @param to the time before which they were placed
  BoundSql counted(Counts counts, JsonNode from, JsonNode to) {
    String placed = dialect.quoted(counts.placed());
    List<String> groups = new ArrayList<>();
    String deleted = table.softDelete().columnName();
    counts.currency().map(dialect::quoted).ifPresent(groups::add);
    if (!deleted.isEmpty()) {
      groups.add(dialect.quoted(deleted));
    }
    String sums =
        "SELECT COUNT(*), %s, %s%s FROM %s"
            .formatted(
                counts.total().map(total -> "SUM(" + dialect.quoted(total) + ")").orElse("0"),
                counts.currency().map(dialect::quoted).orElse("''"),
                deleted.isEmpty() ? "" : ", " + dialect.quoted(deleted),
                from());
    BoundSql where =
        new BoundSql(
            sums + " WHERE " + placed + " >= ? AND " + placed + " < ? AND " + keyed(),
            List.of(from, to));
    return groups.isEmpty() ? where : where.plus(" GROUP BY " + String.join(", ", groups));
  }

  /// Rows that are read again, in the order of their time and key.
  ///
  /// @param from the least time; null for all
  /// @param after time and key of the last row of the page before
  BoundSql reread(Reread reread, JsonNode from, List<JsonNode> after, int limit) {
    List<String> order = new ArrayList<>(List.of(reread.since()));
    order.addAll(table.key());
    Keyset keys = new Keyset(dialect, order);
    String since = dialect.quoted(reread.since());
    BoundSql where = BoundSql.of(" WHERE " + since + " IS NOT NULL AND " + keyed());
    BoundSql recent =
        from.isNull() ? where : where.plus(new BoundSql(" AND " + since + " >= ?", List.of(from)));
    BoundSql later = after.isEmpty() ? recent : recent.plus(" AND ").plus(keys.after(after));
    // on a line of its own: it may end with a comment
    BoundSql open =
        reread.where().isEmpty() ? later : later.plus(" AND (\n" + reread.where() + "\n)");
    return page(open, keys, limit);
  }

  BoundSql byKeys(List<JsonNode> keys) {
    String column = dialect.quoted(table.key().getFirst());
    return new BoundSql(select() + " WHERE " + column + " IN (" + marks(keys) + ")", keys);
  }

  /// Rows by all columns of their keys.
  ///
  /// @param keys not empty; of each the values of its columns
  BoundSql byWholeKeys(List<List<KeyText.Value>> keys) {
    List<JsonNode> values = new ArrayList<>();
    List<String> any = new ArrayList<>();
    if (table.key().size() == 1) {
      keys.forEach(key -> values.addAll(key.getFirst().bound()));
      any.add(dialect.quoted(table.key().getFirst()) + " IN (" + marks(values) + ")");
    } else {
      for (List<KeyText.Value> key : keys) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at < key.size(); at++) {
          List<JsonNode> bound = key.get(at).bound();
          all.add(dialect.quoted(table.key().get(at)) + " IN (" + marks(bound) + ")");
          values.addAll(bound);
        }
        any.add("(" + String.join(" AND ", all) + ")");
      }
    }
    return new BoundSql(select() + " WHERE " + String.join(" OR ", any), values);
  }

  BoundSql children(Child child, List<JsonNode> keys) {
    List<String> order = new ArrayList<>(List.of(child.parent()));
    order.addAll(child.orderBy());
    String column = dialect.quoted(child.parent());
    return new BoundSql(
        childSelect(child)
            + (" WHERE " + column + " IN (" + marks(keys) + ")")
            + new Keyset(dialect, order).orderBy(),
        keys);
  }

  /// Mark and parent of the child rows of a pass.
  BoundSql changedChildren(Child child, JdbcCursor pass, int limit) {
    Keyset keys = new Keyset(dialect, List.of(child.changed(), child.parent()));
    String mark = dialect.quoted(child.changed());
    BoundSql where =
        BoundSql.of(
            "SELECT DISTINCT "
                + dialect.quotedList(keys.columns())
                + " FROM "
                + dialect.quotedTable(child.table())
                + " WHERE "
                + mark
                + " IS NOT NULL AND "
                + dialect.quoted(child.parent())
                + " IS NOT NULL");
    return where.plus(bounds(pass, mark, keys)).plus(keys.orderBy()).plus(dialect.most(limit));
  }

  /// Mark and parent of the child row changed last.
  BoundSql lastChild(Child child) {
    String mark = dialect.quoted(child.changed());
    String parent = dialect.quoted(child.parent());
    return BoundSql.of(
        "SELECT %s, %s FROM %s WHERE %s IS NOT NULL AND %s IS NOT NULL"
                .formatted(mark, parent, dialect.quotedTable(child.table()), mark, parent)
            + " ORDER BY %s DESC, %s DESC".formatted(mark, parent)
            + dialect.most(1));
  }

  private BoundSql page(BoundSql where, Keyset keys, int limit) {
    return BoundSql.of(select()).plus(where).plus(keys.orderBy()).plus(dialect.most(limit));
  }

  private static BoundSql bounds(JdbcCursor pass, String mark, Keyset keys) {
    if (!pass.after().isEmpty()) {
      return BoundSql.of(" AND ").plus(keys.after(pass.after()));
    }
    return pass.from().isNull()
        ? BoundSql.of("")
        : new BoundSql(" AND " + mark + " >= " + keys.firstMark(), List.of(pass.from()));
  }

  /// What stands for a bound value of the mark.
  private String marked() {
    return table.watermark().byTransaction() ? dialect.transactionMark() : "?";
  }

  private String mark() {
    return dialect.quoted(table.watermark().column());
  }

  private String keyed() {
    return table.key().stream()
        .map(column -> dialect.quoted(column) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private String select() {
    return "SELECT " + columns() + " FROM " + from();
  }

  private String from() {
    return switch (table.from()) {
      case From.Named named -> dialect.quotedTable(named.name());
      case From.Query query -> "(" + query.sql() + ") selvedge_rows";
    };
  }

  private String columns() {
    if (table.columns().isEmpty()) {
      return "*";
    }
    Set<String> names = new LinkedHashSet<>(table.columns());
    names.addAll(table.key());
    names.add(table.watermark().changed());
    names.add(table.watermark().transaction());
    names.add(table.softDelete().columnName());
    names.add(table.reread().map(Reread::since).orElse(""));
    names.remove("");
    return dialect.quotedList(List.copyOf(names));
  }

  private String childSelect(Child child) {
    Set<String> names = new LinkedHashSet<>(child.columns());
    if (!names.isEmpty()) {
      names.add(child.parent());
      names.add(child.changed());
      names.remove("");
    }
    String columns = names.isEmpty() ? "*" : dialect.quotedList(List.copyOf(names));
    return "SELECT " + columns + " FROM " + dialect.quotedTable(child.table());
  }

  private static String marks(List<JsonNode> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }
}
