package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.dotdigital.inward.InwardFeeds;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.InwardSettings.Events;
import dev.selvedge.dotdigital.inward.InwardSource;
import dev.selvedge.mapping.EmailRules;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Opt-outs as events, where the account exports them.
class EventFeedTest {
  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private InwardSource feed(Events use) {
    return account.feed("event", Account.settings().withEvents(use));
  }

  private Reading begun() {
    account.change("{\"switches\": {\"eventsExport\": true}}");
    Reading reading = new Reading(feed(Events.ON), 3);
    reading.pass();
    return reading;
  }

  @Test
  void an_account_without_the_export_is_let_be_or_complained_about() {
    assertThat(InwardFeeds.names(Account.settings()))
        .noneMatch(it -> it.kind().value().equals("event"));
    Page nothing = feed(Events.AUTO).poll(Cursor.START, NOON, 10);
    assertThat(nothing.records()).isEmpty();
    assertThat(nothing.more()).isFalse();
    assertThatThrownBy(() -> feed(Events.ON).poll(Cursor.START, NOON, 10))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the account may not do this");
  }

  @Test
  void an_opt_out_comes_with_its_time_and_its_person() {
    Reading reading = begun();
    account.subscribe(0, 1);
    account.clock.advance(Duration.ofMinutes(3));
    account.act("unsubscribe", 0, 1);

    assertThat(reading.pass().decisions())
        .containsExactly(person(0) + " EMAIL OPT_OUT " + NOON.plus(Duration.ofMinutes(3)));
    assertThat(reading.pass().records()).isEmpty();
  }

  @Test
  void what_was_not_stored_is_handed_out_again() {
    Reading reading = begun();
    account.subscribe(0, 5);
    account.act("unsubscribe", 0, 5);
    Cursor stored = reading.cursor();
    InwardSource feed = feed(Events.ON);

    // The page was fetched, and the hub died before it was stored.
    Page lost = feed.poll(stored, NOON, 3);
    assertThat(lost.records()).hasSize(3);
    Page again = feed.poll(stored, NOON, 3);
    assertThat(again.records()).isEqualTo(lost.records());

    assertThat(reading.pass().records().stream().map(told -> told.ref().key()))
        .containsExactly(person(0), person(1), person(2), person(3), person(4));
  }

  @Test
  void a_subscription_that_fell_asleep_is_woken_and_goes_on() {
    Reading reading = begun();
    account.subscribe(0, 1);
    account.clock.advance(Duration.ofDays(31));
    assertThat(reading.pass().records()).isEmpty();
    account.act("unsubscribe", 0, 1);

    assertThat(reading.pass().records()).hasSize(1);
  }

  @Test
  void a_checkpoint_that_is_none_any_more_begins_anew() {
    Reading reading = begun();
    account.subscribe(0, 1);
    account.act("unsubscribe", 0, 1);
    Cursor broken = new Cursor(reading.cursor().text().replace("\"z0\"", "\"lost\""));
    assertThat(broken).isNotEqualTo(reading.cursor());

    Page first = feed(Events.ON).poll(broken, NOON, 10);

    assertThat(first.more()).isTrue();
    assertThat(feed(Events.ON).poll(first.next(), NOON, 10).records()).hasSize(1);
  }

  @Test
  void the_subscription_that_is_there_is_used() {
    begun();
    new Reading(feed(Events.ON), 3).pass();

    assertThat(account.client.events().subscriptions().asOptional().orElseThrow().items())
        .hasSize(1);
  }

  @Test
  void an_address_in_the_event_saves_the_look_up() {
    account.change("{\"switches\": {\"eventsExport\": true}}");
    InwardSettings settings =
        new InwardSettings(
            Account.NAME,
            InwardSettings.USUAL_OVERLAP,
            java.util.List.of(),
            java.util.List.of(),
            InwardSettings.Contacts.USUAL,
            Events.ON,
            "contactId",
            EmailRules.PLAIN);
    Reading reading = new Reading(account.feed("event", settings), 3);
    reading.pass();
    account.subscribe(0, 1);
    account.act("unsubscribe", 0, 1);
    long before = account.sandbox.calls().count("GET /contacts/v3/{identifier}/{value}");

    // The sandbox tells numbers only; taken for an address, it is parked as none.
    assertThat(reading.pass().records()).hasSize(1);
    assertThat(account.sandbox.calls().count("GET /contacts/v3/{identifier}/{value}"))
        .isEqualTo(before);
  }
}
