package dev.selvedge.app.security;

import dev.selvedge.SelvedgeException;

/// The file of users cannot be read, written or understood; the message says what to do.
public final class UserBookException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  UserBookException(String message) {
    super(message);
  }

  UserBookException(String message, Throwable cause) {
    super(message, cause);
  }
}
