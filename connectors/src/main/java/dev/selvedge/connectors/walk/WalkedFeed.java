package dev.selvedge.connectors.walk;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A feed of one or more lists, each walked page by page. Keeps nothing between calls.
///
/// A round goes once through the lists of every round. One that is walked anew now and then may
/// take many pages; it yields to a new round every few seconds, so that what has just been ordered
/// does not wait for it. Each round leaves it one page, though, however long the round took and
/// though the system must be left alone for a while first.
///
/// What changed before the feed was first read is a backfill until the first reading ends. That may
/// take hours, and a round with it; so meanwhile the lists of every round which have come to their
/// end begin anew every few seconds, each time after a page of the first reading.
///
/// @param <W> how a place in the lists is told
public final class WalkedFeed<W extends Walk<W>> implements PolledSource {
  /// How long a list of now and then may go on before those of every round get their turn.
  private static final Duration TURN = Duration.ofSeconds(10);

  /// How long those of every round wait for its first page of the round: a system may have to be
  /// left alone for a minute, but a list that cannot be read must not hold up the others.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int FEWEST = 2;

  private final Feed feed;
  private final List<Leg<W>> legs;
  private final Function<JsonNode, W> walk;
  private final int pageSize;

  /// @param legs with one of every round first
  /// @param walk reads a place out of a stored cursor
  /// @param pageSize how many rows to ask for at most
  public WalkedFeed(
      Feed feed, List<? extends Leg<W>> legs, Function<JsonNode, W> walk, int pageSize) {
    this.feed = feed;
    this.legs = List.copyOf(legs);
    this.walk = walk;
    this.pageSize = pageSize;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark<W> at = cursor.isStart() ? start(now) : Bookmark.of(cursor, legs.size(), walk);
    int walking = walking(at, now);
    if (walking < 0) {
      at = beginRound(at, now);
      walking = walking(at, now);
    }
    int take = Math.max(FEWEST, Math.min(limit, pageSize));
    Leg.Sheet<W> sheet = legs.get(walking).read(at.walks().get(walking), take, now);
    return page(sheet.entries(), at, with(at, walking, sheet.next(), now), now);
  }

  private Bookmark<W> start(Instant now) {
    return new Bookmark<>(
        now, true, Instant.EPOCH, legs.stream().map(leg -> leg.first(now)).toList());
  }

  /// With one leg gone further.
  private Bookmark<W> with(Bookmark<W> at, int leg, W next, Instant now) {
    List<W> walks = new ArrayList<>(at.walks());
    walks.set(leg, next);
    boolean reading = false;
    boolean round = false;
    for (int each = 0; each < legs.size(); each++) {
      boolean going = !walks.get(each).resting();
      reading |= legs.get(each).readsFirst() && going;
      round |= legs.get(each).every().isEmpty() && going;
    }
    if (isFirst(at, next)) {
      beginDue(walks, now);
    }
    Instant waiting = at.waiting();
    if (legs.get(leg).every().isPresent()) {
      waiting = Instant.EPOCH;
    } else if (!round) {
      waiting = now.plus(PATIENCE);
    }
    return new Bookmark<>(at.began(), at.firstSync() && reading, waiting, walks);
  }

  /// Whether a list of every round is still read for the first time.
  private static <W extends Walk<W>> boolean isFirst(Bookmark<W> at, W walk) {
    return at.firstSync() && !walk.resting() && walk.horizon().begun().equals(at.began());
  }

  /// Lists of every round that do not wait for the end of a round: it is not near.
  private void beginDue(List<W> walks, Instant now) {
    for (int each = 0; each < legs.size(); each++) {
      W walk = walks.get(each);
      boolean due = walk.resting() && !now.isBefore(walk.horizon().begun().plus(TURN));
      if (due && legs.get(each).every().isEmpty()) {
        walks.set(each, walk.begin(now));
      }
    }
  }

  /// The leg whose turn it is, or -1 when a round must begin.
  private int walking(Bookmark<W> at, Instant now) {
    int ahead = aheadOfTheFirst(at, now);
    return ahead < 0 ? inTurn(at, now) : ahead;
  }

  /// While one is read for the first time: one that has begun anew, or that is read from now on; -1
  /// where there is none.
  private int aheadOfTheFirst(Bookmark<W> at, Instant now) {
    boolean late = !now.isBefore(at.began().plus(TURN));
    int ahead = -1;
    for (int leg = legs.size() - 1; leg >= 0; leg--) {
      W walk = at.walks().get(leg);
      boolean first = isFirst(at, walk);
      boolean may = first ? late && !legs.get(leg).readsFirst() : at.firstSync();
      if (may && !walk.resting() && legs.get(leg).every().isEmpty()) {
        ahead = leg;
      }
    }
    return ahead;
  }

  private int inTurn(Bookmark<W> at, Instant now) {
    boolean young = now.isBefore(at.walks().getFirst().horizon().begun().plus(TURN));
    boolean insisting = now.isBefore(at.waiting());
    for (int leg = 0; leg < legs.size(); leg++) {
      boolean turn = young || insisting || legs.get(leg).every().isEmpty();
      if (turn && !at.walks().get(leg).resting()) {
        return leg;
      }
    }
    return -1;
  }

  private Bookmark<W> beginRound(Bookmark<W> at, Instant now) {
    List<W> walks = new ArrayList<>();
    for (int number = 0; number < legs.size(); number++) {
      Leg<W> leg = legs.get(number);
      W place = at.walks().get(number);
      if (leg.every().isEmpty()) {
        walks.add(place.begin(now));
      } else if (place.resting()
          && !now.isBefore(place.horizon().begun().plus(leg.every().orElseThrow()))) {
        walks.add(leg.anew(now));
      } else {
        walks.add(place);
      }
    }
    return new Bookmark<>(at.began(), at.firstSync(), Instant.EPOCH, walks);
  }

  private Page page(List<Entry> entries, Bookmark<W> at, Bookmark<W> next, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    for (Entry one : entries) {
      switch (one) {
        case Entry.Whole whole -> {
          boolean old = whole.stamp().orElse(now).isBefore(at.began());
          SourceRecord.Pace pace =
              at.firstSync() && old ? SourceRecord.Pace.BACKFILL : SourceRecord.Pace.LIVE;
          records.add(whole.record(feed, now, pace));
        }
        case Entry.Gone gone -> records.add(gone.record(feed, now));
        case Entry.Broken broken ->
            refused.add(
                new Page.Refused(
                    feed.kind() + " " + broken.key(),
                    broken.sentence(),
                    JsonNodeFactory.instance.objectNode().put("id", broken.key()).toString()));
      }
    }
    boolean more = next.walks().stream().anyMatch(place -> !place.resting());
    return new Page(records, refused, next.toCursor(), more);
  }
}
