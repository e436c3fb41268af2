package dev.selvedge.app.audit;

import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Mending;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where people look at audits and do something about what they found. Called by many threads at
/// once.
public interface AuditDesk {
  /// One page of audits.
  ///
  /// @param page from 1
  AuditsPage list(int page);

  /// The newest audit that has ended; empty where there is none.
  Optional<Audit> last();

  /// One audit and a page of its differences.
  ///
  /// @param veil whether personal values are covered
  /// @return empty where there is no such audit
  Optional<AuditPage> audit(long id, AuditPage.Asked asked, Veil veil);

  /// Hands out every difference that is kept, some at a time, in the order of their numbers.
  ///
  /// @return whether there is such an audit; where not, nothing was handed out
  boolean each(long id, Veil veil, Consumer<List<Found>> some);

  /// Asks for an audit, which is made in the background.
  AuditStep.Asking ask(String who);

  /// How many things would change if the open differences of a choice were mended, and how many may
  /// without anybody being asked twice.
  ///
  /// @return empty where there is no such audit
  Optional<Stake> stake(long id, Choice choice);

  /// Mends the open differences of a choice in the background.
  ///
  /// @param atMost where more things than that would change, none is
  /// @return empty while it is still at work
  Optional<Mending.Tally> mend(long id, Choice choice, int atMost, ByHand hand);

  /// Mends one difference in the background.
  ///
  /// @return empty while it is still at work
  Optional<Mending.Tally> mend(long id, long number, ByHand hand);

  /// Leaves one alone.
  ///
  /// @return whether there is such a difference
  boolean ignore(long id, long number, ByHand hand);

  /// What is at stake.
  ///
  /// @param things how many would change
  /// @param stop beyond so many somebody has to say that they mean it
  record Stake(int things, int stop) {
    /// Whether it is more than what may change just so.
    public boolean isMany() {
      return things > stop;
    }
  }
}
