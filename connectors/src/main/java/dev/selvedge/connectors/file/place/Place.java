package dev.selvedge.connectors.file.place;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// One folder with files. Paths are written from the folder, with `/` between names. Every call has
/// a time-out. Used by one thread at a time.
///
/// What is not there is told by `NoSuchFileException`, what may not be done by
/// `AccessDeniedException`, and any other trouble with that file alone by `FileSystemException`;
/// where the place cannot be reached at all, a `SourceException` says so.
public interface Place extends AutoCloseable {
  /// The most files looked at in one folder.
  int MOST_FILES = 100_000;

  /// A file as the folder lists it.
  ///
  /// @param size in bytes
  /// @param modified in milliseconds since 1970; SFTP tells whole seconds
  record Entry(String name, long size, long modified) {}

  /// An open file, read anywhere.
  interface Content extends Closeable {
    /// Reads some bytes, as many as come at once.
    ///
    /// @return how many; -1 at the end
    int read(ByteBuffer into, long position) throws IOException;
  }

  /// The regular files of the folder itself, in no order.
  List<Entry> list() throws IOException;

  /// A regular file as it stands now; nothing where there is none.
  Optional<Entry> look(String path) throws IOException;

  /// Opens a file for reading.
  Content open(String path) throws IOException;

  /// Writes a small file, over one that is there.
  void write(String path, byte[] content) throws IOException;

  /// Moves a file, and makes the folder it goes to. Never over another file.
  void move(String from, String to) throws IOException;

  /// Removes a file; nothing happens where there is none.
  void remove(String path) throws IOException;

  /// For people: where this is.
  String words();

  @Override
  void close();
}
