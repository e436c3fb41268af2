package dev.selvedge.connectors.file.place;

import dev.selvedge.connector.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A folder of this machine. Links are not followed. Immutable.
public final class LocalPlace implements Place {
  private final Path folder;

  public LocalPlace(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Entry> list() throws IOException {
    List<Entry> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        entry(file).ifPresent(found::add);
        if (found.size() > MOST_FILES) {
          throw new SourceException("there are more than " + MOST_FILES + " files in " + folder);
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    return found;
  }

  @Override
  public Optional<Entry> look(String path) throws IOException {
    return entry(folder.resolve(path));
  }

  private static Optional<Entry> entry(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(
              new Entry(
                  file.getFileName().toString(),
                  attributes.size(),
                  attributes.lastModifiedTime().toMillis()))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  @Override
  public Content open(String path) throws IOException {
    return new Opened(
        FileChannel.open(folder.resolve(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(parent(file));
    Files.write(
        file,
        content,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = folder.resolve(to);
    Files.createDirectories(parent(target));
    Files.move(folder.resolve(from), target);
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? folder : parent;
  }

  @Override
  public void remove(String path) throws IOException {
    Files.deleteIfExists(folder.resolve(path));
  }

  @Override
  public String words() {
    return "the folder " + folder;
  }

  @Override
  public void close() {
    // Files are closed by those who opened them.
  }

  private record Opened(FileChannel channel) implements Content {
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return channel.read(into, position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
