package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.dotdigital.account.Accounts;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.inward.Bookmark.State.Reading;
import dev.selvedge.dotdigital.inward.Sheets.Sheet;
import java.time.Instant;
import java.util.List;

/// A feed that tells what happened since: read in passes, each from a day before the last one
/// began, by Dotdigital's clock. A pass moves on sheet by sheet, each stored before the next is
/// asked for; only its end moves the mark. So a crash, a lost answer or an outage of any length
/// loses nothing, and what comes twice is the same record.
final class SinceFeed implements InwardSource {
  /// Older than any account.
  static final Instant BEGINNING = Instant.parse("1999-01-01T00:00:00Z");

  private final Feed feed;
  private final Sheets sheets;
  private final Accounts account;
  private final InwardSettings settings;
  private final Reply reply;
  private final Reach reach;

  SinceFeed(Feed feed, Sheets sheets, Accounts account, InwardSettings settings, Reply reply) {
    this.feed = feed;
    this.sheets = sheets;
    this.account = account;
    this.settings = settings;
    this.reply = reply;
    this.reach = Reach.of(feed.kind(), settings.overlap());
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public List<Operation> calls(Cursor cursor) {
    return Bookmark.read(cursor).state() instanceof Reading
        ? List.of(sheets.operation())
        : List.of(Operation.SERVER_TIME, sheets.operation());
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark bookmark = Bookmark.read(cursor);
    List<String> parts = sheets.parts();
    Reading reading =
        bookmark.state() instanceof Reading under && parts.contains(under.part())
            ? under
            : new Reading(parts.getFirst(), serverTime(), "");
    boolean first = bookmark.mark(reading.part()).isEmpty();
    Sheet sheet = sheets.read(ask(bookmark, reading, first, limit));
    // who opted out is known before anybody is subscribed, however much else is to be read
    Pace pace = first ? Pace.PAST_FIRST : Pace.LIVE;
    Bookmark next = after(sheet, reading, bookmark, parts);
    return new Page(
        sheet.observations().stream()
            .map(observation -> observation.record(feed.system(), settings.emails(), now, pace))
            .toList(),
        sheet.lacking(),
        next.cursor(),
        next.state() instanceof Reading);
  }

  private Sheets.Ask ask(Bookmark bookmark, Reading reading, boolean first, int limit) {
    Instant from = reach.from(bookmark, reading).orElse(BEGINNING);
    boolean pastCounts = !first || settings.contacts().pastOptIns();
    Instant since = pastCounts ? from : reading.begun().minus(settings.overlap());
    return new Sheets.Ask(reading.part(), from, since, reading.position(), limit);
  }

  private Bookmark after(Sheet sheet, Reading reading, Bookmark bookmark, List<String> parts) {
    if (!sheet.ended()) {
      return bookmark.with(new Reading(reading.part(), reading.begun(), sheet.next()));
    }
    Bookmark marked =
        sheet.lacking().isEmpty()
            ? reach.marked(bookmark, reading)
            : bookmark.lacking(reading.part(), reading.begun());
    int following = parts.indexOf(reading.part()) + 1;
    return following == parts.size()
        ? marked.with(new Bookmark.State.Resting())
        : marked.with(new Reading(parts.get(following), reading.begun(), ""));
  }

  private Instant serverTime() {
    return reply.of(account.serverTime(), "clock");
  }
}
