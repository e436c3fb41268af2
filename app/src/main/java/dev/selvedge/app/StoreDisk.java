package dev.selvedge.app;

import dev.selvedge.inbox.FreeSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disk that holds an SQLite store. Thread-safe.
final class StoreDisk implements FreeSpace {
  private final FileStore disk;

  private StoreDisk(FileStore disk) {
    this.disk = disk;
  }

  /// @param file the store's, which is there already
  static FreeSpace of(Path file) {
    try {
      return new StoreDisk(Files.getFileStore(file));
    } catch (IOException notMounted) {
      return () -> Long.MAX_VALUE;
    }
  }

  /// A disk that does not say counts as empty: the store's own writes will tell.
  @Override
  public long bytes() {
    try {
      return disk.getUsableSpace();
    } catch (IOException silent) {
      return Long.MAX_VALUE;
    }
  }
}
