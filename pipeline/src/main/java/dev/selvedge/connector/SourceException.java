package dev.selvedge.connector;

import dev.selvedge.SelvedgeException;

/// A system could not be read: connection, credentials, a missing table. The loop tries again
/// later; the message is shown to a person and holds no record's content.
public final class SourceException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  public SourceException(String message) {
    super(message);
    this.refused = false;
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
    this.refused = false;
  }

  private SourceException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /// The system does not let us read it, and will not before a person has done something about it.
  public static SourceException refused(String message) {
    return new SourceException(message, true);
  }

  /// Whether a person has to do something before asking again is of any use.
  public boolean isRefused() {
    return refused;
  }
}
