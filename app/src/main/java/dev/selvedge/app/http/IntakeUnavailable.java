package dev.selvedge.app.http;

import dev.selvedge.SelvedgeException;

/// Records cannot be stored just now: the store is busy, full or closing. Answered 503.
public final class IntakeUnavailable extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  public IntakeUnavailable(String message) {
    super(message);
  }

  public IntakeUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
