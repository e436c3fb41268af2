package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.limit.Habit;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrangerTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final String LOW_TIER = "/contacts/v3";
  private static final String IMPORT = "/contacts/v3/import";
  private static final String INSIGHT_IMPORT = "/insightData/v3/import";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.defaults()
                .clock(InstantSource.fixed(NEW_YEAR))
                .settings(
                    Settings.defaults().withLimits(Limits.defaults().withTiers(20, 150, 600))));
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int remaining() {
    return Integer.parseInt(caller.get(LOW_TIER).header("X-RateLimit-Remaining"));
  }

  private void flat() {
    server.change(Settings.defaults().withLimits(Limits.defaults().withScheme(Limits.Scheme.FLAT)));
  }

  private String property(String name) {
    return caller
        .get("/v2/account-info")
        .json()
        .path("properties")
        .valueStream()
        .filter(property -> property.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asString();
  }

  @Test
  void a_stranger_spends_a_tier_at_once_and_is_stopped_by_the_limit_too() {
    assertThat(server.strangers().spend(Tier.LOW, 15)).isEqualTo(15);

    assertThat(remaining()).isEqualTo(4);
    assertThat(server.strangers().spend(Tier.LOW, 15)).isEqualTo(4);
    assertThat(caller.get(LOW_TIER).status()).isEqualTo(429);
    assertThat(caller.get("/v2/account-info").status()).isEqualTo(200);

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(remaining()).isEqualTo(19);
  }

  @Test
  void an_even_habit_takes_its_share_as_the_minute_goes_by() {
    server.strangers().begin(Habit.evenly(Tier.LOW, 12));
    assertThat(remaining()).isEqualTo(19);

    server.clock().advance(Duration.ofSeconds(30));
    assertThat(remaining()).isEqualTo(12);

    server.clock().advance(Duration.ofMillis(29_999));
    assertThat(remaining()).isEqualTo(5);

    server.clock().advance(Duration.ofMillis(1));
    assertThat(remaining()).as("a fresh window").isEqualTo(19);

    server.clock().advance(Duration.ofDays(30).plusSeconds(30));
    assertThat(remaining()).as("a month later").isEqualTo(13);
  }

  @Test
  void a_burst_comes_at_its_second_of_every_window() {
    server.strangers().begin(Habit.burst(Tier.LOW, 19, 5));
    server.clock().advance(Duration.ofMillis(4999));
    assertThat(remaining()).isEqualTo(19);

    server.clock().advance(Duration.ofMillis(1));
    assertThat(caller.get(LOW_TIER).status()).isEqualTo(429);

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(remaining()).isZero();
  }

  @Test
  void a_habit_that_is_given_up_leaves_what_was_spent() {
    Habit habit = server.strangers().begin(Habit.burst(Tier.LOW, 10, 1));
    server.clock().advance(Duration.ofSeconds(1));

    assertThat(server.strangers().end(habit.id())).isTrue();
    assertThat(server.strangers().end(habit.id())).isFalse();
    assertThat(remaining()).isEqualTo(9);
    server.clock().advance(Duration.ofMinutes(1));
    assertThat(remaining()).isEqualTo(19);
  }

  @Test
  void strangers_count_in_the_rolling_hour_and_account_info_agrees() {
    flat();
    server.strangers().spend(Tier.HIGH, 1990);

    assertThat(property("ApiCallsInLastHour")).isEqualTo("1991");
    assertThat(property("ApiCallsRemaining")).isEqualTo("8");
    IntStream.range(0, 8)
        .forEach(_ -> assertThat(caller.get("/v2/server-time").status()).isEqualTo(200));
    assertThat(caller.get("/v2/server-time").at("/message")).contains("ERROR_APIUSAGE_EXCEEDED");

    server.clock().advance(Duration.ofMinutes(60));
    assertThat(property("ApiCallsInLastHour")).isEqualTo("1");
  }

  @Test
  void a_habit_fills_the_rolling_hour_minute_by_minute() {
    flat();
    server.strangers().begin(Habit.evenly(Tier.HIGH, 1200).hourly());
    server.clock().advance(Duration.ofMinutes(30));
    assertThat(property("ApiCallsInLastHour")).isEqualTo("601");

    server.clock().advance(Duration.ofDays(1));
    assertThat(Integer.parseInt(property("ApiCallsInLastHour"))).isBetween(1180, 1201);

    server.strangers().begin(Habit.evenly(Tier.HIGH, 100));
    server.clock().advance(Duration.ofMinutes(30).plusSeconds(45));
    assertThat(caller.get("/v2/server-time").status()).isEqualTo(400);
  }

  @Test
  void the_tiered_scheme_shows_the_same_calls_in_account_info() {
    server.strangers().spend(Tier.LOW, 15);
    server.strangers().spend(Tier.UNLIMITED, 10);

    assertThat(property("ApiCallsInLastHour")).isEqualTo("26");
    assertThat(property("ApiCallsRemaining")).isEqualTo("1973");
  }

  @Test
  void strangers_hold_import_places_for_a_while() {
    server.strangers().holdContactImports(25, Duration.ofMinutes(10));
    server.strangers().holdInsightImports(5, Duration.ofMinutes(10));
    String contacts =
        "{'contacts':[{'matchIdentifier':'email','identifiers':{'email':'a@example.com'}}]}";
    String records =
        "{'collectionName':'Stock','collectionScope':'account','collectionType':'custom',"
            + "'records':[{'key':'1','json':{'a':1}}]}";

    assertThat(caller.put(IMPORT, contacts).at("/errorCode"))
        .isEqualTo("contacts:tooManyActiveImports");
    assertThat(caller.put(INSIGHT_IMPORT, records).status()).isEqualTo(429);
    assertThat(
            caller
                .post("/v2/contacts/import-collection", "{'contacts':[{'email':'a@b.co'}]}")
                .at("/message"))
        .contains("ERROR_IMPORT_TOOMANYACTIVEIMPORTS");

    server.clock().advance(Duration.ofMinutes(10));
    assertThat(caller.put(IMPORT, contacts).status()).isEqualTo(202);
    assertThat(caller.put(INSIGHT_IMPORT, records).status()).isEqualTo(202);
    assertThat(server.strangers().holdings()).isEmpty();
  }

  @Test
  void everything_can_be_done_over_http() {
    assertThat(
            caller
                .post("/__sandbox/strangers/calls", "{'tier':'low','calls':25}")
                .json()
                .path("got")
                .asInt())
        .isEqualTo(20);
    Caller.Got habit =
        caller.post("/__sandbox/strangers/habits", "{'tier':'medium','calls':30,'burstAt':5}");
    assertThat(habit.status()).isEqualTo(201);
    caller.post("/__sandbox/strangers/habits", "{'tier':'high','calls':9,'windowSeconds':3600}");
    caller.post("/__sandbox/strangers/imports", "{'kind':'contact','places':20,'seconds':600}");
    server.clock().advance(Duration.ofSeconds(5));

    assertThat(caller.get("/__sandbox/allowance").json().at("/tiers/medium/left").asInt())
        .isEqualTo(120);
    assertThat(caller.get("/__sandbox/strangers").json().path("habits").size()).isEqualTo(2);
    assertThat(caller.get("/__sandbox/strangers").at("/imports/0/until"))
        .isEqualTo("2026-01-01T00:10:00.000Z");
    assertThat(caller.delete("/__sandbox/strangers/habits/" + habit.at("/id")).status())
        .isEqualTo(204);
    assertThat(caller.delete("/__sandbox/strangers").status()).isEqualTo(204);
    assertThat(server.strangers().habits()).isEmpty();
    assertThat(server.strangers().holdings()).isEmpty();

    assertThat(caller.post("/__sandbox/strangers/calls", "{'tier':'x','calls':1}").status())
        .isEqualTo(400);
    assertThat(caller.post("/__sandbox/strangers/imports", "{'kind':'x','places':1}").status())
        .isEqualTo(400);
    assertThat(
            caller
                .post("/__sandbox/strangers/habits", "{'tier':'low','calls':1,'burstAt':60}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void starting_over_sends_the_strangers_away() {
    server.strangers().begin(Habit.evenly(Tier.LOW, 12));
    server.strangers().holdContactImports(1, Duration.ofHours(1));

    server.reset();

    assertThat(server.strangers().habits()).isEmpty();
    assertThat(server.strangers().holdings()).isEmpty();
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> Habit.burst(Tier.LOW, 1, 60))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> server.strangers().spend(Tier.LOW, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> server.strangers().holdInsightImports(0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
