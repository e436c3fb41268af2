package dev.selvedge.connectors.file.sheet;

import java.io.IOException;

/// A workbook cannot be read at all; its message says why, to a person.
public final class SheetException extends IOException {
  private static final long serialVersionUID = 1L;

  SheetException(String why) {
    super(why);
  }
}
