package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Choices;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.testkit.SourceRecordBuilder;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P4: what people decide about a list or a preference holds in Dotdigital, whoever was told, and
/// what Dotdigital says of them comes back without going round.
class P4ListsAndPreferencesGoBothWaysTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final int NEWSLETTER = 50_117;
  private static final int OFFERS = 8;
  private static final Topic NEWS = Topic.list("Newsletter");
  private static final InwardSettings READ =
      Account.settings().withLists(List.of("Newsletter")).withPreferences(List.of("offers"));

  @TempDir private Path folder;
  private final Account account = new Account();
  private TurnedHub hub;

  @BeforeEach
  void open() {
    hub = hub(Set.of(NEWS, Topic.preference("offers")));
    hub.crank.poll();
  }

  private TurnedHub hub(Set<Topic> topics) {
    return new TurnedHub(account, folder, READ, Integer.MAX_VALUE, new Choices(topics, ""));
  }

  @AfterEach
  void close() {
    hub.close();
    account.close();
  }

  private void says(String email, String members) {
    hub.says(email, "\"opt_in\": true, \"at\": \"" + NOON.minusSeconds(900) + "\"" + members);
    hub.settle();
  }

  private static String news(boolean optIn, Instant at) {
    return ", \"news\": %s, \"news_at\": \"%s\"".formatted(optIn, at);
  }

  private static String offers(boolean optIn, Instant at) {
    return ", \"offers\": %s, \"offers_at\": \"%s\"".formatted(optIn, at);
  }

  /// `subscribed`, `suppressed`, or `none` of who is not on the list.
  private String onList(String email) {
    return StreamSupport.stream(contact(email).path("lists").spliterator(), false)
        .filter(list -> list.path("id").asInt() == NEWSLETTER)
        .map(list -> list.path("status").asString())
        .findFirst()
        .orElse("none");
  }

  private Optional<Boolean> wantsOffers(String email) {
    return StreamSupport.stream(contact(email).path("preferences").spliterator(), false)
        .filter(one -> one.path("id").asInt() == OFFERS)
        .map(one -> one.path("isOptedIn").asBoolean())
        .findFirst();
  }

  private JsonNode contact(String email) {
    return account.sandbox.inside().contact(email).orElseThrow();
  }

  private long writes() {
    return account.sandbox.calls().counts().entrySet().stream()
        .filter(one -> !one.getKey().startsWith("GET"))
        .mapToLong(one -> one.getValue().calls())
        .sum();
  }

  private void act(String act, String email, String details) {
    account.sandbox.act(act, email, Json.MAPPER.readTree(details));
  }

  private void pass(Duration time) {
    account.clock.advance(time);
    hub.crank.poll();
    hub.settle();
  }

  private List<Delivery> choices(Delivery.State state) {
    return hub
        .store
        .read(
            ports ->
                ports.deliveries().following(new SystemName("dotdigital"), Facet.CHOICE, "", 5000))
        .stream()
        .filter(row -> row.state() == state)
        .toList();
  }

  private List<String> trail() {
    return hub.store.read(ports -> ports.trail().latest(500)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  @Test
  void an_opt_in_puts_on_and_an_opt_out_takes_off() {
    says(ANN, news(true, NOON.minusSeconds(800)) + offers(true, NOON.minusSeconds(800)));
    assertThat(onList(ANN)).isEqualTo("subscribed");
    assertThat(wantsOffers(ANN)).contains(true);

    says(ANN, news(false, NOON.minusSeconds(700)) + offers(false, NOON.minusSeconds(700)));
    assertThat(onList(ANN)).isEqualTo("none");
    assertThat(wantsOffers(ANN)).contains(false);
    assertThat(hub.status(ANN)).as("the channel itself").isEqualTo("subscribed");
  }

  @Test
  void what_nobody_decided_is_left_alone() {
    account.subscribe(BOB);
    act("preference", BOB, "{\"id\": 8, \"isOptedIn\": true}");
    says(BOB, "");

    assertThat(wantsOffers(BOB)).contains(true);
    assertThat(onList(BOB)).isEqualTo("none");
    assertThat(choices(Delivery.State.SETTLED)).isEmpty();
  }

  @Test
  void who_declines_everything_keeps_what_nobody_decided() {
    account.subscribe(BOB);
    act("preference", BOB, "{\"id\": 8, \"isOptedIn\": true}");
    hub.says(BOB, "\"opt_in\": false, \"at\": \"" + NOON.plusSeconds(60) + '"');
    account.clock.advance(Duration.ofMinutes(5));
    hub.settle();

    assertThat(hub.status(BOB)).isEqualTo("unsubscribed");
    assertThat(wantsOffers(BOB)).contains(true);
  }

  @Test
  void who_declined_everything_is_put_on_no_list() {
    hub.says(
        ANN,
        "\"opt_in\": false, \"at\": \""
            + NOON.minusSeconds(600)
            + '"'
            + news(true, NOON.minusSeconds(500)));
    hub.settle();

    assertThat(onList(ANN)).isEqualTo("none");
    assertThat(hub.status(ANN)).isEqualTo("unsubscribed");
  }

  @Test
  void what_was_written_comes_back_and_costs_no_further_call() {
    says(ANN, news(true, NOON.minusSeconds(800)) + offers(true, NOON.minusSeconds(800)));
    says(ANN, news(false, NOON.minusSeconds(700)) + offers(false, NOON.minusSeconds(700)));
    long written = writes();

    for (int hour = 0; hour < 4; hour++) {
      pass(Duration.ofHours(1));
    }
    assertThat(writes()).isEqualTo(written);
    assertThat(wantsOffers(ANN)).contains(false);
  }

  @Test
  void the_same_told_again_costs_no_call() {
    says(ANN, news(true, NOON.minusSeconds(800)));
    long written = writes();
    says(ANN, news(true, NOON.minusSeconds(800)) + ", \"more\": 1");

    assertThat(writes()).isEqualTo(written);
  }

  @Test
  void an_opt_out_at_dotdigital_is_not_told_back() {
    says(ANN, news(true, NOON.minusSeconds(800)) + offers(true, NOON.minusSeconds(800)));
    account.clock.advance(Duration.ofHours(1));
    act("list-opt-out", ANN, "{\"list\": " + NEWSLETTER + "}");
    act("preference", ANN, "{\"id\": 8, \"isOptedIn\": false}");
    long written = writes();
    pass(Duration.ofMinutes(20));

    assertThat(writes()).isEqualTo(written);
    assertThat(onList(ANN)).isEqualTo("suppressed");
    assertThat(wantsOffers(ANN)).contains(false);
    assertThat(choices(Delivery.State.SETTLED)).hasSize(2);
  }

  @Test
  void who_comes_back_to_a_list_is_asked_by_dotdigital_first() {
    says(ANN, news(true, NOON.minusSeconds(800)));
    account.clock.advance(Duration.ofHours(1));
    act("list-opt-out", ANN, "{\"list\": " + NEWSLETTER + "}");
    pass(Duration.ofMinutes(20));
    says(ANN, news(true, account.clock.instant()));

    assertThat(account.sandbox.calls().counts().keySet())
        .anyMatch(one -> one.endsWith("/contacts/resubscribe"));
    assertThat(onList(ANN)).isEqualTo("subscribed");
  }

  @Test
  void what_an_older_word_left_at_dotdigital_is_mended() {
    says(ANN, offers(true, NOON.minusSeconds(800)));
    account.clock.advance(Duration.ofHours(1));
    act("preference", ANN, "{\"id\": 8, \"isOptedIn\": false}");
    account.clock.advance(Duration.ofMinutes(10));
    // decided after that, and heard of before it
    says(ANN, offers(true, account.clock.instant().minusSeconds(60)));
    assertThat(wantsOffers(ANN)).contains(false);
    pass(Duration.ofMinutes(20));

    assertThat(wantsOffers(ANN)).contains(true);
  }

  @Test
  void a_list_that_is_not_there_is_explained_and_holds_up_nothing() {
    hub.close();
    hub = hub(Set.of(NEWS, Topic.list("Nowhere")));
    says(ANN, news(true, NOON.minusSeconds(800)) + ", \"nowhere\": true");

    assertThat(onList(ANN)).isEqualTo("subscribed");
    assertThat(choices(Delivery.State.PARKED)).hasSize(1);
    assertThat(trail())
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith(
                        "choice of list Nowhere parked: Dotdigital has no list 'Nowhere'; it has"
                            + " 'All Contacts', 'Newsletter', 'Test'."));
  }

  @Test
  void a_lost_answer_is_made_good() {
    account
        .sandbox
        .faults()
        .add(FaultRule.times(2, "PATCH", "/contacts/v3/contactId/*", new Fault.CutAfter()));
    says(ANN, news(true, NOON.minusSeconds(800)) + offers(true, NOON.minusSeconds(800)));
    pass(Duration.ofMinutes(30));

    assertThat(onList(ANN)).isEqualTo("subscribed");
    assertThat(wantsOffers(ANN)).contains(true);
  }

  @Test
  void many_go_in_imports() {
    for (int i = 0; i < 300; i++) {
      hub.says(
          Account.person(i),
          "\"opt_in\": true, \"at\": \""
              + NOON.minusSeconds(900)
              + '"'
              + news(i % 20 != 0, NOON.minusSeconds(800))
              + offers(i % 2 == 0, NOON.minusSeconds(800)));
    }
    hub.settle();

    for (int i = 0; i < 300; i++) {
      assertThat(onList(Account.person(i)))
          .as("person %d", i)
          .isEqualTo(i % 20 == 0 ? "none" : "subscribed");
      assertThat(wantsOffers(Account.person(i))).contains(i % 2 == 0);
    }
    assertThat(writes()).isLessThan(30);
  }

  @Test
  void many_leave_a_list_by_one_call() {
    for (int i = 0; i < 200; i++) {
      news(i, i % 4 != 0, 800);
    }
    hub.settle();
    long written = writes();
    for (int i = 0; i < 200; i++) {
      news(i, i % 4 == 0, 700);
    }
    hub.settle();

    for (int i = 0; i < 200; i++) {
      assertThat(onList(Account.person(i)))
          .as("person %d", i)
          .isEqualTo(i % 4 == 0 ? "subscribed" : "none");
    }
    assertThat(writes() - written).isLessThan(20);
  }

  private void news(int person, boolean optIn, int secondsAgo) {
    hub.says(
        Account.person(person),
        "\"opt_in\": true, \"at\": \""
            + NOON.minusSeconds(900)
            + '"'
            + news(optIn, NOON.minusSeconds(secondsAgo)));
  }

  @Test
  void an_opt_out_goes_before_everything_else() {
    says(ANN, news(true, NOON.minusSeconds(800)));
    hub.says(
        ANN,
        "\"opt_in\": true, \"at\": \""
            + NOON.minusSeconds(900)
            + '"'
            + news(false, NOON.minusSeconds(700)));
    hub.crank.resolve();

    List<Backlog> due =
        hub.store.read(ports -> ports.deliveries().due(Account.NAME, account.clock.instant(), 9));
    assertThat(due)
        .anyMatch(
            queue -> queue.queue().facet() == Facet.CHOICE && queue.queue().lane() == Lane.URGENT);
  }

  @Test
  void who_moves_to_another_contact_is_put_on_the_list_there() {
    String members = "\"opt_in\": true, \"at\": \"" + NOON.minusSeconds(900) + '"';
    hub.says("7", ANN, members + news(true, NOON.minusSeconds(800)));
    hub.settle();
    account.subscribe(BOB);
    hub.says("7", BOB, members + news(true, NOON.minusSeconds(800)));
    pass(Duration.ofMinutes(5));

    assertThat(onList(BOB)).isEqualTo("subscribed");
  }

  @Test
  void who_only_changes_their_address_costs_no_call_for_the_list() {
    String members = "\"opt_in\": true, \"at\": \"" + NOON.minusSeconds(900) + '"';
    hub.says("7", ANN, members + news(true, NOON.minusSeconds(800)));
    hub.settle();
    long written = writes();
    hub.says("7", BOB, members + news(true, NOON.minusSeconds(800)));
    hub.settle();

    assertThat(onList(BOB)).isEqualTo("subscribed");
    assertThat(writes()).isEqualTo(written + 1);
  }

  @Test
  void who_left_the_list_a_moment_ago_is_not_brought_back_by_an_older_opt_in() {
    says(ANN, "");
    act("list-opt-out", ANN, "{\"list\": " + NEWSLETTER + "}");
    account.clock.advance(Duration.ofMinutes(1));
    says(ANN, news(true, NOON.minusSeconds(800)));
    pass(Duration.ofMinutes(20));

    assertThat(account.sandbox.calls().counts().keySet())
        .noneMatch(one -> one.contains("/contacts/resubscribe"));
    assertThat(onList(ANN)).isEqualTo("suppressed");
  }

  private void saysInAFirstSync(String members) {
    account.clock.advance(Duration.ofMinutes(1));
    hub.store.change(
        ports ->
            ports
                .inbox()
                .accept(
                    List.of(
                        SourceRecordBuilder.aSourceRecord()
                            .of("shop/customer/" + ANN)
                            .changedAt(account.clock.instant())
                            .observedAt(account.clock.instant())
                            .backfilled()
                            .saying(
                                "{\"email\": \""
                                    + ANN
                                    + "\", \"opt_in\": true, \"at\": \""
                                    + NOON.minusSeconds(900)
                                    + '"'
                                    + members
                                    + '}')
                            .build()),
                    account.clock.instant()));
    hub.crank.resolve();
  }

  private List<Lane> lanes() {
    return hub.store.read(ports -> ports.deliveries().outstanding(Account.NAME)).stream()
        .filter(one -> one.facet() == Facet.CHOICE)
        .map(Outstanding::lane)
        .toList();
  }

  @Test
  void an_opt_out_of_a_contact_that_is_there_is_urgent_also_in_a_first_sync() {
    says(ANN, offers(true, NOON.minusSeconds(800)));
    saysInAFirstSync(offers(false, NOON));
    assertThat(lanes()).containsExactly(Lane.URGENT);

    saysInAFirstSync(offers(false, NOON) + ", \"more\": 1" + news(true, NOON));
    assertThat(lanes()).containsExactly(Lane.URGENT, Lane.BULK);
  }

  @Test
  void a_parked_choice_of_somebody_who_is_gone_is_let_go() {
    hub.close();
    hub = hub(Set.of(Topic.list("Nowhere")));
    says(ANN, ", \"nowhere\": true, \"news_at\": \"" + NOON.minusSeconds(800) + '"');
    assertThat(choices(Delivery.State.PARKED)).hasSize(1);
    account.clock.advance(Duration.ofMinutes(1));
    hub.store.change(
        ports ->
            ports
                .inbox()
                .accept(
                    List.of(
                        SourceRecordBuilder.aSourceRecord()
                            .of("shop/customer/" + ANN)
                            .changedAt(account.clock.instant())
                            .observedAt(account.clock.instant())
                            .deleted()
                            .saying("{}")
                            .build()),
                    account.clock.instant()));
    hub.settle();

    assertThat(choices(Delivery.State.PARKED)).isEmpty();
    List<ParkedItem> parked = hub.store.read(ports -> ports.parked().newest(9));
    assertThat(parked).isEmpty();
  }

  /// An import under way tells the contact before.
  @Test
  void an_opt_out_follows_its_person_to_another_contact() {
    for (int i = 0; i < 100; i++) {
      offersOf(i, Account.person(i), "");
    }
    hub.settle();
    account.subscribe(BOB);
    act("preference", BOB, "{\"id\": 8, \"isOptedIn\": true}");
    hub.crank.poll();
    hub.settle();
    account
        .sandbox
        .faults()
        .add(FaultRule.times(1, "PUT", "/contacts/v3/import", new Fault.JobHeld(25)));
    account.clock.advance(Duration.ofMinutes(1));
    String declined = offers(false, account.clock.instant());
    for (int i = 0; i < 100; i++) {
      offersOf(i, Account.person(i), declined);
    }
    hub.crank.resolve();
    send(5);
    offersOf(7, BOB, declined);
    hub.crank.resolve();
    send(12);
    pass(Duration.ofMinutes(5));
    pass(Duration.ofMinutes(5));

    assertThat(wantsOffers(BOB)).contains(false);
  }

  private void offersOf(int key, String email, String members) {
    hub.says(
        "k" + key, email, "\"opt_in\": true, \"at\": \"" + NOON.minusSeconds(900) + '"' + members);
  }

  private void send(int times) {
    for (int i = 0; i < times; i++) {
      hub.crank.send();
      account.clock.advance(Duration.ofSeconds(1));
    }
    account.clock.advance(Duration.ofSeconds(1));
  }
}
