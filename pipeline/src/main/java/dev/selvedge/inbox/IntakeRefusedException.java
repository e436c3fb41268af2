package dev.selvedge.inbox;

import dev.selvedge.SelvedgeException;

/// The sender is told to send it again: the store is full or away, or the hub is stopping. Nothing
/// was stored, unless the disk answered too late; then the repeat is recognised.
public final class IntakeRefusedException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// What the sender may do about it.
  public enum Reason {
    /// it passes by itself, as a rule within seconds
    NOT_NOW,
    /// somebody must make room on the disk first
    NO_ROOM
  }

  public IntakeRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public IntakeRefusedException(String message) {
    this(Reason.NOT_NOW, message);
  }

  public IntakeRefusedException(String message, Throwable cause) {
    super(message, cause);
    this.reason = Reason.NOT_NOW;
  }

  /// Why it was not taken in; nothing of it is stored.
  public Reason reason() {
    return reason;
  }
}
