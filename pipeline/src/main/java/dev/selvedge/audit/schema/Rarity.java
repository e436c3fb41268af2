package dev.selvedge.audit.schema;

/// Whether something is missing by chance.
final class Rarity {
  private static final double NOTHING = 1e-12;

  private Rarity() {}

  /// How likely it is, if nothing changed, that all records that have it are among the earlier
  /// ones: Fisher's exact test with none on one side.
  ///
  /// @param had how many of the earlier records had it
  /// @param earlier how many earlier records were looked at
  /// @param lacking how many later ones were, none of which had it
  static double ofNone(long had, long earlier, long lacking) {
    double chance = 1;
    for (long i = 0; i < had && chance > NOTHING; i++) {
      chance *= (double) (earlier - i) / (earlier + lacking - i);
    }
    return chance;
  }
}
