package dev.selvedge.testkit.source;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A hub that reads one feed: stores what it is given, with its cursor, and tells an old record
/// from a newer one by its stamp, as the inbox does. Confined to one thread.
final class Reading {
  private static final int MOST_PAGES = 2_000;
  private static final Pattern NOTE = Pattern.compile("\"note\":\"([^\"]*)\"");

  private final Vendor vendor;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<Page.Refused> refused = new ArrayList<>();
  private Cursor cursor = Cursor.START;
  private PolledSource source;

  Reading(Vendor vendor) {
    this.vendor = vendor;
    this.source = vendor.freshSource();
  }

  /// What a stop and a start of the hub leave: the stored text of the cursor.
  void restart() {
    cursor = new Cursor(cursor.text());
    source = vendor.freshSource();
  }

  Page page(int limit) {
    Page page = source.poll(cursor, vendor.now(), limit);
    records.addAll(page.records());
    refused.addAll(page.refused());
    cursor = page.next();
    return page;
  }

  /// Reads until no more waits; gives the number of pages.
  int round(int limit) {
    return round(limit, page -> {});
  }

  /// @param between is told how many pages have been read, after each but the last
  int round(int limit, IntConsumer between) {
    for (int pages = 1; pages < MOST_PAGES; pages++) {
      if (!page(limit).more()) {
        return pages;
      }
      between.accept(pages);
    }
    throw new AssertionError("the source never said that no more waits");
  }

  Cursor cursor() {
    return cursor;
  }

  List<SourceRecord> records() {
    return List.copyOf(records);
  }

  List<Page.Refused> refused() {
    return List.copyOf(refused);
  }

  /// The newest state of each record, by its key: the note, or `gone`. Of two with one stamp the
  /// one that was read later counts.
  Map<Integer, String> held() {
    Map<Integer, SourceRecord> newest = new TreeMap<>();
    for (SourceRecord each : records) {
      newest.merge(
          Integer.valueOf(each.ref().key()),
          each,
          (old, next) -> stamp(next).isBefore(stamp(old)) ? old : next);
    }
    Map<Integer, String> held = new TreeMap<>();
    newest.forEach((key, each) -> held.put(key, note(each)));
    return held;
  }

  private static Instant stamp(SourceRecord each) {
    return each.stamp().instant().orElse(Instant.MIN);
  }

  static String note(SourceRecord each) {
    if (each.change() == SourceRecord.Change.DELETE) {
      return "gone";
    }
    Matcher note = NOTE.matcher(each.body().toText());
    return note.find() ? note.group(1) : "no note";
  }
}
