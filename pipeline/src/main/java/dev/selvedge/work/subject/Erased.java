package dev.selvedge.work.subject;

import dev.selvedge.privacy.Erasure;
import dev.selvedge.privacy.Found;
import java.util.Map;

/// What came of an erasure.
public sealed interface Erased {
  Erasure erasure();

  /// All is gone.
  ///
  /// @param found what there was
  /// @param contacts contacts deleted at the targets
  /// @param records records about them deleted there
  /// @param left where the address still stands, and why that could not be helped: `table.column`
  /// @param overwritten whether the files hold nothing of it any more
  record Done(
      Erasure erasure,
      Found found,
      int contacts,
      int records,
      Map<String, Long> left,
      boolean overwritten)
      implements Erased {
    public Done {
      left = Map.copyOf(left);
    }
  }

  /// It was begun and could not be ended: begin again.
  ///
  /// @param why a sentence
  record NotYet(Erasure erasure, String why) implements Erased {}
}
