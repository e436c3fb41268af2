package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Deliveries;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub that dies between a call and its answer does not take its own word for the person's.
class CrashInMidCallTest {
  private static final String ANN = "ann@example.com";

  @TempDir private Path folder;
  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private TurnedHub hub() {
    return new TurnedHub(account, folder, Account.settings(), Integer.MAX_VALUE);
  }

  /// Claims what is due for a run that says its last word now.
  private int claimForTheDead(Store.Ports ports) {
    Instant now = account.clock.instant();
    ports.runs().beat("run-dead", now);
    int claimed = 0;
    for (Deliveries.Backlog backlog : ports.deliveries().due(Account.NAME, now, 10)) {
      claimed +=
          ports
              .deliveries()
              .claim(new Deliveries.Claim(Account.NAME, backlog.queue(), 9, "run-dead", now))
              .size();
    }
    return claimed;
  }

  @Test
  void what_a_dead_run_wrote_does_not_come_back_as_the_persons_opt_in() {
    try (TurnedHub hub = hub()) {
      hub.crank.poll();
      hub.crank.resolve();
      account.clock.advance(Duration.ofDays(5));
      hub.customer(ANN, true, account.clock.instant().minus(Duration.ofDays(4)));
      hub.crank.resolve();
      assertThat(hub.store.<Integer>write(this::claimForTheDead)).isEqualTo(1);
      // The call arrives; its answer is never written down.
      account.subscribe(ANN);
    }
    account.clock.advance(Duration.ofMinutes(10));
    try (TurnedHub hub = hub()) {
      hub.settle();
      account.clock.advance(Duration.ofMinutes(5));
      hub.crank.poll();
      hub.settle();
      hub.customer(ANN, false, account.clock.instant().minus(Duration.ofDays(2)));
      hub.settle();
      hub.settle();
      assertThat(hub.status(ANN)).isEqualTo("unsubscribed");
    }
  }
}
