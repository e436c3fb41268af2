package dev.selvedge.connectors.file.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// XML as spreadsheets write it, and no other: without comments, character data sections and
/// document types, which could grow or hide without end. Confined to one thread.
final class GuardedStream extends FilterInputStream {
  /// The longest text or tag: 32,767 signs a cell, each an escape of some bytes, with some room.
  private static final int LONGEST = 4_000_000;

  /// Where the declaration of XML may begin, after a byte order mark.
  private static final int DECLARATION = 4;

  private final Budget budget;
  private long position;
  private int run;
  private int before;

  GuardedStream(InputStream in, Budget budget) {
    super(in);
    this.budget = budget;
  }

  /// How many bytes may still be unpacked.
  static final class Budget {
    private final long most;
    private long left;

    Budget(long most) {
      this.most = most;
      this.left = most;
    }

    private void take() throws SheetException {
      left--;
      if (left < 0) {
        throw new SheetException(
            "the workbook has more than " + most + " bytes when it is unpacked");
      }
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      look(read);
    }
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    for (int i = from; i < from + read; i++) {
      look(into[i]);
    }
    return read;
  }

  private void look(int sign) throws SheetException {
    budget.take();
    position++;
    run = sign == '<' ? 0 : run + 1;
    boolean foreign = before == '<' && (sign == '!' || (sign == '?' && position > 2 + DECLARATION));
    if (sign == 0 || foreign || run > LONGEST) {
      throw new SheetException("the workbook is not written as spreadsheets are");
    }
    before = sign;
  }
}
