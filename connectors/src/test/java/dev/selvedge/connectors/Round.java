package dev.selvedge.connectors;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/// Everything a source gave until it said that no more waits.
public record Round(
    List<SourceRecord> records, List<Page.Refused> refused, Cursor next, int pages) {
  private static final int MOST_PAGES = 10_000;

  /// Polls until no more waits.
  public static Round of(PolledSource source, Cursor from, int limit) {
    List<SourceRecord> records = new ArrayList<>();
    List<Page.Refused> refused = new ArrayList<>();
    Cursor cursor = from;
    for (int pages = 1; pages < MOST_PAGES; pages++) {
      Page page = source.poll(cursor, Systems.NOW, limit);
      records.addAll(page.records());
      refused.addAll(page.refused());
      cursor = page.next();
      if (!page.more()) {
        return new Round(List.copyOf(records), List.copyOf(refused), cursor, pages);
      }
    }
    throw new AssertionError("the source never said that no more waits");
  }

  public List<String> keys() {
    return records.stream().map(each -> each.ref().key()).toList();
  }

  public List<String> bodies() {
    return records.stream().map(each -> each.body().toText()).toList();
  }
}
