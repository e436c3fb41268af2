package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.jdbc.sql.BoundSql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Single rows of one table or view, found by their keys. Confined to one thread at a time.
final class JdbcLookup implements TargetedSource {
  private static final int MOST = 200;
  private static final String NOT_THERE = "is not there";
  private static final String NO_KEY = "has a key that no row can have";

  private final Feed feed;
  private final TableSql sql;
  private final Database database;
  private Optional<TableReader> known = Optional.empty();

  JdbcLookup(Feed feed, TableSql sql, Database database) {
    this.feed = feed;
    this.sql = sql;
    this.database = database;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int most() {
    return Math.min(MOST, sql.table().pageSize());
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    boolean done = false;
    try {
      Found found = database.read(connection -> read(connection, keys, now));
      done = true;
      return found;
    } finally {
      if (!done) {
        // The columns may have changed; look again before the next try.
        known = Optional.empty();
      }
    }
  }

  private Found read(Connection connection, List<String> keys, Instant now) throws SQLException {
    TableReader reader = known.isPresent() ? known.get() : TableReader.look(connection, sql, feed);
    known = Optional.of(reader);
    KeyText texts = KeyText.of(reader, sql);
    Map<String, String> missing = new HashMap<>();
    Map<String, List<KeyText.Value>> asked = new LinkedHashMap<>();
    for (String key : keys) {
      texts.values(key).ifPresentOrElse(of -> asked.put(key, of), () -> missing.put(key, NO_KEY));
    }
    List<Row> rows = new ArrayList<>();
    if (!asked.isEmpty()) {
      BoundSql query = sql.byWholeKeys(List.copyOf(asked.values()));
      for (Row row : query.query(connection, reader.rows()::read)) {
        if (reader.maker().refusal(row).isEmpty()) {
          rows.add(row);
        }
      }
    }
    Set<String> there = new HashSet<>();
    rows.forEach(row -> there.add(same(row.key().stream().map(Row::text).toList())));
    asked.forEach(
        (key, values) -> {
          if (!there.contains(same(values.stream().map(KeyText.Value::text).toList()))) {
            missing.put(key, NOT_THERE);
          }
        });
    return new Found(reader.records(connection, rows, now, Pace.LIVE), missing);
  }

  /// Databases take some spellings of a key for the same: a number with leading zeros, a text in
  /// other case or with spaces behind it.
  private static String same(List<String> parts) {
    return parts.stream().map(JdbcLookup::plain).collect(Collectors.joining("\u0000"));
  }

  private static String plain(String part) {
    try {
      return new BigDecimal(part).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException text) {
      return part.strip().toLowerCase(Locale.ROOT);
    }
  }
}
