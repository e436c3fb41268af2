package dev.selvedge.sandbox.fault;

/// How large a call must be for a fault to hit it.
///
/// @param overItems it holds more items than this; 0 for no matter
/// @param overBytes its body has more bytes than this; 0 for no matter
public record Size(int overItems, long overBytes) {
  /// Calls of any size.
  public static final Size ANY = new Size(0, 0);

  public Size {
    if (overItems < 0 || overBytes < 0) {
      throw new IllegalArgumentException("a size must not be negative");
    }
  }

  boolean any() {
    return overItems == 0 && overBytes == 0;
  }
}
