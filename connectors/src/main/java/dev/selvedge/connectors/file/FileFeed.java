package dev.selvedge.connectors.file;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.FileCursor.Hand;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.Place.Entry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of one kind in a folder, read row by row. Confined to one thread at a time.
final class FileFeed implements PolledSource {
  private final Feed feed;
  private final Rules rules;
  private final Folder folder;
  private final Shelf shelf;
  private final Contents contents;
  private final Comparison comparison;
  private @Nullable Found inHand;

  FileFeed(Feed feed, Rules rules, Place place, Contents contents) {
    this.feed = feed;
    this.rules = rules;
    this.folder = new Folder(place, rules);
    this.shelf = new Shelf(place, folder, rules.handover());
    this.contents = contents;
    this.comparison = new Comparison(feed, rules, contents, shelf);
  }

  @Override
  public Feed feed() {
    return feed;
  }

  /// What one poll goes by.
  private record Reading(Instant now, int limit, List<Entry> ready, List<String> troubles) {}

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    FileCursor stored = FileCursor.read(cursor);
    Map<String, Entry> all = folder.list();
    List<String> troubles = new ArrayList<>();
    FileCursor standing = shelf.tidied(stored, all, troubles);
    Reading reading = new Reading(now, limit, folder.ready(all, now), troubles);
    Page page =
        switch (standing.hand()) {
          case Hand.Holding hand ->
              inHand(hand.name(), hand.identity())
                  .map(file -> page(standing, hand, file, reading))
                  .orElseGet(
                      () ->
                          isHalfRead(hand) ? begunAnew(standing, hand) : fresh(standing, reading));
          case Hand.Comparing hand ->
              inHand(hand.name(), hand.identity())
                  .map(file -> compared(standing, hand, file, reading))
                  .orElseGet(() -> fresh(standing, reading));
          case Hand.Empty ignored -> fresh(standing, reading);
        };
    boolean idle = page.records().isEmpty() && page.refused().isEmpty() && !page.more();
    if (idle && !troubles.isEmpty()) {
      // All that could be read was: now there is time to say what could not be done.
      throw new SourceException(String.join("; ", troubles));
    }
    return page;
  }

  /// The file in hand, if it is still what it was. It was complete when it was taken in hand.
  private Optional<Found> inHand(String name, String identity) {
    Found known = inHand;
    boolean standing =
        known != null
            && known.path().equals(name)
            && known.identity().equals(identity)
            && folder.stands(known);
    Optional<Found> found =
        standing
            ? Optional.ofNullable(known)
            : folder.named(name).filter(file -> file.identity().equals(identity));
    inHand = found.orElse(null);
    return found;
  }

  private Page fresh(FileCursor cursor, Reading reading) {
    FileCursor empty = cursor.with(new Hand.Empty());
    Optional<Found> next =
        folder.next(reading.ready(), empty.done(), reading.now(), reading.troubles());
    inHand = next.orElse(null);
    if (next.isEmpty()) {
      contents.close();
      return new Page(List.of(), List.of(), empty.write(), false);
    }
    Found file = next.get();
    try {
      Hand.Holding opened =
          new Hand.Holding(file.path(), file.identity(), 0, 1, 0, 0, isLong(file));
      return page(empty.with(opened), opened, file, reading);
    } catch (UnreadableFileException unreadable) {
      return rejected(empty, file, reading, unreadable);
    } catch (NoSuchFileException gone) {
      return new Page(List.of(), List.of(), empty.write(), false);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private boolean isLong(Found file) throws IOException {
    try (ByteFeed bytes = contents.open(file)) {
      RowSplitter rows = new RowSplitter(bytes, rules.writing(), rules.bounds().rowBytes(), 1);
      // The header is a row here.
      int more = rules.bounds().liveRows() + 1;
      while (more >= 0 && rows.next().isPresent()) {
        more--;
      }
      return more < 0;
    }
  }

  private Page page(FileCursor cursor, Hand.Holding hand, Found file, Reading reading) {
    PageReader page = new PageReader(rules, file, hand, reading.now(), reading.limit());
    try {
      Hand.Holding after = page.read(contents, feed);
      if (isChanged(file, page.ended())) {
        // What was read may be half of the old and half of the new.
        return begunAnew(cursor, hand);
      }
      FileCursor next =
          page.ended() ? ended(cursor, file, after, page.refused()) : cursor.with(after);
      return new Page(page.records(), page.refused(), next.write(), isMore(next, reading));
    } catch (FileRows.BadHeaderException bad) {
      page.refuse(bad.row(), String.valueOf(bad.getMessage()));
      FileCursor next =
          cursor.rejecting(file.path(), file.identity(), String.valueOf(bad.getMessage()));
      return new Page(List.of(), page.refused(), next.write(), isMore(next, reading));
    } catch (UnreadableFileException unreadable) {
      return rejected(cursor, file, reading, unreadable);
    } catch (NoSuchFileException gone) {
      return begunAnew(cursor, hand);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// Whether a file went away of which some rows are stored and the others were never seen.
  private boolean isHalfRead(Hand.Holding hand) {
    return hand.rows() > 0 && folder.named(hand.name()).isEmpty();
  }

  /// The file in hand is not what it was: another of its name is read from its beginning, and that
  /// there is none is said, since nobody will read the rest.
  private Page begunAnew(FileCursor cursor, Hand.Holding hand) {
    inHand = null;
    List<Page.Refused> said =
        isHalfRead(hand)
            ? List.of(
                new Page.Refused(
                    hand.name(),
                    "it went away when "
                        + hand.rows()
                        + " of its rows had been read; the rest was"
                        + " not: have it sent again",
                    ""))
            : List.of();
    return new Page(List.of(), said, cursor.with(new Hand.Empty()).write(), !said.isEmpty());
  }

  private boolean isChanged(Found file, boolean ended) {
    return ended ? folder.named(file.path()).filter(file::equals).isEmpty() : !folder.stands(file);
  }

  private FileCursor ended(
      FileCursor cursor, Found file, Hand.Holding after, List<Page.Refused> refused)
      throws IOException {
    return rules.snapshot().wanted()
        ? comparison.begin(cursor, file, after, refused)
        : cursor.finished(file.path(), file.identity());
  }

  private static boolean isMore(FileCursor next, Reading reading) {
    return !(next.hand() instanceof Hand.Empty) || Folder.anyNew(reading.ready(), next.done());
  }

  private Page compared(FileCursor cursor, Hand.Comparing hand, Found file, Reading reading) {
    try {
      return comparison.page(cursor, hand, file, reading.now(), reading.limit());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static Page rejected(
      FileCursor cursor, Found file, Reading reading, UnreadableFileException unreadable) {
    String why = String.valueOf(unreadable.getMessage());
    FileCursor next = cursor.rejecting(file.path(), file.identity(), why);
    return new Page(
        List.of(),
        List.of(new Page.Refused(file.path(), why, "")),
        next.write(),
        isMore(next, reading));
  }

  private static SourceException failed(Found file, IOException e) {
    return new SourceException("cannot read " + file.path() + ": " + Folder.words(e), e);
  }
}
