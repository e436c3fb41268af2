package dev.selvedge;

/// Hands out numbers that grow with time and never repeat within a store. Implementations are
/// safe for use by many threads.
@FunctionalInterface
public interface IdSource {
  /// The next id, greater than every id handed out before by this source.
  long next();
}
