package dev.selvedge.work.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.Hints;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.Store;
import dev.selvedge.work.Toll;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody says has changed is read, and when it cannot be.
class HintStepTest {
  private static final Feed FEED = new Feed(new SystemName("crm"), new RecordKind("customer"));

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final Crm system = new Crm();
  private Store store;
  private HintedPoll loop;

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(clock));
    loop = loop();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private HintedPoll loop() {
    HubParts parts =
        new HubParts(
            store,
            List.of(),
            ignored -> new Mapped.Skipped("nothing"),
            new PlanRules(new FieldCatalogue(Map.of()), Map.of(), "GBP", "Orders"),
            List.of(),
            clock,
            new TimeOrderedIds(clock),
            new Random(7),
            DiskReserve.none(),
            "run-1");
    PollStep poll =
        new PollStep(
            new HubParts.PolledFeed(
                system.polled,
                Timetable.every(Duration.ofMinutes(5)),
                Duration.ZERO,
                Toll.FREE,
                List.of()),
            parts,
            HubSettings.standard(),
            () -> IntakePressure.Level.CALM,
            new Signal());
    return new HintedPoll(new HintStep(system, parts, new Signal()), poll, clock);
  }

  private static RecordRef record(String key) {
    return new RecordRef(FEED.system(), FEED.kind(), key);
  }

  private void say(String... keys) {
    store.change(
        ports ->
            ports
                .hints()
                .keep(List.of(keys).stream().map(HintStepTest::record).toList(), clock.instant()));
  }

  private List<SourceRecord> inbox() {
    return store.read(ports -> ports.inbox().waiting(100)).stream()
        .map(Inbox.Item::sourceRecord)
        .toList();
  }

  private List<Hints.Waiting> waiting() {
    return store.read(ports -> ports.hints().waiting());
  }

  private List<TrailEntry> trail(String key) {
    return store.read(ports -> ports.trail().ofSource(record(key).text(), 10));
  }

  /// Steps until nothing more is to be done at once.
  private Duration rest() {
    Duration rest = Duration.ZERO;
    for (int steps = 0; rest.compareTo(Duration.ofMillis(1)) <= 0; steps++) {
      assertThat(steps).isLessThan(50);
      rest = loop.get();
      clock.advance(Duration.ofMillis(1));
    }
    return rest;
  }

  @Test
  void it_is_read_at_once_with_one_call_and_forgotten() {
    rest();
    system.rows.put("1", "a");
    system.rows.put("2", "b");
    say("1", "2", "1");

    assertThat(loop.get()).isEqualTo(Duration.ofMillis(1));

    assertThat(inbox()).extracting(one -> one.ref().key()).containsExactly("1", "2");
    assertThat(inbox()).allMatch(one -> one.pace() == SourceRecord.Pace.LIVE);
    assertThat(system.calls).containsExactly(List.of("1", "2"));
    assertThat(waiting()).isEmpty();
    assertThat(system.polls).isEqualTo(1);
  }

  @Test
  void many_are_read_in_batches_in_turn_with_the_poll() {
    system.more = 2;
    IntStream.range(0, 7).forEach(key -> system.rows.put("" + key, "a"));
    say(IntStream.range(0, 7).mapToObj(Integer::toString).toArray(String[]::new));

    List<String> turns = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      int polls = system.polls;
      loop.get();
      turns.add(system.polls > polls ? "poll" : "hints");
      clock.advance(Duration.ofMillis(1));
    }

    assertThat(turns).containsExactly("hints", "poll", "hints", "poll", "hints", "poll");
    assertThat(system.calls).extracting(List::size).containsExactly(3, 3, 1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void what_is_said_again_while_it_is_read_is_read_again() {
    rest();
    system.rows.put("1", "a");
    say("1");
    system.meanwhile =
        () -> {
          system.meanwhile = () -> {};
          system.rows.put("1", "b");
          say("1");
        };

    rest();

    assertThat(inbox()).extracting(one -> one.body().toText()).containsExactly("a", "b");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void a_system_that_is_down_is_asked_less_and_less_often_and_nothing_is_lost() {
    rest();
    system.rows.put("1", "a");
    system.trouble = "no answer";
    Instant said = clock.instant();
    say("1");
    List<Duration> waits = new ArrayList<>();
    for (int tries = 1; tries <= 11; tries++) {
      Instant before = clock.instant();
      while (system.calls.size() < tries) {
        say("2"); // somebody goes on saying things
        loop.get();
        clock.advance(Duration.ofMillis(200));
      }
      waits.add(Duration.between(before, clock.instant()));
    }

    assertThat(waits.get(1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1400));
    assertThat(waits.get(5)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(17));
    assertThat(waits.get(10)).isBetween(Duration.ofSeconds(299), Duration.ofSeconds(301));
    assertThat(waiting()).containsExactly(new Hints.Waiting(FEED.toString(), 2, said, "no answer"));
    assertThat(system.polls).as("it is polled all the while").isGreaterThan(1);

    system.trouble = "";
    clock.advance(Duration.ofMinutes(5));
    rest();
    assertThat(inbox()).extracting(one -> one.ref().key()).contains("1");
    assertThat(trail("1")).isEmpty();
  }

  @Test
  void what_is_not_there_yet_is_looked_for_again_and_then_told() {
    rest();
    say("1", "2");
    for (int seconds = 0; seconds < 20; seconds++) {
      if (seconds == 3) {
        system.rows.put("1", "late");
      }
      loop.get();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(inbox()).extracting(one -> one.ref().key()).containsExactly("1");
    assertThat(trail("2")).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    rest();
    clock.advance(Duration.ofMinutes(2));
    rest();
    assertThat(waiting()).hasSize(1);
    clock.advance(Duration.ofMinutes(10));
    rest();

    assertThat(waiting()).isEmpty();
    assertThat(trail("2"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.word()).isEqualTo("drop");
              assertThat(entry.sentence())
                  .isEqualTo(
                      "a webhook said that it changed, but it is not there; it was looked for 6"
                          + " times");
            });
    int calls = system.calls.size();
    clock.advance(Duration.ofHours(1));
    rest();
    assertThat(system.calls).hasSize(calls);
  }

  @Test
  void a_hint_survives_the_hub() {
    say("1");
    system.rows.put("1", "a");
    store.close();
    open();

    rest();

    assertThat(inbox()).extracting(one -> one.ref().key()).containsExactly("1");
  }

  @Test
  void a_poll_that_fails_is_not_tried_again_because_of_hints() {
    system.pollTrouble = "no answer";
    assertThatThrownBy(loop::get).isInstanceOf(SourceException.class);
    clock.advance(Duration.ofMillis(250));
    assertThatThrownBy(loop::get).isInstanceOf(SourceException.class);
    system.rows.put("1", "a");
    for (int hints = 0; hints < 3; hints++) {
      say("1");
      loop.get();
      clock.advance(Duration.ofMillis(100));
    }
    assertThat(system.polls).isEqualTo(2);
    assertThat(inbox()).hasSize(1);
    clock.advance(Duration.ofMillis(200));
    assertThatThrownBy(loop::get).isInstanceOf(SourceException.class);
  }

  /// An error of ours in reading one key must not have the feed stand still.
  @Test
  void a_hint_that_breaks_the_reading_does_not_stop_the_poll() {
    system.failure = new IllegalStateException("a bug");
    say("1");
    assertThatThrownBy(loop::get).isInstanceOf(IllegalStateException.class);
    loop.get();
    assertThat(system.polls).isEqualTo(1);
    system.failure = null;
    clock.advance(Duration.ofSeconds(2));
    loop.get();
    assertThat(system.calls).hasSize(2);
  }

  /// Of two readings with one stamp the later one holds.
  @Test
  void what_changed_without_changing_its_time_is_news_and_the_later_one() {
    system.rows.put("1", "a");
    say("1");
    rest();
    system.rows.put("1", "b");
    say("1");
    rest();
    assertThat(inbox()).extracting(one -> one.body().toText()).containsExactly("a", "b");
    assertThat(inbox().get(1).observedAt()).isAfter(inbox().get(0).observedAt());
    assertThat(inbox().get(1).stamp()).isEqualTo(inbox().get(0).stamp());
  }

  /// A system of a few rows, all of one age.
  private static final class Crm implements TargetedSource {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> rows = new LinkedHashMap<>();
    private final List<List<String>> calls = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private String trouble = "";
    private String pollTrouble = "";
    private @org.jspecify.annotations.Nullable RuntimeException failure;
    private int polls;
    private int more;

    private final PolledSource polled =
        new PolledSource() {
          @Override
          public Feed feed() {
            return FEED;
          }

          @Override
          public Page poll(Cursor cursor, Instant now, int limit) {
            polls++;
            if (!pollTrouble.isEmpty()) {
              throw new SourceException(pollTrouble);
            }
            return new Page(List.of(), List.of(), new Cursor("read " + polls), polls <= more);
          }
        };

    @Override
    public Feed feed() {
      return FEED;
    }

    @Override
    public int most() {
      return 3;
    }

    @Override
    public Found read(List<String> keys, Instant now) {
      calls.add(keys);
      if (failure != null) {
        throw failure;
      }
      if (!trouble.isEmpty()) {
        throw new SourceException(trouble);
      }
      List<SourceRecord> records = new ArrayList<>();
      Map<String, String> missing = new HashMap<>();
      for (String key : keys) {
        String row = rows.get(key);
        if (row == null) {
          missing.put(key, "is not there");
        } else {
          records.add(
              new SourceRecord(
                  record(key),
                  SourceRecord.Stamp.at(LONG_AGO),
                  now,
                  SourceRecord.Change.UPSERT,
                  SourceRecord.Pace.LIVE,
                  Payload.ofText(row)));
        }
      }
      meanwhile.run();
      return new Found(records, missing);
    }
  }
}
