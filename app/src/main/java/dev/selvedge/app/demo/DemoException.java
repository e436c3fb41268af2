package dev.selvedge.app.demo;

import dev.selvedge.SelvedgeException;

/// The demo cannot go on.
final class DemoException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
