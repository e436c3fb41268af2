package dev.selvedge.store;

import dev.selvedge.Secret;
import java.nio.file.Path;

/// Where a project's store is. Immutable.
///
/// @param location the path of a SQLite file, or a `jdbc:postgresql://…` URL
/// @param schema the PostgreSQL schema that is this project's alone; without meaning for SQLite
/// @param user of PostgreSQL; empty when the URL says it, or for SQLite
/// @param password of PostgreSQL; empty when the URL says it, or for SQLite
public record StoreConfig(String location, String schema, String user, Secret password) {
  private static final String POSTGRES = "jdbc:postgresql:";

  /// @throws IllegalArgumentException when the location is blank, or a PostgreSQL schema's name is
  ///     not 1 to 40 lower-case letters, digits and underscores beginning with a letter
  public StoreConfig {
    if (location.isBlank()) {
      throw new IllegalArgumentException("the store's location is empty");
    }
    if (location.startsWith(POSTGRES) && !schema.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException(
          "a schema's name is 1 to 40 lower-case letters, digits and '_', beginning with a letter;"
              + " got '"
              + schema
              + "'");
    }
  }

  /// An embedded store in one file.
  public static StoreConfig file(Path file) {
    return new StoreConfig(file.toString(), "", "", new Secret(""));
  }

  boolean isPostgres() {
    return location.startsWith(POSTGRES);
  }
}
