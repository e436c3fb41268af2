package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.mapping.ConsentClaim.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Lists, preferences, re-subscriptions and SMS.
class OtherFeedsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int NEWSLETTER = 50_117;
  private static final int OFFERS = 8;

  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private Reading reading(String kind, InwardSettings settings) {
    return new Reading(account.feed(kind, settings), 40);
  }

  private void leave(int list, int person) {
    account.sandbox.act("list-opt-out", person(person), JSON.createObjectNode().put("list", list));
  }

  private void choose(int person, boolean in) {
    ObjectNode choice = JSON.createObjectNode().put("id", OFFERS).put("isOptedIn", in);
    account.sandbox.act("preference", person(person), choice);
  }

  private void sms(int person, String status) {
    account.sandbox.act("sms", person(person), JSON.createObjectNode().put("status", status));
  }

  @Test
  void who_leaves_a_list_leaves_that_list() {
    account.subscribe(0, 60);
    for (int i = 0; i < 60; i++) {
      leave(NEWSLETTER, i);
    }
    Reading reading = reading("list-optout", Account.settings().withLists(List.of("Newsletter")));

    List<SourceRecord> told = reading.pass().records();
    assertThat(told.stream().map(one -> one.ref().key()).distinct()).hasSize(60);
    assertThat(Reading.decision(told.getFirst()))
        .isEqualTo(person(0) + " EMAIL/list/Newsletter OPT_OUT " + NOON);

    account.clock.advance(Duration.ofDays(2));
    assertThat(reading.pass().records()).as("the overlap").isNotEmpty();
    assertThat(reading.pass().records()).isEmpty();
  }

  @Test
  void a_list_that_is_not_there_stops_no_other_and_is_read_from_its_beginning_once_it_is() {
    account.subscribe(0, 1);
    leave(NEWSLETTER, 0);
    Reading reading =
        reading("list-optout", Account.settings().withLists(List.of("Brochure", "Newsletter")));

    assertThat(reading.pass().records()).hasSize(1);
    assertThat(reading.refused())
        .singleElement()
        .satisfies(one -> assertThat(one.why()).contains("no list of that name"));

    account
        .client
        .lists()
        .create("Brochure", dev.selvedge.dotdigital.list.MailingList.Visibility.PRIVATE);
    account.subscribe(1, 2);
    leave(NEWSLETTER + 1, 1);
    account.clock.advance(Duration.ofDays(90));
    assertThat(reading.pass().decisions())
        .contains(person(1) + " EMAIL/list/Brochure OPT_OUT " + NOON);
  }

  @Test
  void two_lists_left_in_one_moment_are_two_records() {
    account
        .client
        .lists()
        .create("Brochure", dev.selvedge.dotdigital.list.MailingList.Visibility.PRIVATE);
    account.subscribe(0, 1);
    leave(NEWSLETTER, 0);
    leave(NEWSLETTER + 1, 0);
    Reading reading =
        reading("list-optout", Account.settings().withLists(List.of("Brochure", "Newsletter")));

    assertThat(reading.pass().records().stream().map(SourceRecord::ref).distinct()).hasSize(2);
  }

  @Test
  void a_preference_is_chosen_and_left() {
    account.subscribe(0, 2);
    choose(0, true);
    Reading reading = reading("preference", Account.settings().withPreferences(List.of("offers")));
    assertThat(reading.pass().decisions())
        .containsExactly(person(0) + " EMAIL/preference/offers OPT_IN " + NOON);

    account.clock.advance(Duration.ofHours(1));
    choose(0, false);
    choose(1, true);
    assertThat(reading.pass().decisions())
        .containsExactly(
            person(0) + " EMAIL/preference/offers OPT_OUT " + NOON.plus(Duration.ofHours(1)),
            person(1) + " EMAIL/preference/offers OPT_IN " + NOON.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_thousand_choices_are_read_whether_the_least_id_is_told_or_not(boolean excluded) {
    account.change("{\"switches\": {\"minimumExcluded\": " + excluded + "}}");
    account.subscribe(0, 1001);
    for (int i = 0; i < 1001; i++) {
      choose(i, true);
    }

    Reading reading = reading("preference", Account.settings().withPreferences(List.of("Offers")));

    assertThat(reading.pass().records().stream().map(told -> told.ref().key()).distinct())
        .hasSize(1001);
  }

  @Test
  void who_subscribes_again_is_seen_by_the_time_of_it() {
    account.subscribe(0, 3);
    account.clock.advance(Duration.ofDays(30));
    Reading reading = reading("contact-change", Account.settings());
    assertThat(reading.pass().records()).as("subscriptions of the past").isEmpty();

    account.act("unsubscribe", 0, 2);
    account.clock.advance(Duration.ofHours(2));
    account.act("resubscribe", 0, 1);

    assertThat(reading.pass().decisions())
        .containsExactly(
            person(0)
                + " EMAIL OPT_IN "
                + NOON.plus(Duration.ofDays(30)).plus(Duration.ofHours(2)));
  }

  @Test
  void another_change_of_a_contact_is_no_new_subscription() {
    Reading reading = reading("contact-change", Account.settings());
    reading.pass();
    account.subscribe(0, 1);
    List<SourceRecord> before = reading.pass().records();
    account.clock.advance(Duration.ofHours(1));
    account.sandbox.act(
        "field", person(0), JSON.createObjectNode().put("name", "FIRSTNAME").put("value", "Ada"));

    List<SourceRecord> after = reading.pass().records();

    assertThat(after).hasSize(1);
    assertThat(after.getFirst().body()).isEqualTo(before.getFirst().body());
    assertThat(after.getFirst().stamp()).isEqualTo(before.getFirst().stamp());
  }

  @Test
  void subscriptions_of_the_past_count_where_a_project_says_so() {
    account.subscribe(0, 1);
    account.clock.advance(Duration.ofDays(30));
    var counting = new InwardSettings.Contacts("LASTSUBSCRIBED", true, false);

    assertThat(
            reading("contact-change", Account.settings().withContacts(counting)).pass().decisions())
        .containsExactly(person(0) + " EMAIL OPT_IN " + NOON);
  }

  @Test
  void an_sms_opt_out_is_seen_and_a_subscription_by_default_is_no_consent() {
    for (int i = 0; i < 4; i++) {
      account.phone(i);
    }
    sms(0, "unsubscribed");
    sms(1, "subscribed");
    sms(2, "bounced");

    List<SourceRecord> told =
        reading("contact-change", Account.settings()).pass().records().stream()
            .filter(one -> one.ref().kind().value().equals("sms-status"))
            .toList();

    assertThat(told.stream().map(Reading::decision))
        .containsExactly(
            person(0) + " SMS OPT_OUT " + NOON,
            person(1) + " SMS PENDING " + NOON,
            person(2) + " SMS SUPPRESSED " + NOON);
    assertThat(told)
        .allMatch(one -> Reading.understood(one).claim().timing() == Timing.OBSERVED)
        .noneMatch(one -> Reading.understood(one).claim().isBounce());
  }

  @Test
  void a_place_in_the_contacts_that_is_none_any_more_begins_the_pass_anew() {
    account.subscribe(0, 90);
    account.act("unsubscribe", 0, 90);
    Reading reading = reading("contact-change", Account.settings());
    reading.page();
    account.act("resubscribe", 0, 90);
    account
        .sandbox
        .faults()
        .add(
            dev.selvedge.sandbox.fault.FaultRule.times(
                1,
                "GET",
                "/contacts/v3",
                new dev.selvedge.sandbox.fault.Fault.Status(400, false, "")));

    assertThat(reading.pass().records().stream().map(told -> told.ref().key()).distinct())
        .hasSize(90);
  }
}
