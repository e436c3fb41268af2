package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.jdbc.JdbcSettings.Reread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A table whose change times are not to be trusted: it is read by them, and from time to time its
/// recent rows are read again, page by page between the rounds, so that what does change its time
/// does not wait for it. Confined to one thread at a time.
///
/// The least time is reckoned by the database's clock, when to read again by ours.
final class RereadingFeed implements PolledSource {
  private final JdbcFeed changes;
  private final TableSql sql;
  private final Reread reread;
  private final Database database;
  private Optional<Look> known = Optional.empty();

  RereadingFeed(JdbcFeed changes, TableSql sql, Reread reread, Database database) {
    this.changes = changes;
    this.sql = sql;
    this.reread = reread;
    this.database = database;
  }

  /// The table's columns as they were when first looked at.
  ///
  /// @param ordered reads rows with the time that says which are recent in place of their mark
  private record Look(TableReader reader, RowReader ordered, Mark since) {}

  @Override
  public Feed feed() {
    return changes.feed();
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Optional<RereadPlace> stored = cursor.isStart() ? Optional.empty() : RereadPlace.of(cursor);
    boolean idle = !cursor.isStart() && JdbcCursor.read(cursor).step() == JdbcCursor.Step.IDLE;
    if (idle && stored.filter(place -> place.isTurn(now)).isPresent()) {
      return again(cursor, stored.get(), now, Math.max(1, Math.min(limit, sql.table().pageSize())));
    }
    Page page = changes.poll(cursor, now, limit);
    // What was never read again although it was read before may have been missed for long.
    RereadPlace place =
        stored.orElseGet(
            () -> RereadPlace.rest(cursor.isStart() ? now : now.minus(reread.every())));
    RereadPlace next = page.more() ? place : place.atEndOfRound(now, reread.every());
    return new Page(
        page.records(), page.refused(), next.beside(page.next()), page.more() || !next.resting());
  }

  private Page again(Cursor cursor, RereadPlace place, Instant now, int rows) {
    boolean done = false;
    try {
      Page page = database.read(connection -> again(connection, cursor, place, now, rows));
      done = true;
      return page;
    } finally {
      if (!done) {
        // The columns may have changed; look again before the next try.
        known = Optional.empty();
      }
    }
  }

  private Page again(
      Connection connection, Cursor cursor, RereadPlace place, Instant now, int limit)
      throws SQLException {
    Look look = known.isPresent() ? known.get() : look(connection);
    known = Optional.of(look);
    Optional<JsonNode> from =
        place.from().isNull()
            ? least(connection, look.since(), database, reread, sql)
            : Optional.of(place.from());
    if (from.isEmpty()) {
      return new Page(List.of(), List.of(), place.over().beside(cursor), false);
    }
    List<Row> read =
        sql.reread(reread, from.get(), place.after(), limit + 1)
            .query(connection, look.ordered()::read);
    boolean more = read.size() > limit;
    List<Row> page = more ? read.subList(0, limit) : read;
    RereadPlace next = more ? place.on(from.get(), page.getLast().position()) : place.over();
    // What cannot be made a record was refused when it was read for the first time.
    List<Row> good =
        page.stream().filter(row -> look.reader().maker().refusal(row).isEmpty()).toList();
    return new Page(
        look.reader().records(connection, good, now, SourceRecord.Pace.LIVE),
        List.of(),
        next.beside(cursor),
        more);
  }

  private Look look(Connection connection) throws SQLException {
    TableReader reader = TableReader.look(connection, sql, feed());
    return new Look(
        reader, reader.rows().inOrderOf(reread.since(), sql.table()), since(reader, reread));
  }

  /// How the times of the column are written.
  static Mark since(TableReader reader, Reread reread) {
    TableSql sql = reader.sql();
    RowReader rows = reader.rows().inOrderOf(reread.since(), sql.table());
    Shape.Column column = rows.cells().shape().columns().get(rows.mark() - 1);
    return Mark.of(column, sql.table().watermark(), sql.dialect());
  }

  /// The least time of what is recent, as the column writes times; empty where no row has one.
  private static Optional<JsonNode> least(
      Connection connection, Mark mark, Database database, Reread reread, TableSql sql)
      throws SQLException {
    Instant today = database.clock(connection);
    Duration reach = reread.reach();
    return latest(connection, mark, sql, reread).map(sample -> mark.bound(today, reach, sample));
  }

  /// What the column holds at the most; empty where no row has anything.
  static Optional<JsonNode> latest(Connection connection, Mark mark, TableSql sql, Reread reread)
      throws SQLException {
    return sql.latest(reread.since())
        .query(
            connection,
            rows -> {
              Cells cells = new Cells(Shape.of(rows.getMetaData()), sql.dialect(), mark.zone());
              return rows.next() ? Optional.of(cells.bindable(rows, 1)) : Optional.empty();
            });
  }
}
