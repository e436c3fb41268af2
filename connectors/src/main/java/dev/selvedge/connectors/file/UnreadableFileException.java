package dev.selvedge.connectors.file;

import java.io.IOException;

/// A file came whole and is of no use; its message says why, to a person.
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(String why) {
    super(why);
  }
}
