package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// One feed of a shop: what changed at every round, and now and then those of which not every
/// change moves the stamp. Keeps nothing between calls but how much the shop can give at once.
///
/// What is read now and then may take many pages; it yields to a new round every few seconds, so
/// that what has just been ordered does not wait for it. A page of it is read in every round,
/// however long the round took: a shop that is slow all day would never be read whole.
final class StoreFeed implements PolledSource {
  /// How long it may go on before what changed gets its turn.
  private static final Duration TURN = Duration.ofSeconds(10);

  /// How long what changed waits for its first page of the round: a shop may have to be left alone
  /// for a minute, but a list that cannot be read must not hold up the others.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Feed feed;
  private final List<Leg> legs;
  private final ListReader reader;
  private final WooSettings.Reading rule;

  StoreFeed(Feed feed, Subject subject, ListReader reader, WooSettings.Reading rule) {
    this.feed = feed;
    this.legs = Leg.of(subject, rule);
    this.reader = reader;
    this.rule = rule;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark at = cursor.isStart() ? start(now) : Bookmark.of(cursor, legs.size());
    int walking = walking(at, now);
    if (walking < 0) {
      at = beginRound(at, now);
      walking = walking(at, now);
    }
    if (walking < 0) {
      return new Page(List.of(), List.of(), at.toCursor(), false);
    }
    Leg leg = legs.get(walking);
    Walk walk = at.walks().get(walking);
    ListReader.Sheet sheet = reader.read(leg, walk, Math.min(limit, rule.pageSize()));
    Bookmark next = waiting(further(at, walking, sheet, now), leg, now);
    return page(sheet.elements(), at, next, now);
  }

  /// @param read the leg that has just had a page
  private Bookmark waiting(Bookmark next, Leg read, Instant now) {
    if (read.isTimed()) {
      return next.waiting(Instant.EPOCH);
    }
    return goes(next) ? next : next.waiting(now.plus(PATIENCE));
  }

  /// Whether the round has not yet come to the end of what changed.
  private boolean goes(Bookmark at) {
    boolean going = false;
    for (int leg = 0; leg < legs.size(); leg++) {
      going |= !legs.get(leg).isTimed() && !at.walks().get(leg).resting();
    }
    return going;
  }

  private Bookmark further(Bookmark at, int walking, ListReader.Sheet sheet, Instant now) {
    Leg leg = legs.get(walking);
    Walk walk = at.walks().get(walking);
    Walk.Part part = sheet.part();
    return switch (leg.way()) {
      case CHANGED, TRASHED ->
          at.with(walking, walk.read(part, now, rule.overlap()), leg.readsFirst());
      case RECENT, SWEEP -> {
        Bookmark next = at.with(walking, walk.swept(part), leg.readsFirst());
        yield next.knowing(greatest(part.rows()));
      }
      case NEWEST -> newest(at, walking, sheet);
    };
  }

  /// Down to one that is known. What is highest now is known when the end has been reached. The row
  /// read last is asked for once more: where one below it comes first, rows above have left and
  /// others have moved up past us, and all begins again.
  private Bookmark newest(Bookmark at, int walking, ListReader.Sheet sheet) {
    Walk walk = at.walks().get(walking);
    Walk.Part part = sheet.part();
    List<Walk.Row> rows = part.rows();
    Down down = Down.of(walk.anchor());
    if (down.last() > 0 && (rows.isEmpty() || id(rows.getFirst()) < down.last())) {
      return at.with(walking, walk.at(0, ""), false);
    }
    boolean met = rows.stream().anyMatch(row -> id(row) <= at.highest());
    long top = Math.max(down.top(), greatest(rows));
    if (met || !part.more()) {
      return at.with(walking, walk.at(0, "").rest(walk.begun()), false).knowing(top);
    }
    return rows.size() < part.take()
        ? at.with(walking, walk.at(walk.skip() + part.take(), new Down(top, 0).text()), false)
        : at.with(
            walking,
            walk.at(walk.skip() + rows.size() - 1, new Down(top, id(rows.getLast())).text()),
            false);
  }

  /// A place on the way down: the greatest id, and the one read last, 0 where none comes again.
  private record Down(long top, long last) {
    static Down of(String text) {
      int slash = text.indexOf('/');
      return slash < 0
          ? new Down(text.isEmpty() ? 0 : Long.parseLong(text), 0)
          : new Down(
              Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }

    String text() {
      return top + "/" + last;
    }
  }

  private static long id(Walk.Row row) {
    return Long.parseLong(row.id());
  }

  private static long greatest(List<Walk.Row> rows) {
    return rows.stream().mapToLong(StoreFeed::id).max().orElse(0);
  }

  private Page page(List<ListReader.Element> elements, Bookmark at, Bookmark next, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    for (ListReader.Element element : elements) {
      switch (element) {
        case ListReader.Element.Whole whole -> {
          boolean old = at.firstSync() && whole.row().stamp().isBefore(at.began());
          for (Piece piece : whole.pieces()) {
            records.add(piece.record(feed, now, old ? Pace.BACKFILL : Pace.LIVE));
          }
        }
        case ListReader.Element.Broken broken -> refused.add(refused(broken.row().id()));
      }
    }
    boolean more = next.walks().stream().anyMatch(walk -> !walk.resting());
    return new Page(records, refused, next.toCursor(), more);
  }

  private Page.Refused refused(String key) {
    return new Page.Refused(
        feed.kind() + " " + key,
        "The shop fails when it is asked for this " + feed.kind() + ".",
        JsonNodeFactory.instance.objectNode().put("id", key).toString());
  }

  private Bookmark start(Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (Leg leg : legs) {
      boolean everything = leg.readsFirst() && leg.subject() != Subject.CART;
      Walk walk = everything ? Walk.since(Instant.EPOCH, now) : Walk.since(recent(now), now);
      walks.add(leg.readsFirst() ? walk : walk.rest(now));
    }
    return new Bookmark(now, true, 0, walks, Instant.EPOCH);
  }

  /// The leg whose turn it is, or -1 when a round must begin.
  private int walking(Bookmark at, Instant now) {
    boolean young = now.isBefore(at.walks().getFirst().begun().plus(TURN));
    boolean insisting = now.isBefore(at.waiting());
    for (int leg = 0; leg < legs.size(); leg++) {
      boolean turn = young || insisting || !legs.get(leg).isTimed();
      if (turn && !at.walks().get(leg).resting()) {
        return leg;
      }
    }
    return -1;
  }

  private Bookmark beginRound(Bookmark at, Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (int number = 0; number < legs.size(); number++) {
      Walk walk = at.walks().get(number);
      Leg leg = legs.get(number);
      boolean due = walk.resting() && !now.isBefore(walk.begun().plus(leg.every()));
      walks.add(
          switch (leg.way()) {
            case CHANGED, TRASHED -> walk.begin(now);
            case NEWEST -> at.firstSync() ? walk.rest(now) : walk.begin(now);
            case RECENT -> due ? Walk.since(recent(now), now) : walk;
            case SWEEP -> due ? Walk.since(Instant.EPOCH, now) : walk;
          });
    }
    return new Bookmark(at.began(), at.firstSync(), at.highest(), walks, Instant.EPOCH);
  }

  private Instant recent(Instant now) {
    return now.minus(Duration.ofDays(rule.recheckDays())).truncatedTo(ChronoUnit.SECONDS);
  }
}
