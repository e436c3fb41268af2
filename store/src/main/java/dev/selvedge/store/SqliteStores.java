package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.store.privacy.Marks;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens stores in SQLite files.
final class SqliteStores {
  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;

  /// KiB of page cache: the writer's holds the upper levels of every index of a store of some
  /// million records.
  private static final int WRITER_CACHE = 65_536;

  private static final int READER_CACHE = 8_192;

  /// Pages in the log before they go home to the file. The default of 1,000 moves a page of a
  /// busy index home again and again.
  private static final int PAGES_IN_LOG = 8_000;

  private static final long LOG_BYTES_KEPT = 64L << 20;

  /// Of the tables of the first release that overwrites what it deletes.
  private static final int FIRST_THAT_OVERWRITES = 9;

  /// SQLite's own limit.
  private static final long NO_LIMIT = 4_294_967_294L;

  private final Path file;
  private final IdSource ids;
  private final Marks marks;

  SqliteStores(StoreConfig config, IdSource ids) {
    this.file = Path.of(config.location()).toAbsolutePath();
    this.ids = ids;
    this.marks = new Marks(config.marks());
  }

  Store open() {
    return open(NO_LIMIT);
  }

  /// @param pages how large the file may become; a full disk, for tests
  Store open(long pages) {
    create();
    FileLock hub = new FileLocks(file).hub();
    try {
      int found = schema(SQLiteConfig.TransactionMode.IMMEDIATE).migrate();
      if (found > 0 && found < FIRST_THAT_OVERWRITES) {
        vacuum();
      }
      Room room = new Room(WRITER_CACHE, pages);
      return store(Standing.Fixed.ALONE, room, () -> FileLocks.letGo(hub));
    } catch (StoreException e) {
      FileLocks.letGo(hub);
      throw e;
    }
  }

  /// An earlier release left what it deleted in the free room of the file: a new one has none.
  private void vacuum() {
    try (Connection connection =
            dataSource(SQLiteConfig.TransactionMode.IMMEDIATE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum");
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /// Beside a hub the file is written by both, one transaction at a time.
  Store openForCommands() {
    check();
    return store(Standing.Fixed.GUEST, new Room(READER_CACHE, NO_LIMIT), () -> {});
  }

  private Store store(Standing standing, Room room, Runnable unlock) {
    FileLock slot = new FileLocks(file).slot();
    Line writer =
        new Line("selvedge-store-writer", 1, () -> writerSession(room, (int) slot.position()));
    try {
      // whoever cannot write is told when opening, not later
      writer.run(session -> session);
    } catch (StoreException e) {
      writer.close();
      FileLocks.letGo(slot);
      throw e;
    }
    return new SqlStore(
        writer,
        readers(),
        standing,
        SqliteStores::emptyLog,
        () -> {
          FileLocks.letGo(slot);
          unlock.run();
        });
  }

  private Session writerSession(Room room, int slot) {
    Session session =
        Session.open(
            () -> writerConnection(room), new Session.Kind(Dialect.SQLITE, ids, true, marks));
    ids.goOn(session.inTransaction(ports -> ports.inbox().lastId()), slot);
    return session;
  }

  Store openReadOnly() {
    check();
    return new ReadOnlyStore(readers());
  }

  private void check() {
    if (!Files.exists(file)) {
      throw new StoreException(StoreException.Reason.UNFIT, "there is no store at " + file);
    }
    schema(SQLiteConfig.TransactionMode.DEFERRED).check();
  }

  private Schema schema(SQLiteConfig.TransactionMode mode) {
    return new Schema(dataSource(mode), Dialect.SQLITE, "");
  }

  private Reads readers() {
    return new Line(
        "selvedge-store-reader",
        READERS,
        () ->
            Session.open(
                this::readerConnection, new Session.Kind(Dialect.SQLITE, ids, false, marks)));
  }

  /// The file holds personal data: nobody but its owner may read it.
  private void create() {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        boolean posix =
            Files.getFileStore(folder == null ? file : folder).supportsFileAttributeView("posix");
        if (posix) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNWRITABLE, "the store's file cannot be made: " + file, e);
    }
  }

  private static SQLiteConfig config(SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(mode);
    // nobody asks for them, and the driver would search the text of each statement
    config.setGetGeneratedKeys(false);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private SQLiteDataSource dataSource(SQLiteConfig.TransactionMode mode) {
    SQLiteDataSource dataSource = new SQLiteDataSource(config(mode));
    dataSource.setUrl("jdbc:sqlite:" + file);
    return dataSource;
  }

  /// How much room a writer has.
  ///
  /// @param cache KiB of page cache
  /// @param pages how large the file may become
  private record Room(int cache, long pages) {}

  private Connection writerConnection(Room room) throws SQLException {
    Connection connection = dataSource(SQLiteConfig.TransactionMode.IMMEDIATE).getConnection();
    set(connection, "cache_size = -" + room.cache());
    // what is deleted or overwritten is gone from the file, and not only from the tables
    set(connection, "secure_delete = on");
    set(connection, "wal_autocheckpoint = " + PAGES_IN_LOG);
    set(connection, "journal_size_limit = " + LOG_BYTES_KEPT);
    set(connection, "max_page_count = " + room.pages());
    return connection;
  }

  private Connection readerConnection() throws SQLException {
    Connection connection = dataSource(SQLiteConfig.TransactionMode.DEFERRED).getConnection();
    set(connection, "cache_size = -" + READER_CACHE);
    set(connection, "query_only = on");
    return connection;
  }

  /// Moves the log of the last transactions home and leaves nothing in it; others who read just now
  /// keep it.
  private static boolean emptyLog(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      return answer.next() && answer.getInt(1) == 0;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static void set(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma " + pragma);
    }
  }
}
