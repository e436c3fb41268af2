package dev.selvedge.audit.sample;

/// What was found in one stratum.
///
/// @param size how many there are
/// @param looked how many of them were looked at, drawn at random; one that could not be read
///     counts as one that differs, or the statement would be about the others alone
/// @param differ how many of those differed
public record Looked(String stratum, long size, long looked, long differ) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if more differed than were looked at, or more were looked at
  ///     than there are
  public Looked {
    if (size > Stratum.MOST || differ < 0 || differ > looked || looked > size) {
      throw new IllegalArgumentException(
          "Of the %d of %s %d were looked at and %d differ: that cannot be"
              .formatted(size, stratum, looked, differ));
    }
  }

  boolean whole() {
    return looked == size;
  }

  /// The share of them that was looked at; 0 of an empty one.
  double fraction() {
    return size == 0 ? 0 : (double) looked / size;
  }

  /// How many were not looked at.
  long unseen() {
    return size - looked;
  }
}
