package dev.selvedge.app.http;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import java.util.List;

/// Puts the records of a webhook on disk. Called from many virtual threads at once.
@FunctionalInterface
public interface Intake {
  /// Returns only when the records are safe (fsync).
  ///
  /// @return one answer a record, in the same order
  /// @throws IntakeUnavailable when they cannot be stored now; the sender is asked to come back
  List<Inbox.Acceptance> accept(List<SourceRecord> records);
}
