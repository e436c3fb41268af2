package dev.selvedge.audit.sample;

/// A part of a population of which some are looked at.
///
/// @param name as people read it, for example `shop-uk, last 30 days`
/// @param size how many there are, from 0 to 100,000,000
public record Stratum(String name, long size) {
  /// More than any population of a store.
  static final long MOST = 100_000_000;

  /// Checks the size.
  ///
  /// @throws IllegalArgumentException if it is out of bounds
  public Stratum {
    if (size < 0 || size > MOST) {
      throw new IllegalArgumentException(
          "The size of " + name + " must be from 0 to 100,000,000, not " + size);
    }
  }
}
