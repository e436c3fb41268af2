package dev.selvedge.connectors.tryton;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.value.StableJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// One feed of an ERP: walks each of its legs once a round, and reads whole whatever a leg leads
/// to. Keeps nothing between calls but the session.
final class TrytonFeed implements PolledSource {
  private static final int FEWEST = 2;

  private final Feed feed;
  private final Subject subject;
  private final List<Leg> legs;
  private final Records records;
  private final TrytonOptions options;

  TrytonFeed(Feed feed, Subject subject, Records records, TrytonOptions options) {
    this.feed = feed;
    this.subject = subject;
    this.legs = Leg.of(subject);
    this.records = records;
    this.options = options;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark at = cursor.isStart() ? start(now) : Bookmark.of(cursor, legs.size());
    int walking = walking(at);
    if (walking < 0) {
      at = new Bookmark(at.began(), at.firstSync(), begun(at, now));
      walking = 0;
    }
    int take = Math.max(FEWEST, Math.min(limit, options.pageSize()));
    Records.Rows read = records.rows(legs.get(walking), at.walks().get(walking), take);
    Walk next =
        at.walks()
            .get(walking)
            .past(read.rows(), read.rows().size() < take, now, options.overlap());
    return page(records.whole(subject, read.ids()), at, at.with(walking, next), now);
  }

  private Bookmark start(Instant now) {
    return new Bookmark(now, true, legs.stream().map(leg -> Walk.first(now)).toList());
  }

  private static List<Walk> begun(Bookmark at, Instant now) {
    return at.walks().stream().map(walk -> walk.begin(now)).toList();
  }

  /// The leg whose turn it is, or -1 when a round must begin.
  private static int walking(Bookmark at) {
    for (int leg = 0; leg < at.walks().size(); leg++) {
      if (!at.walks().get(leg).resting()) {
        return leg;
      }
    }
    return -1;
  }

  private Page page(List<Records.Element> elements, Bookmark at, Bookmark next, Instant now) {
    List<SourceRecord> whole = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    for (Records.Element element : elements) {
      switch (element) {
        case Records.Element.Whole one -> {
          SourceRecord live = record(feed, one, now, SourceRecord.Pace.LIVE);
          boolean old = live.stamp().instant().orElse(now).isBefore(at.began());
          whole.add(
              at.firstSync() && old ? record(feed, one, now, SourceRecord.Pace.BACKFILL) : live);
        }
        case Records.Element.Broken one ->
            refused.add(
                new Page.Refused(
                    subject.model() + " " + one.id(),
                    "Tryton fails when it is asked for this " + feed.kind() + ": see its log.",
                    JsonNodeFactory.instance.objectNode().put("id", one.id()).toString()));
      }
    }
    boolean more = next.walks().stream().anyMatch(walk -> !walk.resting());
    return new Page(whole, refused, next.toCursor(), more);
  }

  static SourceRecord record(
      Feed feed, Records.Element.Whole whole, Instant now, SourceRecord.Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), Long.toString(whole.id())),
        Stamps.latest(whole.content())
            .map(SourceRecord.Stamp::at)
            .orElseGet(SourceRecord.Stamp::absent),
        now,
        SourceRecord.Change.UPSERT,
        pace,
        Payload.ofText(StableJson.write(whole.content())));
  }
}
