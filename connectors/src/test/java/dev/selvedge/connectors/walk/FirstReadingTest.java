package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose turn it is while one list of a feed is read for the first time, which may take hours.
class FirstReadingTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final Feed FEED = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SLOW = Duration.ofSeconds(12);

  private Instant now = START;
  private Cursor cursor = Cursor.START;

  /// A list whose first reading takes so many pages, and every later one takes one.
  private static final class Counted implements Leg<KeysetWalk> {
    private final int pages;
    private final boolean first;
    private final Optional<Duration> every;
    private int read;

    Counted(int pages, boolean first, Optional<Duration> every) {
      this.pages = pages;
      this.first = first;
      this.every = every;
    }

    @Override
    public KeysetWalk first(Instant at) {
      KeysetWalk walk = KeysetWalk.from(Instant.EPOCH, at);
      return every.isPresent() ? walk.rest() : walk;
    }

    @Override
    public KeysetWalk anew(Instant at) {
      return KeysetWalk.from(Instant.EPOCH, at);
    }

    @Override
    public Optional<Duration> every() {
      return every;
    }

    @Override
    public boolean readsFirst() {
      return first;
    }

    @Override
    public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant time) {
      read++;
      return new Sheet<>(List.of(), at.past(List.of(), read >= pages, time, SECOND));
    }
  }

  private static Counted history(int pages) {
    return new Counted(pages, true, Optional.empty());
  }

  private static Counted changes() {
    return new Counted(1, false, Optional.empty());
  }

  private void polls(List<Counted> lists, int many, Duration apart) {
    WalkedFeed<KeysetWalk> feed = new WalkedFeed<>(FEED, lists, KeysetWalk::of, 50);
    for (int poll = 0; poll < many; poll++) {
      cursor = feed.poll(cursor, now, 50).next();
      now = now.plus(apart);
    }
  }

  private boolean isFirstReading(int lists) {
    return Bookmark.of(cursor, lists, KeysetWalk::of).firstSync();
  }

  @Test
  void what_changes_is_read_while_everything_is_read_for_the_first_time() {
    Counted history = history(60);
    Counted changes = changes();
    polls(List.of(history, changes), 50, SECOND);
    assertThat(changes.read).isBetween(4, 6);
    assertThat(history.read).isGreaterThanOrEqualTo(44);
    assertThat(isFirstReading(2)).isTrue();
  }

  @Test
  void the_first_reading_goes_on_however_slow_a_system_is() {
    Counted history = history(20);
    List<Counted> lists = List.of(history, changes(), changes());
    polls(lists, 57, SLOW);
    assertThat(history.read).isGreaterThanOrEqualTo(19);
    polls(lists, 6, SLOW);
    assertThat(isFirstReading(3)).isFalse();
  }

  @Test
  void a_list_whose_first_reading_is_over_does_not_wait_for_that_of_another() {
    Counted orders = history(1);
    Counted lines = history(40);
    List<Counted> lists = List.of(orders, lines);
    polls(lists, 30, SLOW);
    assertThat(orders.read).isGreaterThan(10);
    assertThat(isFirstReading(2)).isTrue();
    polls(lists, 60, SLOW);
    assertThat(lines.read).isGreaterThanOrEqualTo(40);
    assertThat(isFirstReading(2)).isFalse();
  }

  @Test
  void what_is_read_now_and_then_comes_when_the_first_reading_is_over() {
    Counted again = new Counted(1, false, Optional.of(SECOND));
    List<Counted> lists = List.of(history(10), changes(), again);
    polls(lists, 12, SECOND);
    assertThat(again.read).isZero();
    polls(lists, 8, SLOW);
    assertThat(again.read).isPositive();
  }
}
