package dev.selvedge.work.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.Store;
import dev.selvedge.work.Toll;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollStepTest {
  private static final Feed FEED = new Feed(new SystemName("crm"), new RecordKind("customer"));

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final Source source = new Source();
  private Store store;

  /// Every noon, and nothing at the start.
  private static final Timetable AT_NOON =
      new Timetable() {
        @Override
        public Instant after(Instant last) {
          Duration day = Duration.ofDays(1);
          Instant noon = Instant.parse("2026-01-01T12:00:00Z");
          return noon.plus(day.multipliedBy(Duration.between(noon, last).toDays() + 1));
        }

        @Override
        public boolean readsAtStart() {
          return false;
        }
      };

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(clock));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PollStep step(Timetable when, Duration jitter) {
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
    return new PollStep(
        new HubParts.PolledFeed(source, when, jitter, Toll.FREE, List.of()),
        parts,
        HubSettings.standard(),
        () -> IntakePressure.Level.CALM,
        new Signal());
  }

  private FlowReading stored() {
    return store.read(ports -> ports.flowReadings().of(FEED.toString())).orElseThrow();
  }

  @Test
  void a_kind_that_was_never_read_is_read_at_once_and_then_by_its_timetable() {
    clock.set(Instant.parse("2026-03-01T15:00:00Z"));

    assertThat(step(AT_NOON, Duration.ZERO).get()).isEqualTo(Duration.ofHours(21));
    assertThat(source.asked).isEqualTo(1);
    assertThat(stored().readAt()).isEqualTo(clock.instant());
  }

  @Test
  void a_hub_that_starts_reads_what_was_planned_while_it_was_away_and_once() {
    clock.set(Instant.parse("2026-03-01T15:00:00Z"));
    step(AT_NOON, Duration.ZERO).get();

    clock.set(Instant.parse("2026-03-02T11:00:00Z"));
    PollStep early = step(AT_NOON, Duration.ZERO);
    assertThat(early.get()).isEqualTo(Duration.ofHours(1));
    assertThat(source.asked).isEqualTo(1);

    clock.set(Instant.parse("2026-03-04T13:00:00Z"));
    PollStep late = step(AT_NOON, Duration.ZERO);
    assertThat(late.get()).isEqualTo(Duration.ofHours(23));
    assertThat(source.asked).isEqualTo(2);
  }

  @Test
  void somebody_who_asks_does_not_wait_for_the_timetable() {
    clock.set(Instant.parse("2026-03-01T15:00:00Z"));
    step(AT_NOON, Duration.ZERO).get();
    clock.advance(Duration.ofMinutes(1));
    PollStep again = step(AT_NOON, Duration.ZERO);
    again.hurry();

    again.get();

    assertThat(source.asked).isEqualTo(2);
  }

  @Test
  void what_was_not_read_to_its_end_is_read_on_at_once() {
    clock.set(Instant.parse("2026-03-01T15:00:00Z"));
    source.more.add(true);
    assertThat(step(AT_NOON, Duration.ZERO).get()).isEqualTo(Duration.ZERO);
    assertThat(stored().passing()).isTrue();

    step(AT_NOON, Duration.ZERO).get();

    assertThat(source.asked).isEqualTo(2);
    assertThat(stored().passing()).isFalse();
  }

  @Test
  void trouble_is_stored_with_its_first_time_and_ends_when_it_ends() {
    Instant begun = clock.instant();
    source.trouble = "no answer";
    PollStep step = step(Timetable.every(Duration.ofMinutes(5)), Duration.ZERO);
    assertThatThrownBy(step::get).isInstanceOf(SourceException.class);
    clock.advance(Duration.ofSeconds(30));
    assertThatThrownBy(step::get).isInstanceOf(SourceException.class);

    assertThat(stored().trouble()).isEqualTo("no answer");
    assertThat(stored().troubledSince()).isEqualTo(begun);

    source.trouble = "";
    step.get();
    assertThat(stored().isTroubled()).isFalse();
  }

  @Test
  void jitter_makes_a_reading_later_and_never_earlier() {
    Duration rest = Duration.ofMinutes(5);
    PollStep step = step(Timetable.every(rest), Duration.ofSeconds(20));

    List<Duration> waits = Stream.generate(step).limit(50).distinct().toList();

    assertThat(waits).hasSizeGreaterThan(40);
    assertThat(waits).allMatch(wait -> wait.compareTo(rest) >= 0);
    assertThat(waits).allMatch(wait -> wait.compareTo(rest.plusSeconds(20)) <= 0);
  }

  /// A feed with nothing in it.
  private static final class Source implements PolledSource {
    private final Deque<Boolean> more = new ArrayDeque<>();
    private String trouble = "";
    private int asked;

    @Override
    public Feed feed() {
      return FEED;
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      asked++;
      if (!trouble.isEmpty()) {
        throw new SourceException(trouble);
      }
      return new Page(
          List.of(),
          List.of(),
          new Cursor("read " + asked),
          Optional.ofNullable(more.poll()).orElse(false));
    }
  }
}
