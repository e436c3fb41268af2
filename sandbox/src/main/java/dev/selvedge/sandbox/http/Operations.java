package dev.selvedge.sandbox.http;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Router;
import dev.selvedge.sandbox.journal.Journal;
import dev.selvedge.sandbox.journal.JournalEntry;
import java.util.function.Supplier;

/// Carries out the operation of a call under the account's lock and writes it down.
///
/// Safe for use by several threads.
public final class Operations {
  private final Account account;
  private final Router router;
  private final Journal journal;

  public Operations(Account account, Router router, Journal journal) {
    this.account = account;
    this.router = router;
    this.journal = journal;
  }

  /// Does what the call wants; an accepted change is in the journal before this returns.
  public Answer perform(Router.Match match) {
    try {
      Supplier<Answer> work = match.route().handler().prepare(match.call());
      return account.locked(
          match.call().now(),
          () -> {
            Answer answer = work.get();
            if (answer.success() && (match.route().writes() || answer.remembered())) {
              journal.append(JournalEntry.of(match.call()));
            }
            return answer;
          });
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  /// Does again what the journal says was done.
  public void replay(JournalEntry entry) {
    Call call = entry.call();
    router
        .find(call)
        .ifPresent(
            match -> {
              try {
                Supplier<Answer> work = match.route().handler().prepare(match.call());
                account.locked(call.now(), work);
              } catch (Refused refused) {
                // An entry written by an older version that today's rules refuse is left out.
                refused.answer();
              }
            });
  }
}
