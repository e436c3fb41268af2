package dev.selvedge.person.identity;

import dev.selvedge.RecordRef;

/// What a steward decided about whose a record is.
public sealed interface Link {
  /// It counts for whoever that other record counts for.
  record TogetherWith(RecordRef other) implements Link {}

  /// It counts for nobody, and neither does what follows it.
  record Apart() implements Link {}

  /// As the records themselves say: an earlier decision is taken back.
  record AsFound() implements Link {}
}
