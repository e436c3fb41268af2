package dev.selvedge.app.report;

import dev.selvedge.watch.report.Mailing;
import java.time.Instant;
import java.util.List;

/// A report that is sent by itself, and how that is doing. Immutable.
///
/// @param next when the next one is due
public record MailLine(Plan plan, Instant next, List<Receipt> receipts) {
  public MailLine {
    receipts = List.copyOf(receipts);
  }

  /// What is sent to whom.
  ///
  /// @param who addresses, masked, in the order of the mailing's queues
  public record Plan(Mailing mailing, Audience audience, List<String> who) {
    public Plan {
      who = List.copyOf(who);
    }

    /// `each week, for marketing, at 08:00 (Europe/London)`
    public String words() {
      return "each "
          + mailing.period().word()
          + ", for "
          + audience.word()
          + ", at "
          + mailing.at()
          + " ("
          + mailing.zone().getId()
          + ")";
    }
  }

  /// What became of those to one who gets it.
  ///
  /// @param last when one was sent last; EPOCH for never
  /// @param trouble why the newest one was not, or not yet; empty where it was
  public record Receipt(String who, Instant last, String trouble) {
    /// Whether any was ever sent.
    public boolean isSent() {
      return !last.equals(Instant.EPOCH);
    }
  }
}
