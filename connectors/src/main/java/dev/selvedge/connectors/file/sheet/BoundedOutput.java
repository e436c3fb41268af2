package dev.selvedge.connectors.file.sheet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A sheet written out, up to a size. A few bytes of a workbook may stand for very many: a cell far
/// to the right for sixteen thousand empty ones, a number for a text of a million signs.
///
/// Confined to one thread.
final class BoundedOutput extends FilterOutputStream {
  private final long most;
  private long left;

  BoundedOutput(OutputStream out, long most) {
    super(out);
    this.most = most;
    this.left = most;
  }

  @Override
  public void write(int sign) throws IOException {
    take(1);
    out.write(sign);
  }

  @Override
  public void write(byte[] signs, int from, int length) throws IOException {
    take(length);
    out.write(signs, from, length);
  }

  private void take(int length) throws SheetException {
    left -= length;
    if (left < 0) {
      throw new SheetException(
          "the sheet has more than " + most + " bytes when its rows are written out");
    }
  }
}
