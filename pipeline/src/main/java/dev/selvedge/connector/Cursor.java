package dev.selvedge.connector;

/// How far a feed has been read, in the connector's own words. Opaque to everyone else. Immutable.
public record Cursor(String text) {
  /// Nothing has been read yet.
  public static final Cursor START = new Cursor("");

  /// Whether nothing was read yet.
  public boolean isStart() {
    return text.isEmpty();
  }
}
