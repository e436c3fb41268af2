package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.work.Store;
import java.nio.file.Path;

/// The door to the stores: a project's SQLite file, or its PostgreSQL schema.
public final class Stores {
  private Stores() {}

  /// Opens the store for the one hub that works on it, creating or upgrading it first.
  ///
  /// @throws StoreException when another hub is at work on it, it cannot be reached or written, or
  ///     it is of a newer release
  public static Store open(StoreConfig config, IdSource ids) {
    return config.isPostgres()
        ? new PostgresStores(config, ids).open()
        : new SqliteStores(Path.of(config.location()), ids).open();
  }

  /// Opens the store to look at it, while a hub may be at work on it.
  ///
  /// @throws StoreException when there is none, it cannot be reached, or it is of another release
  public static Store openReadOnly(StoreConfig config) {
    IdSource none =
        () -> {
          throw new StoreException(
              StoreException.Reason.CLOSED, "the store was opened for reading only");
        };
    return config.isPostgres()
        ? new PostgresStores(config, none).openReadOnly()
        : new SqliteStores(Path.of(config.location()), none).openReadOnly();
  }
}
