package dev.selvedge.store;

import dev.selvedge.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/// One PostgreSQL server for all tests of this process; it is stopped when the process ends.
final class Postgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Postgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static StoreConfig freshSchema() {
    return schema("test_" + SCHEMAS.incrementAndGet());
  }

  static StoreConfig schema(String name) {
    String url = Server.RUNNING.getJdbcUrl("postgres", "postgres");
    return new StoreConfig(url, name, "postgres", new Secret("postgres"));
  }
}
