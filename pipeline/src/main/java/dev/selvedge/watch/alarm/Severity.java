package dev.selvedge.watch.alarm;

import java.util.Arrays;
import java.util.Locale;

/// How bad it is, the least first.
public enum Severity {
  /// worth knowing; nothing is held up
  INFO(1),
  /// somebody should look within the working day
  WARNING(2),
  /// data is late or may be lost: somebody should look now, also at night
  CRITICAL(3);

  private final int rank;

  Severity(int rank) {
    this.rank = rank;
  }

  /// A number that is the greater the worse it is, for stores.
  public int rank() {
    return rank;
  }

  /// The severity of a rank.
  public static Severity ofRank(int rank) {
    return Arrays.stream(values())
        .filter(severity -> severity.rank == rank)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no severity has the rank " + rank));
  }

  /// The word in files and on pages.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this is as bad as another one, or worse.
  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /// The worse of the two.
  public Severity or(Severity other) {
    return isAtLeast(other) ? this : other;
  }
}
