package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.person.LedgerEntry.Voice;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.send.allowance.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people decide at Dotdigital reaches the ledger, once and for sure.
class InwardHubTest {
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir private Path folder;
  private Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private TurnedHub hub() {
    return new TurnedHub(account, folder, Account.settings(), NEVER);
  }

  @Test
  void what_is_read_again_is_recognised() {
    account.subscribe(0, 90);
    account.act("unsubscribe", 0, 90);
    try (TurnedHub hub = hub()) {
      hub.crank.poll();
      assertThat(hub.backlog()).isEqualTo(90);
      hub.crank.resolve();

      for (int hour = 0; hour < 30; hour++) {
        account.clock.advance(Duration.ofHours(1));
        hub.crank.poll();
        assertThat(hub.backlog()).isZero();
      }
      assertThat(hub.ledger(person(5))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void a_crash_between_reading_a_page_and_storing_it_loses_nobody_and_doubles_nobody(int pages) {
    account.subscribe(0, 120);
    account.act("unsubscribe", 0, 120);
    try (TurnedHub dying = new TurnedHub(account, folder, Account.settings(), pages)) {
      assertThatThrownBy(dying.crank::poll).isInstanceOf(TurnedHub.Dying.class);
    }
    account.act("resubscribe", 0, 10);

    try (TurnedHub hub = hub()) {
      hub.crank.poll();
      long back = pages > 0 ? 120 : 110;
      assertThat(hub.backlog()).as("opt-outs, and who came back").isEqualTo(back + 10);
      hub.crank.resolve();
      assertThat(hub.ledger(person(119))).hasSize(1);
    }
  }

  @Test
  void an_opt_out_stands_against_what_the_shop_said_before() {
    try (TurnedHub hub = hub()) {
      hub.crank.poll();
      hub.customer("ann@example.com", true, NOON.minus(Duration.ofDays(9)));
      hub.settle();
      assertThat(hub.status("ann@example.com")).isEqualTo("subscribed");

      account.clock.advance(Duration.ofHours(1));
      account.sandbox.act("unsubscribe", "ann@example.com");
      hub.crank.poll();
      hub.settle();
      assertThat(hub.ledger("ann@example.com"))
          .filteredOn(entry -> entry.voice() == Voice.SAID)
          .anyMatch(entry -> entry.claim().choice() == Choice.OPT_OUT);

      hub.customer("ann@example.com", true, NOON.minus(Duration.ofDays(1)));
      hub.settle();
      assertThat(hub.status("ann@example.com")).isEqualTo("unsubscribed");
    }
  }

  @Test
  void an_address_that_is_none_is_parked_once_and_stops_nobody() {
    String odd = "o".repeat(70) + "@example.com";
    account.subscribe(odd);
    account.subscribe(0, 1);
    account.sandbox.act("unsubscribe", odd);
    account.act("unsubscribe", 0, 1);
    try (TurnedHub hub = hub()) {
      for (int hour = 0; hour < 3; hour++) {
        hub.crank.poll();
        hub.crank.resolve();
        account.clock.advance(Duration.ofHours(1));
      }

      assertThat(hub.ledger(person(0))).hasSize(1);
      List<dev.selvedge.trail.ParkedItem> parked =
          hub.store.read(ports -> ports.parked().newest(10));
      assertThat(parked).hasSize(1);
      assertThat(parked.getFirst().sentence())
          .contains("whose e-mail address is not one")
          .doesNotContain("@");
    }
  }

  @Test
  void polls_are_taken_from_the_allowance_before_they_are_made_and_wait_for_it() {
    account.close();
    account = new Account(Settings.defaults().withLimits(Limits.defaults()));
    try (TurnedHub hub = hub()) {
      hub.crank.poll();
      hub.crank.send();

      assertThat(window(hub, "lowCallRate").taken().normal()).isEqualTo(2);
      assertThat(window(hub, "highCallRate").taken().normal()).isEqualTo(2);
      assertThat(window(hub, "lowCallRate").strangers()).isZero();

      Window used =
          window(hub, "lowCallRate")
              .exhausted(account.clock.instant().plusSeconds(50), account.clock.instant());
      hub.store.change(ports -> ports.allowances().store(Account.NAME, used));
      long before = account.sandbox.calls().count("GET /v2/contacts/suppressed-since/{date}");
      hub.crank.poll();
      assertThat(account.sandbox.calls().count("GET /v2/contacts/suppressed-since/{date}"))
          .isEqualTo(before);

      account.clock.advance(Duration.ofSeconds(61));
      hub.crank.poll();
      assertThat(account.sandbox.calls().count("GET /v2/contacts/suppressed-since/{date}"))
          .isEqualTo(before + 1);
    }
  }

  private static Window window(TurnedHub hub, String scope) {
    return hub.store.read(
        ports ->
            ports.allowances().of(Account.NAME).stream()
                .filter(window -> window.scope().equals(scope))
                .findFirst()
                .orElseThrow());
  }
}
