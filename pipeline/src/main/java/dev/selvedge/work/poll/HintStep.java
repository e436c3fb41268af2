package dev.selvedge.work.poll;

import dev.selvedge.Stage;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.Hint;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Signal;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads what somebody said has changed, one batch of one feed, and forgets the hints in the same
/// transaction. Run by one loop.
public final class HintStep {
  private static final System.Logger LOG = System.getLogger(HintStep.class.getName());

  /// When to look again for what is not there: who says that something changed may say so before it
  /// can be seen.
  private static final List<Duration> LOOKS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final Duration WITHOUT_ROOM = Duration.ofSeconds(2);

  /// Where another process may take in what is said, nobody wakes this one.
  private static final Duration LOOKING = Duration.ofSeconds(1);

  /// Where nobody says anything unheard.
  private static final Duration UNTIL_WOKEN = Duration.ofHours(1);

  private final TargetedSource source;
  private final Store store;
  private final DiskReserve reserve;
  private final InstantSource clock;
  private final Signal resolve;
  private final Tracer tracer;
  private final Feed feed;
  private Duration rest = Duration.ZERO;
  private Instant resumeAt = Instant.MIN;
  private String told = "";

  public HintStep(TargetedSource source, HubParts parts, Signal resolve) {
    this.source = source;
    this.store = parts.store();
    this.reserve = parts.reserve();
    this.clock = parts.clock();
    this.resolve = resolve;
    this.tracer = parts.tracer();
    this.feed = source.feed();
  }

  /// What a step came to.
  ///
  /// @param read whether anything was asked for
  /// @param rest how long to wait for the next one
  record Turn(boolean read, Duration rest) {}

  Turn take() {
    if (reserve.isTouched()) {
      return new Turn(false, WITHOUT_ROOM);
    }
    Instant now = clock.instant();
    if (now.isBefore(resumeAt)) {
      return new Turn(false, Duration.between(now, resumeAt));
    }
    List<Hint> due = store.read(ports -> ports.hints().due(feed, now, source.most()));
    if (due.isEmpty()) {
      return new Turn(false, idle(now));
    }
    // whatever goes wrong from here on, the poll of the feed goes on meanwhile
    Duration patience = rest.isZero() ? FIRST_REST : shorter(rest.multipliedBy(2), LONGEST_REST);
    resumeAt = now.plus(patience);
    rest = patience;
    try {
      keep(
          PolledSpan.found(
              tracer,
              feed.toString(),
              () -> source.read(due.stream().map(hint -> hint.record().key()).toList(), now)),
          due,
          now);
    } catch (SourceException e) {
      failed(due, String.valueOf(e.getMessage()), patience);
      return new Turn(true, patience);
    }
    rest = Duration.ZERO;
    resumeAt = Instant.MIN;
    told = "";
    return new Turn(true, Duration.ZERO);
  }

  private Duration idle(Instant now) {
    Duration untilNext =
        store
            .read(ports -> ports.hints().nextDue(feed))
            .map(due -> Duration.between(now, due))
            .orElse(UNTIL_WOKEN);
    Duration limit = store.isExclusive() ? UNTIL_WOKEN : LOOKING;
    return shorter(untilNext.isNegative() ? Duration.ZERO : untilNext, limit);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void keep(TargetedSource.Found found, List<Hint> due, Instant now) {
    List<Acceptance> answers =
        store.lead(
            ports -> {
              List<Acceptance> accepted = ports.inbox().accept(found.records(), now);
              settle(found.missing(), due, ports, now);
              return accepted;
            });
    if (answers.contains(Acceptance.STORED)) {
      resolve.wake();
    }
  }

  private void settle(Map<String, String> missing, List<Hint> due, Store.Ports ports, Instant now) {
    List<Hint> over = new ArrayList<>();
    for (Hint hint : due) {
      String why = missing.get(hint.record().key());
      if (why == null) {
        over.add(hint);
      } else if (hint.misses() >= LOOKS.size()) {
        over.add(hint);
        ports.trail().append(List.of(givenUp(hint, why, now)));
      } else {
        ports.hints().putOff(List.of(hint.missed()), now.plus(LOOKS.get(hint.misses())), "");
      }
    }
    ports.hints().forget(over);
  }

  private TrailEntry givenUp(Hint hint, String why, Instant now) {
    return new TrailEntry(
        now,
        Stage.CONNECTOR,
        "drop",
        new TrailEntry.About(0, "", hint.record().text(), feed.system().value(), 0),
        "a webhook said that it changed, but it "
            + why
            + "; it was looked for "
            + (hint.misses() + 1)
            + " times");
  }

  private void failed(List<Hint> due, String sentence, Duration patience) {
    store.change(ports -> ports.hints().putOff(due, clock.instant().plus(patience), sentence));
    if (!told.equals(sentence)) {
      told = sentence;
      LOG.log(
          Level.WARNING,
          "{0}: what webhooks say has changed cannot be read: {1}; it is tried again by itself",
          feed,
          sentence);
    }
  }
}
