package dev.selvedge.inbox;

import dev.selvedge.connector.SourceRecord;
import java.util.List;

/// Where records are handed in: returns only when they are on disk. Safe for use by many threads.
@FunctionalInterface
public interface Intake {
  /// Stores the records, in order.
  ///
  /// @return one answer a record, in the same order
  /// @throws IntakeRefusedException when they could not be stored; the sender is to try again
  List<Inbox.Acceptance> accept(List<SourceRecord> records);
}
