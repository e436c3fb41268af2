package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import dev.selvedge.dotdigital.contact.EmailStatus.Resubscription;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Choices;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.trail.ParkedItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// P4 for an account that people opted out of before the hub was there: no older opt-in of a shop
/// brings them back, however the reading of the past goes.
class P4PastOptOutsComeFirstTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(900));
  private static final String FEED = "/v2/contacts/suppressed-since/*";

  /// Nobody is asked first: whoever is subscribed by mistake is.
  private static final TargetSettings.Consent AT_ONCE =
      new TargetSettings.Consent(new Resubscription.WithNoChallenge(), false);

  @TempDir private Path folder;
  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private TurnedHub hub(int pages) {
    return new TurnedHub(account, folder, Account.settings(), pages, AT_ONCE);
  }

  private void leftBefore(int from, int to) {
    account.subscribe(from, to);
    account.act("unsubscribe", from, to);
  }

  /// What a whole hub does in a minute, but for reading what Dotdigital tells.
  private void minute(TurnedHub hub) {
    hub.settle();
    account.clock.advance(Duration.ofSeconds(30));
    hub.settle();
  }

  @Test
  void who_left_before_is_not_brought_back_by_an_older_opt_in() {
    leftBefore(0, 1);
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), true, LONG_AGO);
      minute(hub);
      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");

      hub.crank.poll();
      minute(hub);

      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
      assertThat(account.sandbox.calls().count("PATCH /contacts/v3/{identifier}/{value}"))
          .as("one to subscribe, one that says what they decided")
          .isEqualTo(2);
    }
  }

  @Test
  void who_may_be_mailed_waits_until_it_is_read_and_no_longer() {
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), true, LONG_AGO);
      minute(hub);
      assertThat(hub.status(person(0))).isEqualTo("none");

      hub.crank.poll();
      hub.crank.resolve();
      hub.crank.send();
      hub.crank.send();

      assertThat(hub.status(person(0))).isEqualTo("subscribed");
    }
  }

  @Test
  void what_was_read_counts_once_it_is_resolved() {
    leftBefore(0, 1);
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), true, LONG_AGO);
      hub.crank.resolve();
      hub.crank.poll();
      assertThat(hub.backlog()).isPositive();

      hub.crank.sendAll(20, () -> account.clock.advance(Duration.ofSeconds(2)));

      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
    }
  }

  @Test
  void opt_outs_and_people_nobody_asked_do_not_wait() {
    account.subscribe(0, 1);
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), false, LONG_AGO);
      hub.settle();

      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
    }
  }

  @Test
  void who_declines_while_they_wait_waits_no_more() {
    account.subscribe(0, 1);
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), true, LONG_AGO);
      minute(hub);

      hub.customer(person(0), false, NOON);
      hub.settle();

      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_crash_while_the_past_is_read_lets_nobody_through(int pages) {
    leftBefore(0, 120);
    try (TurnedHub dying = hub(pages)) {
      dying.customer(person(119), true, LONG_AGO);
      assertThatThrownBy(dying.crank::poll).isInstanceOf(TurnedHub.Dying.class);
      minute(dying);
    }
    try (TurnedHub hub = hub(ALL)) {
      minute(hub);
      assertThat(hub.status(person(119))).isEqualTo("unsubscribed");

      hub.crank.poll();
      minute(hub);
      assertThat(hub.status(person(119))).isEqualTo("unsubscribed");
    }
  }

  @Test
  void what_is_past_is_resolved_before_a_first_sync() {
    leftBefore(0, 3);
    try (TurnedHub hub = hub(ALL)) {
      for (int i = 0; i < 9; i++) {
        hub.backfilled("c" + i + "@example.com");
      }
      hub.crank.poll();

      List<Inbox.Item> next = hub.store.read(ports -> ports.inbox().waiting(8));
      assertThat(next)
          .filteredOn(item -> item.sourceRecord().ref().system().equals(Account.NAME))
          .hasSize(3);
    }
  }

  @Test
  void a_feed_that_is_refused_is_said_once_and_keeps_them_waiting() {
    leftBefore(0, 1);
    account.sandbox.faults().add(FaultRule.always("GET", FEED, new Fault.Status(403, true, "")));
    try (TurnedHub hub = hub(ALL)) {
      hub.customer(person(0), true, LONG_AGO);
      for (int hour = 0; hour < 3; hour++) {
        assertThatThrownBy(hub.crank::poll).isInstanceOf(SourceException.class);
        account.clock.advance(Duration.ofHours(1));
        minute(hub);
      }
      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
      assertThat(parked(hub))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.cause()).isEqualTo("dotdigital.past-unread");
                assertThat(item.sentence())
                    .contains("cannot be read", "nobody is newly subscribed", "Mend it");
              });

      account.sandbox.faults().clear();
      hub.crank.poll();
      minute(hub);
      assertThat(hub.status(person(0))).isEqualTo("unsubscribed");
      assertThat(parked(hub)).isEmpty();
    }
  }

  private static final Choices CHOICES =
      new Choices(
          Set.of(Topic.list("Newsletter"), Topic.preference("offers"), Topic.SMS), "mobile");

  private TurnedHub choosing(Choices choices) {
    List<String> lists = named(choices, Topic.Grain.LIST);
    List<String> preferences = named(choices, Topic.Grain.PREFERENCE);
    return new TurnedHub(
        account,
        folder,
        Account.settings().withLists(lists).withPreferences(preferences),
        ALL,
        choices);
  }

  private static List<String> named(Choices choices, Topic.Grain grain) {
    return choices.topics().stream()
        .filter(topic -> topic.grain() == grain)
        .map(Topic::name)
        .toList();
  }

  private void declineOffers(int person) {
    account.subscribe(person, person + 1);
    account.sandbox.act(
        "preference", person(person), Json.MAPPER.readTree("{\"id\": 8, \"isOptedIn\": false}"));
    account.clock.advance(Duration.ofDays(1));
  }

  private static String offers() {
    return "\"offers\": true, \"offers_at\": \"" + LONG_AGO + '"';
  }

  private boolean wantsOffers(int person) {
    return account
        .sandbox
        .inside()
        .contact(person(person))
        .orElseThrow()
        .path("preferences")
        .valueStream()
        .anyMatch(one -> one.path("id").asInt() == 8 && one.path("isOptedIn").asBoolean());
  }

  private String sms(int person) {
    return account
        .sandbox
        .inside()
        .contact(person(person))
        .orElseThrow()
        .at("/channelProperties/sms/status")
        .asString("none");
  }

  /// Nobody was asked about e-mail, so the contact itself does not wait.
  @Test
  void a_preference_that_was_declined_before_is_not_undone_by_an_older_opt_in() {
    declineOffers(0);
    try (TurnedHub hub = choosing(CHOICES)) {
      hub.says(person(0), offers());
      minute(hub);
      assertThat(wantsOffers(0)).isFalse();

      hub.crank.poll();
      minute(hub);
      assertThat(wantsOffers(0)).isFalse();
    }
  }

  @Test
  void nor_is_sms() {
    account.phone(0);
    account.sandbox.act("sms", person(0), Json.MAPPER.readTree("{\"status\": \"unsubscribed\"}"));
    account.clock.advance(Duration.ofDays(1));
    try (TurnedHub hub = choosing(CHOICES)) {
      hub.says(
          person(0),
          "\"mobile\": \"+447700900120\", \"sms\": true, \"sms_at\": \"" + LONG_AGO + '"');
      minute(hub);
      assertThat(sms(0)).isEqualTo("unsubscribed");

      hub.crank.poll();
      minute(hub);
      assertThat(sms(0)).isEqualTo("unsubscribed");
    }
  }

  @Test
  void a_choice_waits_until_its_own_past_is_known_and_no_longer() {
    account.subscribe(0, 1);
    account
        .sandbox
        .faults()
        .add(
            FaultRule.always(
                "GET",
                "/v2/contacts/with-preference/*/opt-ins-since/*",
                new Fault.Status(403, true, "")));
    try (TurnedHub hub = choosing(CHOICES)) {
      hub.says(
          person(0),
          offers()
              + ", \"mobile\": \"+447700900120\", \"sms\": true, \"sms_at\": \""
              + LONG_AGO
              + '"');
      assertThatThrownBy(hub.crank::poll).isInstanceOf(SourceException.class);
      minute(hub);
      account.clock.advance(Duration.ofDays(3));
      minute(hub);
      assertThat(sms(0)).isEqualTo("subscribed");
      assertThat(wantsOffers(0)).isFalse();
      assertThat(parked(hub))
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item.sentence())
                      .contains("no opt-in to preference offers is told", "Mend it"));

      account.sandbox.faults().clear();
      hub.crank.poll();
      hub.crank.resolve();
      hub.crank.send();
      hub.crank.send();
      assertThat(wantsOffers(0)).isTrue();
      assertThat(parked(hub)).isEmpty();
    }
  }

  @Test
  void who_declines_a_choice_does_not_wait() {
    account.subscribe(0, 1);
    account.sandbox.act(
        "preference", person(0), Json.MAPPER.readTree("{\"id\": 8, \"isOptedIn\": true}"));
    try (TurnedHub hub = choosing(CHOICES)) {
      hub.says(person(0), "\"offers\": false, \"offers_at\": \"" + NOON.plusSeconds(9) + '"');
      minute(hub);

      assertThat(wantsOffers(0)).isFalse();
    }
  }

  @Test
  void what_is_named_years_later_waits_as_well() {
    declineOffers(0);
    try (TurnedHub hub = choosing(new Choices(Set.of(Topic.SMS), "mobile"))) {
      hub.crank.poll();
      hub.says(person(0), offers());
      minute(hub);
      account.clock.advance(Duration.ofDays(700));
      hub.crank.poll();
      minute(hub);
    }
    try (TurnedHub hub = choosing(CHOICES)) {
      hub.says(person(0), offers() + ", \"more\": 1");
      minute(hub);
      assertThat(wantsOffers(0)).isFalse();

      hub.crank.poll();
      minute(hub);
      assertThat(wantsOffers(0)).isFalse();
    }
  }

  private static List<ParkedItem> parked(TurnedHub hub) {
    return hub.store.read(ports -> ports.parked().newest(10));
  }
}
