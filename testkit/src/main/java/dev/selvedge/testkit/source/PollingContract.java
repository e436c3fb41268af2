package dev.selvedge.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every source that is asked for changes lives through: a list that changes while it is read,
/// equal stamps, late commits, deletions, restarts. Nothing may be lost; repeats are allowed, since
/// the inbox knows them.
public abstract class PollingContract {
  static final int PAGE = 3;
  private static final int RECORDS = 11;

  /// Later than any overlap before the present.
  static final Duration LONG = Duration.ofDays(3);

  private Vendor vendor;
  final Map<Integer, String> written = new TreeMap<>();

  /// A new system without records.
  protected abstract Vendor vendor();

  /// Where a commit may still come in late, at least.
  protected Duration overlap() {
    return Duration.ofSeconds(20);
  }

  @BeforeEach
  void openTheVendor() {
    vendor = vendor();
  }

  @AfterEach
  void closeTheVendor() {
    vendor.close();
  }

  Vendor opened() {
    return vendor;
  }

  final void write(int key, Instant stamp, String note) {
    vendor.write(key, stamp, note);
    written.put(key, note);
  }

  private Instant longAgo() {
    return vendor.now().minus(LONG);
  }

  /// Records of long ago, a second between each and the next.
  final void fill() {
    for (int key = 1; key <= RECORDS; key++) {
      write(key, longAgo().plusSeconds(key), "first");
    }
  }

  @Test
  void the_first_round_reads_everything_as_a_backfill_page_by_page() {
    fill();
    Reading reading = new Reading(vendor);
    int pages = reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
    assertThat(pages).isGreaterThan(RECORDS / PAGE);
    assertThat(reading.records())
        .extracting(SourceRecord::pace)
        .containsOnly(SourceRecord.Pace.BACKFILL);
  }

  @Test
  void every_record_is_the_feed_s_own_and_seen_now() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    PolledSource source = vendor.freshSource();
    assertThat(reading.records())
        .allSatisfy(
            each -> {
              assertThat(each.ref().system()).isEqualTo(source.feed().system());
              assertThat(each.ref().kind()).isEqualTo(source.feed().kind());
              assertThat(each.observedAt()).isBeforeOrEqualTo(vendor.now());
            });
  }

  @Test
  void an_empty_system_is_read_and_what_comes_later_is_live() {
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    assertThat(reading.records()).isEmpty();
    reading.round(PAGE);
    write(1, vendor.now(), "new");
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
    assertThat(reading.records())
        .extracting(SourceRecord::pace)
        .containsOnly(SourceRecord.Pace.LIVE);
  }

  @Test
  void stamps_keep_their_instant() {
    Instant stamp = longAgo().truncatedTo(ChronoUnit.SECONDS);
    write(1, stamp, "one");
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    assertThat(reading.records().getFirst().stamp().instant()).contains(stamp);
  }

  @Test
  void equal_stamps_over_several_page_borders_are_all_read() {
    Instant same = longAgo().plusSeconds(50);
    write(1, longAgo(), "before");
    for (int key = 2; key <= 3 * PAGE + 3; key++) {
      write(key, same, "same");
    }
    write(40, same.plusSeconds(1), "after");
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void equal_stamps_that_fill_their_pages_exactly_come_to_an_end() {
    for (int key = 1; key <= 2 * PAGE; key++) {
      write(key, longAgo(), "same");
    }
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void what_changes_while_pages_are_read_hides_nothing_else() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(
        PAGE,
        pages -> {
          if (pages <= 3) {
            // One that was read moves behind the others, which move up.
            write(pages, vendor.now(), "moved");
            write(RECORDS + 1 - pages, vendor.now(), "moved too");
          }
        });
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void what_changes_among_equal_stamps_hides_nothing_else() {
    for (int key = 1; key <= 4 * PAGE; key++) {
      write(key, longAgo(), "same");
    }
    Reading reading = new Reading(vendor);
    reading.round(
        PAGE,
        pages -> {
          if (pages <= 2) {
            write(pages, vendor.now(), "moved");
          }
        });
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void what_vanishes_while_pages_are_read_hides_nothing_else() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(
        PAGE,
        pages -> {
          if (pages <= 2) {
            vendor.vanish(pages);
            written.remove(pages);
          }
        });
    assertThat(reading.held()).containsAllEntriesOf(written);
  }

  @Test
  void a_commit_that_comes_late_is_read_in_the_next_round() {
    fill();
    Instant newest = vendor.now().minus(overlap());
    write(20, newest, "newest");
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    write(21, newest.minus(overlap().dividedBy(2)), "late");
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
    assertThat(reading.records())
        .filteredOn(each -> Reading.note(each).equals("late"))
        .extracting(SourceRecord::pace)
        .containsOnly(SourceRecord.Pace.LIVE);
  }

  @Test
  void a_commit_that_comes_late_within_a_round_is_read_in_the_next_one() {
    Instant recent = vendor.now().minus(overlap());
    for (int key = 1; key <= 3 * PAGE; key++) {
      write(key, recent.plusMillis(1000L * key), "first");
    }
    Reading reading = new Reading(vendor);
    reading.round(
        PAGE,
        pages -> {
          if (pages == 2) {
            write(30, recent.plusMillis(1500), "late");
          }
        });
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_deletion_is_told_as_far_as_the_system_tells_it() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    vendor.delete(2, vendor.now());
    if (vendor.tellsDeletions()) {
      written.put(2, "gone");
    }
    reading.round(PAGE);
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
    assertThat(reading.refused()).isEmpty();
  }

  @Test
  void a_record_that_changes_back_and_forth_ends_as_it_is() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    for (int time = 1; time <= 4; time++) {
      write(5, vendor.now().minusMillis(1000L * (5 - time)), "state " + time);
      reading.round(PAGE);
    }
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_new_field_is_no_trouble() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(PAGE);
    vendor.grow("never_heard_of", "surprise");
    write(3, vendor.now(), "grown");
    reading.restart();
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
    assertThat(reading.records())
        .anySatisfy(each -> assertThat(each.body().toText()).contains("surprise"));
  }

  @Test
  void no_page_is_much_larger_than_asked_for() {
    fill();
    for (int limit = 2; limit <= RECORDS; limit += PAGE) {
      Page page = vendor.freshSource().poll(Cursor.START, vendor.now(), limit);
      assertThat(page.records()).hasSizeBetween(1, limit);
    }
  }

  @Test
  void a_poll_repeated_with_the_same_cursor_gives_the_same() {
    fill();
    Reading reading = new Reading(vendor);
    reading.page(PAGE);
    Page once = vendor.freshSource().poll(reading.cursor(), vendor.now(), PAGE);
    Page again = vendor.freshSource().poll(reading.cursor(), vendor.now(), PAGE);
    assertThat(again.records()).extracting(SourceRecord::ref).isNotEmpty();
    assertThat(again.records())
        .extracting(each -> each.ref() + Reading.note(each))
        .isEqualTo(once.records().stream().map(each -> each.ref() + Reading.note(each)).toList());
  }

  @Test
  void a_hub_that_stops_after_any_page_loses_nothing() {
    fill();
    int pages = new Reading(vendor).round(PAGE);
    for (int stop = 1; stop < pages; stop++) {
      Reading reading = new Reading(vendor);
      for (int page = 0; page < stop; page++) {
        reading.page(PAGE);
      }
      reading.restart();
      reading.round(PAGE + stop);
      assertThat(reading.held()).as("stopped after page %d", stop).isEqualTo(written);
    }
  }

  @Test
  void a_hub_that_stops_after_every_page_while_records_change_loses_nothing() {
    fill();
    Reading reading = new Reading(vendor);
    reading.round(
        PAGE,
        pages -> {
          if (pages <= 4) {
            write(2 * pages, vendor.now(), "changed");
          }
          reading.restart();
        });
    reading.restart();
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_cursor_of_another_kind_is_refused() {
    fill();
    for (String text : List.of("nonsense", "{}", "[]", "{\"version\":1}")) {
      PolledSource source = vendor.freshSource();
      assertThatThrownBy(() -> source.poll(new Cursor(text), vendor.now(), PAGE))
          .as(text)
          .isInstanceOf(SourceException.class);
    }
  }
}
