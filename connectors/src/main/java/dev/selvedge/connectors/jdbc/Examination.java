package dev.selvedge.connectors.jdbc;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.jdbc.JdbcSettings.From;
import dev.selvedge.connectors.jdbc.JdbcSettings.Reread;
import dev.selvedge.connectors.jdbc.JdbcSettings.Table;
import dev.selvedge.connectors.jdbc.session.ServerCheck;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Looks at a real database: reachable, its clock, each table's columns, change times and index.
public record Examination(
    SystemName system, Database database, JdbcSettings settings, InstantSource clock) {
  private static final Duration MUCH = Duration.ofSeconds(5);

  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(database.read(this::clocks));
      database
          .read(connection -> ServerCheck.isolation(connection, database.access()))
          .ifPresent(findings::add);
    } catch (SourceException e) {
      return List.of(
          new Finding(
              false,
              String.valueOf(e.getMessage()),
              "check url, user, password and that the database runs"));
    }
    for (Table table : settings.tables()) {
      findings.addAll(table(table));
    }
    return findings;
  }

  private Finding clocks(Connection connection) throws SQLException {
    Instant theirs = database.clock(connection);
    Duration apart = Duration.between(clock.instant(), theirs);
    boolean close = apart.abs().compareTo(MUCH) <= 0;
    return new Finding(
        close,
        "connected; the database's clock is "
            + (close ? "right" : apart.toSeconds() + " s away from ours"),
        close ? "" : "set both clocks by NTP: freshness is measured between them");
  }

  private List<Finding> table(Table table) {
    String name = system.value() + '/' + table.kind().value();
    try {
      return database.read(connection -> table(connection, table, name));
    } catch (SourceException e) {
      return List.of(
          new Finding(
              false, name + ": " + e.getMessage(), "check 'table', 'key', 'changed' and rights"));
    }
  }

  private List<Finding> table(Connection connection, Table table, String name) throws SQLException {
    TableSql sql = new TableSql(database.dialect(), table);
    TableReader reader = TableReader.look(connection, sql, new Feed(system, table.kind()));
    List<Finding> findings = new ArrayList<>();
    int columns = reader.rows().cells().shape().columns().size();
    findings.add(new Finding(true, name + ": readable, " + columns + " columns", ""));
    findings.add(stamps(connection, table, reader, name));
    if (reader.markMayBeNull()
        && !sql.unstamped(List.of(), 1).query(connection, reader.rows()::read).isEmpty()) {
      findings.add(
          new Finding(
              false,
              name + ": some rows have no '" + table.watermark().column() + "'",
              "they are read once, at the first sync, and their later changes are not seen until"
                  + " it is set; use a query with coalesce"));
    }
    if (reader.rows().isLocalTime()) {
      ServerCheck.localTimes(
              connection, sql.dialect(), table.watermark().zone(), clock.instant(), name)
          .ifPresent(findings::add);
    }
    if (table.from() instanceof From.Named named) {
      String quoted = sql.dialect().quotedTable(named.name());
      ServerCheck.rights(connection, sql.dialect(), quoted, name).ifPresent(findings::add);
      index(connection, named.name(), table.watermark().column(), name).ifPresent(findings::add);
    }
    table.reread().ifPresent(reread -> findings.add(reread(table, reader, reread, name)));
    return findings;
  }

  /// In a transaction of its own: what the filter does to it must not reach the other questions.
  private Finding reread(Table table, TableReader reader, Reread reread, String name) {
    try {
      return database.read(connection -> reread(connection, table, reader, reread, name));
    } catch (SourceException e) {
      return new Finding(
          false, name + ": cannot be read again: " + e.getMessage(), "check 'since' and 'where'");
    }
  }

  private static Finding reread(
      Connection connection, Table table, TableReader reader, Reread reread, String name)
      throws SQLException {
    Mark mark = RereadingFeed.since(reader, reread);
    Optional<JsonNode> latest = RereadingFeed.latest(connection, mark, reader.sql(), reread);
    RowReader rows = reader.rows().inOrderOf(reread.since(), table);
    reader.sql().reread(reread, JdbcCursor.nothing(), List.of(), 1).query(connection, rows::read);
    if (latest.isPresent() && mark.instant(latest.get()).isEmpty()) {
      return new Finding(
          false,
          name + ": '" + reread.since() + "' does not hold a time",
          "name a timestamp, an epoch in seconds or milliseconds, or ISO 8601 text");
    }
    if (table.from() instanceof From.Named named) {
      Optional<Finding> slow =
          index(connection, named.name(), reread.since(), name).filter(one -> !one.healthy());
      if (slow.isPresent()) {
        return new Finding(
            false,
            slow.get().what(),
            "create one on (" + reread.since() + ", key), or reading again reads the whole table");
      }
    }
    return new Finding(
        true, name + ": rows of recent '" + reread.since() + "' can be read again", "");
  }

  private static Finding stamps(Connection connection, Table table, TableReader reader, String name)
      throws SQLException {
    String column = table.watermark().column();
    JdbcCursor all = Passes.first(JdbcCursor.Step.BACKFILL, "", List.of());
    List<Row> first = reader.sql().stamped(all, 1).query(connection, reader.rows()::read);
    if (first.isEmpty() || table.watermark().changed().isEmpty()) {
      return new Finding(true, name + ": ordered by '" + column + "'", "");
    }
    JsonNode written = first.getFirst().changed();
    boolean understood = reader.rows().stampMark().instant(written).isPresent();
    return understood
        ? new Finding(true, name + ": change times in '" + column + "' are understood", "")
        : new Finding(
            false,
            name + ": '" + table.watermark().changed() + "' does not hold a time",
            "name a timestamp, an epoch in seconds or milliseconds, or ISO 8601 text");
  }

  private static Optional<Finding> index(
      Connection connection, String table, String column, String name) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    // `[database.][schema.]table`
    List<String> parts = List.of(table.split("\\.", -1)).reversed();
    String plain = parts.getFirst();
    String above = parts.size() > 1 ? parts.get(1) : null;
    boolean mysql = meta.getURL().startsWith("jdbc:mariadb:");
    String schema = mysql ? null : above;
    String catalog = mysql ? above : parts.size() > 2 ? parts.get(2) : null;
    boolean any = false;
    try (ResultSet tables = meta.getTables(catalog, schema, plain, new String[] {"TABLE"})) {
      if (!tables.next()) {
        return Optional.empty();
      }
    }
    try (ResultSet indexes = meta.getIndexInfo(catalog, schema, plain, false, true)) {
      while (indexes.next()) {
        any |=
            indexes.getShort("ORDINAL_POSITION") <= 1
                && column.equals(indexes.getString("COLUMN_NAME"));
      }
    }
    return Optional.of(
        any
            ? new Finding(true, name + ": '" + column + "' has an index", "")
            : new Finding(
                false,
                name + ": no index begins with '" + column + "'",
                "create one on (" + column + ", key), or each poll reads the whole table"));
  }
}
