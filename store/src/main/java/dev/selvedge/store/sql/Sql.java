package dev.selvedge.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/// What the ports need of one connection: queries, updates, batches, and both by many keys in
/// chunks. Used by one thread at a time.
public final class Sql {
  /// Few sizes, so that few different statements are prepared; the last is the chunk size.
  private static final int[] SIZES = {1, 4, 16, 64, 256};

  private static final int CHUNK = SIZES[SIZES.length - 1];

  private final Handle handle;
  private final PreparedStatements statements;

  public Sql(Handle handle, PreparedStatements statements) {
    this.handle = handle;
    this.statements = statements;
  }

  /// Binds one row of a batch.
  @FunctionalInterface
  public interface Binder<E> {
    void bind(Row row, E element) throws SQLException;
  }

  /// Reads one row that was found.
  @FunctionalInterface
  public interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  /// Does something with a prepared statement.
  @FunctionalInterface
  private interface Use {
    void with(PreparedStatement statement) throws SQLException;
  }

  public Connection connection() {
    return handle.getConnection();
  }

  /// The schema of the tables, empty where there is none.
  public String schema() throws SQLException {
    String schema = handle.getConnection().getSchema();
    return schema == null ? "" : schema;
  }

  public Query query(String sql) {
    return handle.createQuery(sql);
  }

  public Update update(String sql) {
    return handle.createUpdate(sql);
  }

  public long number(String sql) {
    return handle.createQuery(sql).mapTo(long.class).one();
  }

  /// Runs a query that holds `in (<keys>)` for many keys; `more` are its other parameters.
  public <R> List<R> byKeys(
      String sql, Collection<?> keys, Map<String, ?> more, RowMapper<R> mapper) {
    List<R> found = new ArrayList<>();
    for (List<?> chunk : chunks(keys)) {
      handle.createQuery(sql).bindList("keys", chunk).bindMap(more).map(mapper).forEach(found::add);
    }
    return found;
  }

  /// Runs a query that holds `in (<keys>)` for many keys, texts or numbers, and nothing else that
  /// is bound. Plain JDBC, as [#batch] and for its reason.
  public <R> List<R> byKeys(String sql, Collection<?> keys, RowMapper<R> mapper) {
    List<R> found = new ArrayList<>();
    StatementContext context = handle.createQuery(sql).getContext();
    for (List<?> chunk : chunks(keys)) {
      using(
          sql.replace("<keys>", "?" + ", ?".repeat(chunk.size() - 1)),
          statement -> {
            Row row = new Row(statement);
            for (Object key : chunk) {
              row.addKey(key);
            }
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(mapper.map(rows, context));
              }
            }
          });
    }
    return found;
  }

  /// Runs an update that holds `in (<keys>)` for many keys.
  public int updateByKeys(String sql, Collection<?> keys, Map<String, ?> more) {
    int changed = 0;
    for (List<?> chunk : chunks(keys)) {
      changed += handle.createUpdate(sql).bindList("keys", chunk).bindMap(more).execute();
    }
    return changed;
  }

  /// Runs one statement for many rows. Plain JDBC with parameters by position: this is the hot
  /// path, and binding by name costs more than SQLite needs to write the row.
  ///
  /// @return of each row whether it changed anything
  public <E> List<Boolean> batch(String sql, Collection<E> rows, Binder<E> binder) {
    return runBatches(sql, List.of(rows), binder);
  }

  /// Runs an insert-or-update for many rows of which several may have one key. PostgreSQL's driver
  /// makes one statement of a batch, and such a statement must not touch a row twice.
  public <E> void upsert(String sql, Collection<E> rows, Function<E, ?> key, Binder<E> binder) {
    List<List<E>> batches = new ArrayList<>();
    List<E> batch = new ArrayList<>(rows.size());
    Set<Object> keys = new HashSet<>();
    for (E row : rows) {
      if (!keys.add(key.apply(row))) {
        batches.add(batch);
        batch = new ArrayList<>();
        keys.clear();
        keys.add(key.apply(row));
      }
      batch.add(row);
    }
    batches.add(batch);
    runBatches(sql, batches, binder);
  }

  private <E> List<Boolean> runBatches(
      String sql, List<? extends Collection<E>> batches, Binder<E> binder) {
    List<Boolean> changed = new ArrayList<>();
    if (batches.getFirst().isEmpty()) {
      return changed;
    }
    using(
        sql,
        statement -> {
          for (Collection<E> batch : batches) {
            for (int count : runBatch(statement, batch, binder)) {
              changed.add(count != 0);
            }
          }
        });
    return changed;
  }

  /// Runs a query of which all elements are parameters. Plain JDBC, as [#batch] and for its reason.
  public <E> void lookUp(String sql, Collection<E> elements, Binder<E> binder, Reader reader) {
    using(
        sql,
        statement -> {
          Row row = new Row(statement);
          for (E element : elements) {
            binder.bind(row, element);
          }
          try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
              reader.read(found);
            }
          }
        });
  }

  private void using(String sql, Use use) {
    Connection connection = handle.getConnection();
    try {
      PreparedStatement statement = statements.take(connection, sql);
      boolean reusable = false;
      try {
        use.with(statement);
        reusable = true;
      } finally {
        if (reusable) {
          statements.giveBack(statement);
        } else {
          statements.discard(statement);
        }
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static <E> int[] runBatch(
      PreparedStatement statement, Collection<E> rows, Binder<E> binder) throws SQLException {
    Row row = new Row(statement);
    for (E element : rows) {
      row.begin();
      binder.bind(row, element);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  /// The distinct keys in lists of the few sizes; a list is filled up with its last key.
  public static <E> List<List<E>> chunks(Collection<E> keys) {
    List<E> distinct = new ArrayList<>(new LinkedHashSet<E>(keys));
    List<List<E>> chunks = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += CHUNK) {
      List<E> chunk =
          new ArrayList<>(distinct.subList(from, Math.min(from + CHUNK, distinct.size())));
      E last = chunk.getLast();
      int size = sizeFor(chunk.size());
      while (chunk.size() < size) {
        chunk.add(last);
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  private static int sizeFor(int count) {
    for (int size : SIZES) {
      if (count <= size) {
        return size;
      }
    }
    return CHUNK;
  }

  /// The parameters of one row, bound one after the other.
  public static final class Row {
    private final PreparedStatement statement;
    private int position;

    private Row(PreparedStatement statement) {
      this.statement = statement;
    }

    private void begin() {
      position = 0;
    }

    public Row add(long value) throws SQLException {
      statement.setLong(++position, value);
      return this;
    }

    public Row add(int value) throws SQLException {
      statement.setInt(++position, value);
      return this;
    }

    public Row add(String value) throws SQLException {
      statement.setString(++position, value);
      return this;
    }

    private Row addKey(Object key) throws SQLException {
      return switch (key) {
        case String text -> add(text);
        case Long number -> add(number.longValue());
        default -> throw new IllegalArgumentException("no key of this type: " + key.getClass());
      };
    }

    public Row add(byte[] value) throws SQLException {
      statement.setBytes(++position, value);
      return this;
    }

    public Row add(OptionalLong value) throws SQLException {
      if (value.isPresent()) {
        return add(value.getAsLong());
      }
      statement.setNull(++position, Types.BIGINT);
      return this;
    }
  }
}
