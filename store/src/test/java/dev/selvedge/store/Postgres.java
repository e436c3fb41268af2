package dev.selvedge.store;

import dev.selvedge.Secret;
import dev.selvedge.testkit.CountingIds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

  /// A schema as a new one is: all tables, and in them what making them puts there. All who ask
  /// share it, one after the other: to empty it takes a fraction of what making it takes.
  static synchronized StoreConfig emptySchema() {
    StoreConfig shared = schema("shared");
    String kept = "shared_kept";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = tables(statement, shared.schema());
      if (tables.isEmpty()) {
        Stores.open(shared, new CountingIds()).close();
        statement.execute("create schema " + kept);
        for (String table : tables(statement, shared.schema())) {
          statement.execute(
              "create table %1$s.%3$s as table %2$s.%3$s".formatted(kept, shared.schema(), table));
        }
      } else {
        StringBuilder renew = new StringBuilder("set session_replication_role = replica;");
        tables.forEach(
            table -> renew.append("delete from %s.%s;".formatted(shared.schema(), table)));
        for (String table : tables) {
          if (hasRows(statement, kept + "." + table)) {
            renew.append(
                "insert into %1$s.%3$s select * from %2$s.%3$s;"
                    .formatted(shared.schema(), kept, table));
          }
        }
        statement.execute(renew.toString());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return shared;
  }

  private static List<String> tables(Statement statement, String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "select tablename from pg_tables where schemaname = '"
                + schema
                + "' and tablename not like 'flyway%' order by tablename")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static boolean hasRows(Statement statement, String table) throws SQLException {
    try (ResultSet found = statement.executeQuery("select 1 from " + table + " limit 1")) {
      return found.next();
    }
  }

  static StoreConfig freshSchema() {
    return schema("test_" + SCHEMAS.incrementAndGet());
  }

  static StoreConfig schema(String name) {
    String url = Server.RUNNING.getJdbcUrl("postgres", "postgres");
    return new StoreConfig(url, name, "postgres", new Secret("postgres"));
  }

  static Connection connect() throws SQLException {
    return Server.RUNNING.getPostgresDatabase().getConnection();
  }

  /// Ends the connection that holds the lead of this schema.
  static void breakLeader(StoreConfig config) throws SQLException {
    breakHolder("selvedge/" + config.schema() + "/lead");
  }

  /// Ends the connections that hold this advisory lock.
  static void breakHolder(String lock) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select pg_terminate_backend(pid, 10000) from pg_locks
                where locktype = 'advisory' and granted
                  and ((classid::bigint << 32) | objid::bigint) = hashtextextended(?, 0)
                """)) {
      statement.setString(1, lock);
      statement.execute();
    }
  }

  /// Whether a connection of a store waits for a lock another one holds.
  static boolean somebodyWaits() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where application_name = 'selvedge' and wait_event_type = 'Lock'
                """)) {
      return answer.next() && answer.getLong(1) > 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// As a restart of the server would.
  static void breakConnections() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where application_name = 'selvedge'");
    }
  }
}
