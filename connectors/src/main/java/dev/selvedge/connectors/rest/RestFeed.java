package dev.selvedge.connectors.rest;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.rest.Listing.Row;
import dev.selvedge.connectors.rest.Place.Mark;
import dev.selvedge.connectors.rest.Place.Step;
import dev.selvedge.connectors.rest.RestSettings.Changes;
import dev.selvedge.connectors.rest.RestSettings.FeedRule;
import dev.selvedge.connectors.rest.RestSettings.PagingKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One list of a system, read page by page. Keeps nothing between calls.
///
/// Counted pages of a list that changes lose rows: what changes moves on, and everything behind it
/// moves up. So a list that is sorted by its stamps is asked again from the stamp at which the page
/// ended, and only equal stamps are counted. Where pages must be counted, the page before is looked
/// at once more: if its end is not what it was, all of it is taken again.
///
/// A row may be saved later than its stamp says, at most by the overlap. The next round goes back
/// by that and by as long as this round took; once a round has begun an overlap after the newest
/// stamp was first seen, nothing older can be missing. A stamp of the future does not count as
/// newest.
final class RestFeed implements PolledSource {
  private static final int TAIL = 5;
  private static final int MOST_RESTARTS = 3;

  private final RowReader reader;
  private final FeedRule rule;
  private final Lists lists;

  RestFeed(RowReader reader, Lists lists) {
    this.reader = reader;
    this.rule = reader.rule();
    this.lists = lists;
  }

  @Override
  public Feed feed() {
    return reader.feed();
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Place place =
        cursor.isStart()
            ? Place.start(rule.changes().word(), first(), now)
            : Place.of(cursor, rule.changes().word());
    if (place.round().resting()) {
      if (rule.changes() instanceof Changes.All(Duration every)
          && now.isBefore(place.round().begun().plus(every))) {
        return new Page(List.of(), List.of(), cursor, false);
      }
      place = place.begin(now);
    }
    if (place.step().size() == 0) {
      int most = rule.paging().size();
      int size = lists.sized() ? Math.max(1, Math.min(limit, most)) : most;
      Step step = place.step();
      place = place.to(new Step(step.page(), size, step.tail(), step.tailStamp(), step.next()));
    }
    Optional<Listing> listing = lists.page(place.mark(), place.step());
    return listing.isEmpty() ? lost(place) : new Turn(place, listing.get(), now).page();
  }

  private Mark first() {
    return rule.changes() instanceof Changes.Since since && since.first().isPresent()
        ? Mark.NONE.at(Long.toString(since.first().get().toEpochMilli()))
        : Mark.NONE;
  }

  /// The system does not know the way on any more: tokens and addresses end some time.
  private Page lost(Place place) {
    if (place.round().restarts() >= MOST_RESTARTS) {
      throw new SourceException(
          feed()
              + ": the way to the next page was refused "
              + (MOST_RESTARTS + 1)
              + " times; check 'paging', or whether its tokens live long enough");
    }
    boolean anew = rule.changes() instanceof Changes.Token && place.step().next().isEmpty();
    Place again = place.restart();
    Place from =
        anew
            ? new Place(again.by(), again.began(), true, Mark.NONE, again.round(), Step.FIRST)
            : again;
    return new Page(List.of(), List.of(), from.toCursor(), true);
  }

  /// What one answer comes to.
  private final class Turn {
    private final Place place;
    private final Listing listing;
    private final Instant now;
    private final Mark seen;

    Turn(Place place, Listing listing, Instant now) {
      this.place = place;
      this.listing = listing;
      this.now = now;
      this.seen = seen();
    }

    Page page() {
      return switch (rule.changes()) {
        case Changes.Id id -> byId(id);
        case Changes.Token ignored -> byToken();
        case Changes.Since ignored -> rule.paging().numbered() || alone() ? counted() : linked();
        case Changes.All ignored -> rule.paging().numbered() ? counted() : linked();
      };
    }

    private boolean alone() {
      return rule.paging().kind() == PagingKind.NONE;
    }

    private Page byId(Changes.Id id) {
      BigDecimal from = number(place.mark().text());
      BigDecimal greatest =
          listing.rows().stream()
              .flatMap(row -> row.number().stream())
              .max(BigDecimal::compareTo)
              .orElse(from);
      boolean further = greatest.compareTo(from) > 0;
      if (further) {
        return gives(listing.rows(), place.to(seen.at(greatest.toPlainString())).to(Step.FIRST));
      }
      BigDecimal back = from.subtract(BigDecimal.valueOf(id.overlap())).max(BigDecimal.ZERO);
      String mark = back.signum() == 0 ? "" : back.toPlainString();
      return gives(listing.rows(), place.rest(seen.at(mark)));
    }

    private Page byToken() {
      boolean moved = !listing.next().isEmpty() && !listing.next().equals(place.mark().text());
      Mark mark = moved ? seen.at(listing.next()) : seen;
      boolean more = moved && listing.more().orElse(!listing.rows().isEmpty());
      return gives(listing.rows(), more ? place.to(mark).to(Step.FIRST) : place.rest(mark));
    }

    private Page linked() {
      String next = listing.next();
      if (next.isEmpty() || listing.more().filter(more -> !more).isPresent()) {
        return gives(listing.rows(), ended());
      }
      if (next.equals(place.step().next())) {
        throw new SourceException(
            feed() + ": the answer names itself as the next page; check 'paging.next'");
      }
      Step step = new Step(place.step().page() + 1, place.step().size(), List.of(), now, next);
      return gives(listing.rows(), place.to(seen).to(step));
    }

    private Page counted() {
      Step step = place.step();
      List<Row> rows = listing.rows();
      if (step.page() > 0 && rule.changes() instanceof Changes.Since) {
        Step before = new Step(step.page() - 1, step.size(), List.of(), now, "");
        Listing again = lists.page(place.mark(), before).orElse(listing);
        if (again.keys().equals(listing.keys())) {
          // Beyond its last page the system gives the last page.
          return gives(endsWith(again.keys(), step.tail()) ? List.of() : again.rows(), ended());
        }
        if (!endsWith(again.keys(), step.tail())) {
          if (step.tail().stream()
              .noneMatch(key -> again.keys().contains(key) || listing.keys().contains(key))) {
            return gives(rows, place.restart());
          }
          rows = new ArrayList<>(again.rows());
          rows.addAll(listing.rows());
        }
      }
      if (!full()) {
        doubt();
        return gives(rows, ended());
      }
      Optional<Instant> from = further();
      if (from.isPresent()) {
        Mark mark = seen.at(Long.toString(from.get().toEpochMilli()));
        return gives(rows, place.to(mark).to(Step.FIRST));
      }
      if (alone()) {
        throw new SourceException(
            feed()
                + ": more than "
                + step.size()
                + " records are as old as each other, and there is no 'paging' to get at the rest");
      }
      agree();
      List<String> keys = listing.keys();
      List<String> tail = keys.subList(Math.max(0, keys.size() - TAIL), keys.size());
      Instant last = listing.rows().getLast().stamp().orElse(Instant.EPOCH);
      return gives(rows, place.to(seen).to(new Step(step.page() + 1, step.size(), tail, last, "")));
    }

    private static boolean endsWith(List<String> keys, List<String> tail) {
      return keys.size() >= tail.size()
          && keys.subList(keys.size() - tail.size(), keys.size()).equals(tail);
    }

    private boolean full() {
      int count = listing.rows().size();
      if (count == 0) {
        return false;
      }
      if (alone() && rule.changes() instanceof Changes.Since since && !since.sorted()) {
        return false;
      }
      if (listing.more().isPresent()) {
        return listing.more().get();
      }
      long read = (long) place.step().page() * place.step().size() + count;
      return listing.total().map(total -> read < total).orElse(count >= place.step().size());
    }

    /// A short page is the last one, unless the system gives fewer than it is asked for.
    private void doubt() {
      boolean said = listing.more().isPresent() || listing.total().isPresent();
      int count = listing.rows().size();
      if (!place.firstSync() || said || count == 0 || !rule.paging().numbered()) {
        return;
      }
      Step beyond = new Step(place.step().page() + 1, place.step().size(), List.of(), now, "");
      Listing there = lists.page(place.mark(), beyond).orElse(listing);
      if (!there.rows().isEmpty() && !there.keys().equals(listing.keys())) {
        throw fewer(count);
      }
    }

    /// Where more is promised behind a short page, counting on by the size that was asked for would
    /// step over records.
    private void agree() {
      int count = listing.rows().size();
      boolean counts = rule.paging().kind() == PagingKind.OFFSET || listing.more().isEmpty();
      if (place.firstSync() && place.step().page() == 0 && counts && count < place.step().size()) {
        throw fewer(count);
      }
    }

    private SourceException fewer(int count) {
      return new SourceException(
          feed()
              + ": asked for "
              + place.step().size()
              + " records a page, the system gave "
              + count
              + ", and there are more behind them; set 'page_size' to "
              + count
              + " or less");
    }

    /// From where to ask for the next page of a sorted list, when that is any further.
    private Optional<Instant> further() {
      if (!(rule.changes() instanceof Changes.Since since)
          || !since.sorted()
          || !listing.risesFrom(place.step().tailStamp())) {
        return Optional.empty();
      }
      Instant last = listing.rows().getLast().stamp().orElse(Instant.EPOCH);
      Instant from = last.minus(since.format().unit());
      boolean any =
          place.mark().text().isEmpty()
              || (from.isAfter(Lists.instant(place.mark().text()))
                  && !since.format().same(from, Lists.instant(place.mark().text())));
      return any ? Optional.of(from) : Optional.empty();
    }

    private Mark seen() {
      Instant newest =
          listing.newest().map(stamp -> stamp.isAfter(now) ? now : stamp).orElse(Instant.EPOCH);
      Mark mark = place.mark();
      return newest.isAfter(mark.newest()) ? new Mark(mark.text(), newest, now) : mark;
    }

    private Place ended() {
      if (!(rule.changes() instanceof Changes.Since since) || seen.newest().equals(Instant.EPOCH)) {
        return place.rest(seen.at(first().text()));
      }
      Duration unit = since.format().unit();
      Instant begun = place.round().begun();
      Instant back =
          begun.isBefore(seen.newestSeen().plus(since.overlap()))
              ? seen.newest().minus(since.overlap()).minus(Duration.between(begun, now))
              : seen.newest();
      return place.rest(seen.at(Long.toString(back.minus(unit).toEpochMilli())));
    }

    private Page gives(List<Row> rows, Place next) {
      List<SourceRecord> records = new ArrayList<>();
      List<Page.Refused> refused = new ArrayList<>();
      for (Row row : rows) {
        if (row.usable()) {
          records.add(reader.sourceRecord(row, now, pace(row)));
        } else if (isNews(row)) {
          refused.add(reader.refused(row));
        }
      }
      return new Page(records, refused, next.toCursor(), !next.round().resting());
    }

    /// In the overlap, rows were refused before.
    private boolean isNews(Row row) {
      return place.firstSync()
          || row.stamp().map(stamp -> stamp.isAfter(place.round().known())).orElse(true);
    }

    private Pace pace(Row row) {
      boolean old = row.stamp().map(stamp -> stamp.isBefore(place.began())).orElse(true);
      return place.firstSync() && old ? Pace.BACKFILL : Pace.LIVE;
    }

    private static BigDecimal number(String mark) {
      return mark.isEmpty() ? BigDecimal.ZERO : new BigDecimal(mark);
    }
  }
}
