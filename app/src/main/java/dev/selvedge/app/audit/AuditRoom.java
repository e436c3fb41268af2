package dev.selvedge.app.audit;

import dev.selvedge.work.audit.Auditor;

/// What a project is audited with, open as long as a command needs it.
///
/// @param parts whose store is closed with it
/// @param ends closes the systems and the account
public record AuditRoom(Auditor.Parts parts, Runnable ends) implements AutoCloseable {
  @Override
  public void close() {
    try {
      parts.store().close();
    } finally {
      ends.run();
    }
  }
}
