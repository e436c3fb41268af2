package dev.selvedge.connector;

import dev.selvedge.SelvedgeException;

/// A system could not be read: connection, credentials, a missing table. The loop tries again
/// later; the message is shown to a person and holds no record's content.
public final class SourceException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;
  private final boolean ofOne;

  public SourceException(String message) {
    this(message, false, false);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
    this.refused = false;
    this.ofOne = false;
  }

  private SourceException(String message, boolean refused, boolean ofOne) {
    super(message);
    this.refused = refused;
    this.ofOne = ofOne;
  }

  /// The system does not let us read it, and will not before a person has done something about it.
  public static SourceException refused(String message) {
    return new SourceException(message, true, false);
  }

  /// The system fails on what it was asked for, perhaps on one of the records in it alone.
  public static SourceException failing(String message) {
    return new SourceException(message, false, true);
  }

  /// The system does not let us read what it was asked for, perhaps one of the records in it alone.
  public static SourceException forbidden(String message) {
    return new SourceException(message, true, true);
  }

  /// Whether a person has to do something before asking again is of any use.
  public boolean isRefused() {
    return refused;
  }

  /// Whether it may be because of one record of those that were asked for: asked for others, the
  /// system may answer.
  public boolean mayBeOfOne() {
    return ofOne;
  }

  /// The same failure, known not to be because of one record.
  public SourceException ofAll() {
    return ofOne ? new SourceException(String.valueOf(getMessage()), refused, false) : this;
  }
}
