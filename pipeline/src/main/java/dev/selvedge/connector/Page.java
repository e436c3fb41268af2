package dev.selvedge.connector;

import java.util.List;

/// One page of what changed.
///
/// @param records in the order in which the system gave them
/// @param refused rows that could not be made a record at all; each is parked by itself
/// @param next where to go on; stored in the same transaction as the records
/// @param more whether another page waits right now
public record Page(List<SourceRecord> records, List<Refused> refused, Cursor next, boolean more) {
  public Page {
    records = List.copyOf(records);
    refused = List.copyOf(refused);
  }

  /// A row without a usable key or with broken syntax.
  ///
  /// @param where for a person to find it: file and line, table and row
  /// @param why a sentence for a person
  /// @param raw the row as it came, for the parked list
  public record Refused(String where, String why, String raw) {}
}
