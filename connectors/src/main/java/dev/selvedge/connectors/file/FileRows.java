package dev.selvedge.connectors.file;

import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.file.FileSettings.Format;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one file from a place in it on. Confined to one thread.
final class FileRows implements AutoCloseable {
  private final ByteFeed bytes;
  private final long begin;
  private final RowSplitter rows;
  private final @Nullable RowMaker maker;

  /// @param offset where the next row begins; 0 for the first
  /// @param line its line
  /// @throws UnreadableFileException when it has no header that is of use
  FileRows(Contents contents, Feed feed, Rules rules, Found file, long offset, long line)
      throws IOException {
    bytes = contents.open(file);
    try {
      bytes.skip(rules.writing().encoding().byteOrderMark());
      RowSplitter first = splitter(rules, rules.sheet().headerRow());
      Optional<Header> header = header(first, rules);
      maker =
          header
              .map(each -> new RowMaker(feed, rules.writing().format(), rules.columns(), each))
              .orElse(null);
      if (offset > 0) {
        bytes.seek(offset);
      }
      rows = offset > 0 ? splitter(rules, line) : first;
      begin = bytes.position();
    } catch (IOException | RuntimeException failure) {
      bytes.close();
      throw failure;
    }
  }

  private RowSplitter splitter(Rules rules, long line) {
    return new RowSplitter(bytes, rules.writing(), rules.bounds().rowBytes(), line);
  }

  /// Nothing when the file is empty.
  private static Optional<Header> header(RowSplitter rows, Rules rules) throws IOException {
    if (rules.writing().format() == Format.JSONL) {
      return Optional.of(Header.LINE);
    }
    Optional<RawRow> written = rows.next();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Header header = Header.of(written.get().fields(), rules.columns().aliases());
    for (String column : rules.columns().key()) {
      if (!header.names().contains(column)) {
        throw new BadHeaderException(written.get(), column);
      }
    }
    return Optional.of(header);
  }

  /// The header cannot be used.
  static final class BadHeaderException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RawRow row;

    BadHeaderException(RawRow row, String column) {
      super(
          row.fault().isEmpty()
              ? "the header has no column '" + column + "', which is the key"
              : row.fault());
      this.row = row;
    }

    RawRow row() {
      return row;
    }
  }

  /// The next row that is not blank; nothing at the end.
  Optional<RawRow> next() throws IOException {
    if (maker == null) {
      return Optional.empty();
    }
    Optional<RawRow> row = rows.next();
    while (row.isPresent() && row.get().isBlank()) {
      row = rows.next();
    }
    return row;
  }

  /// Makes records of the rows.
  RowMaker maker() {
    if (maker == null) {
      throw new IllegalStateException("a file without a row has no columns");
    }
    return maker;
  }

  long offset() {
    return bytes.position();
  }

  long line() {
    return rows.line();
  }

  /// How many bytes were read since it was opened.
  long length() {
    return bytes.position() - begin;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
