package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.jdbc.JdbcCursor.Step;
import dev.selvedge.connectors.jdbc.JdbcCursor.Track;
import dev.selvedge.connectors.jdbc.sql.BoundSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One table or view, read by watermark. Confined to one thread at a time.
final class JdbcFeed implements PolledSource {
  private final Feed feed;
  private final TableSql sql;
  private final Database database;
  private final Passes passes;
  private Optional<TableReader> known = Optional.empty();

  JdbcFeed(Feed feed, TableSql sql, Database database) {
    this.feed = feed;
    this.sql = sql;
    this.database = database;
    this.passes =
        new Passes(sql.table().watermark().overlap(), sql.table().watermark().byTransaction());
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    int rows = Math.max(1, Math.min(limit, sql.table().pageSize()));
    boolean done = false;
    try {
      Page page = database.read(connection -> new Poll(connection, now, rows).page(cursor));
      done = true;
      return page;
    } finally {
      if (!done) {
        // The columns may have changed; look again before the next try.
        known = Optional.empty();
      }
    }
  }

  /// One poll: its connection, time and size.
  private final class Poll {
    private final Connection connection;
    private final Instant now;
    private final int limit;
    private final TableReader reader;

    Poll(Connection connection, Instant now, int limit) throws SQLException {
      this.connection = connection;
      this.now = now;
      this.limit = limit;
      this.reader = known.isPresent() ? known.get() : TableReader.look(connection, sql, feed);
      known = Optional.of(reader);
    }

    Page page(Cursor cursor) throws SQLException {
      JdbcCursor pass = cursor.isStart() ? first() : resumed(JdbcCursor.read(cursor));
      while (true) {
        Page page = page(pass);
        JdbcCursor next = JdbcCursor.read(page.next());
        // A pass that found nothing leads straight to the next one.
        boolean empty = page.records().isEmpty() && page.refused().isEmpty();
        if (!empty || next.step() == Step.IDLE) {
          return page;
        }
        pass = next;
      }
    }

    private JdbcCursor first() throws SQLException {
      List<Track> tracks = new ArrayList<>(List.of(new Track(List.of(), "")));
      for (ChildRows child : reader.watched()) {
        tracks.add(new Track(lastOf(child), started(tracks.size())));
      }
      Step step = reader.markMayBeNull() ? Step.UNSTAMPED : Step.BACKFILL;
      return Passes.first(step, started(0), tracks);
    }

    private JdbcCursor resumed(JdbcCursor stored) throws SQLException {
      if (stored.tracks().size() != reader.watched().size() + 1) {
        return first();
      }
      return stored.step() == Step.IDLE ? begin(0, stored.tracks()) : stored;
    }

    private JdbcCursor begin(int track, List<Track> tracks) throws SQLException {
      return passes.begin(track, started(track), tracks, reader.mark(track));
    }

    private Page page(JdbcCursor pass) throws SQLException {
      return switch (pass.step()) {
        case UNSTAMPED -> rows(pass, sql.unstamped(pass.after(), limit + 1));
        case BACKFILL -> rows(pass, sql.stamped(pass, limit + 1));
        case LIVE -> pass.track() == 0 ? rows(pass, sql.stamped(pass, limit + 1)) : parents(pass);
        case IDLE -> throw new IllegalStateException("a pass that is over reads nothing");
      };
    }

    private Page rows(JdbcCursor pass, BoundSql statement) throws SQLException {
      List<Row> read = statement.query(connection, reader.rows()::read);
      boolean full = read.size() > limit;
      List<Row> rows = full ? read.subList(0, limit) : read;
      Gathered gathered = new Gathered(pass);
      rows.forEach(gathered::add);
      if (full) {
        gathered.beyond(read.getLast());
      }
      JdbcCursor moved = rows.isEmpty() ? pass : pass.after(position(pass, rows.getLast()));
      if (!full && pass.step() != Step.UNSTAMPED && reader.keyMayBeNull()) {
        List<JsonNode> above = pass.step() == Step.LIVE ? pass.current().last() : List.of();
        sql.keyless(above, limit).query(connection, reader.rows()::read).forEach(gathered::add);
      }
      JdbcCursor next = full ? moved : ended(moved);
      Pace pace = pass.step() == Step.LIVE ? Pace.LIVE : Pace.BACKFILL;
      return new Page(
          reader.records(connection, gathered.good, now, pace),
          gathered.refused,
          next.write(),
          next.step() != Step.IDLE);
    }

    private Page parents(JdbcCursor pass) throws SQLException {
      ChildRows child = reader.watched().get(pass.track() - 1);
      int mark = 1;
      List<List<JsonNode>> changed =
          sql.changedChildren(child.child(), pass, limit + 1)
              .query(connection, rows -> pairs(child, rows, mark));
      boolean full = changed.size() > limit;
      List<List<JsonNode>> taken = full ? changed.subList(0, limit) : changed;
      List<JsonNode> keys = taken.stream().map(List::getLast).distinct().toList();
      JdbcCursor moved = taken.isEmpty() ? pass : pass.after(taken.getLast());
      JdbcCursor next = full ? moved : ended(moved);
      List<Row> good =
          reader.byKeys(connection, keys).stream()
              .filter(row -> reader.maker().refusal(row).isEmpty())
              .toList();
      return new Page(
          reader.records(connection, good, now, Pace.LIVE),
          List.of(),
          next.write(),
          next.step() != Step.IDLE);
    }

    /// The step after a pass that has read its last row.
    private JdbcCursor ended(JdbcCursor pass) throws SQLException {
      return switch (pass.step()) {
        case UNSTAMPED ->
            new JdbcCursor(Step.BACKFILL, 0, pass.started(), pass.from(), List.of(), pass.tracks());
        case BACKFILL, IDLE -> passes.end(pass, reader.mark(0));
        case LIVE -> {
          JdbcCursor end = passes.end(pass, reader.mark(pass.track()));
          int following = pass.track() + 1;
          yield following < end.tracks().size() ? begin(following, end.tracks()) : end;
        }
      };
    }

    private List<JsonNode> position(JdbcCursor pass, Row row) {
      return pass.step() == Step.UNSTAMPED ? row.key() : row.position();
    }

    private String started(int track) throws SQLException {
      return track == 0 && sql.table().watermark().byTransaction()
          ? BoundSql.of(database.dialect().oldestOpenTransaction().orElseThrow())
              .query(
                  connection,
                  rows -> {
                    rows.next();
                    return rows.getString(1);
                  })
          : database.clock(connection).toString();
    }

    private List<JsonNode> lastOf(ChildRows child) throws SQLException {
      List<List<JsonNode>> last =
          sql.lastChild(child.child()).query(connection, rows -> pairs(child, rows, 1));
      return last.isEmpty() ? List.of() : last.getFirst();
    }

    /// Mark and parent of each row, read as the child table's columns are.
    private List<List<JsonNode>> pairs(ChildRows child, java.sql.ResultSet rows, int mark)
        throws SQLException {
      Cells cells = new Cells(Shape.of(rows.getMetaData()), sql.dialect(), child.cells().zone());
      List<List<JsonNode>> pairs = new ArrayList<>();
      while (rows.next()) {
        pairs.add(List.of(cells.bindable(rows, mark), cells.bindable(rows, mark + 1)));
      }
      return pairs;
    }

    /// Sorts rows into good ones and refused ones. In the overlap, rows were refused before.
    private final class Gathered {
      private final JdbcCursor pass;
      private final List<Row> good = new ArrayList<>();
      private final List<Page.Refused> refused = new ArrayList<>();
      private Optional<Row> before = Optional.empty();

      Gathered(JdbcCursor pass) {
        this.pass = pass;
      }

      void add(Row row) {
        Optional<Page.Refused> refusal = reader.maker().refusal(row);
        if (refusal.isPresent()) {
          refuse(row, refusal.get());
        } else if (repeats(row)) {
          refuse(row, reader.maker().twice(row));
        } else {
          good.add(row);
        }
        before = Optional.of(row);
      }

      /// The first row of the next page, which paging would step over if it were the same.
      void beyond(Row row) {
        if (repeats(row)) {
          refuse(row, reader.maker().twice(row));
        }
      }

      private boolean repeats(Row row) {
        return row.hasKey()
            && before.filter(last -> last.position().equals(row.position())).isPresent();
      }

      private void refuse(Row row, Page.Refused refusal) {
        if (pass.step() != Step.LIVE || isNew(row)) {
          refused.add(refusal);
        }
      }

      private boolean isNew(Row row) {
        List<JsonNode> last = pass.current().last();
        if (last.isEmpty() || sql.table().watermark().byTransaction()) {
          return true;
        }
        Mark mark = reader.mark(0);
        Instant seen = mark.instant(last.getFirst()).orElse(Instant.MIN);
        return mark.instant(row.mark()).orElse(Instant.MAX).isAfter(seen);
      }
    }
  }
}
