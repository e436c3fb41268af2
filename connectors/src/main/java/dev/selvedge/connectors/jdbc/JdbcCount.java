package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.jdbc.JdbcSettings.Counts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Counts the rows of a table that were placed in a time, and sums them up, in the database: one
/// row of an answer for each currency. Confined to one thread at a time.
final class JdbcCount implements CountedSource {
  private final Feed feed;
  private final TableSql sql;
  private final Counts counts;
  private final Database database;

  JdbcCount(Feed feed, TableSql sql, Counts counts, Database database) {
    this.feed = feed;
    this.sql = sql;
    this.counts = counts;
    this.database = database;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int calls() {
    return 1;
  }

  @Override
  public Count count(Instant from, Instant to) {
    return database.read(connection -> count(connection, from, to));
  }

  /// How the column writes a time.
  private record Sample(Mark mark, JsonNode value) {}

  private Count count(Connection connection, Instant from, Instant to) throws SQLException {
    // SQLite takes the name of a column that is not there for a text
    Shape whole = sql.wholeShape().query(connection, rows -> Shape.of(rows.getMetaData()));
    Stream.of(Optional.of(counts.placed()), counts.total(), counts.currency())
        .flatMap(Optional::stream)
        .forEach(column -> RowReader.required(whole, column, sql.table()));
    Optional<Sample> sample = sql.latest(counts.placed()).query(connection, rows -> sample(rows));
    if (sample.isEmpty()) {
      return new Count(0);
    }
    Mark mark = sample.get().mark();
    JsonNode least = mark.bound(from, Duration.ZERO, sample.get().value());
    JsonNode end = mark.bound(to, Duration.ZERO, sample.get().value());
    return sql.counted(counts, least, end).query(connection, this::sum);
  }

  private Optional<Sample> sample(ResultSet rows) throws SQLException {
    Shape shape = Shape.of(rows.getMetaData());
    Mark mark = Mark.of(shape.columns().getFirst(), sql.table().watermark(), sql.dialect());
    Cells cells = new Cells(shape, sql.dialect(), mark.zone());
    return rows.next() ? Optional.of(new Sample(mark, cells.bindable(rows, 1))) : Optional.empty();
  }

  private Count sum(ResultSet rows) throws SQLException {
    Cells cells =
        new Cells(Shape.of(rows.getMetaData()), sql.dialect(), sql.table().watermark().zone());
    boolean deletes = !sql.table().softDelete().columnName().isEmpty();
    long records = 0;
    Map<String, BigDecimal> sums = new TreeMap<>();
    while (rows.next()) {
      boolean gone =
          deletes && RecordMaker.isDeleted(sql.table().softDelete(), cells.value(rows, 4));
      if (!gone) {
        records += rows.getLong(1);
        BigDecimal sum = Optional.ofNullable(rows.getBigDecimal(2)).orElse(BigDecimal.ZERO);
        String currency = Optional.ofNullable(rows.getString(3)).orElse("");
        sums.merge(currency.strip().toUpperCase(Locale.ROOT), sum, BigDecimal::add);
      }
    }
    return counts.total().isEmpty() ? new Count(records) : new Count(records, sums);
  }
}
