package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.time.InstantSource;

/// The door to the stores: a project's SQLite file, or its PostgreSQL schema.
public final class Stores {
  private Stores() {}

  /// Opens the store for a hub, creating or upgrading it first. A file has one hub at a time; of
  /// several on one schema one leads.
  ///
  /// @param ids told where to go on, and with which slot
  /// @param clock for trying to lead now and then
  /// @throws StoreException when another hub has the file, or a schema whose tables are of another
  ///     release; when it cannot be reached or written; when it is of a newer release
  public static Store open(StoreConfig config, IdSource ids, InstantSource clock) {
    return config.isPostgres()
        ? new PostgresStores(config, ids, clock).open()
        : new SqliteStores(config, ids).open();
  }

  /// The same, by the clock of the system.
  public static Store open(StoreConfig config, IdSource ids) {
    return open(config, ids, InstantSource.system());
  }

  /// Opens the store for small changes from the command line, whether a hub is at work on it or
  /// not. Never leads, and changes no tables.
  ///
  /// @param ids told where to go on, and with which slot
  /// @throws StoreException when there is none, it cannot be reached, or it is of another release
  public static Store openForCommands(StoreConfig config, IdSource ids) {
    return config.isPostgres()
        ? new PostgresStores(config, ids, InstantSource.system()).openForCommands()
        : new SqliteStores(config, ids).openForCommands();
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
        ? new PostgresStores(config, none, InstantSource.system()).openReadOnly()
        : new SqliteStores(config, none).openReadOnly();
  }
}
