package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
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

  /// SQLite's own limit.
  private static final long NO_LIMIT = 4_294_967_294L;

  private final Path file;
  private final IdSource ids;

  SqliteStores(Path file, IdSource ids) {
    this.file = file.toAbsolutePath();
    this.ids = ids;
  }

  Store open() {
    return open(NO_LIMIT);
  }

  /// @param pages how large the file may become; a full disk, for tests
  Store open(long pages) {
    create();
    FileLock lock = lock();
    try {
      new Schema(dataSource(SQLiteConfig.TransactionMode.IMMEDIATE), Dialect.SQLITE, "").migrate();
      Line writer =
          new Line(
              "selvedge-store-writer",
              1,
              () -> Session.open(() -> writerConnection(pages), Dialect.SQLITE, ids));
      return new SqlStore(writer, readers(), () -> unlock(lock));
    } catch (StoreException e) {
      unlock(lock);
      throw e;
    }
  }

  Store openReadOnly() {
    if (!Files.exists(file)) {
      throw new StoreException(StoreException.Reason.UNFIT, "there is no store at " + file);
    }
    new Schema(dataSource(SQLiteConfig.TransactionMode.DEFERRED), Dialect.SQLITE, "").check();
    return new ReadOnlyStore(readers());
  }

  private Reads readers() {
    return new Line(
        "selvedge-store-reader",
        READERS,
        () -> Session.open(this::readerConnection, Dialect.SQLITE, ids));
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

  /// A lock of the operating system, which lets go of it however the process ends.
  private FileLock lock() {
    Path lockFile = Path.of(file + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StoreException(
            StoreException.Reason.IN_USE,
            "another hub is at work on the store "
                + file
                + ": stop it, or give this one a store of its own");
      }
      return lock;
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNWRITABLE, "the store's lock file cannot be made: " + lockFile, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void unlock(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private Connection writerConnection(long pages) throws SQLException {
    Connection connection = dataSource(SQLiteConfig.TransactionMode.IMMEDIATE).getConnection();
    set(connection, "cache_size = -" + WRITER_CACHE);
    set(connection, "wal_autocheckpoint = " + PAGES_IN_LOG);
    set(connection, "journal_size_limit = " + LOG_BYTES_KEPT);
    set(connection, "max_page_count = " + pages);
    return connection;
  }

  private Connection readerConnection() throws SQLException {
    Connection connection = dataSource(SQLiteConfig.TransactionMode.DEFERRED).getConnection();
    set(connection, "cache_size = -" + READER_CACHE);
    set(connection, "query_only = on");
    return connection;
  }

  private static void set(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma " + pragma);
    }
  }
}
