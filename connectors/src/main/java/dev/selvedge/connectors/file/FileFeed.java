package dev.selvedge.connectors.file;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.file.FileCursor.Hand;
import dev.selvedge.connectors.file.FileSettings.Format;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files of one kind in a folder, read row by row. Confined to one thread at a time.
final class FileFeed implements PolledSource {
  private final Feed feed;
  private final Rules rules;
  private final Folder folder;

  FileFeed(Feed feed, Rules rules, Folder folder) {
    this.feed = feed;
    this.rules = rules;
    this.folder = folder;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    FileCursor standing = tidied(FileCursor.read(cursor));
    List<Found> ready = folder.ready(now);
    Optional<Found> file = inHand(standing);
    if (file.isEmpty()) {
      FileCursor empty = standing.with(new Hand.Empty());
      Optional<Found> next = next(empty, ready);
      if (next.isEmpty()) {
        return new Page(List.of(), List.of(), empty.write(), false);
      }
      return page(empty.with(opened(next.get())), next.get(), new Reading(now, limit, ready));
    }
    return page(standing, file.get(), new Reading(now, limit, ready));
  }

  /// What one poll goes by.
  private record Reading(Instant now, int limit, List<Found> ready) {}

  /// Archives what is read and stored, and forgets what is gone. The cursor that says a file was
  /// read is stored when it comes back here, so that nothing is moved too early.
  private FileCursor tidied(FileCursor stored) {
    Map<String, String> there = new TreeMap<>();
    stored
        .done()
        .forEach(
            (name, identity) -> {
              if (!rules.handover().archive().isEmpty()) {
                folder.archive(name, identity);
              }
              if (folder.has(name)) {
                there.put(name, identity);
              }
            });
    return new FileCursor(there, stored.hand());
  }

  /// The file in hand, if it is still what it was. It was complete when it was taken in hand.
  private Optional<Found> inHand(FileCursor cursor) {
    return cursor
        .holding()
        .flatMap(
            hand ->
                folder.named(hand.name()).filter(file -> file.identity().equals(hand.identity())));
  }

  private static Optional<Found> next(FileCursor cursor, List<Found> ready) {
    return ready.stream()
        .filter(file -> !file.identity().equals(cursor.done().get(file.name())))
        .findFirst();
  }

  private Hand.Holding opened(Found file) {
    return new Hand.Holding(file.name(), file.identity(), 0, 1, 0, isLong(file));
  }

  private boolean isLong(Found file) {
    try (ByteFeed bytes = bytes(file)) {
      RowSplitter rows = new RowSplitter(bytes, rules.writing(), rules.bounds().rowBytes(), 1);
      // The header is a row here.
      int more = rules.bounds().liveRows() + 1;
      while (more >= 0 && rows.next().isPresent()) {
        more--;
      }
      return more < 0;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Page page(FileCursor cursor, Found file, Reading reading) {
    Hand.Holding hand = cursor.holding().orElseThrow(IllegalStateException::new);
    try (ByteFeed bytes = bytes(file)) {
      Rows rows = new Rows(bytes, file, hand, reading);
      Hand.Holding after = rows.read();
      boolean changed = folder.named(file.name()).filter(file::equals).isEmpty();
      if (changed) {
        // What was read may be half of the old and half of the new.
        FileCursor dropped = cursor.with(new Hand.Empty());
        return new Page(List.of(), List.of(), dropped.write(), false);
      }
      FileCursor next =
          rows.ended ? cursor.finished(file.name(), file.identity()) : cursor.with(after);
      boolean more = !rows.ended || next(next, reading.ready()).isPresent();
      return new Page(rows.records, rows.refused, next.write(), more);
    } catch (NoSuchFileException gone) {
      return new Page(List.of(), List.of(), cursor.with(new Hand.Empty()).write(), false);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ByteFeed bytes(Found file) throws IOException {
    return new ByteFeed(file.path(), rules.writing().encoding().unit());
  }

  private static SourceException unreadable(Found file, IOException e) {
    return new SourceException("cannot read " + file.name(), e);
  }

  /// The rows of one page.
  private final class Rows {
    private final ByteFeed bytes;
    private final Found file;
    private final Hand.Holding begin;
    private final Reading reading;
    private final List<SourceRecord> records = new ArrayList<>();
    private final List<Page.Refused> refused = new ArrayList<>();
    private boolean ended;

    Rows(ByteFeed bytes, Found file, Hand.Holding begin, Reading reading) {
      this.bytes = bytes;
      this.file = file;
      this.begin = begin;
      this.reading = reading;
    }

    Hand.Holding read() throws IOException {
      bytes.skip(rules.writing().encoding().byteOrderMark());
      RowSplitter first = splitter(1);
      Optional<Header> header = header(first);
      if (header.isEmpty()) {
        ended = true;
        return begin;
      }
      boolean resumed = begin.offset() > 0;
      if (resumed) {
        bytes.seek(begin.offset());
      }
      RowSplitter rows = resumed ? splitter(begin.line()) : first;
      RowMaker maker = new RowMaker(feed, rules.writing().format(), rules.columns(), header.get());
      int count = begin.rows();
      while (!ended && records.size() + refused.size() < reading.limit()) {
        Optional<RawRow> row = rows.next();
        if (row.isEmpty()) {
          ended = true;
        } else if (!row.get().isBlank()) {
          count++;
          take(maker, row.get(), count);
        }
      }
      return new Hand.Holding(
          begin.name(), begin.identity(), bytes.position(), rows.line(), count, begin.bulk());
    }

    private RowSplitter splitter(long line) {
      return new RowSplitter(bytes, rules.writing(), rules.bounds().rowBytes(), line);
    }

    /// Nothing when the file is empty or its header is of no use.
    private Optional<Header> header(RowSplitter rows) throws IOException {
      if (rules.writing().format() == Format.JSONL) {
        return Optional.of(Header.LINE);
      }
      Optional<RawRow> written = rows.next();
      if (written.isEmpty()) {
        return Optional.empty();
      }
      Header header = Header.of(written.get().fields(), rules.columns().aliases());
      for (String column : rules.columns().key()) {
        if (!header.names().contains(column)) {
          String why = "the header has no column '" + column + "', which is the key";
          refuse(written.get(), written.get().fault().isEmpty() ? why : written.get().fault());
          return Optional.empty();
        }
      }
      return Optional.of(header);
    }

    private void take(RowMaker maker, RawRow row, int count) {
      if (count > rules.bounds().rows()) {
        refuse(row, "the file has more than " + rules.bounds().rows() + " rows; the rest is left");
        ended = true;
        return;
      }
      Pace pace = begin.bulk() ? Pace.BACKFILL : Pace.LIVE;
      switch (maker.make(row, reading.now(), pace)) {
        case RowMaker.Made.Good good -> records.add(good.made());
        case RowMaker.Made.Bad bad -> refuse(row, bad.why());
      }
    }

    private void refuse(RawRow row, String why) {
      String sign = String.valueOf(rules.writing().delimiter());
      String raw = row.raw().isEmpty() ? String.join(sign, row.fields()) : row.raw();
      refused.add(new Page.Refused(file.name() + ":" + row.line(), why, raw));
    }
  }
}
