package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Path;
import java.util.List;

/// What one place of a mapping file reads of a record, before it is known in which list the place
/// stands. Immutable.
public sealed interface PathUse {
  /// A path of a rule or of an `each`.
  record Read(Path path) implements PathUse {}

  /// What an expression names: one chain of members each.
  ///
  /// @param ofRecord chains that begin at the record
  /// @param ofItem chains that begin at the element of the list
  record Named(List<List<String>> ofRecord, List<List<String>> ofItem) implements PathUse {
    public Named {
      ofRecord = List.copyOf(ofRecord);
      ofItem = List.copyOf(ofItem);
    }
  }
}
