package dev.selvedge.store;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.store.sql.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Locks of the operating system on files beside an SQLite store. It lets go of them however the
/// process ends, but not when it is merely frozen. Thread-safe.
final class FileLocks {
  private final Path store;

  FileLocks(Path store) {
    this.store = store;
  }

  /// Keeps other hubs out.
  FileLock hub() {
    return inFile(
        ".lock",
        channel -> {
          FileLock lock = tryLock(channel, 0, Long.MAX_VALUE);
          if (lock == null) {
            throw inUse(
                "another hub is at work on the store "
                    + store
                    + ": stop it, or give this one a store of its own");
          }
          return lock;
        });
  }

  /// A slot of ids; the lock's position is its number.
  FileLock slot() {
    return inFile(
        ".slots",
        channel -> {
          for (int slot = 0; slot < TimeOrderedIds.SLOTS; slot++) {
            FileLock lock = tryLock(channel, slot, 1);
            if (lock != null) {
              return lock;
            }
          }
          throw inUse(TimeOrderedIds.SLOTS + " processes have the store open, and more cannot");
        });
  }

  static void letGo(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Locking {
    FileLock in(FileChannel channel) throws IOException;
  }

  private FileLock inFile(String ending, Locking locking) {
    Path file = Path.of(store + ending);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        return locking.in(channel);
      } catch (IOException | StoreException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNWRITABLE, "the store's lock file cannot be made: " + file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, long position, long size)
      throws IOException {
    try {
      return channel.tryLock(position, size, false);
    } catch (OverlappingFileLockException e) {
      // another store of this very process has it
      return null;
    }
  }

  private static StoreException inUse(String message) {
    return new StoreException(StoreException.Reason.IN_USE, message);
  }
}
