package dev.selvedge.store;

import dev.selvedge.Secret;
import dev.selvedge.store.privacy.KeyPlace;
import java.nio.file.Path;

/// Where a project's store is. Immutable.
///
/// @param location the path of a SQLite file, or a `jdbc:postgresql://…` URL
/// @param schema the PostgreSQL schema that is this project's alone; without meaning for SQLite
/// @param user of PostgreSQL; empty when the URL says it, or for SQLite
/// @param password of PostgreSQL; empty when the URL says it, or for SQLite
/// @param marks where the key of the tombstones is
public record StoreConfig(
    String location, String schema, String user, Secret password, KeyPlace marks) {
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

  /// A store that nobody can be erased from, as it has no key.
  public StoreConfig(String location, String schema, String user, Secret password) {
    this(location, schema, user, password, new KeyPlace.Given(new Secret("")));
  }

  /// An embedded store in one file, with the key of its tombstones beside it.
  public static StoreConfig file(Path file) {
    return new StoreConfig(
        file.toString(),
        "",
        "",
        new Secret(""),
        new KeyPlace.InFile(file.resolveSibling(file.getFileName() + ".erasure-key")));
  }

  /// The same with the key elsewhere.
  public StoreConfig withMarks(KeyPlace other) {
    return new StoreConfig(location, schema, user, password, other);
  }

  boolean isPostgres() {
    return location.startsWith(POSTGRES);
  }
}
