package dev.selvedge.trail;

import java.util.List;

/// The port to the audit log, which is only ever added to: neither an erasure nor the sweep takes
/// anything from it. Every method runs inside the caller's transaction.
public interface AuditLog {
  void append(AuditEntry entry);

  /// The newest first.
  ///
  /// @param whom only on this one, or empty for all
  List<AuditEntry> newest(String whom, int limit);
}
