package dev.selvedge.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.selvedge.IdSource;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.InstantSource;

/// Opens stores in schemas of a PostgreSQL database. Any number of processes may have one open; see
/// [PostgresWriter] for what they owe to each other.
final class PostgresStores {
  private static final int READERS = 4;

  /// Tables are changed in moments, but for the largest stores; a database starts again in moments.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PostgresSchema schema;
  private final IdSource ids;
  private final InstantSource clock;

  PostgresStores(StoreConfig config, IdSource ids, InstantSource clock) {
    this(new PostgresSchema(config, PATIENCE), ids, clock);
  }

  PostgresStores(PostgresSchema schema, IdSource ids, InstantSource clock) {
    this.schema = schema;
    this.ids = ids;
    this.clock = clock;
  }

  Store open() {
    schema.migrate();
    PostgresWriter writer = new PostgresWriter(schema, true);
    Line line = line(writer);
    return new SqlStore(
        line, readers(), new PostgresStanding(writer, line, clock), connection -> false, () -> {});
  }

  Store openForCommands() {
    schema.check();
    return new SqlStore(
        line(new PostgresWriter(schema, false)),
        readers(),
        Standing.Fixed.GUEST,
        connection -> false,
        () -> {});
  }

  Store openReadOnly() {
    schema.check();
    return new ReadOnlyStore(readers());
  }

  /// Whoever cannot write is told when opening, not later.
  private Line line(PostgresWriter writer) {
    Line line = new Line("selvedge-store-writer", 1, () -> writer.session(ids));
    try {
      line.run(session -> session);
      return line;
    } catch (StoreException e) {
      line.close();
      throw e;
    }
  }

  private Reads readers() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("selvedge-store-readers");
    pool.setDataSource(schema.dataSource());
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(PATIENCE.toMillis());
    pool.setReadOnly(true);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    pool.setInitializationFailTimeout(-1);
    return new PooledReads(
        new HikariDataSource(pool), new Session.Kind(Dialect.POSTGRES, ids, false, schema.marks()));
  }
}
