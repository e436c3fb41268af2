package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.EmailRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where spellings are one mailbox, what Dotdigital says of one of them is said of its person.
class FoldedAddressTest {
  private static final String FOLDED = "ada@example.com";
  private static final String SPELT = "ada+shop@example.com";

  private static String statusAfterOptOutAtTheSpelling(EmailRules emails, Path folder) {
    try (Account account = new Account();
        TurnedHub hub =
            new TurnedHub(
                account, folder, Account.settings().withEmails(emails), Integer.MAX_VALUE)) {
      hub.crank.poll();
      hub.crank.resolve();
      hub.customer(FOLDED, true, NOON.minus(Duration.ofDays(9)));
      hub.settle();
      account.subscribe(SPELT);
      account.clock.advance(Duration.ofHours(1));
      account.sandbox.act("unsubscribe", SPELT);
      account.clock.advance(Duration.ofMinutes(5));
      hub.crank.poll();
      hub.settle();
      return hub.status(FOLDED);
    }
  }

  @Test
  void an_opt_out_at_another_spelling_counts(@TempDir Path folder) {
    EmailRules folding = new EmailRules(true, Set.of(), List.of());
    assertThat(statusAfterOptOutAtTheSpelling(folding, folder)).isEqualTo("unsubscribed");
  }

  @Test
  void an_address_of_its_own_speaks_for_itself(@TempDir Path folder) {
    assertThat(statusAfterOptOutAtTheSpelling(EmailRules.PLAIN, folder)).isEqualTo("subscribed");
  }
}
