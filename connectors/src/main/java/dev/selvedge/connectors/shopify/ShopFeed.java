package dev.selvedge.connectors.shopify;

import dev.selvedge.CanonicalJson;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.shopify.api.Queries.Listing;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/// One feed of a shop: what changed, page by page, and for orders once in a while again those made
/// recently, since not all that happens to a parcel moves its order. Keeps nothing between calls
/// but what the shop allows.
///
/// A round goes through what changed. Re-reading, which may take many pages, yields to a new round
/// every few seconds, so that what has just been ordered does not wait for it. A page of it is read
/// in every round, however long the round took: a shop that is slow all day would never be read
/// again.
final class ShopFeed implements PolledSource {
  /// How long a re-reading may go on before what changed gets its turn.
  private static final Duration TURN = Duration.ofSeconds(10);

  /// How long what changed waits for its first page of the round: a shop may have to be left alone
  /// for a minute, but a list that cannot be read must not hold up the others.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Feed feed;
  private final Subject subject;
  private final List<Listing> lists;
  private final ListReader reader;
  private final BulkReading bulk;
  private final ShopifySettings.Reading rule;

  ShopFeed(
      Feed feed,
      Subject subject,
      ListReader reader,
      BulkReading bulk,
      ShopifySettings.Reading rule) {
    this.feed = feed;
    this.subject = subject;
    this.lists = Listing.of(subject);
    this.reader = reader;
    this.bulk = bulk;
    this.rule = rule;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark at = cursor.isStart() ? start(now) : Bookmark.of(cursor, lists.size());
    if (at.bulk().isPresent()) {
      Bookmark.InBulk operation = at.bulk().get();
      return cursor.isStart()
          ? new Page(List.of(), List.of(), at.toCursor(), false)
          : inBulk(operation, at, now, limit);
    }
    int walking = walking(at, now);
    if (walking < 0) {
      at = beginRound(at, now);
      walking = walking(at, now);
    }
    Walk walk = at.walks().get(walking);
    Listing listing = lists.get(walking);
    int take = Math.max(1, Math.min(limit, rule.pageSize()));
    return switch (reader.read(listing, walk, take)) {
      case ListReader.Outcome.CursorRefused _ -> {
        Bookmark next = with(at, walking, walk.withoutCursor(listing.isSorted(), now), now);
        yield new Page(List.of(), List.of(), next.toCursor(), true);
      }
      case ListReader.Outcome.Read read -> {
        List<Instant> stamps = read.elements().stream().map(Element::stamp).toList();
        Walk next =
            walk.read(
                new Walk.Sheet(stamps, read.more(), read.end()),
                listing.isSorted(),
                now,
                rule.overlap());
        List<Element> wanted =
            read.elements().stream().filter(element -> walk.covers(element.stamp())).toList();
        yield page(wanted, at, with(at, walking, next, now), now);
      }
    };
  }

  /// With one list gone further.
  private static Bookmark with(Bookmark at, int list, Walk walk, Instant now) {
    Bookmark next = at.with(list, walk);
    if (list > 0) {
      return next.waiting(Instant.EPOCH);
    }
    return walk.resting() ? next.waiting(now.plus(PATIENCE)) : next;
  }

  private Page inBulk(Bookmark.InBulk operation, Bookmark at, Instant now, int limit) {
    return switch (bulk.read(operation, limit, now)) {
      case BulkReading.Progress.Waiting _ -> new Page(List.of(), List.of(), at.toCursor(), false);
      case BulkReading.Progress.Records(List<Element> elements, long offset) ->
          page(elements, at, at.with(operation.at(offset)), now);
      case BulkReading.Progress.Complete _ -> {
        Walk since = Walk.since(operation.asked().minus(rule.overlap()), now);
        Bookmark next = at.withoutBulk().with(0, since);
        yield new Page(List.of(), List.of(), next.toCursor(), true);
      }
      case BulkReading.Progress.GivenUp _ ->
          new Page(List.of(), List.of(), at.withoutBulk().toCursor(), true);
    };
  }

  private Page page(List<Element> elements, Bookmark at, Bookmark next, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    for (Element element : elements) {
      switch (element) {
        case Element.Whole whole -> {
          for (Element.Piece piece : whole.pieces()) {
            Instant stamp = piece.stamp().orElse(whole.stamp());
            boolean old = at.firstSync() && stamp.isBefore(at.began());
            records.add(
                record(
                    feed,
                    piece,
                    stamp,
                    now,
                    old ? SourceRecord.Pace.BACKFILL : SourceRecord.Pace.LIVE));
          }
        }
        case Element.Broken broken -> refused.add(refused(broken));
      }
    }
    boolean more =
        next.bulk().isPresent() || next.walks().stream().anyMatch(walk -> !walk.resting());
    return new Page(records, refused, next.toCursor(), more);
  }

  private Page.Refused refused(Element.Broken broken) {
    return new Page.Refused(
        feed.kind() + " " + broken.key(),
        "The shop fails when it is asked for this " + feed.kind() + ": " + broken.code() + ".",
        JsonNodeFactory.instance.objectNode().put("id", broken.key()).toString());
  }

  static SourceRecord record(
      Feed feed, Element.Piece piece, Instant stamp, Instant now, SourceRecord.Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), piece.key()),
        SourceRecord.Stamp.at(stamp),
        now,
        SourceRecord.Change.UPSERT,
        pace,
        Payload.ofText(CanonicalJson.write(piece.content())));
  }

  private Bookmark start(Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (int list = 0; list < lists.size(); list++) {
      boolean everything = list == 0 && subject != Subject.CHECKOUT;
      Walk walk = everything ? Walk.since(Instant.EPOCH, now) : Walk.since(recent(now), now);
      walks.add(list == 0 ? walk : walk.rest());
    }
    Bookmark bookmark = new Bookmark(now, true, walks, Optional.empty(), Instant.EPOCH);
    return bulk.begin(now).map(bookmark::with).orElse(bookmark);
  }

  /// The list whose turn it is, or -1 when a round must begin.
  private int walking(Bookmark at, Instant now) {
    boolean young = now.isBefore(at.walks().getFirst().begun().plus(TURN));
    boolean insisting = now.isBefore(at.waiting());
    for (int list = 0; list < lists.size(); list++) {
      boolean turn = list == 0 || young || insisting;
      if (!at.walks().get(list).resting() && turn) {
        return list;
      }
    }
    return -1;
  }

  private Bookmark beginRound(Bookmark at, Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (int list = 0; list < lists.size(); list++) {
      Walk walk = at.walks().get(list);
      boolean due = walk.resting() && !now.isBefore(walk.begun().plus(rule.recheckEvery()));
      if (list == 0) {
        walks.add(walk.begin(now));
      } else {
        walks.add(due ? Walk.since(recent(now), now) : walk);
      }
    }
    return new Bookmark(at.began(), at.firstSync(), walks, Optional.empty(), Instant.EPOCH);
  }

  private Instant recent(Instant now) {
    return now.minus(Duration.ofDays(rule.recheckDays()));
  }
}
