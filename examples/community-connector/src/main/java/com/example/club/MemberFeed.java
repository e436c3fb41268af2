package com.example.club;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The club's members. The club numbers its changes in the order in which they become visible, so
/// the number of the last one read is all there is to remember.
///
/// Most systems have only times. Those of rows that become visible late, or of many rows at once,
/// lose records to a reader that asks for "later than the last one"; the contract suite finds it.
final class MemberFeed implements PolledSource {
  /// The number of the last change, and whether everything of the past was read.
  private static final Pattern PLACE = Pattern.compile("v1:(\\d{1,18}):(first|live)");

  private final Feed feed;
  private final Club club;

  MemberFeed(Feed feed, Club club) {
    this.feed = feed;
    this.club = club;
  }

  private record Place(long change, boolean first) {
    static Place of(Cursor cursor) {
      if (cursor.isStart()) {
        return new Place(0, true);
      }
      Matcher place = PLACE.matcher(cursor.text());
      if (!place.matches()) {
        throw new SourceException("the stored cursor is not ours: reset the feed");
      }
      return new Place(Long.parseLong(place.group(1)), place.group(2).equals("first"));
    }

    Cursor cursor() {
      return new Cursor("v1:" + change + ':' + (first ? "first" : "live"));
    }
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Place at = Place.of(cursor);
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    long last = at.change();
    JsonNode changes = club.changes(last, limit);
    for (JsonNode change : changes) {
      last = number(change, last);
      String id = change.path("id").asString("");
      if (id.isEmpty() || id.length() > RecordRef.MAX_KEY) {
        refused.add(
            new Page.Refused("change " + last, "The member has no usable id.", change.toString()));
      } else {
        records.add(record(id, change, at.first(), now));
      }
    }
    boolean more = changes.size() >= limit;
    return new Page(records, refused, new Place(last, at.first() && more).cursor(), more);
  }

  private static long number(JsonNode change, long last) {
    long number = change.path("change").asLong(-1);
    if (number <= last) {
      throw new SourceException("the club's changes are not in the order of their numbers");
    }
    return number;
  }

  private SourceRecord record(String id, JsonNode change, boolean first, Instant now) {
    boolean gone = change.path("gone").asBoolean(false);
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), id),
        changed(change).map(SourceRecord.Stamp::at).orElseGet(SourceRecord.Stamp::absent),
        now,
        gone ? SourceRecord.Change.DELETE : SourceRecord.Change.UPSERT,
        first ? SourceRecord.Pace.BACKFILL : SourceRecord.Pace.LIVE,
        Payload.ofText(change.path("member").toString()));
  }

  private static Optional<Instant> changed(JsonNode change) {
    try {
      return Optional.of(Instant.parse(change.path("changed").asString("")));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
