package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.Vendor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A table in a database, as its own application writes it.
final class TableVendor implements Vendor {
  private final String url;
  private final Path folder;
  private final Connection writer;
  private final String upsert;
  private final List<Connector.Opened> opened = new ArrayList<>();

  /// @param url as the options have it
  /// @param writing the same database for its application
  TableVendor(String url, Path folder, String writing) throws SQLException {
    this.url = url;
    this.folder = folder;
    this.upsert = upsert(writing);
    this.writer = DriverManager.getConnection(writing);
    execute("DROP TABLE IF EXISTS customer");
    execute(
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, note TEXT, changed BIGINT, gone INTEGER)");
  }

  @Override
  public PolledSource freshSource() {
    String options =
        """
        url: %s
        feeds:
          customer: {table: customer, key: id, changed: changed, deleted: {column: gone}}
        """
            .formatted(url);
    Connector.Opened system = Systems.plan(new JdbcConnector(), options, folder).open();
    opened.add(system);
    return system.polled().getFirst();
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    replace(key, stamp, note, 0);
  }

  @Override
  public void delete(int key, Instant stamp) {
    replace(key, stamp, "", 1);
  }

  private void replace(int key, Instant stamp, String note, int gone) {
    try (PreparedStatement statement = writer.prepareStatement(upsert)) {
      statement.setInt(1, key);
      statement.setString(2, note);
      statement.setLong(3, stamp.toEpochMilli());
      statement.setInt(4, gone);
      statement.execute();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String upsert(String writing) {
    String values = " INTO customer (id, note, changed, gone) ";
    if (writing.startsWith("jdbc:h2:")) {
      return "MERGE" + values + "KEY (id) VALUES (?, ?, ?, ?)";
    }
    return "INSERT"
        + values
        + "VALUES (?, ?, ?, ?)"
        + (writing.startsWith("jdbc:mariadb:")
            ? " ON DUPLICATE KEY UPDATE note = VALUES(note), changed = VALUES(changed),"
                + " gone = VALUES(gone)"
            : " ON CONFLICT (id) DO UPDATE SET note = excluded.note, changed ="
                + " excluded.changed, gone = excluded.gone");
  }

  @Override
  public boolean tellsDeletions() {
    return true;
  }

  @Override
  public void vanish(int key) {
    execute("DELETE FROM customer WHERE id = " + key);
  }

  @Override
  public void grow(String field, String value) {
    execute("ALTER TABLE customer ADD COLUMN " + field + " TEXT DEFAULT '" + value + "'");
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    try {
      writer.close();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private void execute(String sql) {
    try (var statement = writer.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
