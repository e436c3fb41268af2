package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.inward.InwardSource;
import dev.selvedge.mapping.AddressDecision;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Mapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A feed as it is read page by page, and all that it gave. Used by one thread.
final class Reading {
  private static final int MOST_PAGES = 200;

  private final InwardSource feed;
  private final int limit;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<Page.Refused> refused = new ArrayList<>();
  private Cursor cursor = Cursor.START;

  Reading(InwardSource feed, int limit) {
    this.feed = feed;
    this.limit = limit;
  }

  /// Reads one page; says whether another waits.
  boolean page() {
    Page page = feed.poll(cursor, Instant.parse("2020-01-01T00:00:00Z"), limit);
    records.addAll(page.records());
    refused.addAll(page.refused());
    cursor = page.next();
    return page.more();
  }

  /// Reads to the end of the pass, and gives what was new to the hub's eye.
  Reading pass() {
    int pages = 0;
    while (page()) {
      assertThat(++pages).as("pages of one pass").isLessThan(MOST_PAGES);
    }
    return this;
  }

  /// What came since this was asked last.
  List<SourceRecord> records() {
    List<SourceRecord> all = List.copyOf(records);
    records.clear();
    return all;
  }

  List<Page.Refused> refused() {
    return List.copyOf(refused);
  }

  Cursor cursor() {
    return cursor;
  }

  /// What came, as people decided it: `p1@example.com EMAIL OPT_OUT 2026-…`.
  List<String> decisions() {
    return records().stream().map(Reading::decision).toList();
  }

  static String decision(SourceRecord told) {
    AddressDecision one = understood(told);
    return String.join(
        " ",
        one.email(),
        one.claim().topic().text(),
        one.claim().choice().name(),
        one.claim().at().toString());
  }

  static AddressDecision understood(SourceRecord told) {
    Mapped mapped =
        new DecisionMapper(Account.NAME, EmailRules.PLAIN, other -> new Mapped.Skipped("not asked"))
            .map(told);
    assertThat(mapped).isInstanceOf(Mapped.Decided.class);
    return ((Mapped.Decided) mapped).decisions().getFirst();
  }
}
