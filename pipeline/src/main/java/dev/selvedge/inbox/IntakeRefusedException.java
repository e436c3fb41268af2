package dev.selvedge.inbox;

import dev.selvedge.SelvedgeException;

/// Nothing was stored, and the sender is told so: the store is full, away or the hub is stopping.
public final class IntakeRefusedException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  public IntakeRefusedException(String message) {
    super(message);
  }

  public IntakeRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
