package dev.selvedge.connectors.file;

import dev.selvedge.connectors.file.FileSettings.Format;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.sheet.SheetException;
import dev.selvedge.connectors.file.sheet.Workbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// What is in files, as bytes of rows. A workbook is fetched and its sheet written out as CSV, once
/// while it is read, into the machine's folder for temporary files, where only the hub's user may
/// read it. Confined to one thread at a time.
final class Contents implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Place place;
  private final Rules rules;
  private @Nullable Spool spool;

  Contents(Place place, Rules rules) {
    this.place = place;
    this.rules = rules;
  }

  /// @param csv what was made of it; its name is gone already, so that nothing of it is left when
  ///     the hub is killed
  private record Spool(String identity, FileChannel csv) {}

  /// @throws UnreadableFileException when it is no workbook, or one that is too large
  ByteFeed open(Found file) throws IOException {
    int unit = rules.writing().encoding().unit();
    if (rules.writing().format() != Format.XLSX) {
      return new ByteFeed(place.open(file.path()), unit);
    }
    Spool standing = spool;
    if (standing == null || !standing.identity().equals(file.identity())) {
      close();
      standing = new Spool(file.identity(), spooled(file));
      spool = standing;
    }
    return new ByteFeed(new Borrowed(standing.csv()), unit);
  }

  /// Stays open for the next page.
  private record Borrowed(FileChannel csv) implements Place.Content {
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return csv.read(into, position);
    }

    @Override
    public void close() {
      // It is closed with the whole.
    }
  }

  private FileChannel spooled(Found file) throws IOException {
    if (file.size() > rules.sheet().mostBytes()) {
      throw new UnreadableFileException(
          "the workbook has more than " + rules.sheet().mostBytes() + " bytes");
    }
    Path book = Files.createTempFile("selvedge-", ".xlsx");
    Path csv = Files.createTempFile("selvedge-", ".csv");
    try {
      fetch(file, book);
      Workbook.write(book, rules.sheet(), csv);
      return FileChannel.open(csv, StandardOpenOption.READ);
    } catch (SheetException unreadable) {
      throw new UnreadableFileException(String.valueOf(unreadable.getMessage()));
    } finally {
      Files.deleteIfExists(book);
      Files.deleteIfExists(csv);
    }
  }

  private void fetch(Found file, Path into) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long at = 0;
    try (Place.Content content = place.open(file.path());
        FileChannel written = FileChannel.open(into, StandardOpenOption.WRITE)) {
      while (at < file.size() && content.read(chunk.clear(), at) > 0) {
        chunk.flip();
        at += chunk.remaining();
        while (chunk.hasRemaining()) {
          written.write(chunk);
        }
      }
    }
  }

  @Override
  public void close() {
    Spool standing = spool;
    spool = null;
    if (standing != null) {
      try {
        standing.csv().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
