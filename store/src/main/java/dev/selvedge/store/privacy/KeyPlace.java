package dev.selvedge.store.privacy;

import dev.selvedge.Secret;
import java.nio.file.Path;

/// Where the key of the tombstones is: what erased addresses are hashed with. Apart from the store,
/// so that a copy of the store alone tells nobody who asked to be forgotten.
public sealed interface KeyPlace {
  /// In a file for its owner's eyes only, made when it is first needed.
  record InFile(Path file) implements KeyPlace {}

  /// Handed in, the same for every process on one store; an empty one is none, and nobody can be
  /// erased.
  record Given(Secret key) implements KeyPlace {}
}
