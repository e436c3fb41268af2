package dev.selvedge.app.promise;

import dev.selvedge.Secret;
import dev.selvedge.store.StoreConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// A PostgreSQL server with one hub's schema, that can take the lead from whoever has it.
final class BrandPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final String schema;

  BrandPostgres(String schema) {
    this.schema = schema;
    try {
      this.server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StoreConfig config() {
    return new StoreConfig(
        server.getJdbcUrl("postgres", "postgres"), schema, "postgres", new Secret("postgres"));
  }

  /// Ends the connection that holds the lead, as a network that breaks does.
  void breakLeader() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select pg_terminate_backend(pid, 10000) from pg_locks
                where locktype = 'advisory' and granted
                  and ((classid::bigint << 32) | objid::bigint) = hashtextextended(?, 0)
                """)) {
      statement.setString(1, "selvedge/" + schema + "/lead");
      statement.execute();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
