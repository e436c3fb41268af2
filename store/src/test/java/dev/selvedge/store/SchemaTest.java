package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.CountingIds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One set of scripts makes the same tables of both databases.
final class SchemaTest {
  @TempDir Path folder;

  @Test
  void both_databases_have_the_same_tables_columns_and_indexes() throws SQLException {
    StoreConfig file = StoreConfig.file(folder.resolve("hub.db"));
    Stores.open(file, new CountingIds()).close();
    StoreConfig schema = Postgres.freshSchema();
    Stores.open(schema, new CountingIds()).close();
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file.location());
        Connection postgres =
            DriverManager.getConnection(
                schema.location(), schema.user(), schema.password().reveal())) {
      assertThat(shape(sqlite, null)).hasSizeGreaterThan(100).contains("delivery.due_at not null");
      assertThat(shape(postgres, schema.schema())).isEqualTo(shape(sqlite, null));
    }
  }

  /// Every column with whether it may be null, and every named index with its columns.
  private static Set<String> shape(Connection connection, @Nullable String schema)
      throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    Set<String> shape = new TreeSet<>();
    for (String table : tables(database, schema)) {
      try (ResultSet columns = database.getColumns(null, schema, table, "%")) {
        while (columns.next()) {
          boolean mustBe = columns.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls;
          shape.add(table + '.' + columns.getString("COLUMN_NAME") + (mustBe ? " not null" : ""));
        }
      }
      try (ResultSet indexes = database.getIndexInfo(null, schema, table, false, false)) {
        while (indexes.next()) {
          String index = Objects.requireNonNullElse(indexes.getString("INDEX_NAME"), "");
          // the index of a primary key has no name of ours
          if (index.startsWith(table) && !index.endsWith("_pkey")) {
            shape.add(index + " on " + table + '.' + indexes.getString("COLUMN_NAME"));
          }
        }
      }
    }
    return shape;
  }

  private static List<String> tables(DatabaseMetaData database, @Nullable String schema)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet tables = database.getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (!name.startsWith("flyway") && !name.startsWith("sqlite")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Test
  void the_version_of_this_release_is_that_of_the_newest_script()
      throws IOException, URISyntaxException {
    var folderOfScripts = SchemaTest.class.getClassLoader().getResource(Schema.SCRIPTS);
    try (var files = Files.list(Path.of(Objects.requireNonNull(folderOfScripts).toURI()))) {
      assertThat(
              files
                  .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                  .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                  .sorted())
          .isEqualTo(IntStream.rangeClosed(1, Schema.VERSION).boxed().toList());
    }
  }
}
