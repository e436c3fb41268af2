package dev.selvedge.work;

import dev.selvedge.ContentHash;
import dev.selvedge.Stage;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Reads one page of one feed and stores it together with the moved cursor. Run by one loop.
final class PollStep implements Supplier<Duration> {
  private final HubParts.PolledFeed polled;
  private final Store store;
  private final InstantSource clock;
  private final int pageSize;
  private final Signal resolve;
  private final AtomicReference<FeedState> state;

  PollStep(HubParts.PolledFeed polled, HubParts parts, int pageSize, Signal resolve) {
    this.polled = polled;
    this.store = parts.store();
    this.clock = parts.clock();
    this.pageSize = pageSize;
    this.resolve = resolve;
    this.state = new AtomicReference<>(FeedState.untouched(polled.source().feed()));
  }

  FeedState state() {
    return state.get();
  }

  @Override
  public Duration get() {
    Feed feed = polled.source().feed();
    Cursor cursor = store.read(ports -> ports.inbox().cursor(feed)).orElse(Cursor.START);
    Instant now = clock.instant();
    Page page = poll(cursor, now);
    List<Acceptance> answers =
        store.lead(
            ports -> {
              List<Acceptance> accepted = ports.inbox().accept(page.records(), now);
              ports.inbox().moveCursor(feed, page.next(), now);
              refuse(page, feed, ports, now);
              return accepted;
            });
    long fresh = answers.stream().filter(answer -> answer == Acceptance.STORED).count();
    boolean backfilling =
        page.more()
            && page.records().stream().anyMatch(one -> one.pace() == SourceRecord.Pace.BACKFILL);
    state.updateAndGet(old -> old.read(now, fresh, backfilling));
    if (fresh > 0) {
      resolve.wake();
    }
    return page.more() ? Duration.ZERO : polled.every();
  }

  private Page poll(Cursor cursor, Instant now) {
    try {
      return polled.source().poll(cursor, now, pageSize);
    } catch (SourceException e) {
      state.updateAndGet(old -> old.failed(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static void refuse(Page page, Feed feed, Store.Ports ports, Instant now) {
    if (page.refused().isEmpty()) {
      return;
    }
    ports
        .parked()
        .park(
            page.refused().stream()
                .map(
                    row ->
                        new ParkedItem(
                            "row/" + feed + "/" + ContentHash.of(row.where()),
                            Stage.CONNECTOR,
                            feed.toString(),
                            "source.unusable-row",
                            row.where() + ": " + row.why(),
                            "",
                            "",
                            0,
                            now,
                            now,
                            1))
                .toList());
    ports
        .trail()
        .append(
            page.refused().stream()
                .map(
                    row ->
                        new TrailEntry(
                            now,
                            Stage.CONNECTOR,
                            "park",
                            new TrailEntry.About(0, "", "", feed.system().value(), 0),
                            row.where() + ": " + row.why()))
                .toList());
  }
}
