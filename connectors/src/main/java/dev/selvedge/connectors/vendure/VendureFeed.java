package dev.selvedge.connectors.vendure;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.value.StableJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// One feed of a shop: one or more legs, each a walk through a list. Keeps nothing between calls
/// but the session.
///
/// A round goes once through the regular legs. A recheck, which may take many pages, yields to a
/// new round every few seconds, so that what has just been ordered does not wait for it.
final class VendureFeed implements PolledSource {
  /// How long a recheck may go on before the regular legs get their turn.
  private static final Duration TURN = Duration.ofSeconds(10);

  private static final int FEWEST = 2;

  static final List<Leg> CUSTOMER_LEGS =
      List.of(new Leg(Queries.Listing.CUSTOMERS_CHANGED, false, Beginning.EVERYTHING));

  /// By change, by placing, and again through what was placed recently.
  static final List<Leg> ORDER_LEGS =
      List.of(
          new Leg(Queries.Listing.ORDERS_CHANGED, false, Beginning.EVERYTHING),
          new Leg(Queries.Listing.ORDERS_PLACED, false, Beginning.RECENT),
          new Leg(Queries.Listing.ORDERS_PLACED, true, Beginning.RECENT));

  /// Carts of long ago wait for nobody.
  static final List<Leg> CART_LEGS =
      List.of(new Leg(Queries.Listing.CARTS_CHANGED, false, Beginning.RECENT));

  private final Feed feed;
  private final List<Leg> legs;
  private final ListReader reader;
  private final VendureOptions options;

  VendureFeed(Feed feed, List<Leg> legs, ListReader reader, VendureOptions options) {
    this.feed = feed;
    this.legs = List.copyOf(legs);
    this.reader = reader;
    this.options = options;
  }

  /// A list to walk: at every round, or from time to time through its recent part.
  ///
  /// @param beginning where the very first walk begins
  record Leg(Queries.Listing listing, boolean recheck, Beginning beginning) {}

  /// Where the very first walk of a leg begins.
  enum Beginning {
    EVERYTHING,
    RECENT
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
    int take = Math.max(FEWEST, Math.min(limit, options.pageSize()));
    Queries.Listing listing = legs.get(walking).listing();
    Walk walk = at.walks().get(walking);
    List<ListReader.Element> elements = reader.read(listing, walk, take);
    Walk.Step step =
        walk.read(
            elements.stream().map(ListReader.Element::row).toList(), take, now, options.overlap());
    Bookmark next = at.with(walking, step.next());
    return page(elements.subList(step.firstNew(), elements.size()), at, next, now);
  }

  private Page page(List<ListReader.Element> elements, Bookmark at, Bookmark next, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    for (ListReader.Element element : elements) {
      switch (element) {
        case ListReader.Element.Whole whole -> records.add(sourceRecord(whole, at, now));
        case ListReader.Element.Broken broken ->
            refused.add(
                new Page.Refused(
                    feed.kind() + " " + broken.row().id(),
                    "The shop fails when it is asked for this "
                        + feed.kind()
                        + ": "
                        + broken.code()
                        + ".",
                    JsonNodeFactory.instance.objectNode().put("id", broken.row().id()).toString()));
      }
    }
    boolean more = next.walks().stream().anyMatch(walk -> !walk.resting());
    return new Page(records, refused, next.toCursor(), more);
  }

  private SourceRecord sourceRecord(ListReader.Element.Whole whole, Bookmark at, Instant now) {
    Instant stamp = stamp(whole);
    return sourceRecord(
        feed,
        whole,
        now,
        at.firstSync() && stamp.isBefore(at.began())
            ? SourceRecord.Pace.BACKFILL
            : SourceRecord.Pace.LIVE);
  }

  private static Instant stamp(ListReader.Element.Whole whole) {
    return Stamps.latest(whole.content()).orElse(whole.row().stamp());
  }

  static SourceRecord sourceRecord(
      Feed feed, ListReader.Element.Whole whole, Instant now, SourceRecord.Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), whole.row().id()),
        SourceRecord.Stamp.at(stamp(whole)),
        now,
        SourceRecord.Change.UPSERT,
        pace,
        Payload.ofText(StableJson.write(whole.content())));
  }

  private Bookmark start(Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (Leg leg : legs) {
      Walk walk =
          switch (leg.beginning()) {
            case EVERYTHING -> Walk.after(Instant.EPOCH, now);
            case RECENT -> Walk.after(recent(now), now).rest();
          };
      walks.add(walk);
    }
    return new Bookmark(now, true, walks);
  }

  /// The leg whose turn it is, or -1 when a round must begin.
  private int walking(Bookmark at, Instant now) {
    for (int leg = 0; leg < legs.size(); leg++) {
      boolean turn = !legs.get(leg).recheck() || roundIsYoung(at, now);
      if (!at.walks().get(leg).resting() && turn) {
        return leg;
      }
    }
    return -1;
  }

  private static boolean roundIsYoung(Bookmark at, Instant now) {
    return now.isBefore(at.walks().getFirst().begun().plus(TURN));
  }

  private Bookmark beginRound(Bookmark at, Instant now) {
    List<Walk> walks = new ArrayList<>();
    for (int leg = 0; leg < legs.size(); leg++) {
      Walk walk = at.walks().get(leg);
      if (!legs.get(leg).recheck()) {
        walks.add(walk.begin(now));
      } else if (walk.resting() && !now.isBefore(walk.begun().plus(options.recheckEvery()))) {
        walks.add(Walk.after(recent(now), now));
      } else {
        walks.add(walk);
      }
    }
    return new Bookmark(at.began(), at.firstSync(), walks);
  }

  private Instant recent(Instant now) {
    return now.minus(Duration.ofDays(options.recheckDays()));
  }
}
