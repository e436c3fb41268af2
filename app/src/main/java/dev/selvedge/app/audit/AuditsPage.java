package dev.selvedge.app.audit;

import dev.selvedge.audit.Audit;
import java.util.List;

/// One page of audits. Immutable.
///
/// @param audits the newest first
/// @param page from 1
/// @param more whether older ones follow
/// @param shares of the last audits, the oldest first
/// @param asked who has asked for one that is not done yet; empty for nobody
public record AuditsPage(
    List<Audit> audits, int page, boolean more, List<AuditPlots.Share> shares, String asked) {
  public AuditsPage {
    audits = List.copyOf(audits);
    shares = List.copyOf(shares);
  }

  /// Whether one of these is being made.
  public boolean isRunning() {
    return !asked.isEmpty()
        || audits.stream().anyMatch(audit -> audit.state() == Audit.State.RUNNING);
  }
}
