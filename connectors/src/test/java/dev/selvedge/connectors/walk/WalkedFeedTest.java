package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose turn it is among the lists of a feed, and cursors of long ago.
class WalkedFeedTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final Feed FEED = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final Duration HOUR = Duration.ofHours(1);

  private final Paid live = new Paid(Optional.empty(), 1);
  private final Paid again = new Paid(Optional.of(HOUR), 5);
  private Instant now = START;

  /// When the system may be asked next, and how much longer each page makes that.
  private Instant free = Instant.MIN;

  private Duration cost = Duration.ZERO;
  private Cursor cursor = Cursor.START;

  /// A list of so many pages, at a system that wants a rest behind each of them.
  private final class Paid implements Leg<KeysetWalk> {
    private final Optional<Duration> every;
    private final int pages;
    private int read;
    private boolean broken;

    Paid(Optional<Duration> every, int pages) {
      this.every = every;
      this.pages = pages;
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
      return every.isEmpty();
    }

    @Override
    public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant time) {
      if (broken || time.isBefore(free)) {
        throw new SourceException("not now");
      }
      free = time.plus(cost);
      read++;
      return new Sheet<>(
          List.of(), at.past(List.of(), read % pages == 0, time, Duration.ofMinutes(1)));
    }
  }

  private void polls(int many, Duration apart) {
    WalkedFeed<KeysetWalk> feed = new WalkedFeed<>(FEED, List.of(live, again), KeysetWalk::of, 50);
    for (int poll = 0; poll < many; poll++) {
      try {
        cursor = feed.poll(cursor, now, 50).next();
      } catch (SourceException once) {
        assertThat(once).hasMessage("not now");
      }
      now = now.plus(apart);
    }
  }

  private void untilItIsReadAgain() {
    polls(1, HOUR);
    assertThat(again.read).isZero();
  }

  @Test
  void a_list_of_now_and_then_is_read_at_a_shop_whose_pages_take_longer_than_its_turn() {
    untilItIsReadAgain();
    polls(30, Duration.ofSeconds(12));
    assertThat(again.read).isEqualTo(5);
    assertThat(live.read).isGreaterThan(5);
  }

  @Test
  void it_is_read_at_a_system_that_wants_a_minute_s_rest_behind_each_page() {
    cost = Duration.ofMinutes(1);
    untilItIsReadAgain();
    polls(40, Duration.ofSeconds(25));
    assertThat(again.read).isEqualTo(5);
    assertThat(live.read).isGreaterThan(5);
  }

  @Test
  void one_that_cannot_be_read_holds_up_nothing_for_long() {
    untilItIsReadAgain();
    again.broken = true;
    polls(60, Duration.ofSeconds(30));
    assertThat(live.read).isGreaterThanOrEqualTo(15);
  }

  @Test
  void it_yields_every_few_seconds() {
    untilItIsReadAgain();
    int before = live.read;
    polls(4, Duration.ofSeconds(6));
    assertThat(live.read - before).isEqualTo(2);
  }

  @Test
  void cursors_of_vendure_and_tryton_before_they_shared_their_walks_are_read() {
    Cursor vendure =
        new Cursor(
            """
            {"version":1,"began":1763974800000,"firstSync":false,"walks":[{"from":1763974800000,\
            "skip":2,"anchor":"7","anchorStamp":1763974800001,"newest":1763974800001,\
            "newestSeen":1763974800002,"begun":1763974800003,"resting":true}]}""");
    assertThat(Bookmark.of(vendure, 1, OffsetWalk::of).walks())
        .containsExactly(
            new OffsetWalk(
                Instant.ofEpochMilli(1763974800000L),
                2,
                new OffsetWalk.Row("7", Instant.ofEpochMilli(1763974800001L)),
                new Horizon(
                    Instant.ofEpochMilli(1763974800001L),
                    Instant.ofEpochMilli(1763974800002L),
                    Instant.ofEpochMilli(1763974800003L),
                    true)));
    Cursor tryton =
        new Cursor(
            """
            {"version":1,"began":"2026-11-24T09:00:00Z","firstSync":true,"walks":[{"stamp":\
            "2026-11-24T09:00:00.000123Z","id":9,"newest":"2026-11-24T09:00:00Z","newestSeen":\
            "2026-11-24T09:00:00Z","begun":"2026-11-24T09:00:00Z","resting":false}]}""");
    assertThat(Bookmark.of(tryton, 1, KeysetWalk::of).walks())
        .containsExactly(
            new KeysetWalk(
                Instant.parse("2026-11-24T09:00:00.000123Z"),
                "9",
                new Horizon(START, START, START, false)));
  }

  @Test
  void what_is_not_a_cursor_is_said_to_be_none() {
    for (String text :
        List.of(
            "x", "{}", "[]", "{\"version\":1,\"began\":99999999999999999999999,\"walks\":[]}")) {
      assertThatThrownBy(() -> Bookmark.of(new Cursor(text), 0, KeysetWalk::of))
          .as(text)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("reset the feed");
    }
  }
}
