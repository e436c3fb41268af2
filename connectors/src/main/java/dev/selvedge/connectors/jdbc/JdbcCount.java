package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.jdbc.JdbcSettings.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Counts the rows of a table that were placed in a time, and sums them up, in the database: one
/// row of an answer for each currency. Confined to one thread at a time.
final class JdbcCount implements CountedSource {
  /// `2026-11-03`
  private static final int DAY = 10;

  /// No currency has more.
  private static final int DECIMALS = 4;

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
    JsonNode least = bound(mark, from, sample.get().value());
    JsonNode end = bound(mark, to, sample.get().value());
    return sql.counted(counts, least, end).query(connection, this::sum);
  }

  /// A day stands for its first moment: the one in the middle of which a time begins is before it.
  private static JsonNode bound(Mark mark, Instant at, JsonNode sample) {
    JsonNode bound = mark.bound(at, Duration.ZERO, sample);
    boolean begun =
        bound.isString()
            && bound.asString().length() == DAY
            && mark.instant(bound).filter(at::isAfter).isPresent();
    return begun
        ? StringNode.valueOf(LocalDate.parse(bound.asString()).plusDays(1).toString())
        : bound;
  }

  private Optional<Sample> sample(ResultSet rows) throws SQLException {
    Shape shape = Shape.of(rows.getMetaData());
    Mark mark = Mark.of(shape.columns().getFirst(), sql.table().watermark(), sql.dialect());
    Cells cells = new Cells(shape, sql.dialect(), mark.zone());
    return rows.next() ? Optional.of(new Sample(mark, cells.bindable(rows, 1))) : Optional.empty();
  }

  /// Sums of binary fractions are not quite what they should be.
  private static BigDecimal money(BigDecimal sum) {
    return sum.scale() > DECIMALS ? sum.setScale(DECIMALS, RoundingMode.HALF_EVEN) : sum;
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
        BigDecimal sum =
            Optional.ofNullable(rows.getBigDecimal(2))
                .map(JdbcCount::money)
                .orElse(BigDecimal.ZERO);
        String currency = Optional.ofNullable(rows.getString(3)).orElse("");
        sums.merge(currency.strip().toUpperCase(Locale.ROOT), sum, BigDecimal::add);
      }
    }
    return counts.total().isEmpty() ? new Count(records) : new Count(records, sums);
  }
}
