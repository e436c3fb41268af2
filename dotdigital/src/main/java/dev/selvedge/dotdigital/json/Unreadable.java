package dev.selvedge.dotdigital.json;

/// Says that an answer of Dotdigital does not have the shape it must have. It becomes an
/// `Answer.Unreadable` before any caller sees it; the message names properties, never their values.
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unreadable(String what) {
    super(what);
  }
}
