package dev.selvedge;

/// The root of what can go wrong in the machinery. Messages carry ids, never payloads or addresses.
public abstract class SelvedgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected SelvedgeException(String message) {
    super(message);
  }

  protected SelvedgeException(String message, Throwable cause) {
    super(message, cause);
  }
}
