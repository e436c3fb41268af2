package dev.selvedge.work.poll;

import dev.selvedge.ContentHash;
import dev.selvedge.Stage;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.FlowReadings;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Reads one page of one feed and stores it together with the moved cursor. Run by one loop.
public final class PollStep implements Supplier<Duration> {
  /// Records stored in one transaction while webhooks arrive: they wait some milliseconds for it.
  private static final int PIECE = 100;

  /// Before it looks again whether there is room on the disk.
  private static final Duration WITHOUT_ROOM = Duration.ofSeconds(2);

  /// Between two readings that were asked for, however often somebody asks.
  private static final Duration HURRIED = Duration.ofSeconds(30);

  /// How often it is read when somebody asks: what they heard of may not be in the feed at once.
  private static final int LOOKS = 2;

  private final HubParts.PolledFeed polled;
  private final Store store;
  private final DiskReserve reserve;
  private final InstantSource clock;
  private final int pageSize;
  private final TollGate gate;
  private final RandomGenerator dice;
  private final Tracer tracer;
  private final String flow;
  private final IntakePressure pressure;
  private final Signal resolve;
  private final AtomicReference<FeedState> state;
  private final AtomicInteger looks = new AtomicInteger();
  /// When it was last read because somebody asked.
  private Instant lastLook = Instant.MIN;
  /// Whether it was seen to that nothing says that people wait for it.
  private boolean quiet;
  private boolean started;
  /// What the store was last told of how the reading goes, so that it is told what is new.
  private Told told = Told.NOTHING;

  public PollStep(
      HubParts.PolledFeed polled,
      HubParts parts,
      HubSettings settings,
      IntakePressure pressure,
      Signal resolve) {
    this.polled = polled;
    this.store = parts.store();
    this.reserve = parts.reserve();
    this.clock = parts.clock();
    this.pageSize = settings.page();
    this.gate = new TollGate(parts, settings.sending().policy());
    this.dice = parts.dice();
    this.tracer = parts.tracer();
    this.flow = polled.source().feed().toString();
    this.pressure = pressure;
    this.resolve = resolve;
    this.state = new AtomicReference<>(FeedState.untouched(polled.source().feed()));
  }

  private enum Told {
    NOTHING,
    PASSING,
    FAILING
  }

  /// How it went so far, since the start of the hub.
  public FeedState state() {
    return state.get();
  }

  /// Somebody knows that there is news: it is read as soon as its loop is woken, and once more a
  /// little later.
  public void hurry() {
    looks.set(LOOKS);
  }

  /// Whether somebody waits for it to be read.
  boolean isHurried() {
    return looks.get() > 0;
  }

  @Override
  public Duration get() {
    if (reserve.isTouched()) {
      // the cursor stays: what changes meanwhile is read when there is room
      state.updateAndGet(old -> old.failed(DiskReserve.SENTENCE));
      return WITHOUT_ROOM;
    }
    if (polled.first().isEmpty()) {
      quieten();
    }
    Instant now = clock.instant();
    Duration tooSoon = looks.get() > 0 ? untilNextLook(now) : untilFirst(now);
    if (tooSoon.isPositive()) {
      return tooSoon;
    }
    started = true;
    Feed feed = polled.source().feed();
    Cursor cursor = store.read(ports -> ports.inbox().cursor(feed)).orElse(Cursor.START);
    Duration wait = gate.pass(feed.system(), polled.toll().counters(cursor), now);
    if (!wait.isZero()) {
      return wait;
    }
    Page page = poll(cursor, now);
    long fresh = keep(page, feed, now);
    boolean backfilling =
        page.more()
            && page.records().stream().anyMatch(one -> one.pace() != SourceRecord.Pace.LIVE);
    state.updateAndGet(old -> old.read(now, fresh, backfilling));
    if (fresh > 0) {
      resolve.wake();
    }
    return page.more() ? Duration.ZERO : restAfter(now);
  }

  private Duration restAfter(Instant now) {
    int asked = looks.getAndUpdate(left -> Math.max(0, left - 1));
    if (asked > 0) {
      lastLook = now;
    }
    Duration planned = Duration.between(clock.instant(), polled.when().after(clock.instant()));
    return asked > 1 ? spacing() : planned.plus(jitter());
  }

  private Duration jitter() {
    return polled.jitter().isPositive()
        ? Duration.ofMillis(dice.nextLong(polled.jitter().toMillis() + 1))
        : Duration.ZERO;
  }

  private Duration spacing() {
    Duration gap = polled.when().gapAfter(clock.instant());
    return HURRIED.compareTo(gap) < 0 ? HURRIED : gap;
  }

  /// How long a hub that starts waits for the first time: what was planned while it was away is
  /// read at once, and so is what was not read to the end.
  private Duration untilFirst(Instant now) {
    if (started || polled.when().readsAtStart()) {
      return Duration.ZERO;
    }
    Optional<FlowReading> before = store.read(ports -> ports.flowReadings().of(flow));
    return before
        .filter(reading -> !reading.readAt().equals(Instant.EPOCH))
        .filter(reading -> !reading.passing() && !reading.isTroubled())
        .map(reading -> Duration.between(now, polled.when().after(reading.readAt())))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private Duration untilNextLook(Instant now) {
    return lastLook.equals(Instant.MIN)
        ? Duration.ZERO
        : Duration.between(now, lastLook.plus(spacing()));
  }

  /// Stores the page, and moves the cursor with its last records: what is read again after a crash
  /// is recognised as a repeat.
  ///
  /// @return how many records were new
  private long keep(Page page, Feed feed, Instant now) {
    long fresh = 0;
    List<SourceRecord> records = page.records();
    while (records.size() > PIECE && pressure.level() != IntakePressure.Level.CALM) {
      List<SourceRecord> piece = records.subList(0, PIECE);
      fresh += stored(store.lead(ports -> ports.inbox().accept(piece, now)));
      records = records.subList(PIECE, records.size());
    }
    List<SourceRecord> last = records;
    return fresh
        + stored(
            store.lead(
                ports -> {
                  List<Acceptance> accepted = ports.inbox().accept(last, now);
                  ports.inbox().moveCursor(feed, page.next(), now);
                  refuse(page, feed, ports, now);
                  note(page, ports.flowReadings(), now);
                  if (!polled.first().isEmpty()) {
                    ports.parked().clear(List.of(alarm(feed)));
                  }
                  return accepted;
                }));
  }

  /// What the store says of the reading changes with the first page and the last.
  private void note(Page page, FlowReadings readings, Instant now) {
    if (!page.more()) {
      readings.finished(flow, now);
      told = Told.NOTHING;
    } else if (told != Told.PASSING) {
      readings.passing(flow);
      told = Told.PASSING;
    }
  }

  private static long stored(List<Acceptance> answers) {
    return answers.stream().filter(answer -> answer == Acceptance.STORED).count();
  }

  private Page poll(Cursor cursor, Instant now) {
    try {
      return PolledSpan.of(tracer, flow, () -> polled.source().poll(cursor, now, pageSize));
    } catch (SourceException e) {
      String sentence = String.valueOf(e.getMessage());
      boolean news = told != Told.FAILING || !state.get().trouble().equals(sentence);
      state.updateAndGet(old -> old.failed(sentence));
      if (news) {
        store.change(ports -> ports.flowReadings().failed(flow, sentence, now));
        told = Told.FAILING;
      }
      if (e.isRefused()) {
        raise(sentence, now);
      }
      throw e;
    }
  }

  /// People wait because of it, so it is said where people look: once, however often it is tried.
  private void raise(String sentence, Instant now) {
    store.change(
        ports ->
            polled.first().stream()
                .filter(first -> !first.isKnown(ports))
                .findFirst()
                .ifPresent(first -> ports.parked().park(List.of(alarm(first, sentence, now)))));
  }

  private static ParkedItem alarm(FirstReading first, String sentence, Instant now) {
    return new ParkedItem(
        alarm(first.feed()),
        Stage.CONNECTOR,
        first.feed().toString(),
        first.feed().system() + ".past-unread",
        sentence + ". Meanwhile, " + first.why() + ". " + first.advice(),
        "",
        "",
        0,
        now,
        now,
        1);
  }

  /// Nobody waits for it any more, whether or not it can be read: the project said so.
  private void quieten() {
    if (!quiet) {
      store.change(ports -> ports.parked().clear(List.of(alarm(polled.source().feed()))));
      quiet = true;
    }
  }

  private static String alarm(Feed feed) {
    return "feed/" + feed;
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
