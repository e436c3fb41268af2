package dev.selvedge.connectors.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a file into rows and fields as RFC 4180 has it, leniently, and knows at which byte and on
/// which line the next row begins. Works on bytes, so that reading can go on exactly there later;
/// delimiter, quote and line ends are ASCII, which all accepted encodings keep. Confined to one
/// thread.
final class RowSplitter {
  private static final int SHOWN = 500;
  private static final int NONE = -2;

  private final ByteFeed bytes;
  private final FileSettings.Encoding encoding;
  private final int delimiter;
  private final int quote;
  private final int mostBytes;

  /// In a sheet a line is a row, whatever line ends are in its cells.
  private final boolean countsRows;

  private long line;

  /// @param line on which the feed stands
  RowSplitter(ByteFeed bytes, FileSettings.Writing writing, int mostBytes, long line) {
    this.bytes = bytes;
    this.encoding = writing.encoding();
    boolean csv = writing.format() != FileSettings.Format.JSONL;
    this.countsRows = writing.format() == FileSettings.Format.XLSX;
    this.delimiter = csv ? writing.delimiter() : NONE;
    this.quote = csv ? writing.quote() : NONE;
    this.mostBytes = mostBytes;
    this.line = line;
  }

  /// The line on which the next row begins.
  long line() {
    return line;
  }

  /// The next row; nothing at the end of the file.
  Optional<RawRow> next() throws IOException {
    long begin = bytes.position();
    int first = bytes.next();
    if (first < 0) {
      return Optional.empty();
    }
    Parse parse = new Parse(begin);
    int sign = first;
    while (sign >= 0 && !parse.take(sign)) {
      if (bytes.position() - begin > mostBytes) {
        return Optional.of(parse.overlong());
      }
      sign = bytes.next();
    }
    return Optional.of(parse.end());
  }

  private enum In {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  /// One row being read.
  private final class Parse {
    private final long begin;
    private final long firstLine = line;
    private final List<byte[]> fields = new ArrayList<>();
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private In in = In.FIELD_START;
    private long secondLineAt = -1;

    Parse(long begin) {
      this.begin = begin;
    }

    /// Takes one sign; true when it ended the row.
    boolean take(int sign) throws IOException {
      if (in == In.QUOTED) {
        quoted(sign);
        return false;
      }
      if (sign == '\n' || sign == '\r') {
        lineEnd(sign);
        return true;
      }
      if (sign == delimiter) {
        finishField();
      } else if (sign == quote && in == In.FIELD_START) {
        in = In.QUOTED;
      } else if (sign == quote && in == In.AFTER_QUOTE) {
        append(sign);
        in = In.QUOTED;
      } else {
        append(sign);
        in = In.PLAIN;
      }
      return false;
    }

    private void quoted(int sign) throws IOException {
      if (sign == quote) {
        in = In.AFTER_QUOTE;
        return;
      }
      append(sign);
      if (sign == '\n' || sign == '\r') {
        int next = sign == '\r' ? peekedLineFeed() : NONE;
        if (next == '\n') {
          append(next);
        }
        newLine();
      }
    }

    private void lineEnd(int sign) throws IOException {
      if (sign == '\r') {
        peekedLineFeed();
      }
      newLine();
    }

    /// Takes a line feed that follows a carriage return.
    private int peekedLineFeed() throws IOException {
      long at = bytes.position();
      int next = bytes.next();
      if (next != '\n' && next >= 0) {
        bytes.seek(at);
      }
      return next;
    }

    private void newLine() {
      line += in == In.QUOTED && countsRows ? 0 : 1;
      if (secondLineAt < 0) {
        secondLineAt = bytes.position();
      }
    }

    private void append(int sign) {
      field.write(sign & 0xFF);
      if (encoding.unit() == 2) {
        field.write(sign >> 8);
      }
    }

    private void finishField() {
      fields.add(field.toByteArray());
      field.reset();
      in = In.FIELD_START;
    }

    RawRow end() throws IOException {
      if (in == In.QUOTED) {
        return unclosed();
      }
      finishField();
      List<String> texts = new ArrayList<>();
      try {
        for (byte[] each : fields) {
          texts.add(decoded(each));
        }
      } catch (CharacterCodingException wrong) {
        String fault = "the row is not written in " + encoding.charset().name();
        return new RawRow(firstLine, List.of(), fault, raw());
      }
      return new RawRow(firstLine, texts, "", "");
    }

    RawRow overlong() throws IOException {
      if (in == In.QUOTED) {
        return unclosed();
      }
      skipLine();
      String fault = "the row is longer than " + mostBytes + " bytes";
      long end = bytes.position();
      String raw = raw();
      bytes.seek(end);
      return new RawRow(firstLine, List.of(), fault, raw);
    }

    /// Gives up the first line only: what follows it is most likely sound.
    private RawRow unclosed() throws IOException {
      String raw = raw();
      if (secondLineAt >= 0) {
        bytes.seek(secondLineAt);
        line = firstLine + 1;
      } else {
        skipLine();
      }
      return new RawRow(firstLine, List.of(), "a quote is opened and not closed", raw);
    }

    private void skipLine() throws IOException {
      int sign = bytes.next();
      while (sign >= 0 && sign != '\n' && sign != '\r') {
        sign = bytes.next();
      }
      if (sign == '\r') {
        peekedLineFeed();
      }
      line++;
    }

    /// The row as it stands, at most its beginning; leaves the feed where it is.
    private String raw() throws IOException {
      long end = bytes.position();
      long wanted = Math.min(end - begin, (long) SHOWN * encoding.unit());
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      bytes.seek(begin);
      while (bytes.position() - begin < wanted) {
        int sign = bytes.next();
        shown.write(sign & 0xFF);
        if (encoding.unit() == 2) {
          shown.write(sign >> 8);
        }
      }
      bytes.seek(end);
      return new String(shown.toByteArray(), charset()).stripTrailing();
    }

    private Charset charset() {
      return encoding.charset();
    }

    private String decoded(byte[] written) throws CharacterCodingException {
      return charset().newDecoder().decode(ByteBuffer.wrap(written)).toString();
    }
  }
}
