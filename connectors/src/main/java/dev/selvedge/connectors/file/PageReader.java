package dev.selvedge.connectors.file;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.file.FileCursor.Hand;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the rows of one page. Confined to one thread.
final class PageReader {
  /// A page ends after so many bytes, however few its rows are.
  private static final long MOST_BYTES = 8_000_000;

  private final Rules rules;
  private final Found file;
  private final Hand.Holding begin;
  private final Instant now;
  private final int limit;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<Page.Refused> refused = new ArrayList<>();
  private boolean ended;

  PageReader(Rules rules, Found file, Hand.Holding begin, Instant now, int limit) {
    this.rules = rules;
    this.file = file;
    this.begin = begin;
    this.now = now;
    this.limit = limit;
  }

  /// Reads, and says where to go on.
  Hand.Holding read(Contents contents, Feed feed) throws IOException {
    try (FileRows rows = new FileRows(contents, feed, rules, file, begin.offset(), begin.line())) {
      int count = begin.rows();
      while (!ended && records.size() + refused.size() < limit && rows.length() < MOST_BYTES) {
        Optional<RawRow> row = rows.next();
        if (row.isEmpty()) {
          ended = true;
        } else {
          count++;
          take(rows.maker(), row.get(), count);
        }
      }
      return new Hand.Holding(
          begin.name(),
          begin.identity(),
          rows.offset(),
          rows.line(),
          count,
          begin.refused() + refused.size(),
          begin.bulk());
    }
  }

  private void take(RowMaker maker, RawRow row, int count) {
    if (count > rules.bounds().rows()) {
      refuse(row, "the file has more than " + rules.bounds().rows() + " rows; the rest is left");
      ended = true;
      return;
    }
    Pace pace = begin.bulk() ? Pace.BACKFILL : Pace.LIVE;
    switch (maker.make(row, now, pace)) {
      case RowMaker.Made.Good good -> records.add(good.made());
      case RowMaker.Made.Bad bad -> refuse(row, bad.why());
    }
  }

  /// Says of a row that it is refused.
  void refuse(RawRow row, String why) {
    String sign = String.valueOf(rules.writing().delimiter());
    String raw = row.raw().isEmpty() ? String.join(sign, row.fields()) : row.raw();
    refused.add(new Page.Refused(file.path() + ":" + row.line(), why, raw));
  }

  List<SourceRecord> records() {
    return records;
  }

  List<Page.Refused> refused() {
    return refused;
  }

  /// Whether the file's end was reached.
  boolean ended() {
    return ended;
  }
}
