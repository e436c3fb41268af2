package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose turn it is among the lists of a feed.
class WalkedFeedTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final Feed FEED = new Feed(new SystemName("shop"), new RecordKind("order"));

  private final SettableClock clock = new SettableClock(START);
  private final List<String> read = new ArrayList<>();

  /// A list that takes its time over a page and has so many of them each time it is walked.
  private record SlowList(
      WalkedFeedTest test, String name, Duration page, int pages, Optional<Duration> every)
      implements Leg<OffsetWalk> {
    @Override
    public OffsetWalk first(Instant now) {
      OffsetWalk walk = OffsetWalk.after(Instant.EPOCH, now);
      return every.isPresent() ? walk.rest() : walk;
    }

    @Override
    public OffsetWalk anew(Instant now) {
      return OffsetWalk.after(Instant.EPOCH, now);
    }

    @Override
    public boolean readsFirst() {
      return every.isEmpty();
    }

    @Override
    public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
      test.read.add(name);
      test.clock.advance(page);
      int done = at.skip() + 1;
      OffsetWalk further = new OffsetWalk(at.from(), done % pages, at.anchor(), at.horizon());
      return new Sheet<>(List.of(), done < pages ? further : further.rest());
    }
  }

  private SlowList list(String name, Duration page, int pages, Duration every) {
    return new SlowList(
        this, name, page, pages, every.isZero() ? Optional.empty() : Optional.of(every));
  }

  /// Reads so many pages; the hub keeps the cursor as a text between them.
  private void pages(WalkedFeed<OffsetWalk> feed, int count) {
    Cursor cursor = Cursor.START;
    for (int page = 0; page < count; page++) {
      Page given = feed.poll(cursor, clock.instant(), 100);
      cursor = new Cursor(given.next().text());
    }
  }

  @Test
  void a_list_of_now_and_then_is_read_on_though_one_of_every_round_takes_long() {
    WalkedFeed<OffsetWalk> feed =
        new WalkedFeed<>(
            FEED,
            List.of(
                list("changed", Duration.ofSeconds(15), 1, Duration.ZERO),
                list("recent", Duration.ofSeconds(1), 3, Duration.ofMinutes(1))),
            OffsetWalk::of,
            100);
    pages(feed, 12);
    assertThat(read).filteredOn("recent"::equals).hasSizeGreaterThanOrEqualTo(3);
    assertThat(String.join(" ", read)).doesNotContain("recent recent");
  }

  @Test
  void a_long_list_of_now_and_then_yields_to_what_changes() {
    WalkedFeed<OffsetWalk> feed =
        new WalkedFeed<>(
            FEED,
            List.of(
                list("changed", Duration.ofSeconds(1), 1, Duration.ZERO),
                list("recent", Duration.ofSeconds(4), 1_000, Duration.ofSeconds(1))),
            OffsetWalk::of,
            100);
    pages(feed, 60);
    assertThat(String.join(" ", read))
        .contains("recent changed recent")
        .doesNotContain("recent recent recent recent");
  }
}
