package dev.selvedge.connectors.file.place;

import dev.selvedge.connector.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// A folder of an SFTP server. What only reads is asked once more over a new connection when the
/// old one broke, also in the middle of a file. May be used by several threads.
public final class SftpPlace implements Place {
  private static final Set<OpenMode> NEW_FILE =
      EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Truncate);

  private final SftpSettings settings;
  private final SftpConnection connection;

  public SftpPlace(SftpSettings settings) {
    this.settings = settings;
    this.connection = new SftpConnection(settings);
  }

  /// Connects and logs in.
  ///
  /// @return the host key the server showed, as a fingerprint and its type
  /// @throws SourceException when that cannot be done
  public String reach() {
    connection.opened();
    return connection.shown();
  }

  @Override
  public List<Entry> list() throws IOException {
    String folder = settings.folder().isEmpty() ? "." : settings.folder();
    return asked(folder, sftp -> list(sftp, folder));
  }

  private static List<Entry> list(SftpClient sftp, String folder) throws IOException {
    // A server may name a file twice, for one while its folder changes.
    Map<String, Entry> found = new LinkedHashMap<>();
    try (CloseableHandle handle = sftp.openDir(folder)) {
      List<DirEntry> part = sftp.readDir(handle);
      while (part != null && !part.isEmpty()) {
        for (DirEntry each : part) {
          entry(each.getFilename(), each.getAttributes())
              .ifPresent(file -> found.put(file.name(), file));
        }
        if (found.size() > MOST_FILES) {
          throw new SourceException("there are more than " + MOST_FILES + " files in " + folder);
        }
        part = sftp.readDir(handle);
      }
    }
    return List.copyOf(found.values());
  }

  static Optional<Entry> entry(String name, Attributes attributes) {
    boolean plain = name.indexOf('/') < 0 && name.indexOf('\0') < 0;
    return plain && attributes.isRegularFile()
        ? Optional.of(new Entry(name, attributes.getSize(), modified(attributes)))
        : Optional.empty();
  }

  /// Not every server tells it; then a file is known by its size and content alone.
  private static long modified(Attributes attributes) {
    FileTime told = attributes.getModifyTime();
    return told == null ? 0 : told.toMillis();
  }

  @Override
  public Optional<Entry> look(String path) throws IOException {
    try {
      Attributes attributes = asked(path, sftp -> sftp.lstat(full(path)));
      return entry(path.substring(path.lastIndexOf('/') + 1), attributes);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  @Override
  public Content open(String path) throws IOException {
    return asked(path, sftp -> new Remote(path, sftp));
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    asked(
        path,
        sftp -> {
          folders(sftp, path);
          try (CloseableHandle handle = sftp.open(full(path), NEW_FILE)) {
            sftp.write(handle, 0, content, 0, content.length);
          }
          return path;
        });
  }

  @Override
  public void move(String from, String to) throws IOException {
    // Whether a move was done when its answer is lost is found out by whoever looks next.
    SftpClient sftp = connection.opened();
    done(
        from + " to " + to,
        sftp,
        client -> {
          folders(client, to);
          client.rename(full(from), full(to));
          return to;
        });
  }

  private void folders(SftpClient sftp, String path) throws IOException {
    for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      String folder = full(path.substring(0, at));
      try {
        sftp.stat(folder);
      } catch (SftpException missing) {
        sftp.mkdir(folder);
      }
    }
  }

  @Override
  public void remove(String path) throws IOException {
    try {
      asked(
          path,
          sftp -> {
            sftp.remove(full(path));
            return path;
          });
    } catch (NoSuchFileException gone) {
      // That is what was wanted.
    }
  }

  private String full(String path) {
    return settings.folder().isEmpty() || path.startsWith("/")
        ? path
        : settings.folder() + (settings.folder().endsWith("/") ? "" : "/") + path;
  }

  @Override
  public String words() {
    return settings.words();
  }

  @Override
  public void close() {
    connection.close();
  }

  private interface Call<T> {
    T with(SftpClient sftp) throws IOException;
  }

  /// Does what may be done twice: over a new connection if the one at hand is broken.
  private <T> T asked(String what, Call<T> call) throws IOException {
    SftpClient standing = connection.opened();
    try {
      return done(what, standing, call);
    } catch (BrokenException broken) {
      return done(what, connection.opened(), call);
    }
  }

  private <T> T done(String what, SftpClient sftp, Call<T> call) throws IOException {
    try {
      return call.with(sftp);
    } catch (SftpException answer) {
      throw told(what, answer);
    } catch (BrokenException | FileSystemException known) {
      throw known;
    } catch (IOException failure) {
      connection.drop(sftp);
      throw new BrokenException(failure);
    }
  }

  private static IOException told(String what, SftpException answer) {
    IOException told =
        switch (answer.getStatus()) {
          case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
              new NoSuchFileException(what);
          case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
              new AccessDeniedException(what);
          default ->
              new FileSystemException(what, null, "the server answers " + answer.getMessage());
        };
    told.initCause(answer);
    return told;
  }

  /// The connection is gone.
  private static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(IOException cause) {
      super("the connection broke: " + cause.getMessage(), cause);
    }
  }

  /// A file of the server. Confined to one thread.
  private final class Remote implements Content {
    private final String path;
    private final Attributes opened;
    private SftpClient sftp;
    private CloseableHandle handle;
    private byte[] chunk = new byte[0];

    Remote(String path, SftpClient sftp) throws IOException {
      this.path = path;
      this.sftp = sftp;
      this.handle = sftp.open(full(path), EnumSet.of(OpenMode.Read));
      this.opened = sftp.stat(handle);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      try {
        return done(path, sftp, client -> read(client, into, position));
      } catch (BrokenException broken) {
        reopen();
        return done(path, sftp, client -> read(client, into, position));
      }
    }

    private int read(SftpClient client, ByteBuffer into, long position) throws IOException {
      if (chunk.length < into.remaining()) {
        chunk = new byte[into.remaining()];
      }
      int read = client.read(handle, position, chunk, 0, into.remaining());
      if (read > 0) {
        into.put(chunk, 0, read);
      }
      return read;
    }

    /// Goes on over a new connection, if the file is still the one that was opened.
    private void reopen() throws IOException {
      sftp = connection.opened();
      handle = done(path, sftp, client -> client.open(full(path), EnumSet.of(OpenMode.Read)));
      Attributes now = done(path, sftp, client -> client.stat(handle));
      boolean same = now.getSize() == opened.getSize() && modified(now) == modified(opened);
      if (!same) {
        throw new IOException(path + " changed while it was read");
      }
    }

    @Override
    public void close() throws IOException {
      if (sftp.isOpen()) {
        try {
          handle.close();
        } catch (IOException broken) {
          // What was read was read; the server lets go of the file with the connection.
          connection.drop(sftp);
        }
      }
    }
  }
}
