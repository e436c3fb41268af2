package dev.selvedge.inbox;

import dev.selvedge.RecordRef;
import java.util.List;

/// Where hints are handed in. Returns when they are on disk. Thread-safe.
@FunctionalInterface
public interface HintIntake {
  /// Remembers that these are to be read.
  ///
  /// @throws IntakeRefusedException when they could not be stored
  void keep(List<RecordRef> records);
}
