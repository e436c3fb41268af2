package dev.selvedge.connector;

import dev.selvedge.SelvedgeException;

/// A system could not be read: connection, credentials, a missing table. The loop tries again
/// later; the message is shown to a person and holds no record's content.
public final class SourceException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
